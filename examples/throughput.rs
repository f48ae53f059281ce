//! How many numbers a second one daemon asks for, reads, judges and commits, end to end: carriers on loopback answer at once, the
//! pace is switched off. `cargo run --profile dist --example throughput -- [PARCELS]` (10,000). The first round brings twelve scans
//! of each number, the second brings nothing new.

#[path = "../benches/lives/mod.rs"]
mod lives;

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context;
use axum::{Router, extract::RawQuery, routing::get};
use jiff::{SignedDuration, Timestamp};
use posylka::{
    app::{
        App, Setup,
        actions::add::{Purchase, given_numbers::GivenNumbers},
    },
    clock::Clock,
    config::{Config, Folders, SourceSettings},
    daemon::{Daemon, Signal},
    demo::{answers, zone},
    model::{Number, SourceId},
    store::{Migrate, Store, StoreError},
    text::Lang,
    wire::Wire,
};
use rusqlite::Connection;
use tokio::{net::TcpListener, sync::mpsc};

fn main() -> anyhow::Result<()> {
    let parcels: usize = std::env::args().nth(1).map_or(Ok(10_000), |it| it.parse())?;
    let folder = tempfile::tempdir()?;
    let address = carrier()?;
    let mut app = App::open(setup(folder.path(), address)?, Timestamp::now(), true)?;
    let began = Instant::now();
    for from in (0..parcels).step_by(500) {
        let numbers: Vec<String> = (from..(from + 500).min(parcels)).map(lives::placeholder).collect();
        let mut given = GivenNumbers::default();
        given.pasted(&app, &numbers.join("\n"));
        app.add(given, &purchase())?;
    }
    drop(app);
    println!("{parcels} parcels were added in {:.1} s", began.elapsed().as_secs_f64());
    for round in ["everything is new", "nothing is new"] {
        let sql = Connection::open(folder.path().join("posylka.db"))?;
        sql.execute("UPDATE legs SET next_ask = '2020-01-01T00:00:00.000000000Z', asked = NULL", [])?;
        let took = watch(folder.path(), address)?;
        println!("{round}: {:.0} numbers a second", parcels as f64 / took.as_secs_f64());
    }
    Ok(())
}

/// Runs the daemon until nothing is due, and says how long that took from its first look.
fn watch(data: &Path, address: SocketAddr) -> anyhow::Result<Duration> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let setup = setup(data, address)?;
    let daemon = Daemon {
        store: Store::open(&setup.folders.database(), Migrate::Yes)?,
        setup: Arc::new(setup),
        reload: Box::new(|| Box::pin(async { anyhow::bail!("it is not read again") })),
        wire: Arc::new(Wire::new(true)),
        clock: Clock::open(data, None, None, false)?,
        runtime: None,
    };
    let (stop, signals) = mpsc::channel(1);
    let path = data.join("posylka.db");
    let began = Instant::now();
    let watcher = std::thread::spawn(move || -> anyhow::Result<Duration> {
        let mut store = Store::open(&path, Migrate::No)?;
        loop {
            let next = store.reading::<_, StoreError>(|tx| tx.next_ask())?;
            if next.is_none_or(|next| next > Timestamp::now()) {
                stop.blocking_send(Signal::Stop)?;
                return Ok(began.elapsed());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    });
    runtime.block_on(daemon.run(signals))?;
    watcher.join().map_err(|_| anyhow::anyhow!("the watcher failed"))?
}

fn purchase() -> Purchase {
    Purchase {
        title: None,
        carrier: None,
        to_forwarder: false,
        shop: "other".into(),
        seller: None,
        order: None,
        price: None,
        ordered: None,
        shipped: None,
        promised: None,
        protection_ends: None,
        sure: true,
        postcode: None,
    }
}

fn setup(data: &Path, address: SocketAddr) -> anyhow::Result<Setup> {
    let settings = SourceSettings {
        base_url: Some(format!("http://{address}")),
        gap: Some(SignedDuration::from_nanos(1)),
        ..SourceSettings::default()
    };
    let config =
        Config { carriers: [(SourceId::from("cainiao"), settings)].into_iter().collect(), ..Config::default() };
    Setup::new(config, Folders::choose(Some(data), Some(data))?, Lang::En, BTreeMap::new(), Vec::new(), 1)
}

/// Cainiao, in a thread of its own.
fn carrier() -> anyhow::Result<SocketAddr> {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || -> anyhow::Result<()> {
        tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            tell.send(listener.local_addr()?)?;
            axum::serve(listener, Router::new().route("/global/detail.json", get(answer))).await?;
            Ok(())
        })
    });
    told.recv().context("no carrier")
}

async fn answer(RawQuery(query): RawQuery) -> String {
    let query = query.unwrap_or_default().replace("%2C", ",");
    let asked = query.split('&').find_map(|it| it.strip_prefix("mailNos=")).unwrap_or_default();
    let numbers: Vec<Number> = asked.split(',').filter_map(|it| Number::new(it).ok()).collect();
    let end = (Timestamp::now() - SignedDuration::from_hours(30)).to_zoned(zone()).datetime();
    // The same whenever it is asked today.
    let end = end.date().at(12, 0, 0, 0);
    let place = |number: &Number| number.as_str()[2..].parse::<usize>().ok()?.checked_sub(500_000_000);
    let lives: Vec<_> = numbers.iter().filter_map(place).map(|index| lives::life(index, 0, end)).collect();
    answers::cainiao(&lives, &numbers, Timestamp::now())
}

//! What a parcel costs among a thousand, thirty thousand and a million:
//! `cargo run --profile dist --example grow -- [FOLDER] [PARCELS...]`. Of each database at most thirty thousand parcels are in
//! sight; the rest came to their end long ago. Everything is measured in one run, in milliseconds: the median of some tries.

#[path = "../../benches/fill/mod.rs"]
mod fill;
mod finished;
#[path = "../../benches/lives/mod.rs"]
mod lives;

use std::{collections::BTreeMap, path::Path, sync::Arc, time::Instant};

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use posylka::{
    app::{
        App, Setup,
        look::book,
        tell,
        views::{explanation, list, parcel, status},
    },
    clock::Clock,
    config::{Config, Folders, SourceSettings},
    daemon::{Daemon, Signal},
    model::{LegKey, Number, ParcelId, SourceId, Told},
    store::{Migrate, Store, StoreError},
    text::Lang,
    wire::Wire,
};
use tokio::sync::mpsc;

use fill::World;

/// So many parcels are in sight at the most.
const IN_SIGHT: usize = 30_000;
/// So many are added in one transaction.
const TOGETHER: usize = 1_000;
/// How often each thing is done.
const TRIES: usize = 21;

const HEAD: [&str; 9] = ["parcels", "MB", "pick", "answer", "list", "status", "show", "explain", "start"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().unwrap_or_else(|| std::env::temp_dir().join("posylka-grow").display().to_string());
    let mut sizes = args.map(|it| it.parse()).collect::<Result<Vec<usize>, _>>()?;
    if sizes.is_empty() {
        sizes = vec![1_000, 30_000, 1_000_000];
    }
    println!("{}", row(&HEAD.map(str::to_owned)));
    for parcels in sizes {
        let data = Path::new(&folder).join(parcels.to_string());
        println!("{}", row(&measured(&data, parcels).await?));
    }
    Ok(())
}

fn row(cells: &[String]) -> String {
    cells.iter().map(|cell| format!("{cell:>10}")).collect()
}

async fn measured(data: &Path, parcels: usize) -> anyhow::Result<Vec<String>> {
    let now = Timestamp::now();
    let in_sight = parcels.min(IN_SIGHT);
    let path = data.join("posylka.db");
    if !path.exists() {
        std::fs::create_dir_all(data)?;
        let began = Instant::now();
        grow(&path, parcels - in_sight, in_sight, now)?;
        eprintln!("{parcels} parcels were there after {:.0} s", began.elapsed().as_secs_f64());
    }
    let world = World::new(now);
    let mut store = Store::open(&path, Migrate::Yes)?;
    let ids = store.reading::<_, StoreError>(|tx| tx.parcels())?;
    let some = |nth: usize| ids[nth * 7_919 % ids.len()];
    let bytes = std::fs::metadata(&path)?.len();

    let setup = setup(data)?;
    // By then all are due again.
    let later = now + SignedDuration::from_hours(24 * 4);
    let pick = median(|_| {
        let asks =
            store.within(|tx| Err::<(), _>(Undone(book::book(tx, &setup, &Default::default(), 8, later)?.asks.len())));
        anyhow::ensure!(matches!(asks, Err(Undone(1..))), "nothing is due");
        Ok(())
    })?;
    let answer = median(|nth| heard(&mut store, &setup, &world, some(nth)))?;
    drop(store);
    let list = shown(data, |app, _| Ok(list::list(app, &list::Wanted::every(false))?))?;
    let status = shown(data, |app, _| Ok(status::status(app, Default::default())?))?;
    let show = shown(data, |app, nth| parcel::details(app, some(nth)))?;
    let explain = shown(data, |app, nth| explanation::explanation(app, some(nth)))?;
    let start = start(data).await?;
    let times = [pick, answer, list, status, show, explain, start].map(|ms| format!("{ms:.2}"));
    Ok([parcels.to_string(), (bytes / 1_000_000).to_string()].into_iter().chain(times).collect())
}

/// A transaction that is taken back, with what was picked in it.
struct Undone(usize);

impl From<StoreError> for Undone {
    fn from(_: StoreError) -> Undone {
        Undone(0)
    }
}

fn grow(path: &Path, finished: usize, in_sight: usize, now: Timestamp) -> anyhow::Result<()> {
    let mut store = Store::open(path, Migrate::Yes)?;
    if finished > 0 {
        finished::fill(&mut store, path, finished, now)?;
    }
    let world = World::new(now);
    for from in (0..in_sight).step_by(TOGETHER) {
        world.fill(&mut store, from..(from + TOGETHER).min(in_sight), 6);
    }
    Ok(())
}

/// The carrier says again what it said before.
fn heard(store: &mut Store, setup: &Setup, world: &World, id: ParcelId) -> anyhow::Result<()> {
    let case = store.reading::<_, StoreError>(|tx| tx.case(id))?.context("it is there")?;
    let index: usize = case.parcel.title.trim_start_matches("Parcel ").parse()?;
    let number = Number::new(lives::placeholder(index))?;
    let answer = posylka::demo::answers::cainiao(&[world.life(index, 6)], std::slice::from_ref(&number), world.now);
    let outcome = world.read("cainiao", &number, answer);
    let told = Told::Answer { leg: LegKey { number, carrier: "cainiao".into() }, source: "cainiao".into(), outcome };
    store.within_lightly::<_, StoreError>(|tx| tell::tell(tx, setup, id, &told, world.now))?;
    Ok(())
}

/// What a view costs, the database opened anew each time.
fn shown<T>(data: &Path, mut look: impl FnMut(&mut App, usize) -> anyhow::Result<T>) -> anyhow::Result<f64> {
    let mut setups = (0..TRIES).map(|_| setup(data)).collect::<Result<Vec<_>, _>>()?;
    median(|nth| {
        let mut app = App::open(setups.pop().context("one each")?, Timestamp::now(), false)?;
        look(&mut app, nth).map(drop)
    })
}

/// From opening the database until everything that is due was looked at once.
async fn start(data: &Path) -> anyhow::Result<f64> {
    let mut times = Vec::new();
    for _ in 0..3 {
        let setup = setup(data)?;
        let began = Instant::now();
        let daemon = Daemon {
            store: Store::open(&setup.folders.database(), Migrate::Yes)?,
            setup: Arc::new(setup),
            reload: Box::new(|| Box::pin(async { anyhow::bail!("it is not read again") })),
            wire: Arc::new(Wire::new(true)),
            clock: Clock::open(data, None, None, false)?,
            runtime: None,
        };
        let (stop, signals) = mpsc::channel(1);
        stop.send(Signal::Stop).await?;
        daemon.run(signals).await?;
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    // The first one may have looked at everything anew.
    Ok(times.into_iter().fold(f64::MAX, f64::min))
}

/// Nobody is asked: the carriers stand where nobody listens.
fn setup(data: &Path) -> anyhow::Result<Setup> {
    let nowhere = |id: &str| {
        let settings = SourceSettings { base_url: Some("http://127.0.0.1:9".to_owned()), ..SourceSettings::default() };
        (SourceId::from(id), settings)
    };
    let carriers = ["cainiao", "russian-post"].map(nowhere).into_iter().collect();
    let config = Config { carriers, ..Config::default() };
    Setup::new(config, Folders::choose(Some(data), Some(data))?, Lang::En, BTreeMap::new(), Vec::new(), 1)
}

fn median(mut work: impl FnMut(usize) -> anyhow::Result<()>) -> anyhow::Result<f64> {
    let mut times = Vec::new();
    for nth in 0..TRIES {
        let began = Instant::now();
        work(nth)?;
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[TRIES / 2])
}

//! A look that somebody waits for: it ends in time, keeps the pace of the database, and blames nobody while nobody is in
//! reach.

use std::{collections::BTreeMap, future::Future, net::TcpListener, time::Duration};

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use posylka::{
    app::{
        App, Setup,
        actions::add::{Purchase, given_numbers::GivenNumbers},
        look::{
            foreground::{LookFor, Seen, Time},
            unwatched::Unwatched,
        },
    },
    config::{Config, Folders, SourceSettings},
    demo::{
        Life,
        loopback_carriers::{self, Stage},
    },
    model::SourceId,
    store::{Migrate, Store},
    text::Lang,
    wire::Wire,
};

use crate::daemon::HEADPHONES;

const NUMBER: &str = "LP00123456789012";

fn now() -> Timestamp {
    "2026-02-11T00:00:00Z".parse().unwrap()
}

/// Time that leaps over pauses, with somebody who waits so long.
struct Waits {
    now: Timestamp,
    leapt: SignedDuration,
    patience: Duration,
}

impl Waits {
    fn long() -> Waits {
        Waits { now: now(), leapt: SignedDuration::ZERO, patience: Duration::from_secs(20) }
    }
}

impl Time for Waits {
    fn now(&self) -> Timestamp {
        self.now
    }

    fn leaps(&self) -> bool {
        true
    }

    fn comes(&self, at: Timestamp) -> bool {
        at.duration_since(self.now) < SignedDuration::from_mins(1)
    }

    async fn until(&mut self, at: Timestamp) {
        self.leapt += at.duration_since(self.now);
        self.now = at;
    }

    fn over(&self) -> impl Future<Output = ()> + 'static {
        tokio::time::sleep(self.patience)
    }
}

/// Somebody's app, with the carriers at an address, on the folder given.
fn app(folder: &std::path::Path, address: &str) -> App {
    let base = format!("http://{address}");
    let moved =
        |id: &str| (SourceId::from(id), SourceSettings { base_url: Some(base.clone()), ..SourceSettings::default() });
    let carriers = ["cainiao", "russian-post"].into_iter().map(moved).collect();
    let config = Config { zone: Some(TimeZone::UTC), carriers, ..Config::default() };
    let folders = Folders::choose(Some(folder), Some(folder)).unwrap();
    let setup = Setup::new(config, folders, Lang::En, BTreeMap::new(), Vec::new(), 1).unwrap();
    App::open(setup, now(), true).unwrap()
}

async fn stage() -> String {
    let lives = vec![Life::read("test", HEADPHONES).unwrap()];
    loopback_carriers::open(Stage { lives, now: Box::new(now) }).await.unwrap().to_string()
}

fn given(app: &App, text: &str) -> (GivenNumbers, Purchase) {
    let mut given = GivenNumbers::default();
    given.typed(app, text, false).unwrap();
    (given, Purchase::untold("other".into()))
}

async fn look(app: &mut App, time: &mut Waits) -> Seen {
    let wanted = LookFor { parcels: None, at_home: true };
    app.look(&Wire::new(true), wanted, time, &mut |_, _| {}).await.unwrap()
}

#[tokio::test]
async fn a_look_ends_when_nobody_waits_any_longer() {
    let folder = tempfile::tempdir().unwrap();
    // It takes connections and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut app = app(folder.path(), &silent.local_addr().unwrap().to_string());
    let (given, purchase) = given(&app, NUMBER);
    let id = app.add(given, &purchase).unwrap().parcels[0];
    let seen = look(&mut app, &mut Waits { patience: Duration::from_millis(50), ..Waits::long() }).await;
    assert_eq!((seen.given_up.len(), seen.asked, seen.reached), (1, 1, false));
    let case = Store::open(&folder.path().join("posylka.db"), Migrate::No).unwrap().reading(|tx| tx.case(id));
    let leg = &case.unwrap().unwrap().legs[0];
    assert_eq!((leg.asks.last, leg.asks.failures), (Some(now()), 0), "it was asked, and nobody is blamed");
    assert!(leg.asks.next.duration_since(now()) >= SignedDuration::from_hours(1), "the floor holds");
}

#[tokio::test]
async fn pauses_are_leapt_and_floors_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(folder.path(), &stage().await);
    let (given, purchase) = given(&app, NUMBER);
    app.add(given, &purchase).unwrap();
    let mut time = Waits::long();
    let seen = look(&mut app, &mut time).await;
    assert_eq!((seen.asked, seen.reached), (2, true), "the carrier, and who it was handed over to");
    assert!(time.leapt > SignedDuration::ZERO && time.leapt < SignedDuration::from_mins(1), "{:?}", time.leapt);
    app.refresh(None).unwrap();
    assert_eq!(look(&mut app, &mut time).await.asked, 0, "not again within the floor");
}

#[tokio::test]
async fn what_nobody_watches_keeps_the_pace_of_who_is_watched() {
    let folder = tempfile::tempdir().unwrap();
    let address = stage().await;
    for (asked, at) in [(2, now()), (0, now() + SignedDuration::from_hours(1))] {
        let mut app = app(folder.path(), &address);
        app.now = at;
        let (given, purchase) = given(&app, NUMBER);
        let (known, new) = app.would_add(given, &purchase).unwrap();
        assert!(known.is_empty() && !new.is_empty());
        let mut unwatched = Unwatched::new(app, &new).unwrap();
        let mut time = Waits { now: at, ..Waits::long() };
        let seen = unwatched.look(&Wire::new(true), true, &mut time, &mut |_, _| {}).await.unwrap();
        assert_eq!(seen.asked, asked);
        assert_eq!(unwatched.app.now, time.now);
    }
    let mut store = Store::open(&folder.path().join("posylka.db"), Migrate::No).unwrap();
    let used = store.reading(|tx| tx.asked_today(&"cainiao".into(), jiff::civil::date(2026, 2, 11))).unwrap();
    let parcels = store.reading(|tx| tx.parcels()).unwrap();
    assert_eq!((used, parcels.len()), (1, 0), "the quota counts it, and no parcel is left");
}

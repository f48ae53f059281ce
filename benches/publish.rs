//! Files for others: what two hundred parcels cost, whether something has changed or nothing.

#[path = "fill/mod.rs"]
mod fill;
#[path = "lives/mod.rs"]
mod lives;

use std::collections::BTreeMap;

use divan::Bencher;
use jiff::Timestamp;
use posylka::{
    app::{App, Setup},
    config::{Config, Folders, Publish},
    publish::publish,
    store::{Migrate, Store},
    text::Lang,
};

const PARCELS: usize = 200;

fn main() {
    divan::main();
}

/// Two hundred parcels with twenty scans each, and where they are published.
struct Place {
    _room: tempfile::TempDir,
    app: App,
    settings: Publish,
    folder: std::path::PathBuf,
}

fn place() -> Place {
    let room = tempfile::tempdir().expect("a folder");
    let (config, data, folder) = (room.path().join("config"), room.path().join("data"), room.path().join("files"));
    std::fs::create_dir(&folder).expect("a folder");
    let folders = Folders::choose(Some(&config), Some(&data)).expect("folders");
    let now: Timestamp = "2026-03-01T00:00:00Z".parse().expect("a moment");
    let mut store = Store::open(&folders.database(), Migrate::Yes).expect("a database");
    fill::World::new(now).fill(&mut store, 0..PARCELS, 10);
    drop(store);
    let setup = Setup::new(Config::default(), folders, Lang::Ru, BTreeMap::new(), Vec::new(), 1).expect("a setup");
    let app = App::open(setup, now, false).expect("an app");
    Place { _room: room, app, settings: Publish::default(), folder }
}

/// Nothing has changed since the last time.
#[divan::bench(sample_count = 20)]
fn publish_200_parcels_unchanged(bencher: Bencher) {
    let mut at = place();
    publish(&mut at.app, &at.settings, &at.folder).expect("it publishes");
    bencher.bench_local(|| {
        let done = publish(&mut at.app, &at.settings, &at.folder).expect("it publishes");
        assert_eq!((done.files, done.written), (PARCELS + 13, 0));
    });
}

/// Another day: every page says other distances.
#[divan::bench(sample_count = 20)]
fn publish_200_parcels_of_another_day(bencher: Bencher) {
    let mut at = place();
    bencher.bench_local(|| {
        at.app.now += jiff::SignedDuration::from_hours(24);
        publish(&mut at.app, &at.settings, &at.folder).expect("it publishes").written
    });
}

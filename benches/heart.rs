//! What one parcel and many cost: the heart on a parcel with forty events, and the list of a thousand parcels.
//! `cargo bench --bench heart`.

#[path = "fill/mod.rs"]
mod fill;
#[path = "lives/mod.rs"]
mod lives;

use divan::Bencher;
use fill::World;
use jiff::Timestamp;
use posylka::{
    model::{Case, LegKey, Number, Told},
    rules::{digest, history::learn},
    store::{Store, StoreError},
};

fn main() {
    divan::main();
}

fn world() -> World {
    World::new("2026-03-01T12:00:00Z".parse::<Timestamp>().expect("a moment"))
}

/// A parcel with ten events abroad and thirty at home.
fn case(world: &World) -> Case {
    let mut store = Store::in_memory().expect("a database in memory");
    let id = world.fill(&mut store, 0..1, 30)[0];
    let case = store.reading::<_, StoreError>(|tx| tx.case(id)).expect("the database reads");
    let case = case.expect("it was added");
    assert_eq!((case.entries.len(), case.legs.len()), (40, 2));
    case
}

/// Nothing new but the time.
#[divan::bench]
fn digest_time_with_40_events(bencher: Bencher) {
    let world = world();
    let case = case(&world);
    bencher.bench_local(|| digest(&case, &Told::Time, &world.knowledge, world.now));
}

/// The same, where five hundred parcels of one's own speak in the norms.
#[divan::bench]
fn digest_time_with_500_own_parcels(bencher: Bencher) {
    let mut world = world();
    let case = case(&world);
    let history = learn(&lives(&world, 500), &world.knowledge, world.now);
    assert!(history.cells().any(|(_, learned)| learned.finished + learned.unfinished >= 500));
    world.knowledge.history = history;
    bencher.bench_local(|| digest(&case, &Told::Time, &world.knowledge, world.now));
}

/// What a thousand parcels of twenty events teach, read from the database and worked out.
#[divan::bench(sample_count = 10)]
fn learn_from_1000_parcels(bencher: Bencher) {
    let world = world();
    let mut store = Store::in_memory().expect("a database in memory");
    world.fill(&mut store, 0..1000, 10);
    bencher.bench_local(|| {
        let cases = store.reading::<_, StoreError>(|tx| tx.lives()).expect("the database reads");
        learn(&cases, &world.knowledge, world.now)
    });
}

fn lives(world: &World, parcels: usize) -> Vec<Case> {
    let mut store = Store::in_memory().expect("a database in memory");
    world.fill(&mut store, 0..parcels, 10);
    store.reading::<_, StoreError>(|tx| tx.lives()).expect("the database reads")
}

/// The carrier says again what it said before: thirty events to compare.
#[divan::bench]
fn digest_answer_with_40_events(bencher: Bencher) {
    let world = world();
    let case = case(&world);
    let number = Number::new(lives::domestic(0)).expect("in normal form");
    let answer = posylka::demo::answers::russian_post(&[world.life(0, 30)], &number, world.now);
    let outcome = world.read("russian-post", &number, answer);
    assert_eq!(outcome.heard().expect("it is heard").events.len(), 30);
    let leg = LegKey { number, carrier: "russian-post".into() };
    let told = Told::Answer { leg, source: "russian-post".into(), outcome };
    bencher.bench_local(|| digest(&case, &told, &world.knowledge, world.now));
}

/// A thousand parcels, each with two legs and twenty events.
#[divan::bench(sample_count = 20)]
fn list_1000_parcels(bencher: Bencher) {
    let mut store = Store::in_memory().expect("a database in memory");
    world().fill(&mut store, 0..1000, 10);
    bencher.bench_local(|| {
        store.reading::<_, StoreError>(|tx| tx.list(posylka::store::Which::InSight)).expect("the database reads").len()
    });
}

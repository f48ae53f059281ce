//! A source changes the shape of its answers in mid-life, and the real daemon is there: it tells, the mend is applied by a person
//! or by itself, and nothing of the parcel is lost, told twice or thought to be silence.

use std::fs;

use jiff::Timestamp;
use posylka::{
    app::actions::mend::{self, take_back},
    config::Mend,
    model::{Flag, OutcomeKind, ParcelId, SourceId},
    notify::Letter,
    store::{Store, StoreError},
};

use crate::daemon::World;

/// A life of one parcel: seven scans before Cainiao changes on the 12th, two behind it.
fn life(number: &str, minute: u8) -> String {
    let lines = [
        "2026-02-01 order aliexpress-ru 81900000000000MM protection 75 days",
        "2026-02-01 add NUMBER",
        "2026-02-02 14:MM cainiao NUMBER PU_PICKUP_SUCCESS \"Received by logistics company\"",
        "2026-02-03 08:MM cainiao NUMBER SC_INBOUND_SUCCESS \"Arrived at sorting center\" at Shenzhen",
        "2026-02-04 11:MM cainiao NUMBER SC_OUTBOUND_SUCCESS \"Left sorting center\" at Shenzhen",
        "2026-02-08 01:MM cainiao NUMBER LH_DEPART \"Departed from departure country/region\"",
        "2026-02-10 20:MM cainiao NUMBER CC_HO_IN_SUCCESS \"Arrived at customs\"",
        "2026-02-12 changes cainiao",
        "2026-02-14 09:MM cainiao NUMBER CC_HO_OUT_SUCCESS \"Departed from customs\"",
        "2026-02-21 09:MM cainiao NUMBER GTMS_DO_ARRIVE \"Arrived at the sorting center of the city\"",
    ];
    lines.join("\n").replace("NUMBER", number).replace("MM", &minute.to_string())
}

const NUMBERS: [&str; 3] = ["LP00123456789012", "LP00123456789029", "LP00123456789036"];

async fn world(parcels: usize, more: &str) -> (World, Vec<ParcelId>) {
    let lives: Vec<String> = (0..parcels).map(|it| life(NUMBERS[it], 10 + it as u8) + more).collect();
    let lives: Vec<&str> = lives.iter().map(String::as_str).collect();
    let world = World::of_lives(&lives).await;
    let ids = world.add_all();
    (world, ids)
}

fn cainiao() -> SourceId {
    "cainiao".into()
}

/// What was told of the source, and how often each thing of a parcel was: never twice.
fn told(letters: &[Letter]) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    let mut of_source = Vec::new();
    for letter in letters {
        let each: Vec<(String, String)> = match letter.json["of"].as_array() {
            Some(of) => of
                .iter()
                .map(|it| {
                    (it["parcel"].as_str().unwrap_or_default().to_owned(), it["key"].as_str().unwrap().to_owned())
                })
                .collect(),
            None => vec![(letter.parcel.clone(), letter.key.clone())],
        };
        for (parcel, key) in each {
            assert!(seen.insert((parcel, key.clone())), "told twice: {key}");
            of_source.extend(key.strip_prefix("source:cainiao:").map(str::to_owned));
        }
    }
    of_source
}

fn entries(world: &World, id: ParcelId) -> Vec<String> {
    let case = world.store().reading(|tx| tx.case(id)).unwrap().unwrap();
    let mut all: Vec<String> = case.entries.iter().map(|it| format!("{} {}", it.event.wall, it.event.code)).collect();
    all.sort();
    let before = all.len();
    all.dedup();
    assert_eq!(all.len(), before, "a scan stands there twice");
    all
}

fn outcome(store: &mut Store) -> Option<OutcomeKind> {
    store.reading(|tx| Ok::<_, StoreError>(tx.health_of(&cainiao())?.unwrap().last_outcome)).unwrap()
}

#[tokio::test]
async fn a_source_that_changes_is_told_with_a_mended_reading_and_nothing_is_lost() {
    let (mut world, ids) = world(1, "").await;
    let ear = world.ear.0.clone();
    world.watch_until("2026-02-19T00:00:00Z", &ear).await;
    let mut letters = world.heard();
    assert_eq!(told(&letters), ["fails:2026-02-13", "mending-found:2026-02-12"]);
    let found = letters.iter().find(|it| it.key.contains("mending-found")).unwrap();
    assert!(
        found.body.contains("gives back 5 of 5 known scans") && found.body.contains("posylka carrier mend cainiao")
    );
    assert_eq!((entries(&world, ids[0]).len(), outcome(&mut world.store())), (5, Some(OutcomeKind::Unreadable)));
    let mine = world.folder.path().join("carriers/cainiao.toml");
    assert!(!mine.exists(), "it only tells");

    // The person looks, and applies it.
    let setup = world.setup(&ear);
    let mending = mend::mend(&setup, "cainiao", &[]).unwrap();
    assert_eq!((mending.known, mending.given_back), (5, 5), "{:?}", mending.refused);
    mend::apply(&setup, &mending, "2026-02-19".parse().unwrap()).unwrap();
    world.watch_until("2026-02-24T00:00:00Z", &ear).await;
    letters.extend(world.heard());
    let told = told(&letters);
    assert!(matches!(&told[2..], [back] if back.starts_with("back:")), "{told:?}");
    assert_eq!((entries(&world, ids[0]).len(), outcome(&mut world.store())), (7, Some(OutcomeKind::Events)));
    let silent = letters.iter().any(|it| it.key.contains("stalled") || it.key.contains("lost"));
    let case = world.store().reading(|tx| tx.case(ids[0])).unwrap().unwrap();
    assert!(!silent && !case.verdict.has(Flag::Stalled) && !case.verdict.has(Flag::Blind), "{:?}", case.verdict.flags);
    let gap = case.legs[0].asks.gap.expect("the days it could not be read are known");
    assert!(gap.over >= "2026-02-19T00:00:00Z".parse().unwrap(), "{gap:?}");
    let drift = world.store().reading(|tx| tx.health()).unwrap().remove(0).drift;
    let mended: Timestamp = "2026-02-19T00:00:00Z".parse().unwrap();
    assert!(drift.of.rows > 20 && drift.of.bad_rows == 0, "{drift:?}");
    assert!(
        drift.since.is_some_and(|since| since >= mended),
        "its shape is another since it can be read again: {drift:?}"
    );

    take_back::take_back(&setup, "cainiao").unwrap();
    assert!(!mine.exists());
}

#[tokio::test]
async fn what_enough_proves_is_in_force_by_itself_and_taken_back_where_it_reads_no_more() {
    let (mut world, ids) = world(3, "\n2026-02-24 changes cainiao\n").await;
    world.mend = Mend::Auto;
    let ear = world.ear.0.clone();
    world.watch_until("2026-02-23T00:00:00Z", &ear).await;
    let mut letters = world.heard();
    let first = told(&letters);
    assert!(first.contains(&"mending-in-force:2026-02-12".to_owned()), "{first:?}");
    assert!(!first.iter().any(|it| it.starts_with("mending-found")), "{first:?}");
    for id in &ids {
        assert_eq!(entries(&world, *id).len(), 7);
    }
    let mine = world.folder.path().join("carriers/cainiao.toml");
    let text = fs::read_to_string(&mine).unwrap();
    assert!(text.starts_with("# Mended on 2026-02-1") && text.contains("traces"), "{text}");
    assert_eq!(outcome(&mut world.store()), Some(OutcomeKind::Events));

    // It changes again: the reading of before does not hold, and one that does takes its place.
    world.watch_until("2026-02-28T00:00:00Z", &ear).await;
    letters.extend(world.heard());
    let later = told(&letters);
    let text = fs::read_to_string(&mine).unwrap();
    assert!(text.contains("nodes"), "{later:?} {text}");
    assert_eq!(outcome(&mut world.store()), Some(OutcomeKind::Events), "{later:?}");

    let setup = world.setup(&ear);
    take_back::take_back(&setup, "cainiao").unwrap();
    assert!(!mine.exists(), "what stood there before is there again: nothing");
}

#[tokio::test]
async fn what_too_little_proves_is_told_and_not_put_in_force() {
    let (mut world, _) = world(2, "").await;
    world.mend = Mend::Auto;
    let ear = world.ear.0.clone();
    world.watch_until("2026-02-16T00:00:00Z", &ear).await;
    let told = told(&world.heard());
    assert!(told.contains(&"mending-found:2026-02-12".to_owned()), "{told:?}");
    assert!(!world.folder.path().join("carriers").exists());
}

#[tokio::test]
async fn nothing_is_tried_where_the_user_does_not_want_it_and_nothing_is_learnt_from_a_page_without_scans() {
    let (mut off, _) = world(1, "").await;
    off.mend = Mend::Off;
    let ear = off.ear.0.clone();
    off.watch_until("2026-02-19T00:00:00Z", &ear).await;
    assert_eq!(told(&off.heard()), ["fails:2026-02-13"]);

    let wall = life(NUMBERS[0], 10).replace("changes cainiao", "fails cainiao unreadable");
    let mut world = World::of(&wall).await;
    world.mend = Mend::Auto;
    world.add();
    let ear = world.ear.0.clone();
    world.watch_until("2026-02-19T00:00:00Z", &ear).await;
    assert_eq!(told(&world.heard()), ["fails:2026-02-13"]);
    assert!(!world.folder.path().join("carriers").exists());
}

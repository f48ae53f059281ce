//! No source is asked more often than its pace allows, whatever happens: counted at the carrier, by the product's clock.
//! Cainiao's pace: 4 s between asks, 6 h between asks for one number, ten numbers in an ask.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;

use super::counted::{Counted, at, number, shortest_floor, shortest_gap};

const GAP: SignedDuration = SignedDuration::from_secs(4);
const FLOOR: SignedDuration = SignedDuration::from_hours(6);

/// Five thousand numbers in one go: batches are full, gaps kept, and all are asked for.
#[tokio::test]
async fn an_import_of_5000_numbers_is_asked_for_in_full_batches_and_gaps() {
    let world = Counted::open(Vec::new(), |_| None).await;
    world.import(0..5_000, "2026-02-01T00:00:00Z");
    world.watch_until("2026-02-01T00:50:00Z").await;
    let asks = world.asks();
    assert_eq!(asks.len(), 500, "ten in each");
    assert!(asks.iter().all(|(_, numbers)| numbers.len() == 10));
    assert!(shortest_gap(&asks) >= GAP, "{}", shortest_gap(&asks));
    let took = asks.last().unwrap().0.duration_since(asks[0].0);
    assert!(took <= SignedDuration::from_mins(40), "the pace is used, not wasted: {took}");
    assert_eq!(shortest_floor(&asks), SignedDuration::MAX, "each once");
    eprintln!("5000 numbers: {} asks in {} of clock time, the shortest gap {}", asks.len(), took, shortest_gap(&asks));
}

/// A new daemon every few minutes, an impatient user between them, and a machine that sleeps.
#[tokio::test]
async fn restarts_refreshes_and_leaps_of_the_clock_ask_no_more_often() {
    let world = Counted::open(Vec::new(), |_| None).await;
    world.import(0..25, "2026-02-01T00:00:00Z");
    let mut now = at("2026-02-01T00:00:00Z");
    for piece in 0..30 {
        // Sleep now and then: three hours, and once nine days.
        if piece % 10 == 9 {
            now += SignedDuration::from_hours(if piece == 19 { 9 * 24 } else { 3 });
            world.sleep_until(&now.to_string());
        }
        world.refresh(now);
        now += SignedDuration::from_mins(17);
        world.watch_until(&now.to_string()).await;
    }
    let asks = world.asks();
    assert!(shortest_gap(&asks) >= GAP, "{}", shortest_gap(&asks));
    assert!(shortest_floor(&asks) >= FLOOR, "{}", shortest_floor(&asks));
    assert!(asks.len() >= 9, "and it does ask: {}", asks.len());
    let of_first = asks.iter().filter(|(_, numbers)| numbers.contains(&number(0))).count();
    eprintln!("30 restarts: {} asks, {of_first} for one number, shortest floor {}", asks.len(), shortest_floor(&asks));
}

/// What the carrier asks for itself is a floor, for every number.
#[tokio::test]
async fn a_carrier_that_says_when_is_left_alone_until_then() {
    let world = Counted::open(Vec::new(), |now| {
        (now < at("2026-02-01T20:00:00Z")).then_some("429 Too Many Requests\r\nRetry-After: 7200")
    });
    let world = world.await;
    world.import(0..50, "2026-02-01T00:00:00Z");
    for piece in 1..=26 {
        world.watch_until(&(at("2026-02-01T00:00:00Z") + SignedDuration::from_hours(piece)).to_string()).await;
    }
    let asks = world.asks();
    let early: Vec<_> = asks.iter().filter(|(when, _)| *when < at("2026-02-01T20:00:00Z")).cloned().collect();
    assert!(shortest_gap(&early) >= SignedDuration::from_hours(2), "{early:?}");
    assert!((3..=10).contains(&early.len()), "{early:?}");
    assert!(asks.len() > early.len(), "it never gives up");
}

/// After a block one ask feels its way; the others wait for what comes of it. The waits grow to a day and no further, and
/// differ.
#[tokio::test]
async fn after_a_block_one_ask_feels_its_way_and_it_never_gives_up() {
    let world = Counted::open(Vec::new(), |now| (now < at("2026-02-20T00:00:00Z")).then_some("403 Forbidden")).await;
    world.import(0..40, "2026-02-01T00:00:00Z");
    world.watch_until("2026-02-22T12:00:00Z").await;
    let asks = world.asks();
    let blocked: Vec<_> = asks.iter().filter(|(when, _)| *when < at("2026-02-20T00:00:00Z")).cloned().collect();
    let waits: Vec<i64> = blocked.windows(2).map(|pair| pair[1].0.duration_since(pair[0].0).as_mins()).collect();
    assert!(shortest_gap(&blocked) >= SignedDuration::from_hours(6), "one at a time: {waits:?}");
    assert!(waits.iter().all(|mins| *mins <= 27 * 60), "a day at the most, and a tenth: {waits:?}");
    assert!(blocked.len() >= 15, "never silently stopped: {waits:?}");
    let back: usize = asks[blocked.len()..].iter().map(|(_, numbers)| numbers.len()).sum();
    assert!(back >= 40, "open again, all are asked for");
}

/// Who fails was asked all the same.
#[tokio::test]
async fn a_carrier_in_trouble_is_asked_no_sooner_than_one_that_is_well() {
    let world = Counted::open(Vec::new(), |_| Some("503 Service Unavailable")).await;
    world.import(0..10, "2026-02-01T00:00:00Z");
    for hour in 1..=48 {
        let now = at("2026-02-01T00:00:00Z") + SignedDuration::from_hours(hour);
        world.watch_until(&now.to_string()).await;
        world.refresh(now);
    }
    let asks = world.asks();
    assert!(shortest_floor(&asks) >= FLOOR, "{}", shortest_floor(&asks));
    assert!(asks.len() >= 3, "and it never gives up: {asks:?}");
}

/// So many asks a day and no more, over restarts and impatience; the next day it goes on where it stopped.
#[tokio::test]
async fn a_daily_quota_holds_over_restarts_and_refreshes() {
    let world = Counted::open(Vec::new(), |_| None).await;
    world.redefine("batch = 10", "batch = 10\nper_day = 3");
    world.import(0..100, "2026-02-01T00:00:00Z");
    for hour in 1..=60 {
        let now = at("2026-02-01T00:00:00Z") + SignedDuration::from_hours(hour);
        world.watch_until(&now.to_string()).await;
        world.refresh(now);
    }
    let asks = world.asks();
    let mut days: BTreeMap<String, usize> = BTreeMap::new();
    for (when, _) in &asks {
        *days.entry(when.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()).or_default() += 1;
    }
    assert_eq!(days.values().copied().collect::<Vec<_>>(), [3, 3, 3], "{days:?}");
    let asked: BTreeSet<&String> = asks.iter().flat_map(|(_, numbers)| numbers).collect();
    assert_eq!(asked.len(), 90, "whoever waited longest is next: nine full asks are ninety numbers");
}

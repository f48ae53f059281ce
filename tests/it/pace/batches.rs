//! Batches fill: parcels of different ages are asked for together, none sooner than its floor. Counted at the carrier.

use std::collections::BTreeMap;

use jiff::{SignedDuration, ToSpan, civil::date};
use posylka::demo::Life;

use super::counted::{Ask, Counted, at, number, shortest_floor, shortest_gap};

/// One of five ages: from just accepted to presented to customs.
fn life(index: usize) -> Life {
    let codes = ["PU_PICKUP_SUCCESS", "SC_INBOUND_SUCCESS", "CC_EX_SUCCESS", "LH_DEPART", "LH_ARRIVE", "CC_IM_START"];
    let first = date(2026, 1, 28).at(9, 0, 0, 0) + i64::try_from(index * 37).unwrap().minutes();
    let mut script = format!("title Parcel {index}\n");
    for (code, day) in codes.into_iter().take(index % 5 + 2).zip(0..) {
        let wall = (first + day.days()).strftime("%Y-%m-%d %H:%M").to_string();
        script.push_str(&format!("{wall} cainiao {} {code} \"Scanned\"\n", number(index)));
    }
    Life::read("batches", &script).unwrap()
}

/// What is asked for in two days, of parcels that were added one by one in the four days before.
async fn two_days(parcels: usize) -> Vec<Ask> {
    let world = Counted::open((0..parcels).map(life).collect(), |_| None).await;
    let every = SignedDuration::from_hours(96) / i32::try_from(parcels).unwrap();
    let mut added = at("2026-02-01T00:00:00Z");
    for index in 0..parcels {
        world.import(index..index + 1, &added.to_string());
        added += every;
    }
    world.watch_until("2026-02-07T00:00:00Z").await;
    let asks = world.asks();
    assert!(shortest_gap(&asks) >= SignedDuration::from_secs(4));
    assert!(shortest_floor(&asks) >= SignedDuration::from_hours(6), "{}", shortest_floor(&asks));
    asks.into_iter().filter(|(when, _)| *when >= at("2026-02-05T00:00:00Z")).collect()
}

#[tokio::test]
async fn parcels_of_different_ages_are_asked_for_together() {
    for (parcels, most, full) in [(25, 35, 5), (100, 80, 8)] {
        let asks = two_days(parcels).await;
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        asks.iter().for_each(|(_, numbers)| *sizes.entry(numbers.len()).or_default() += 1);
        let numbers: usize = asks.iter().map(|(_, numbers)| numbers.len()).sum();
        eprintln!("{parcels} parcels, two days: {} asks for {numbers} numbers, by size {sizes:?}", asks.len());
        assert!(asks.len() <= most && numbers / asks.len() >= full, "{parcels}: {sizes:?}");
        assert!((parcels * 5..=parcels * 8).contains(&numbers), "about as often as before: {numbers}");
    }
}

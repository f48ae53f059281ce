//! A machine that slept: what is overdue is spread by pace, silence does not count, and nobody is buried in letters.

use jiff::{SignedDuration, ToSpan, civil::date};
use posylka::{demo::Life, model::Flag};

use super::counted::{Counted, at, number, shortest_floor, shortest_gap};

const PARCELS: usize = 40;

/// Three scans in the first days of February; three more late in the month, while the machine sleeps.
fn life(index: usize) -> Life {
    let first = date(2026, 2, 1).at(9, 0, 0, 0) + i64::try_from(index).unwrap().minutes();
    let codes = ["PU_PICKUP_SUCCESS", "SC_INBOUND_SUCCESS", "CC_EX_SUCCESS", "LH_DEPART", "LH_ARRIVE", "CC_IM_SUCCESS"];
    let mut script = format!("title Parcel {index}\n");
    for (code, day) in codes.into_iter().zip([0, 1, 2, 20, 21, 22]) {
        let wall = (first + day.days()).strftime("%Y-%m-%d %H:%M").to_string();
        script.push_str(&format!("{wall} cainiao {} {code} \"Scanned\"\n", number(index)));
    }
    Life::read("slept", &script).unwrap()
}

#[tokio::test]
async fn four_weeks_asleep_are_one_summary_no_alarm_and_asks_at_their_pace() {
    let mut world = Counted::open((0..PARCELS).map(life).collect(), |_| None).await;
    world.import(0..PARCELS, "2026-02-01T00:00:00Z");
    world.watch_until("2026-02-04T00:00:00Z").await;
    let before = world.asks().len();
    while world.heard.try_recv().is_ok() {}
    world.sleep_until("2026-03-04T00:00:00Z");
    // Nobody was asked yet: what is thought may not be worse than before the night.
    world.watch_until("2026-03-04T00:00:02Z").await;
    let listed = world.store().reading(|tx| tx.list(posylka::store::Which::All)).unwrap();
    let alarmed =
        listed.iter().filter(|it| it.verdict.has(Flag::Stalled) || it.verdict.has(Flag::ProbablyLost)).count();
    assert_eq!(alarmed, 0, "the silence of a sleeping machine is nobody's");
    world.watch_until("2026-03-04T02:00:00Z").await;
    let asks = world.asks().split_off(before);
    let numbers: usize = asks.iter().map(|(_, numbers)| numbers.len()).sum();
    assert_eq!((asks.len(), numbers), (PARCELS / 10, PARCELS), "each once, ten at a time");
    assert!(shortest_gap(&asks) >= SignedDuration::from_secs(4));
    let took = asks.last().unwrap().0.duration_since(at("2026-03-04T00:00:00Z"));
    assert!(took <= SignedDuration::from_mins(10), "overdue work is done soon: {took}");
    assert!(shortest_floor(&world.asks()) >= SignedDuration::from_hours(6));
    let letters: Vec<_> = std::iter::from_fn(|| world.heard.try_recv().ok()).collect();
    let told: usize = letters.iter().map(|it| it.json["of"].as_array().map_or(1, Vec::len)).sum();
    assert!(told >= PARCELS, "all of it is told: {told}");
    assert!(letters.len() <= 4, "in few letters: {}", letters.len());
    eprintln!("asleep for four weeks: {told} notices in {} letters, {} asks in {took}", letters.len(), asks.len());
}

#[tokio::test]
async fn another_zone_changes_no_schedule() {
    let world = Counted::open((0..10).map(life).collect(), |_| None).await;
    world.import(0..10, "2026-02-01T00:00:00Z");
    world.watch_until("2026-02-03T00:00:00Z").await;
    let next = |world: &Counted| {
        let listed = world.store().reading(|tx| tx.list(posylka::store::Which::All)).unwrap();
        listed.iter().map(|it| it.next_ask).collect::<Vec<_>>()
    };
    let before = next(&world);
    let mut setup = world.setup();
    assert!(setup.moved().is_none());
    setup.config.zone = Some(jiff::tz::TimeZone::get("Asia/Vladivostok").unwrap());
    let setup = setup.moved().expect("the machine was carried to another zone");
    assert_eq!(setup.knowledge.day(at("2026-02-03T20:00:00Z")), date(2026, 2, 4));
    for id in world.store().reading(|tx| tx.parcels()).unwrap() {
        let told = posylka::model::Told::Time;
        let now = at("2026-02-03T00:00:00Z");
        world.store().within(|tx| posylka::app::tell::tell(tx, &setup, id, &told, now)).unwrap();
    }
    assert_eq!(next(&world), before);
}

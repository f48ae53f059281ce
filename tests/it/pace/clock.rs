//! A clock that was wrong for a while: a flat battery that wakes in another year, a hand that set it.

use jiff::{SignedDuration, ToSpan, civil::date};
use posylka::{demo::Life, model::Flag, notify::Letter};

use super::counted::{Ask, Counted, at, number, shortest_floor};

const PARCELS: usize = 12;

/// A scan every other day of February.
fn life(index: usize) -> Life {
    let first = date(2026, 2, 1).at(9, 0, 0, 0);
    let codes = ["PU_PICKUP_SUCCESS", "SC_INBOUND_SUCCESS", "CC_EX_SUCCESS", "LH_DEPART", "LH_ARRIVE", "CC_IM_SUCCESS"];
    let mut script = format!("title Parcel {index}\n");
    for (code, day) in codes.into_iter().zip([0, 2, 4, 6, 8, 10]) {
        let wall = (first + day.days()).strftime("%Y-%m-%d %H:%M").to_string();
        script.push_str(&format!("{wall} cainiao {} {code} \"Scanned\"\n", number(index)));
    }
    Life::read("clock", &script).unwrap()
}

fn keys(letters: &[Letter]) -> Vec<String> {
    let of = |it: &Letter| match it.json["of"].as_array() {
        Some(of) => of.iter().map(|it| format!("{} {}", it["parcel"], it["key"]).replace('"', "")).collect(),
        None => vec![format!("{} {}", it.parcel, it.key)],
    };
    let mut keys: Vec<String> = letters.iter().flat_map(of).collect();
    keys.sort();
    keys
}

/// What was told until all is over: with days of a wrong clock in between, or without.
async fn told(wrong: Option<(&str, &str)>) -> Vec<String> {
    let mut world = Counted::open((0..PARCELS).map(life).collect(), |_| None).await;
    world.import(0..PARCELS, "2026-02-01T00:00:00Z");
    world.watch_until("2026-02-05T00:00:00Z").await;
    let before = world.asks().len();
    if let Some((begin, end)) = wrong {
        let watched = world.watch_wrongly(begin, end).await;
        let asked = world.asks().len() - before;
        match begin < "2026" {
            true => {
                assert!(watched.is_err() && asked == 0, "by a clock that cannot be right nothing is asked: {asked}")
            }
            false => assert!(asked > 0, "by any other clock something is"),
        }
    }
    world.sleep_until("2026-02-05T09:00:00Z");
    world.watch_until("2026-02-13T00:00:00Z").await;
    // The carrier's own clock stood still meanwhile.
    let stood = at("2026-02-05T00:00:00Z");
    let asks: Vec<Ask> = world.asks().into_iter().filter(|(when, _)| *when != stood).collect();
    assert!(shortest_floor(&asks) >= SignedDuration::from_hours(6), "{wrong:?}");
    let listed = world.store().reading(|tx| tx.list(posylka::store::Which::All)).unwrap();
    assert!(listed.iter().all(|it| !it.verdict.has(Flag::Stalled) && !it.verdict.has(Flag::ProbablyLost)));
    assert!(listed.iter().all(|it| it.next_ask.is_some_and(|next| next < at("2026-02-14T06:00:00Z"))), "{wrong:?}");
    keys(&std::iter::from_fn(|| world.heard.try_recv().ok()).collect::<Vec<_>>())
}

#[tokio::test]
async fn by_a_clock_that_cannot_be_right_nothing_is_asked_or_told() {
    let right = told(None).await;
    assert_eq!(told(Some(("2020-01-01T00:00:00Z", "2020-01-01T09:00:00Z"))).await, right);
}

/// By a clock that is a month ahead a parcel is late; when it is right again, that is taken back, and nothing else is lost
/// or told twice.
#[tokio::test]
async fn what_a_clock_that_was_ahead_made_us_think_is_taken_back() {
    let (right, ahead) = (told(None).await, told(Some(("2026-03-05T00:00:00Z", "2026-03-05T09:00:00Z"))).await);
    let (alarms, rest): (Vec<String>, Vec<String>) =
        ahead.into_iter().partition(|it| it.contains(" raised:") || it.contains(" lowered:"));
    assert_eq!(rest, right);
    let raised = alarms.iter().filter(|it| it.contains(" raised:")).count();
    assert_eq!(raised * 2, alarms.len(), "each that was raised is lowered: {alarms:?}");
}

/// Whoever was to be left alone by the wrong clock is left alone as long by the right one, and not until that year.
#[tokio::test]
async fn a_block_in_a_year_that_was_none_does_not_last_until_then() {
    let world = Counted::open(Vec::new(), |_| Some("403 Forbidden")).await;
    world.import(0..PARCELS, "2026-02-01T00:00:00Z");
    world.watch_wrongly("2031-02-01T00:00:00Z", "2031-02-01T03:00:00Z").await.unwrap();
    let before = world.asks().len();
    assert!(before > 0);
    world.watch_until("2026-02-04T00:00:00Z").await;
    let later = world.asks().len() - before;
    assert!((2..=16).contains(&later), "asked {later} times in three days");
}

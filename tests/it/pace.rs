//! When to ask again, as figures: never sooner than a source allows, and the next source where one fails.

mod batches;
mod clock;
mod connection;
mod counted;
mod inputs;
mod politeness;
mod sleep;

use jiff::{SignedDuration, Timestamp};
use posylka::{
    carriers::Registry,
    model::{
        Asks, Carrier, CarrierId, Facts, Flow, Heard, Leg, LegKey, LegState, Number, Outcome, OutcomeKind, Role,
        Source, SourceId, Stage, Verdict, Witness,
    },
    rules::{
        Knowledge,
        next_ask::{self, Watch},
    },
};

fn knowledge() -> Knowledge {
    let carriers = Registry::embedded().unwrap().carriers(&|_| true);
    Knowledge::embedded("RU".into(), jiff::tz::TimeZone::UTC, carriers, 1).unwrap()
}

fn now() -> Timestamp {
    "2026-05-01T12:00:00Z".parse().unwrap()
}

fn leg(carrier: &str) -> Leg {
    Leg {
        key: LegKey { number: Number::new("80087260001011").unwrap(), carrier: carrier.into() },
        role: Role::Domestic,
        state: LegState::Current,
        flow: Flow::Kept,
        witness: Witness { by: "user".into(), place: String::new(), of: None, at: now() },
        facts: Facts::default(),
        evidence: Default::default(),
        codes: Default::default(),
        asks: Asks::new(now()),
    }
}

/// The leg after an ask of this source came out so.
fn after(leg: &Leg, source: &str, outcome: &Outcome, knowledge: &Knowledge) -> Leg {
    let mut legs =
        [Leg { asks: next_ask::asked(leg, &SourceId::from(source), outcome, knowledge, now()), ..leg.clone() }];
    next_ask::plan(&mut legs, &Verdict::new(Stage::Domestic), Watch::On, knowledge, now());
    let [leg] = legs;
    leg
}

#[test]
fn where_one_source_fails_the_next_is_asked_within_minutes() {
    let (knowledge, leg) = (knowledge(), leg("russian-post"));
    let sources: Vec<&Source> = carrier(&knowledge, "russian-post").askable().collect();
    assert!(sources.len() >= 2, "{sources:?}");
    let failed = after(&leg, sources[0].id.as_str(), &Outcome::Blocked("captcha".into()), &knowledge);
    assert_eq!(failed.asks.source.as_ref(), Some(&sources[1].id));
    assert!(failed.asks.next.duration_since(now()) <= SignedDuration::from_mins(2));
    let last = sources.last().unwrap().id.as_str();
    let failed = after(&failed, last, &Outcome::Unavailable("503".into()), &knowledge);
    assert_eq!((failed.asks.source, failed.asks.failures), (None, 2));
    assert!(failed.asks.next.duration_since(now()) >= SignedDuration::from_mins(30));
}

fn carrier<'a>(knowledge: &'a Knowledge, id: &str) -> &'a Carrier {
    &knowledge.carriers[&CarrierId::from(id)]
}

#[test]
fn what_a_source_asks_for_itself_is_a_floor() {
    let (knowledge, leg) = (knowledge(), leg("cainiao"));
    let wait = SignedDuration::from_hours(30);
    let slowed = after(&leg, "cainiao", &Outcome::SlowDown(Some(wait)), &knowledge);
    assert!(slowed.asks.next.duration_since(now()) >= wait);
    assert!(next_ask::leave_alone(&Outcome::SlowDown(Some(wait)), 1).is_some_and(|alone| alone >= wait));
}

#[test]
fn a_refresh_keeps_the_floor_and_an_answer_is_not_repeated_at_once() {
    let (knowledge, leg) = (knowledge(), leg("cainiao"));
    let floor = carrier(&knowledge, "cainiao").sources[0].floor;
    let answered = after(&leg, "cainiao", &Outcome::Events(Heard::default()), &knowledge);
    assert!(answered.asks.next.duration_since(now()) >= floor);
    let mut refreshed = [Leg { asks: Asks { next: now(), ..answered.asks.clone() }, ..answered }];
    next_ask::plan(&mut refreshed, &Verdict::new(Stage::Domestic), Watch::On, &knowledge, now());
    assert!(refreshed[0].asks.next.duration_since(now()) >= floor);
}

#[test]
fn failures_double_the_wait_up_to_a_day_and_never_stop() {
    let (knowledge, mut leg) = (knowledge(), leg("cainiao"));
    let mut waits = Vec::new();
    for _ in 0..12 {
        leg = after(&leg, "cainiao", &Outcome::Unavailable("time-out".into()), &knowledge);
        waits.push(leg.asks.next.duration_since(now()).as_mins());
    }
    assert!(waits.windows(2).all(|pair| pair[0] <= pair[1] || pair[1] >= 24 * 60), "{waits:?}");
    let floor = carrier(&knowledge, "cainiao").sources[0].floor.as_mins();
    assert!((floor..=floor * 11 / 10).contains(&waits[0]), "whoever failed was asked all the same: {waits:?}");
    assert!(waits.iter().all(|mins| *mins <= 27 * 60), "{waits:?}");
    assert_eq!(leg.asks.outcome, Some(OutcomeKind::Unavailable));
}

#[test]
fn after_the_end_it_is_looked_at_once_more_then_seldom_then_not() {
    let (knowledge, mut leg) = (knowledge(), leg("cainiao"));
    leg.asks.last = Some(now());
    leg.asks.outcome = Some(OutcomeKind::Events);
    let next = |ended_days: i64| {
        let mut legs = [Leg { asks: Asks { next: Timestamp::MAX, ..leg.asks.clone() }, ..leg.clone() }];
        let ended = now() - SignedDuration::from_hours(24 * ended_days);
        next_ask::plan(&mut legs, &Verdict::new(Stage::Delivered), Watch::Ending(ended), &knowledge, now());
        legs[0].asks.next
    };
    assert!(next(0).duration_since(now()) <= SignedDuration::from_hours(14));
    assert!(next(3).duration_since(now()) >= SignedDuration::from_hours(5 * 24));
    assert_eq!(next(40), Timestamp::MAX);
}

#[test]
fn what_is_due_soon_goes_along_and_nothing_sooner_than_its_floor() {
    let (knowledge, id) = (knowledge(), CarrierId::from("cainiao"));
    let (floor, hour) = (carrier(&knowledge, "cainiao").sources[0].floor, SignedDuration::from_hours(1));
    let asks = |asked_before: SignedDuration, due_in: SignedDuration| {
        let (last, next) = (Some(now() - asked_before), now() + due_in);
        Asks { last, answered: last, outcome: Some(OutcomeKind::Events), ..Asks::new(next) }
    };
    let goes = |asks: &Asks| next_ask::goes_along(&id, asks, &knowledge, now());
    assert!(goes(&asks(floor, hour * 3)) && goes(&asks(hour * 8, hour * 4)));
    assert!(!goes(&asks(floor - SignedDuration::from_secs(1), hour)), "its floor is not over");
    assert!(!goes(&asks(hour * 8, hour * 4 + SignedDuration::from_mins(1))), "it has most of its wait before it");
    let waits = Asks { outcome: Some(OutcomeKind::Blocked), failures: 1, ..asks(hour * 8, hour) };
    assert!(!goes(&waits), "it waits because its source failed");
    assert!(!goes(&Asks::new(now() + hour)), "never asked for: somebody planned that");
    assert!(!goes(&Asks { next: Timestamp::MAX, ..asks(hour * 8, hour) }), "it is not watched");
}

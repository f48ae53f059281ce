//! What must hold of every verdict, whatever a parcel's life was.

mod ends;
mod flags;
mod looks;

use jiff::{SignedDuration, Timestamp, civil::date, tz::Offset};
use posylka::{
    carriers::Registry,
    demo::life::MOSCOW,
    model::{
        Act, Asks, Case, Event, Facts, Flag, Flow, Heard, Leg, LegKey, LegState, Number, Order, Outcome, Parcel,
        ParcelId, Role, Status, Told, Witness, Zone, ZoneFrom,
    },
    rules::{self, Knowledge, timeline},
};
use proptest::prelude::*;

const LATENESS: &[Flag] = &[Flag::NotSeenYet, Flag::Slow, Flag::Stalled, Flag::ProbablyLost, Flag::PromiseMissed];

fn knowledge() -> Knowledge {
    let carriers = Registry::embedded().unwrap().carriers(&|_| true);
    Knowledge::embedded("RU".into(), jiff::tz::TimeZone::fixed(MOSCOW), carriers, 1).unwrap()
}

fn begin() -> Timestamp {
    MOSCOW.to_timestamp(date(2026, 4, 1).at(12, 0, 0, 0)).unwrap()
}

fn after(days: f64) -> Timestamp {
    begin() + SignedDuration::from_secs((days * 86_400.0) as i64)
}

fn case(protection: Option<i32>) -> Case {
    let leg = Leg {
        key: LegKey { number: Number::new("LP00123456789012").unwrap(), carrier: "cainiao".into() },
        role: Role::International,
        state: LegState::Current,
        flow: Flow::Replaced,
        witness: Witness { by: "user".into(), place: String::new(), of: None, at: begin() },
        facts: Facts::default(),
        evidence: Default::default(),
        codes: Default::default(),
        asks: Asks::new(begin()),
    };
    let order = Order {
        id: "8190000000000019".into(),
        shop: "aliexpress-ru".into(),
        seller: String::new(),
        price: None,
        ordered: Some(date(2026, 4, 1)),
        shipped: None,
        promised: None,
        protection_ends: protection.map(|days| date(2026, 4, 1).saturating_add(jiff::Span::new().days(days))),
    };
    let parcel =
        Parcel { id: ParcelId(1), title: "x".into(), added: begin(), received: None, archived: None, postcode: None };
    Case::new(parcel, vec![order], vec![leg])
}

fn scan(day: f64, status: Status, code: usize) -> Event {
    let wall = MOSCOW.to_datetime(after(day));
    Event {
        wall,
        zone: Some(Zone { offset: Offset::constant(3), from: ZoneFrom::Row }),
        status: Some(status),
        reason: None,
        by_words: false,
        code: format!("C{code}"),
        text: format!("scan {code}"),
        place: format!("place {code}"),
    }
}

fn answer(leg: usize, case: &Case, events: Vec<Event>) -> Told {
    let key = case.legs[leg].key.clone();
    let source = key.carrier.as_str().into();
    Told::Answer { leg: key, source, outcome: Outcome::Events(Heard { events, ..Heard::default() }) }
}

fn tell(case: &mut Case, told: &Told, knowledge: &Knowledge, now: Timestamp) {
    let ruling = rules::digest(case, told, knowledge, now);
    rules::follow(case, ruling);
}

/// Statuses in the order a life has them, a few skipped; days between scans.
fn life() -> impl Strategy<Value = Vec<(f64, Status)>> {
    let order = [
        Status::Accepted,
        Status::InTransit,
        Status::ExportCustoms,
        Status::Exported,
        Status::Imported,
        Status::AtCustoms,
        Status::ReleasedByCustoms,
        Status::HandedOver,
    ];
    prop::collection::vec((prop::bool::weighted(0.8), 0.0..6.0f64), order.len()).prop_map(move |steps| {
        let mut day = 0.5;
        let taken = order.into_iter().zip(steps).filter(|(_, (taken, _))| *taken);
        taken
            .map(|(status, (_, wait))| {
                day += wait;
                (day, status)
            })
            .collect()
    })
}

fn told(life: &[(f64, Status)]) -> Vec<Event> {
    life.iter().enumerate().map(|(index, (day, status))| scan(*day, *status, index)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A source that keeps answering with nothing new: lateness flags only come, each at the moment it was foretold.
    #[test]
    fn silence_only_worsens_and_flags_change_when_foretold(life in life(), protection in prop::option::of(40..120i32)) {
        let knowledge = knowledge();
        let mut case = case(protection);
        let events = told(&life);
        let start = life.last().map_or(1.0, |(day, _)| *day);
        let ask = answer(0, &case, events.clone());
        tell(&mut case, &ask, &knowledge, after(start + 0.01));
        for half in 0..240u32 {
            let now = after(start + 0.01 + f64::from(half) / 2.0);
            let before = case.clone();
            let foretold = before.verdict.changes_at;
            let mut asked = before.clone();
            let ask = answer(0, &asked, events.clone());
            tell(&mut asked, &ask, &knowledge, now);
            for flag in LATENESS.iter().filter(|flag| before.verdict.has(**flag)) {
                let worse = LATENESS.iter().any(|other| other > flag && asked.verdict.has(*other));
                prop_assert!(asked.verdict.has(*flag) || worse, "{flag} was withdrawn by time at {now}");
            }
            if asked.verdict.flags != before.verdict.flags && half > 0 {
                prop_assert!(foretold.is_some_and(|at| at <= now), "{:?} came unforetold: {foretold:?} {now}", asked.verdict.flags);
            }
            case = asked;
        }
    }

    /// Whatever stage, a scan of now never makes a parcel look later.
    #[test]
    fn a_scan_of_now_never_makes_it_later(life in life(), wait in 0.0..150.0f64) {
        let knowledge = knowledge();
        let mut case = case(None);
        let start = life.last().map_or(1.0, |(day, _)| *day);
        let ask = answer(0, &case, told(&life));
        let now = after(start + wait);
        tell(&mut case, &ask, &knowledge, now);
        let before: Vec<Flag> = case.verdict.flags.clone();
        let mut events = told(&life);
        events.push(scan(start + wait, Status::InTransit, 99));
        let ask = answer(0, &case, events);
        tell(&mut case, &ask, &knowledge, now);
        for flag in case.verdict.flags.iter().filter(|flag| LATENESS.contains(flag)) {
            prop_assert!(before.contains(flag), "{flag} came with a scan; before: {before:?}");
        }
    }

    /// Nobody answers any more, and only time passes: no lateness flag that is up goes down again, none comes that was not
    /// foretold, and none later than an answer speaks for.
    #[test]
    fn time_alone_never_withdraws_lateness(life in life(), wait in 0.0..90.0f64, promise in prop::option::of(1..60i32)) {
        let knowledge = knowledge();
        let mut case = case(None);
        case.orders[0].promised = promise.map(|days| date(2026, 4, 1).saturating_add(jiff::Span::new().days(days)));
        let asked = life.last().map_or(1.0, |(day, _)| *day) + wait;
        let ask = answer(0, &case, told(&life));
        tell(&mut case, &ask, &knowledge, after(asked));
        for hours in (6..240u32).step_by(6) {
            let before = case.verdict.clone();
            let now = after(asked + f64::from(hours) / 24.0);
            tell(&mut case, &Told::Time, &knowledge, now);
            for flag in LATENESS.iter().filter(|flag| before.has(**flag)) {
                let worse = LATENESS.iter().any(|other| other > flag && case.verdict.has(*other));
                prop_assert!(case.verdict.has(*flag) || worse, "{flag} was withdrawn by time at {now}");
            }
            if case.verdict.flags != before.flags {
                prop_assert!(before.changes_at.is_some_and(|at| at <= now), "{:?} came unforetold", case.verdict.flags);
                prop_assert!(hours <= 54, "{:?} came {hours} hours after the last answer", case.verdict.flags);
            }
        }
    }

    /// Two carriers' answers in either order: the same line, legs and verdict.
    #[test]
    fn the_order_of_answers_does_not_matter(one in life(), two in life()) {
        let knowledge = knowledge();
        let at = after(60.0);
        let link = |case: &mut Case| {
            let leg = LegKey { number: Number::new("80087260001011").unwrap(), carrier: "russian-post".into() };
            tell(case, &Told::User(Act::Linked { leg }), &knowledge, after(40.0));
        };
        let outcome = |first: usize| {
            let mut case = case(Some(90));
            link(&mut case);
            for leg in [first, 1 - first] {
                let ask = answer(leg, &case, told(if leg == 0 { &one } else { &two }));
                tell(&mut case, &ask, &knowledge, at);
            }
            let own = timeline::own(&case, &case.legs, &case.entries);
            let line: Vec<String> = timeline::merge(&own)
                .iter()
                .map(|line| format!("{} {} {:?}", line.entry.event.wall, line.entry.leg.number, line.entry.event.code))
                .collect();
            (line, case.legs, case.verdict)
        };
        prop_assert_eq!(outcome(0), outcome(1));
    }

    /// The same answer twice changes nothing but the time of the next ask.
    #[test]
    fn an_answer_twice_is_an_answer_once(life in life(), wait in 0.0..100.0f64) {
        let knowledge = knowledge();
        let mut case = case(Some(80));
        let now = after(life.last().map_or(1.0, |(day, _)| *day) + wait);
        let ask = answer(0, &case, told(&life));
        tell(&mut case, &ask, &knowledge, now);
        let once = case.clone();
        let ruling = rules::digest(&case, &ask, &knowledge, now);
        prop_assert!(ruling.fresh.is_empty() && ruling.notices.is_empty() && ruling.withdrawn.is_empty());
        prop_assert_eq!(ruling.verdict, once.verdict);
        prop_assert_eq!(ruling.advice, once.advice);
    }

    /// Neither stalled nor lost is said after customs while no number is known to go on under.
    #[test]
    fn nothing_is_stalled_before_its_number_was_looked_for(wait in 0.0..200.0f64) {
        let knowledge = knowledge();
        let mut case = case(None);
        let life = [(1.0, Status::Accepted), (5.0, Status::Exported), (12.0, Status::Imported), (13.0, Status::ReleasedByCustoms)];
        let ask = answer(0, &case, told(&life));
        for days in [12.0, 13.5] {
            tell(&mut case, &ask, &knowledge, after(days + wait));
        }
        prop_assert!(!case.verdict.has(Flag::Stalled) && !case.verdict.has(Flag::ProbablyLost) && !case.verdict.has(Flag::Slow));
        prop_assert_eq!(case.verdict.has(Flag::NumberProbablyChanged), wait >= 2.5);
        prop_assert!(!case.advice.action.drafts());
    }
}

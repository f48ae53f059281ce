//! Ends of a trip that turn: whatever happens after delivered, returned or lost, in whatever order it is heard.

use posylka::{
    model::{Act, Case, Event, Flag, LegKey, Number, Stage, Status, Told},
    rules::{self, timeline},
};
use proptest::prelude::*;

use super::{after, answer, case, knowledge, scan, tell};

/// A case with a second number at the Russian post, linked on a day.
fn linked(day: f64) -> Case {
    let mut case = case(Some(90));
    let leg = LegKey { number: Number::new("80087260001011").unwrap(), carrier: "russian-post".into() };
    tell(&mut case, &Told::User(Act::Linked { leg }), &knowledge(), after(day));
    case
}

fn scans(life: &[(f64, Status)], first: usize) -> Vec<Event> {
    life.iter().enumerate().map(|(at, (day, status))| scan(*day, *status, first + at)).collect()
}

/// How far a parcel is by what its two numbers tell on day 60.
fn stage(first: &[(f64, Status)], second: &[(f64, Status)]) -> Case {
    let knowledge = knowledge();
    let mut case = linked(20.0);
    for (leg, life) in [first, second].into_iter().enumerate() {
        let ask = answer(leg, &case, scans(life, 10 * leg));
        tell(&mut case, &ask, &knowledge, after(60.0));
    }
    case
}

#[test]
fn what_turns_an_end_and_what_does_not() {
    use Stage as S;
    use Status::*;
    let trip = [(1.0, Accepted), (5.0, Exported), (12.0, ReleasedByCustoms)];
    let on = |more: &[(f64, Status)]| [&trip[..], more].concat();
    let back = on(&[(15.0, ReadyForPickup), (18.0, Returning)]);
    for (why, first, second, stage_then) in [
        ("an end holds", on(&[(15.0, Delivered)]), vec![], S::Delivered),
        ("a second piece", on(&[(15.0, Delivered), (15.2, OutForDelivery)]), vec![], S::OutForDelivery),
        ("the same piece, told late", on(&[(15.0, Delivered)]), vec![(14.0, ReadyForPickup)], S::Delivered),
        ("two carriers' clocks", on(&[(15.0, Delivered)]), vec![(15.3, ReadyForPickup)], S::Delivered),
        (
            "another carrier, days later",
            on(&[(15.0, Delivered)]),
            vec![(14.0, InTransit), (17.0, ReadyForPickup)],
            S::ReadyForPickup,
        ),
        ("refused at the door", on(&[(15.0, Delivered), (15.1, Returning)]), vec![], S::Returning),
        ("the way back", [&back[..], &[(20.0, InTransit), (24.0, ReadyForPickup)]].concat(), vec![], S::Returning),
        ("the way back as another tells it", back.clone(), vec![(14.0, InTransit), (21.0, InTransit)], S::Returning),
        ("sent again under another number", back.clone(), vec![(21.0, Accepted)], S::Domestic),
        ("a label alone is no parcel", back.clone(), vec![(21.0, Announced)], S::Returning),
        (
            "the old number goes on to the seller",
            [&back[..], &[(23.0, Returned)]].concat(),
            vec![(21.0, Accepted)],
            S::Domestic,
        ),
        ("and called delivered there", [&back[..], &[(23.0, Delivered)]].concat(), vec![(21.0, Accepted)], S::Domestic),
        ("sent again under the same", [&back[..], &[(23.0, Returned), (25.0, Accepted)]].concat(), vec![], S::Accepted),
        ("lost and found", on(&[(15.0, Lost), (19.0, InTransit)]), vec![], S::Domestic),
        ("used again after a year", on(&[(15.0, Delivered), (380.0, Accepted)]), vec![], S::Delivered),
        ("held again", on(&[(14.0, CustomsHeld)]), vec![], S::Customs),
        ("held before it was let go, by another's clock", trip.to_vec(), vec![(12.2, CustomsHeld)], S::Released),
    ] {
        let case = stage(&first, &second);
        assert_eq!(case.verdict.stage, stage_then, "{why}");
        assert_eq!(case.verdict.has(Flag::Returning), matches!(stage_then, S::Returning), "{why}");
    }
}

#[test]
fn a_number_named_after_the_end_is_looked_up_as_one_under_way() {
    let knowledge = knowledge();
    let life = [(1.0, Status::Accepted), (5.0, Status::Exported), (15.0, Status::Returned)];
    let mut case = case(Some(90));
    let ask = answer(0, &case, scans(&life, 0));
    for day in [15.5, 18.0] {
        tell(&mut case, &ask, &knowledge, after(day));
    }
    let wait = |case: &Case, leg: usize| case.legs[leg].asks.next.duration_since(after(18.0)).as_hours();
    assert!(wait(&case, 0) > 4 * 24, "the end is watched seldom");
    let leg = LegKey { number: Number::new("80087260001011").unwrap(), carrier: "russian-post".into() };
    tell(&mut case, &Told::User(Act::Linked { leg: leg.clone() }), &knowledge, after(18.0));
    let outcome = posylka::model::Outcome::NotFound;
    tell(&mut case, &Told::Answer { leg, source: "russian-post".into(), outcome }, &knowledge, after(18.0));
    assert!(wait(&case, 1) < 24, "what was sent again is awaited");
}

fn any_life() -> impl Strategy<Value = Vec<(f64, Status)>> {
    let status = prop::sample::select(vec![
        Status::Accepted,
        Status::InTransit,
        Status::Exported,
        Status::CustomsHeld,
        Status::ReleasedByCustoms,
        Status::OutForDelivery,
        Status::ReadyForPickup,
        Status::Delivered,
        Status::Returning,
        Status::Returned,
        Status::Lost,
    ]);
    prop::collection::vec((0.5..55.0f64, status), 0..8).prop_map(|mut life| {
        life.sort_by(|a, b| a.0.total_cmp(&b.0));
        life
    })
}

const TOLD: &[Stage] = &[
    Stage::Accepted,
    Stage::Exported,
    Stage::Released,
    Stage::Domestic,
    Stage::OutForDelivery,
    Stage::ReadyForPickup,
    Stage::Delivered,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever ends and turns: the order of answers does not matter.
    #[test]
    fn ends_turn_in_any_order_of_answers(one in any_life(), two in any_life()) {
        let knowledge = knowledge();
        let outcome = |first: usize| {
            let mut case = linked(0.2);
            for leg in [first, 1 - first] {
                let ask = answer(leg, &case, if leg == 0 { scans(&one, 0) } else { scans(&two, 10) });
                tell(&mut case, &ask, &knowledge, after(60.0));
            }
            (timeline::progress(&case, &case.legs, &case.entries, after(60.0)), case.verdict)
        };
        prop_assert_eq!(outcome(0), outcome(1));
    }

    /// Heard scan by scan or all at once, it is as far. Each stage is told when it is reached, anew after an end that turned,
    /// and not again when the same is read again.
    #[test]
    fn an_end_that_turned_is_told_once(life in any_life()) {
        let knowledge = knowledge();
        let events = scans(&life, 0);
        let mut by_and_by = linked(0.2);
        for heard in 1..=events.len() {
            let ask = answer(0, &by_and_by, events[..heard].to_vec());
            let ruling = rules::digest(&by_and_by, &ask, &knowledge, after(56.0 + heard as f64));
            let stage = ruling.verdict.stage;
            let back = stage == Stage::Returned && by_and_by.verdict.stage == Stage::Returning;
            let key = format!("moved:{stage}");
            // That it is back is told once.
            let back = back && !by_and_by.notices.iter().any(|it| it.key.starts_with(&key));
            let reached = stage != by_and_by.verdict.stage && (back || TOLD.contains(&stage));
            prop_assert_eq!(ruling.notices.iter().any(|it| it.key.starts_with(&key)), reached, "{}", key);
            rules::follow(&mut by_and_by, ruling);
            let ruling = rules::digest(&by_and_by, &ask, &knowledge, after(56.1 + heard as f64));
            prop_assert!(!ruling.notices.iter().any(|it| it.key.starts_with("moved:")), "read again");
            rules::follow(&mut by_and_by, ruling);
        }
        let mut at_once = linked(0.2);
        let ask = answer(0, &at_once, events);
        tell(&mut at_once, &ask, &knowledge, after(70.0));
        prop_assert_eq!(at_once.verdict.stage, by_and_by.verdict.stage);
        let ruling = rules::digest(&at_once, &ask, &knowledge, after(70.0));
        prop_assert!(ruling.notices.is_empty(), "{:?}", ruling.notices);
    }
}

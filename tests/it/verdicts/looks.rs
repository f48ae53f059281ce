//! What was not looked at is never called normal, and one answer after a long time without any raises nothing.

use jiff::{Span, civil::date};
use posylka::{
    model::{Act, Action, Case, Flag, Heard, Look, Outcome, Status, Told, Why},
    rules,
};
use proptest::prelude::*;

use super::{after, answer, case, knowledge, scan, tell, told};

const LATE: &[Flag] = &[Flag::NotSeenYet, Flag::Slow, Flag::Stalled, Flag::ProbablyLost, Flag::NumberProbablyChanged];

fn is_late(case: &Case) -> bool {
    LATE.iter().any(|flag| case.verdict.has(*flag))
}

/// The days without news, how many of them were looked at, and how that is known.
fn unlooked(case: &Case) -> Option<(i32, i32, Look)> {
    case.verdict.because.iter().find_map(|why| match why {
        Why::WithoutNews { days, looked, look, .. } => Some((*days, *looked, *look)),
        _ => None,
    })
}

fn is_normal(case: &Case) -> bool {
    case.verdict.because.iter().any(|why| matches!(why, Why::Usual { .. }))
}

fn fails(case: &Case) -> Told {
    let key = case.legs[0].key.clone();
    Told::Answer { source: key.carrier.as_str().into(), leg: key, outcome: Outcome::Unavailable("503".into()) }
}

/// Exported on day 5, and nothing since.
fn exported() -> Vec<posylka::model::Event> {
    told(&[(1.0, Status::Accepted), (5.0, Status::Exported)])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nobody has answered: whatever the order, a person or a failing source says, it is not normal and not late, and the
    /// days since the last thing known are said first.
    #[test]
    fn what_nobody_looked_at_is_not_normal(
        posted in prop::option::of(0..90i16),
        said in prop::option::of(0..80i32),
        asked in prop::bool::ANY,
    ) {
        let knowledge = knowledge();
        let mut case = case(None);
        case.parcel.added = after(90.0);
        case.orders[0].shipped = posted.map(|days| date(2026, 4, 1).saturating_add(Span::new().days(days)));
        tell(&mut case, &Told::User(Act::Added), &knowledge, after(90.0));
        if let Some(day) = said {
            let heard = Heard { events: vec![scan(f64::from(day), Status::InTransit, 1)], ..Heard::default() };
            let leg = case.legs[0].key.clone();
            tell(&mut case, &Told::Heard { leg, by: "user".into(), sure: true, heard }, &knowledge, after(90.0));
        }
        if asked {
            let ask = fails(&case);
            tell(&mut case, &ask, &knowledge, after(90.0));
        }
        let since = said.unwrap_or(posted.map_or(0, i32::from));
        let look = if asked { Look::NoAnswer } else { Look::NotAsked };
        prop_assert_eq!(unlooked(&case), Some((90 - since, 0, look)));
        prop_assert!(matches!(case.verdict.because[0], Why::WithoutNews { .. }), "{:?}", case.verdict.because);
        prop_assert!(!is_normal(&case) && !is_late(&case), "{:?}", case.verdict);
    }

    /// Whoever answered once and fails since: the days go on, those looked at do not, and it is not called normal.
    #[test]
    fn what_is_not_read_any_more_is_not_normal(failing in 1..60i32) {
        let knowledge = knowledge();
        let mut case = case(None);
        let ask = answer(0, &case, exported());
        for day in [6.0, 8.0] {
            tell(&mut case, &ask, &knowledge, after(day));
        }
        prop_assert!(is_normal(&case) && unlooked(&case).is_none());
        for day in 1..=failing {
            let ask = fails(&case);
            tell(&mut case, &ask, &knowledge, after(8.0 + f64::from(day)));
        }
        prop_assert!(failing < 3 || !is_normal(&case), "{:?}", case.verdict);
        prop_assert!(failing < 3 || unlooked(&case) == Some((3 + failing, 3, Look::NotRead)), "{:?}", case.verdict);
        prop_assert!(!is_late(&case), "{:?}", case.verdict);
    }

    /// The first look, or the first after a gap: it is said, and nothing rises before an answer a day later; the same answer
    /// again changes nothing.
    #[test]
    fn one_answer_after_a_gap_raises_nothing(silent in 45..150i32, looked in prop::option::of(6..12i32)) {
        let knowledge = knowledge();
        let mut case = case(None);
        let ask = answer(0, &case, exported());
        if let Some(day) = looked {
            tell(&mut case, &ask, &knowledge, after(f64::from(day)));
        }
        let now = 5.0 + f64::from(silent);
        for hours in [0.0, 0.0, 6.0, 23.0] {
            tell(&mut case, &ask, &knowledge, after(now + hours / 24.0));
            prop_assert!(!is_late(&case) && !case.advice.action.drafts(), "{:?}", case.verdict);
            prop_assert!(!is_normal(&case));
            prop_assert_eq!(unlooked(&case).map(|it| it.2), Some(Look::Once));
        }
        tell(&mut case, &ask, &knowledge, after(now + 1.01));
        prop_assert!(is_late(&case) && unlooked(&case).is_none(), "{:?}", case.verdict);
    }
}

#[test]
fn what_is_held_rises_by_itself_where_nobody_is_asked_again() {
    let knowledge = knowledge();
    let mut case = case(None);
    let ask = answer(0, &case, exported());
    tell(&mut case, &ask, &knowledge, after(80.0));
    for day in [81.0, 82.0] {
        assert!(!is_late(&case));
        assert_eq!(case.verdict.changes_at, Some(after(day)));
        tell(&mut case, &Told::Time, &knowledge, after(day));
    }
    assert!(case.verdict.has(Flag::Stalled), "{:?}", case.verdict);
}

#[test]
fn the_last_days_for_a_claim_hold_nothing() {
    let knowledge = knowledge();
    for (left, held) in [(30, true), (3, false), (1, false)] {
        let mut case = case(Some(80 + left));
        let ask = answer(0, &case, exported());
        let ruling = rules::digest(&case, &ask, &knowledge, after(80.0));
        rules::follow(&mut case, ruling);
        assert_eq!(case.verdict.has(Flag::Stalled), !held, "{left} days: {:?}", case.verdict);
        assert_eq!(case.advice.action == Action::Open, !held, "{left} days: {:?}", case.advice);
    }
}

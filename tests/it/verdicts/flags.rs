//! Each flag with its reasons, when it comes and when it goes.

use jiff::{SignedDuration, civil::date};
use posylka::{
    model::{Act, Case, Facts, Flag, Heard, LegKey, Number, Outcome, Reason, Stage, Status, Told, Why},
    rules,
};

use super::{after, answer, case, knowledge, scan, tell, told};

/// Exported on day 5, and nothing since; answered last on a day.
fn exported(answered: f64) -> Case {
    let mut case = case(None);
    let ask = answer(0, &case, told(&[(1.0, Status::Accepted), (5.0, Status::Exported)]));
    for day in [answered - 1.5, answered] {
        tell(&mut case, &ask, &knowledge(), after(day));
    }
    case
}

#[test]
fn a_laptop_that_slept_raises_no_alarm_on_waking() {
    let knowledge = knowledge();
    let mut case = exported(45.0);
    case.orders[0].promised = Some(date(2026, 5, 20));
    let before = case.verdict.flags.clone();
    for days in [59.0, 60.0] {
        tell(&mut case, &Told::Time, &knowledge, after(days));
        assert_eq!(case.verdict.flags, before, "nobody has looked since day 45");
    }
    let ask = answer(0, &case, told(&[(1.0, Status::Accepted), (5.0, Status::Exported)]));
    tell(&mut case, &ask, &knowledge, after(60.1));
    assert_eq!(case.verdict.flags, before, "one answer after so long may be old news");
    assert_eq!(case.verdict.changes_at, Some(after(61.1)));
    tell(&mut case, &ask, &knowledge, after(61.1));
    assert!(case.verdict.has(Flag::Stalled) && case.verdict.has(Flag::PromiseMissed), "{:?}", case.verdict);
}

#[test]
fn nothing_is_called_lost_before_a_look_since() {
    let knowledge = knowledge();
    let norm = knowledge.norms.norm(Stage::Exported, &knowledge.travel(&[])).unwrap();
    let lost = 5.0 + norm.published().lost_after(knowledge.norms.never);
    let mut case = exported(lost - 0.5);
    assert!(case.verdict.has(Flag::Stalled));
    tell(&mut case, &Told::Time, &knowledge, after(lost + 1.0));
    assert!(!case.verdict.has(Flag::ProbablyLost), "it may be on its way back: {:?}", case.verdict);
    assert!(case.verdict.because.iter().any(|why| matches!(why, Why::MayGoBack { percent: 57, looked: Some(_), .. })));
    let ask = answer(0, &case, told(&[(1.0, Status::Accepted), (5.0, Status::Exported)]));
    tell(&mut case, &ask, &knowledge, after(lost + 1.1));
    assert!(case.verdict.has(Flag::ProbablyLost));
}

#[test]
fn after_half_a_year_it_is_lost_whatever_it_says() {
    let knowledge = knowledge();
    let told_at = |days: f64, now: f64| {
        let mut case = case(None);
        let ask = answer(0, &case, told(&[(1.0, Status::Accepted), (days, Status::Exported)]));
        for day in [now - 1.5, now] {
            tell(&mut case, &ask, &knowledge, after(day));
        }
        case.verdict
    };
    assert!(!told_at(170.0, 180.0).has(Flag::ProbablyLost));
    let verdict = told_at(170.0, 182.0);
    assert!(verdict.has(Flag::ProbablyLost), "{verdict:?}");
    assert!(verdict.because.iter().any(|why| matches!(why, Why::TooLong { lost: 180, .. })));
}

/// The case with a second, confirmed number at the Russian post, and what each number's answers told beside events.
fn two_numbers(facts: [Facts; 2], last: (Status, &str)) -> Case {
    let knowledge = knowledge();
    let mut case = case(None);
    let leg = LegKey { number: Number::new("80087260001011").unwrap(), carrier: "russian-post".into() };
    tell(&mut case, &Told::User(Act::Linked { leg }), &knowledge, after(20.0));
    let [first, second] = facts;
    let mut end = scan(22.0, last.0, 9);
    end.place = last.1.to_owned();
    for (leg, facts, events) in [(0, first, told(&[(1.0, Status::Accepted)])), (1, second, vec![end])] {
        let key = case.legs[leg].key.clone();
        let source = key.carrier.as_str().into();
        let outcome = Outcome::Events(Heard { events, facts, ..Heard::default() });
        tell(&mut case, &Told::Answer { leg: key, source, outcome }, &knowledge, after(22.5));
    }
    case
}

#[test]
fn what_cannot_be_right_is_doubted_with_its_figures() {
    let weight = |grams| Facts { weight_g: Some(grams), ..Facts::default() };
    let bound = |country: &str| Facts { destination: Some(country.into()), ..Facts::default() };
    let postcode = Facts { postcode: Some("420005".into()), ..Facts::default() };
    let (moving, here) = ((Status::InTransit, "Казань"), (Status::Delivered, "420005, Казань"));
    let there = (Status::Delivered, "690001, Владивосток");
    let cases = [
        (two_numbers([weight(120), weight(900)], moving), Some(Flag::SuspiciousNumber)),
        (two_numbers([weight(120), weight(140)], moving), None),
        (two_numbers([bound("KZ"), Facts::default()], moving), Some(Flag::SuspiciousNumber)),
        (two_numbers([bound("KZ"), Facts::default()], here), Some(Flag::WrongPlace)),
        (two_numbers([bound("RU"), postcode.clone()], here), None),
        (two_numbers([Facts::default(), postcode], there), Some(Flag::WrongPlace)),
        (two_numbers([Facts::default(), Facts::default()], there), None),
    ];
    for (case, flag) in cases {
        let doubts: Vec<Flag> =
            [Flag::WrongPlace, Flag::SuspiciousNumber].into_iter().filter(|flag| case.verdict.has(*flag)).collect();
        assert_eq!(doubts, flag.into_iter().collect::<Vec<_>>(), "{:?}", case.verdict);
    }
}

#[test]
fn a_carrier_that_cannot_be_asked_is_asked_for_by_the_user() {
    let mut knowledge = knowledge();
    knowledge.carriers.get_mut(&"russian-post".into()).unwrap().sources.iter_mut().for_each(|it| it.askable = false);
    let mut case = two_numbers([Facts::default(), Facts::default()], (Status::InTransit, "Казань"));
    tell(&mut case, &Told::Time, &knowledge, after(24.0));
    let asked = |case: &Case| case.verdict.because.iter().any(|why| matches!(why, Why::DidYouGetIt { .. }));
    assert!(case.verdict.has(Flag::Dark) && !asked(&case), "{:?}", case.verdict);
    let at = case.verdict.changes_at.unwrap();
    tell(&mut case, &Told::Time, &knowledge, at);
    assert!(asked(&case), "two weeks inside the country are enough: {:?}", case.verdict);
}

#[test]
fn storage_begins_the_next_working_day_unless_the_carrier_says() {
    let knowledge = knowledge();
    let kept = |facts: Facts| {
        let case = two_numbers([Facts::default(), facts], (Status::ReadyForPickup, "420005, Казань"));
        let verdict = rules::digest(&case, &Told::Time, &knowledge, after(22.5)).verdict;
        verdict.because.into_iter().find_map(|why| match why {
            Why::Storage { until, by_carrier, .. } => Some((until, by_carrier)),
            _ => None,
        })
    };
    // It came on Thursday, 23 April 2026: the first of fifteen days is Friday.
    assert_eq!(kept(Facts::default()), Some((date(2026, 5, 8), false)));
    let told = Facts { hold_until: Some(date(2026, 4, 30)), ..Facts::default() };
    assert_eq!(kept(told), Some((date(2026, 4, 30), true)));
}

#[test]
fn a_duty_to_be_paid_does_not_wait_for_the_morning() {
    for (reason, urgent) in [(Some(Reason::DutyUnpaid), true), (Some(Reason::Documents), false), (None, false)] {
        let mut held = scan(9.0, Status::CustomsHeld, 3);
        held.reason = reason;
        let case = case(None);
        let ask = answer(0, &case, vec![scan(1.0, Status::Accepted, 1), scan(5.0, Status::Exported, 2), held]);
        let notices = rules::digest(&case, &ask, &knowledge(), after(9.1)).notices;
        let raised = notices.iter().find(|it| it.key.starts_with("raised:customs-held")).unwrap();
        assert_eq!(raised.urgent, urgent, "{reason:?}");
    }
}

#[test]
fn a_flag_changes_at_its_moment_and_not_a_second_before() {
    let knowledge = knowledge();
    let events = told(&[(1.0, Status::Accepted), (5.0, Status::Exported)]);
    let (mut case, mut day) = (exported(6.0), 6.0);
    for flag in [Flag::Slow, Flag::Stalled, Flag::ProbablyLost] {
        // Somebody answers every day, as somebody does; the moment stays the same.
        let moment = loop {
            let ask = answer(0, &case, events.clone());
            tell(&mut case, &ask, &knowledge, after(day));
            match case.verdict.changes_at {
                Some(at) if at <= after(day + 1.0) => break at,
                _ => day += 1.0,
            }
            assert!(day < 200.0, "{flag} never comes");
        };
        let ask = answer(0, &case, events.clone());
        tell(&mut case, &ask, &knowledge, moment - SignedDuration::from_secs(1));
        assert!(!case.verdict.has(flag), "{flag} came too soon");
        let ask = answer(0, &case, events.clone());
        tell(&mut case, &ask, &knowledge, moment);
        assert!(case.verdict.has(flag), "{flag} did not come: {:?}", case.verdict);
        day += 1.0;
    }
}

#[test]
fn silence_ends_with_a_facility_and_not_with_an_echo() {
    let knowledge = knowledge();
    let hub = |day: f64, place: &str, status| {
        let mut event = scan(day, status, 7);
        event.place = place.to_owned();
        event
    };
    let quiet_since = |more: Vec<posylka::model::Event>| {
        let mut case = case(None);
        let mut events = told(&[(1.0, Status::Accepted)]);
        events.push(hub(3.0, "Yiwu", Status::InTransit));
        events.extend(more);
        let ask = answer(0, &case, events);
        tell(&mut case, &ask, &knowledge, after(12.0));
        rules::timeline::progress(&case, &case.legs, &case.entries, after(12.0)).quiet_since
    };
    let before = Some(after(3.0));
    assert_eq!(quiet_since(vec![hub(9.0, "Yiwu", Status::InTransit)]), before, "the same again");
    assert_eq!(quiet_since(vec![hub(9.0, "Yiwu", Status::Note)]), before, "no scan");
    assert_eq!(quiet_since(vec![hub(40.0, "Moscow", Status::InTransit)]), before, "dated in the future");
    assert_eq!(quiet_since(vec![hub(9.0, "Ningbo", Status::InTransit)]), Some(after(9.0)), "another facility");
}

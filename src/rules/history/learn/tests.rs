//! What is learned, and what is not.

use jiff::{SignedDuration, civil::date, tz::TimeZone};

use super::*;
use crate::model::ParcelId;
use crate::model::{
    Asks, Entry, Event, Facts, Flow, Leg, LegKey, LegState, Number, Parcel, Role, Status, Verdict, Witness,
};

fn knowledge() -> Knowledge {
    Knowledge::embedded("RU".into(), TimeZone::UTC, std::collections::BTreeMap::new(), 1).unwrap()
}

fn day(day: f64) -> Timestamp {
    let begin = date(2026, 4, 1).to_zoned(TimeZone::UTC).unwrap().timestamp();
    begin + SignedDuration::from_secs((day * 86_400.0) as i64)
}

/// Accepted on day 0, exported on day 5, and imported so many days later, if at all.
fn case(id: i64, exported_for: Option<f64>, answered: f64) -> Case {
    let key = LegKey { number: Number::new(format!("LP{id:014}")).unwrap(), carrier: "somebody".into() };
    let scan = |at: f64, status| Entry {
        leg: key.clone(),
        source: "somebody".into(),
        event: Event {
            wall: TimeZone::UTC.to_datetime(day(at)),
            zone: None,
            status: Some(status),
            reason: None,
            by_words: false,
            code: status.to_string(),
            text: String::new(),
            place: String::new(),
        },
        order: 0,
        heard: day(at),
    };
    let mut entries = vec![scan(0.0, Status::Accepted), scan(5.0, Status::Exported)];
    entries.extend(exported_for.map(|days| scan(5.0 + days, Status::Imported)));
    let leg = Leg {
        key,
        role: Role::International,
        state: LegState::Current,
        flow: Flow::Kept,
        witness: Witness { by: "user".into(), place: String::new(), of: None, at: day(0.0) },
        facts: Facts { origin: Some("CN".into()), ..Facts::default() },
        evidence: Default::default(),
        codes: Default::default(),
        asks: Asks { answered: Some(day(answered)), ..Asks::new(day(answered)) },
    };
    let received = exported_for.map(|_| day(90.0));
    let parcel =
        Parcel { id: ParcelId(id), title: String::new(), added: day(0.0), received, archived: None, postcode: None };
    let case = Case::new(parcel, Vec::new(), vec![leg]);
    Case { entries, verdict: Verdict::new(Stage::Exported), ..case }
}

fn bound(history: &History, knowledge: &Knowledge, parcel: i64) -> (f64, u32) {
    let travel = Travel { from: Some("CN"), to: "RU", class: None };
    let norm = knowledge.norms.norm(Stage::Exported, &travel).unwrap();
    let (survival, own) = history.learned(norm, &travel, ParcelId(parcel));
    (survival.quantile(0.95), own)
}

#[test]
fn finished_and_unfinished_parcels_teach() {
    let knowledge = knowledge();
    let quick: Vec<Case> = (1..=8).map(|id| case(id, Some(10.0 + id as f64 / 2.0), 60.0)).collect();
    let taught = learn(&quick, &knowledge, day(90.0));
    let (bound_quick, own) = bound(&taught, &knowledge, 99);
    assert!(own == 8 && bound_quick < 50.0, "{bound_quick} {own}");
    let late = [quick, vec![case(9, None, 60.0), case(10, None, 60.0)]].concat();
    let (bound_late, own) = bound(&learn(&late, &knowledge, day(60.0)), &knowledge, 99);
    assert!(own == 10 && bound_late > bound_quick, "{bound_late} {own}");
}

#[test]
fn a_parcels_own_silence_says_nothing_of_itself() {
    let knowledge = knowledge();
    let cases: Vec<Case> = (1..=4).map(|id| case(id, Some(12.0), 60.0)).chain([case(5, None, 45.0)]).collect();
    let all = learn(&cases, &knowledge, day(45.0));
    let others = learn(&cases[..4], &knowledge, day(45.0));
    let (own, count) = bound(&all, &knowledge, 5);
    assert!((own - bound(&others, &knowledge, 5).0).abs() < 1e-9 && count == 4);
    assert!((bound(&all, &knowledge, 1).0 - own).abs() > 1e-3, "another parcel hears of it");
    let alone = learn(&cases[4..], &knowledge, day(45.0));
    assert_eq!(bound(&alone, &knowledge, 5), (bound(&History::default(), &knowledge, 5).0, 0));
}

#[test]
fn a_silence_lasts_as_long_as_somebody_told_us_so() {
    let knowledge = knowledge();
    let read = |answered| bound(&learn(&[case(1, None, answered)], &knowledge, day(60.0)), &knowledge, 2).0;
    assert!(read(40.0) > read(10.0), "of one that nobody could read since day 10 not much is known");
}

#[test]
fn what_went_on_unseen_teaches_nothing() {
    let knowledge = knowledge();
    for flag in [Flag::NumberProbablyChanged, Flag::Dark, Flag::Blind] {
        let mut unseen = case(1, None, 60.0);
        unseen.verdict.flags.push(flag);
        let history = learn(&[unseen], &knowledge, day(60.0));
        assert_eq!(bound(&history, &knowledge, 2).1, 0, "{flag}");
    }
}

#[test]
fn a_winter_silence_teaches_what_it_would_have_been_in_spring() {
    let knowledge = knowledge();
    let learned = |shift: i64| {
        let mut case = case(1, Some(24.0), 60.0);
        for entry in &mut case.entries {
            entry.event.wall = entry.event.wall.saturating_add(SignedDuration::from_hours(24 * shift));
        }
        case.parcel.added = day(shift as f64);
        bound(&learn(&[case], &knowledge, day(400.0)), &knowledge, 2).0
    };
    assert!(learned(225) < learned(0), "24 days in November are 20 in April");
}

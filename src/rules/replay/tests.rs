//! What was known then, and what came of what was said.

use jiff::{SignedDuration, civil::date, tz::TimeZone};

use super::*;
use crate::model::{
    Access, Asks, Carrier, DisputeState, Entry, Event, Facts, Flow, Leg, LegKey, LegState, Number, Order, Parcel, Role,
    ShopId, Source, Status, Step, Witness,
};

fn knowledge() -> Knowledge {
    let floor = SignedDuration::from_hours(1);
    let source = Source {
        id: "somebody".into(),
        access: Access::Keyless,
        askable: true,
        floor,
        takes_postcode: false,
        carrier_codes: Default::default(),
    };
    let somebody = Carrier {
        id: "somebody".into(),
        name: "Somebody".into(),
        name_ru: None,
        also_called: Vec::new(),
        post_of: Vec::new(),
        page: None,
        sources: vec![source],
    };
    Knowledge::embedded("RU".into(), TimeZone::UTC, [(somebody.id.clone(), somebody)].into(), 1).unwrap()
}

fn day(day: i64) -> Timestamp {
    let begin = date(2026, 4, 1).at(12, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp();
    begin + SignedDuration::from_hours(24 * day)
}

/// Posted on day 0 and exported on day 2; protected until day 60.
fn case(id: i64) -> Case {
    let key = LegKey { number: Number::new(format!("LP{id:014}")).unwrap(), carrier: "somebody".into() };
    let order = Order {
        id: id.to_string(),
        shop: ShopId::from("aliexpress-com"),
        seller: String::new(),
        price: "10 USD".parse().ok(),
        ordered: Some(date(2026, 3, 31)),
        shipped: Some(date(2026, 4, 1)),
        promised: None,
        protection_ends: Some(date(2026, 5, 31)),
    };
    let leg = Leg {
        key,
        role: Role::International,
        state: LegState::Current,
        flow: Flow::Kept,
        witness: Witness { by: "user".into(), place: String::new(), of: None, at: day(0) },
        facts: Facts { origin: Some("CN".into()), ..Facts::default() },
        evidence: Default::default(),
        codes: Default::default(),
        asks: Asks { answered: Some(day(200)), ..Asks::new(day(200)) },
    };
    let parcel = Parcel {
        id: ParcelId(id),
        title: String::new(),
        added: day(0),
        received: None,
        archived: None,
        postcode: None,
    };
    let case = Case::new(parcel, vec![order], vec![leg]);
    scanned(scanned(case, 0, 0, Status::Accepted), 2, 2, Status::Exported)
}

fn scanned(mut case: Case, at: i64, heard: i64, status: Status) -> Case {
    let event = Event {
        wall: TimeZone::UTC.to_datetime(day(at)),
        zone: None,
        status: Some(status),
        reason: None,
        by_words: false,
        code: status.to_string(),
        text: String::new(),
        place: String::new(),
    };
    let leg = case.legs[0].key.clone();
    case.entries.push(Entry { leg, source: "somebody".into(), event, order: 0, heard: day(heard) });
    case
}

fn gone_over(case: &Case, knowledge: &Knowledge, until: i64) -> Watched {
    replay(std::slice::from_ref(case), knowledge, false, day(until)).remove(0)
}

fn first(watched: &Watched, flag: Flag) -> Option<Date> {
    watched.days.iter().find(|it| it.flags.contains(&flag)).map(|it| it.day)
}

#[test]
fn a_scan_counts_from_the_day_it_was_heard() {
    let knowledge = knowledge();
    let soon = gone_over(&scanned(case(1), 20, 20, Status::Imported), &knowledge, 22);
    let late = gone_over(&scanned(case(1), 20, 40, Status::Imported), &knowledge, 60);
    assert_eq!(first(&soon, Flag::Slow), None);
    let slow = first(&late, Flag::Slow).expect("until it was heard it looked slow");
    assert!(slow < date(2026, 5, 11), "{slow}");
    assert!(
        late.days.iter().filter(|it| it.heard).count() == 3,
        "two days of scans, and the day they told of the third"
    );
}

#[test]
fn what_came_after_all_was_a_false_alarm_and_its_claim_early() {
    let knowledge = knowledge();
    let came = scanned(case(1), 73, 73, Status::Delivered);
    let came = gone_over(&came, &knowledge, 90);
    assert_eq!((came.end, came.came), (End::Arrived, Some(date(2026, 6, 13))));
    assert_eq!(came.days.last().map(|it| it.day), came.came, "nothing is waited for after that");
    assert!(matches!(came.advised(), Advised::Early(day) if day < date(2026, 6, 13)), "{:?}", came.advised());
    let score = score(&[came]);
    assert_eq!((score.alarms[&Flag::Stalled].came, score.alarms[&Flag::Stalled].lost), (1, 0));
    assert_eq!((score.claims.early, score.claims.in_time), (1, 0));
    assert!(score.quiet.longest > 60 && score.quiet.waited == 73, "{:?}", score.quiet);
}

#[test]
fn what_never_came_was_claimed_in_time_whatever_the_user_did() {
    let knowledge = knowledge();
    let mut lost = case(1);
    lost.dispute.steps = vec![Step::new(DisputeState::Opened, day(74)), Step::new(DisputeState::Refunded, day(90))];
    let lost = gone_over(&lost, &knowledge, 120);
    assert_eq!(lost.end, End::Lost);
    assert!(matches!(lost.advised(), Advised::InTime(_)), "{:?}", lost.advised());
    assert!(lost.days.iter().all(|it| it.action != Action::AwaitSeller), "the rules speak as if there was no claim");
    assert_eq!(lost.days.last().map(|it| it.day), Some(date(2026, 6, 30)), "until the money came");
}

#[test]
fn another_norm_says_other_things_of_the_same_days() {
    let (own, mut other) = (knowledge(), knowledge());
    let exported = |it: &&mut crate::rules::norms::Norm| it.stage == Stage::Exported;
    other.norms.stages.iter_mut().filter(exported).for_each(|norm| norm.days = [7.0, 20.0]);
    let case = scanned(case(1), 44, 44, Status::Imported);
    let [own, other] = [&own, &other].map(|knowledge| gone_over(&case, knowledge, 45));
    assert_eq!(first(&own, Flag::Stalled), None);
    assert!(first(&other, Flag::Stalled).is_some());
    assert!(own.spans().len() < other.spans().len());
}

#[test]
fn what_others_taught_by_then_counts_and_nothing_later() {
    let knowledge = knowledge();
    let quick = |id| scanned(case(id), 9, 9, Status::Imported);
    let later = |id| {
        let mut case = case(id);
        case.parcel.added = day(60);
        case.orders[0].ordered = Some(date(2026, 5, 29));
        case.orders[0].shipped = Some(date(2026, 5, 30));
        case.entries.clear();
        case.legs[0].witness.at = day(60);
        scanned(scanned(case, 60, 60, Status::Accepted), 62, 62, Status::Exported)
    };
    let cases: Vec<Case> = (1..=12).map(quick).chain([later(13)]).collect();
    let slow = |learn| {
        let all = replay(&cases, &knowledge, learn, day(100));
        (first(&all[0], Flag::Slow), first(&all[12], Flag::Slow))
    };
    let (taught, untaught) = (slow(true), slow(false));
    assert!(taught.1 < untaught.1 && taught.1.is_some(), "{taught:?} {untaught:?}");
}

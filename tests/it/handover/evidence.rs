//! What is weighed before a number is adopted, and what is not believed of one that only a weak witness named.

use posylka::model::{Action, Evidence, Naming, Sign, Stage, Why};

use super::*;

const TELEPHONE: &str = "9161234567";

fn message(number: &str, carrier: &str, by: &str, events: Vec<Event>) -> Told {
    Told::Heard { leg: key(number, carrier), by: by.into(), sure: false, heard: heard(events) }
}

/// Abroad, through customs, and its weight, postcode and origin known.
fn released() -> Case {
    let mut case = case();
    tell(&mut case, &answer(key(PLACEHOLDER, "cainiao"), heard(abroad())), 14.5);
    case.legs[0].facts = Facts {
        weight_g: Some(310),
        postcode: Some("420005".into()),
        origin: Some("CN".into()),
        last_mile: Some("Russian Post".into()),
        ..Facts::default()
    };
    case
}

/// A mail of the shop named the domestic number; this is what the post says of it.
fn looked_up(by: &str, facts: Facts, events: Vec<Event>) -> Case {
    let mut case = released();
    tell(&mut case, &message(DOMESTIC, "russian-post", by, Vec::new()), 15.5);
    tell(&mut case, &answer(key(DOMESTIC, "russian-post"), Heard { facts, ..heard(events) }), 17.0);
    case
}

fn leg<'a>(case: &'a Case, number: &str) -> &'a Leg {
    case.legs.iter().find(|leg| leg.key.number.as_str() == number).expect("a leg")
}

fn at(place: &str, mut event: Event) -> Event {
    event.place = place.into();
    event
}

#[test]
fn a_weak_witness_needs_more_than_what_fits_a_stranger_by_chance() {
    let (shop, post) = ("message:aliexpress", "message:russian-post");
    let postcode = |it: &str| Facts { postcode: Some(it.into()), ..Facts::default() };
    let weight = |it: u32| Facts { weight_g: Some(it), ..Facts::default() };
    let origin = |it: &str| Facts { origin: Some(it.into()), ..Facts::default() };
    let waits = |place: &str| [at_home(), vec![at(place, scan(16.5, Status::ReadyForPickup))]].concat();
    let late = vec![scan(14.0 - 2.0, Status::Accepted), scan(16.0, Status::InTransit)];
    for (by, facts, events, state, why) in [
        (shop, Facts::default(), at_home(), LegState::Proposed, "little"),
        (shop, origin("CN"), at_home(), LegState::Proposed, "little"),
        (shop, weight(400), at_home(), LegState::Proposed, "little"),
        (shop, postcode("420005"), at_home(), LegState::Confirmed, ""),
        (shop, postcode("420111"), at_home(), LegState::Contradicted, "postcode"),
        (shop, weight(300), at_home(), LegState::Confirmed, ""),
        (shop, weight(300), late, LegState::Proposed, "little"),
        (shop, Facts::default(), waits("420111, Kazan"), LegState::Confirmed, ""),
        (shop, Facts::default(), waits("690001, Vladivostok"), LegState::Proposed, "little"),
        (post, Facts::default(), at_home(), LegState::Confirmed, ""),
        (post, origin("DE"), at_home(), LegState::Contradicted, "origin"),
    ] {
        let case = looked_up(by, facts.clone(), events);
        let leg = leg(&case, DOMESTIC);
        assert_eq!((leg.state, leg.asks.detail.as_str()), (state, why), "{by} {facts:?} {:?}", leg.evidence);
    }
}

#[test]
fn the_sum_and_its_parts_stay_with_the_leg() {
    let case =
        looked_up("message:aliexpress", Facts { postcode: Some("420005".into()), ..Facts::default() }, at_home());
    let evidence = &leg(&case, DOMESTIC).evidence;
    assert_eq!(evidence.witness, Some((Naming::Message, 2)));
    assert_eq!(evidence.signs, [(Sign::Time, 2), (Sign::Postcode, 6), (Sign::LastMile, 1)]);
    assert_eq!((evidence.sum(), evidence.enough, evidence.suffices(), evidence.is_strong()), (11, 8, true, false));
}

#[test]
fn a_strangers_parcel_under_a_telephone_is_never_adopted_whenever_it_travels() {
    let travels = |from: f64, to: f64| vec![scan(from, Status::Accepted), scan(to, Status::Delivered)];
    for (from, to, state) in [
        (-20.0, -16.0, LegState::Contradicted),
        (0.5, 2.5, LegState::Contradicted),
        (15.0, 17.0, LegState::Proposed),
        (60.0, 64.0, LegState::Proposed),
    ] {
        let mut case = released();
        tell(&mut case, &message(TELEPHONE, "cdek", "message:aliexpress", Vec::new()), 15.5);
        let scans = travels(from, to);
        for day in [18.0, 40.0, 70.0] {
            let known = scans.iter().filter(|it| it.about() <= after(day)).cloned().collect::<Vec<_>>();
            let outcome = if known.is_empty() { Outcome::NotFound } else { Outcome::Events(heard(known)) };
            let told = Told::Answer { leg: key(TELEPHONE, "cdek"), source: "cdek".into(), outcome };
            tell(&mut case, &told, day);
            assert!(!leg(&case, TELEPHONE).sure(), "{from}");
        }
        assert_eq!(leg(&case, TELEPHONE).state, state, "{from}");
        assert_eq!(case.verdict.stage, Stage::Released, "{from}");
        assert!(!case.notices.iter().any(|it| it.key.contains("delivered")), "{from}: {:?}", case.notices);
    }
}

#[test]
fn a_number_that_surely_is_one_may_be_in_use_again_after_a_strangers_trip() {
    let mut case = released();
    let naming = Heard { numbers: vec![Linked { strength: Strength::Told, ..names(DOMESTIC) }], ..Heard::default() };
    let told = Told::Heard {
        leg: key(DOMESTIC, "russian-post"),
        by: "message:russian-post".into(),
        sure: false,
        heard: naming,
    };
    tell(&mut case, &told, 15.5);
    let before = vec![scan(-300.0, Status::Accepted), scan(-295.0, Status::Delivered)];
    tell(&mut case, &answer(key(DOMESTIC, "russian-post"), heard(before.clone())), 15.6);
    assert_eq!(state(&case, DOMESTIC), LegState::Proposed);
    tell(&mut case, &answer(key(DOMESTIC, "russian-post"), heard([before, at_home()].concat())), 17.0);
    assert_eq!((state(&case, DOMESTIC), case.verdict.stage), (LegState::Confirmed, Stage::Domestic));
}

#[test]
fn what_the_old_number_tells_later_is_weighed_with_what_was_looked_up_before() {
    let mut case = case();
    tell(&mut case, &answer(key(PLACEHOLDER, "cainiao"), heard(abroad()[..2].to_vec())), 5.0);
    tell(&mut case, &message(DOMESTIC, "russian-post", "message:aliexpress", Vec::new()), 15.5);
    let facts = Facts { weight_g: Some(300), ..Facts::default() };
    tell(&mut case, &answer(key(DOMESTIC, "russian-post"), Heard { facts, ..heard(at_home()) }), 17.0);
    assert_eq!(state(&case, DOMESTIC), LegState::Proposed, "nobody has told of customs yet");
    let facts = Facts { weight_g: Some(310), ..Facts::default() };
    tell(&mut case, &answer(key(PLACEHOLDER, "cainiao"), Heard { facts, ..heard(abroad()) }), 18.0);
    assert_eq!((state(&case, DOMESTIC), state(&case, PLACEHOLDER)), (LegState::Confirmed, LegState::Old));
}

#[test]
fn an_order_without_a_number_takes_one_whose_form_proves_it() {
    for (number, carrier, adopted) in
        [("RB123456785CN", "russian-post", true), (DOMESTIC, "russian-post", true), (TELEPHONE, "cdek", false)]
    {
        let mut case = case();
        case.legs.clear();
        let naming = Heard { numbers: vec![Linked { strength: Strength::Told, ..names(number) }], ..Heard::default() };
        let leg = key(number, carrier);
        let by = "message:aliexpress".to_owned();
        tell(&mut case, &Told::Heard { leg: leg.clone(), by, sure: false, heard: naming }, 1.0);
        tell(&mut case, &answer(leg, heard(vec![scan(2.0, Status::Accepted), scan(4.0, Status::InTransit)])), 5.0);
        assert_eq!(self::leg(&case, number).sure(), adopted, "{:?}", self::leg(&case, number));
    }
}

#[test]
fn a_second_witness_confirms_and_makes_the_first_strong() {
    let mut case = looked_up("message:aliexpress", Facts::default(), at_home());
    let again = message(DOMESTIC, "russian-post", "message:aliexpress", vec![scan(18.0, Status::InTransit)]);
    tell(&mut case, &again, 18.0);
    assert_eq!(state(&case, DOMESTIC), LegState::Proposed, "the same witness once more");
    let other = message(DOMESTIC, "russian-post", "message:russian-post", vec![scan(19.0, Status::Delivered)]);
    tell(&mut case, &other, 19.0);
    assert!(leg(&case, DOMESTIC).evidence.is_strong());
    assert_eq!((state(&case, DOMESTIC), case.verdict.stage), (LegState::Confirmed, Stage::Delivered));
}

#[test]
fn a_number_whose_scans_would_be_doubted_is_not_adopted_on_the_best_witness() {
    let mut case = released();
    case.orders[0].shipped = Some(date(2026, 4, 12));
    let naming = Heard { numbers: vec![names(DOMESTIC)], ..heard(abroad()) };
    tell(&mut case, &answer(key(PLACEHOLDER, "cainiao"), naming), 14.5);
    let fast = vec![scan(14.5, Status::Accepted), scan(15.5, Status::Delivered)];
    tell(&mut case, &answer(key(DOMESTIC, "russian-post"), heard(fast)), 17.0);
    let leg = leg(&case, DOMESTIC);
    assert_eq!((leg.state, leg.asks.detail.as_str()), (LegState::Proposed, "doubt"));
    assert_eq!(case.verdict.stage, Stage::Released);
}

/// Adopted on a mail's word and the postcode, and then said to be delivered.
fn said_to_have_come() -> Case {
    let facts = Facts { postcode: Some("420005".into()), ..Facts::default() };
    let mut case = looked_up("message:aliexpress", facts, at_home());
    let came = [at_home(), vec![scan(20.0, Status::Delivered)]].concat();
    tell(&mut case, &answer(key(DOMESTIC, "russian-post"), heard(came)), 20.5);
    case
}

fn asked(case: &Case) -> bool {
    case.verdict.because.iter().any(|why| matches!(why, Why::SaidToHaveEnded { status: Status::Delivered, .. }))
}

#[test]
fn delivered_on_a_weak_witness_is_asked_about_and_ends_nothing() {
    let mut case = said_to_have_come();
    let told = |case: &Case, key: &str| case.notices.iter().filter(|it| it.key.starts_with(key)).count();
    assert_eq!((case.verdict.stage, asked(&case)), (Stage::Domestic, true));
    assert_eq!((told(&case, "moved:delivered"), told(&case, "is-it-there:")), (0, 1));
    assert!(leg(&case, DOMESTIC).asks.next < after(23.0), "the watch goes on");
    // Protection ends on 1 July: nothing is claimed in the last days, and nothing is called lost.
    for day in [60.0, 88.0, 90.0] {
        tell(&mut case, &Told::Time, day);
        assert_eq!((case.advice.action, case.verdict.flags.len()), (Action::TellArrival, 0), "{day}");
    }
    assert_eq!((told(&case, "is-it-there:"), told(&case, "advised:open-dispute")), (1, 0));
    tell(&mut case, &Told::User(Act::Received), 90.2);
    assert_eq!((case.advice.action, asked(&case)), (Action::None, false));
}

#[test]
fn the_users_word_for_the_number_settles_the_doubt_and_undoing_it_brings_it_back() {
    let mut case = said_to_have_come();
    let link = Told::User(Act::Linked { leg: key(DOMESTIC, "russian-post") });
    let ruling = rules::digest(&case, &link, &BOOK, after(21.0));
    let before = undo::before(&case, &ruling, after(21.0));
    rules::follow(&mut case, ruling);
    assert_eq!((case.verdict.stage, asked(&case)), (Stage::Delivered, false));
    assert_eq!(leg(&case, DOMESTIC).evidence, Evidence::default());
    tell(&mut case, &Told::Undone(Box::new(before)), 21.5);
    assert_eq!((case.verdict.stage, asked(&case)), (Stage::Domestic, true));
}

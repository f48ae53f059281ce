//! What must hold of every hand-over: it is adopted on good grounds, and taken back without a trace.

mod evidence;

use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp, civil::date, tz::Offset};
use posylka::{
    carriers::{Registry, numbers},
    demo::life::MOSCOW,
    model::{
        Act, Asks, Case, DisputeState, Event, Facts, Flow, Heard, Leg, LegKey, LegState, Linked, Notice, NoticeKind,
        Number, Order, Outcome, Parcel, ParcelId, Role, Stage, Status, Step, Strength, Taken, Told, Witness, Zone,
        ZoneFrom,
    },
    rules::{self, Knowledge, handover, timeline, undo},
};
use proptest::prelude::*;

const PLACEHOLDER: &str = "LP00123456789012";
const DOMESTIC: &str = "10100064123459";

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::embedded().unwrap());
static BOOK: LazyLock<Knowledge> = LazyLock::new(|| {
    Knowledge::embedded("RU".into(), jiff::tz::TimeZone::fixed(MOSCOW), REGISTRY.carriers(&|_| true), 1).unwrap()
});

fn after(days: f64) -> Timestamp {
    let begin = MOSCOW.to_timestamp(date(2026, 4, 1).at(12, 0, 0, 0)).unwrap();
    begin + SignedDuration::from_secs((days * 86_400.0) as i64)
}

fn key(number: &str, carrier: &str) -> LegKey {
    LegKey { number: Number::new(number).unwrap(), carrier: carrier.into() }
}

fn case() -> Case {
    let leg = Leg {
        key: key(PLACEHOLDER, "cainiao"),
        role: Role::Placeholder,
        state: LegState::Current,
        flow: Flow::Replaced,
        witness: Witness { by: "user".into(), place: String::new(), of: None, at: after(0.0) },
        facts: Facts::default(),
        evidence: Default::default(),
        codes: Default::default(),
        asks: Asks::new(after(0.0)),
    };
    let order = Order {
        id: "8190000000000019".into(),
        shop: "aliexpress-ru".into(),
        seller: String::new(),
        price: None,
        ordered: Some(date(2026, 4, 1)),
        shipped: None,
        promised: None,
        protection_ends: Some(date(2026, 7, 1)),
    };
    let parcel = Parcel {
        id: ParcelId(1),
        title: "x".into(),
        added: after(0.0),
        received: None,
        archived: None,
        postcode: None,
    };
    Case::new(parcel, vec![order], vec![leg])
}

fn scan(day: f64, status: Status) -> Event {
    let zone = Some(Zone { offset: Offset::constant(3), from: ZoneFrom::Row });
    let (code, text) = (format!("{day}"), status.to_string());
    Event {
        wall: MOSCOW.to_datetime(after(day)),
        zone,
        status: Some(status),
        reason: None,
        by_words: false,
        code,
        text,
        place: "p".into(),
    }
}

/// Abroad, through customs, and then silent under the old number.
fn abroad() -> Vec<Event> {
    [(1.0, Status::Accepted), (4.0, Status::Exported), (12.0, Status::Imported), (14.0, Status::ReleasedByCustoms)]
        .map(|(day, status)| scan(day, status))
        .to_vec()
}

fn at_home() -> Vec<Event> {
    vec![scan(15.0, Status::Accepted), scan(16.0, Status::InTransit)]
}

fn names(number: &str) -> Linked {
    let number = Number::new(number).unwrap();
    let candidates = numbers::candidates_for(&REGISTRY, &number, None);
    Linked { number, from: "copyRealMailNo".into(), strength: Strength::Field, carrier: None, candidates }
}

fn answer(leg: LegKey, heard: Heard) -> Told {
    let source = leg.carrier.as_str().into();
    Told::Answer { leg, source, outcome: Outcome::Events(heard) }
}

fn heard(events: Vec<Event>) -> Heard {
    Heard { events, ..Heard::default() }
}

fn tell(case: &mut Case, told: &Told, day: f64) {
    let ruling = rules::digest(case, told, &BOOK, after(day));
    rules::follow(case, ruling);
}

/// A parcel whose placeholder named its domestic number, looked up on day 17.
fn adopted(facts: Facts) -> Case {
    let mut case = case();
    let naming = Heard { numbers: vec![names(DOMESTIC)], ..heard(abroad()) };
    tell(&mut case, &answer(key(PLACEHOLDER, "cainiao"), naming), 14.5);
    tell(&mut case, &answer(key(DOMESTIC, "russian-post"), Heard { facts, ..heard(at_home()) }), 17.0);
    case
}

fn state(case: &Case, number: &str) -> LegState {
    case.legs.iter().find(|leg| leg.key.number.as_str() == number).expect("a leg").state
}

/// All but how asking goes and what was told of it.
fn bare(mut case: Case) -> Case {
    case.notices.clear();
    case.legs.iter_mut().for_each(|leg| leg.asks = Asks::new(Timestamp::MAX));
    case
}

#[test]
fn a_named_number_that_answers_is_adopted_and_the_old_one_has_done_its_part() {
    let case = adopted(Facts::default());
    assert_eq!((state(&case, PLACEHOLDER), state(&case, DOMESTIC)), (LegState::Old, LegState::Confirmed));
}

#[test]
fn what_speaks_against_a_number_keeps_it_from_being_adopted() {
    let facts = |weight: u32, postcode: &str, origin: &str, destination: &str| Facts {
        weight_g: Some(weight),
        postcode: Some(postcode.into()),
        origin: Some(origin.into()),
        destination: Some(destination.into()),
        ..Facts::default()
    };
    let mut knowledge = BOOK.clone();
    knowledge.postcodes = vec!["101".into(), "1250".into()];
    for (told, why) in [
        (facts(340, "101000", "CN", "RU"), ""),
        (facts(340, "101000", "RU", "RU"), ""),
        (facts(900, "101000", "CN", "RU"), "weight"),
        (facts(340, "190000", "CN", "RU"), "postcode"),
        (facts(340, "101000", "DE", "RU"), "origin"),
        (facts(340, "101000", "CN", "KZ"), "destination"),
    ] {
        let mut case = case();
        case.legs[0].facts = Facts { postcode: None, ..facts(310, "", "CN", "RU") };
        let naming = Heard { numbers: vec![names(DOMESTIC)], ..heard(abroad()) };
        for (leg, heard, day) in [
            (key(PLACEHOLDER, "cainiao"), naming, 14.5),
            (key(DOMESTIC, "russian-post"), Heard { facts: told.clone(), ..heard(at_home()) }, 17.0),
        ] {
            let ruling = rules::digest(&case, &answer(leg, heard), &knowledge, after(day));
            rules::follow(&mut case, ruling);
        }
        let leg = case.legs.iter().find(|leg| leg.key.carrier.as_str() == "russian-post").unwrap();
        let want = if why.is_empty() { LegState::Confirmed } else { LegState::Contradicted };
        assert_eq!((leg.state, leg.asks.detail.as_str()), (want, why), "{told:?}");
    }
}

#[test]
fn a_number_of_another_parcel_is_said_aloud_and_never_adopted() {
    let mut case = case();
    case.taken = vec![Taken { number: Number::new(DOMESTIC).unwrap(), by: ParcelId(7), fits: false }];
    let naming = Heard { numbers: vec![names(DOMESTIC)], ..heard(abroad()) };
    let ruling = rules::digest(&case, &answer(key(PLACEHOLDER, "cainiao"), naming), &BOOK, after(14.5));
    let said = ruling.notices.iter().filter_map(|it| match &it.kind {
        NoticeKind::Conflict { number, other, .. } => Some((number.as_str(), *other)),
        _ => None,
    });
    assert_eq!(said.collect::<Vec<_>>(), [(DOMESTIC, ParcelId(7))]);
    rules::follow(&mut case, ruling);
    assert_eq!((state(&case, PLACEHOLDER), state(&case, DOMESTIC)), (LegState::Current, LegState::Contradicted));
    // Proposed to both at once: whoever is looked up second hears of it then.
    let mut second = self::case();
    let naming = Heard { numbers: vec![names(DOMESTIC)], ..heard(abroad()) };
    tell(&mut second, &answer(key(PLACEHOLDER, "cainiao"), naming), 14.5);
    second.taken = case.taken;
    tell(&mut second, &answer(key(DOMESTIC, "russian-post"), heard(at_home())), 17.0);
    assert_eq!(state(&second, DOMESTIC), LegState::Contradicted);
}

/// A second parcel of the same buyer, whose own number named the number that the first went on under.
fn travelling_in(holder: &Case) -> Case {
    let mut case = case();
    case.parcel.id = ParcelId(2);
    case.legs[0].key = key("LP00123456789999", "cainiao");
    case.orders[0].id = "8190000000000027".into();
    let number = Number::new(DOMESTIC).unwrap();
    let fits = handover::travels_with(&case, holder, &number);
    case.taken = vec![Taken { number, by: holder.parcel.id, fits }];
    let naming = Heard { numbers: vec![names(DOMESTIC)], ..heard(abroad()) };
    let ruling = rules::digest(&case, &answer(key("LP00123456789999", "cainiao"), naming), &BOOK, after(17.5));
    let together = |it: &&Notice| matches!(it.kind, NoticeKind::Together { this: ParcelId(2), other: ParcelId(1), .. });
    assert_eq!(ruling.notices.iter().filter(together).count(), usize::from(fits));
    rules::follow(&mut case, ruling);
    assert_eq!(state(&case, DOMESTIC), LegState::Contradicted);
    case
}

/// What the store does before the heart is told: legs and scans that the parcel did not have come to it.
fn joined(mut case: Case, other: &Case, day: f64) -> Case {
    let new = other.legs.iter().filter(|leg| !case.legs.iter().any(|it| it.key == leg.key)).cloned();
    let new: Vec<Leg> = new.collect();
    case.legs.extend(new);
    case.entries = timeline::union(&case.entries, &other.entries);
    tell(&mut case, &Told::Joined { legs: other.legs.clone(), orders: other.orders.clone() }, day);
    case
}

#[test]
fn two_that_travel_together_are_one_whichever_is_joined_with_which() {
    let mut holder = adopted(Facts::default());
    let delivered = at_home().into_iter().chain([scan(20.0, Status::Delivered)]).collect();
    tell(&mut holder, &answer(key(DOMESTIC, "russian-post"), heard(delivered)), 21.0);
    assert_eq!(holder.verdict.stage, Stage::Delivered);
    let loser = travelling_in(&holder);
    tell(&mut holder, &Told::Time, 60.0);
    let stands = |case: Case| {
        let mut states: Vec<_> = case.legs.iter().map(|leg| (leg.key.number.to_string(), leg.state)).collect();
        states.sort();
        assert_eq!(
            (case.verdict.stage, case.verdict.flags.as_slice(), case.orders.len()),
            (Stage::Delivered, &[][..], 2)
        );
        states
    };
    let (one, other) = (joined(loser.clone(), &holder, 61.0), joined(holder.clone(), &loser, 61.0));
    assert_eq!(state(&one, DOMESTIC), LegState::Confirmed);
    assert_eq!(stands(one).len(), stands(other).len());
}

#[test]
fn a_number_scanned_before_the_purchase_is_no_shared_one() {
    let number = Number::new(DOMESTIC).unwrap();
    let holder = adopted(Facts::default());
    let mut later = case();
    later.orders[0].ordered = Some(date(2026, 4, 25));
    assert!(handover::travels_with(&case(), &holder, &number));
    assert!(!handover::travels_with(&later, &holder, &number));
}

#[test]
fn a_source_that_names_another_number_each_time_is_not_followed_for_ever() {
    let mut case = case();
    for round in 0..300_u32 {
        let numbers = (0..5).map(|nth| names(&format!("LP{:014}", 900_000 + round * 10 + nth))).collect();
        let naming = Heard { numbers, ..heard(abroad()) };
        tell(&mut case, &answer(key(PLACEHOLDER, "cainiao"), naming), 15.0 + f64::from(round) / 10.0);
    }
    assert!(case.legs.len() <= 24, "{}", case.legs.len());
    assert_eq!(state(&case, PLACEHOLDER), LegState::Current);
    assert!(case.legs.iter().skip(1).all(|leg| leg.state == LegState::Proposed));
}

#[test]
fn a_thousand_numbers_in_one_answer_are_a_list_of_something_else() {
    let mut case = case();
    let numbers = (0..1000).map(|nth| names(&format!("LP{:014}", 900_000 + nth))).collect();
    tell(&mut case, &answer(key(PLACEHOLDER, "cainiao"), Heard { numbers, ..heard(abroad()) }), 15.0);
    assert!(case.legs.len() <= 13, "six numbers at two carriers each at the most: {}", case.legs.len());
}

#[test]
fn two_carriers_that_point_at_each_other_make_no_circle() {
    let mut case = case();
    let (here, there) = (key(PLACEHOLDER, "cainiao"), key(DOMESTIC, "russian-post"));
    for day in 15..60 {
        let naming = Heard { numbers: vec![names(DOMESTIC)], ..heard(abroad()) };
        tell(&mut case, &answer(here.clone(), naming), f64::from(day));
        let back = Heard { numbers: vec![names(PLACEHOLDER)], ..heard(at_home()) };
        tell(&mut case, &answer(there.clone(), back), f64::from(day) + 0.5);
    }
    assert_eq!(case.legs.iter().map(|leg| &leg.key).collect::<Vec<_>>(), [&here, &there]);
    assert_eq!((state(&case, PLACEHOLDER), state(&case, DOMESTIC)), (LegState::Old, LegState::Confirmed));
}

#[test]
fn numbers_named_only_by_one_that_is_taken_away_go_with_it() {
    let mut case = adopted(Facts::default());
    let further = Heard { numbers: vec![names("RA000000005RU")], ..heard(at_home()) };
    tell(&mut case, &answer(key(DOMESTIC, "russian-post"), further), 18.0);
    assert_eq!(state(&case, "RA000000005RU"), LegState::Proposed);
    tell(&mut case, &Told::User(Act::Unlinked { number: Number::new(DOMESTIC).unwrap() }), 19.0);
    assert_eq!(state(&case, "RA000000005RU"), LegState::Rejected);
    assert_eq!(state(&case, PLACEHOLDER), LegState::Current);
}

/// What a user may do or say.
fn deeds() -> impl Strategy<Value = Told> {
    let number = |text: &str| Number::new(text).unwrap();
    let said = |until: Option<i8>| {
        let facts = Facts { hold_until: until.map(|day| date(2026, 5, day)), ..Facts::default() };
        Heard { facts, ..heard(vec![scan(18.5, Status::ReadyForPickup)]) }
    };
    let hear = move |leg: LegKey, by: &str, sure: bool, until: Option<i8>| Told::Heard {
        leg,
        by: by.into(),
        sure,
        heard: said(until),
    };
    prop_oneof![
        Just(Told::User(Act::Linked { leg: key("RB123456785CN", "russian-post") })),
        Just(Told::User(Act::Linked { leg: key(DOMESTIC, "russian-post") })),
        Just(Told::User(Act::Unlinked { number: number(DOMESTIC) })),
        Just(Told::User(Act::Unlinked { number: number(PLACEHOLDER) })),
        Just(Told::User(Act::Received)),
        Just(Told::User(Act::Archived { away: true })),
        Just(Told::User(Act::Named { title: "y".into() })),
        Just(Told::User(Act::Disputed { step: Step::new(DisputeState::Opened, after(18.0)) })),
        Just(Told::User(Act::Dated { shipped: Some(date(2026, 4, 3)), promised: None, protection_ends: None })),
        prop::option::of(1..28i8).prop_map(move |until| hear(key(PLACEHOLDER, "cainiao"), "user", true, until)),
        (any::<bool>(), prop::option::of(1..28i8)).prop_map(move |(sure, until)| hear(
            key("RB123456785CN", "russian-post"),
            "message:sms",
            sure,
            until
        )),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A number adopted and taken away again leaves nothing but itself, rejected.
    #[test]
    fn adoption_and_taking_away_are_inverse(weight in prop::option::of(100..2000u32), wait in 17.5..120.0f64) {
        let mut taken = adopted(Facts { weight_g: weight, ..Facts::default() });
        tell(&mut taken, &Told::User(Act::Unlinked { number: Number::new(DOMESTIC).unwrap() }), wait);
        let mut never = case();
        tell(&mut never, &answer(key(PLACEHOLDER, "cainiao"), heard(abroad())), 14.5);
        never.legs[0].asks.answered = taken.legs[0].asks.answered;
        tell(&mut never, &Told::Time, wait);
        tell(&mut taken, &Told::Time, wait);
        prop_assert!(taken.legs.iter().skip(1).all(|leg| leg.state == LegState::Rejected));
        prop_assert_eq!(&taken.legs[0].state, &never.legs[0].state);
        let line = |case: &Case| -> Vec<_> {
            let own = timeline::own(case, &case.legs, &case.entries);
            timeline::merge(&own).iter().map(|line| line.entry.event.clone()).collect()
        };
        prop_assert_eq!(line(&taken), line(&never));
        prop_assert_eq!(taken.verdict, never.verdict);
    }

    /// Whatever the user did, undoing it, in the order back, restores what was there.
    #[test]
    fn undoing_restores_the_earlier_state_exactly(hand_over in any::<bool>(), told in prop::collection::vec(deeds(), 1..5)) {
        let mut case = match hand_over {
            true => adopted(Facts::default()),
            false => case(),
        };
        tell(&mut case, &Told::Time, 18.0);
        let mut past = Vec::new();
        for (nth, deed) in told.iter().enumerate() {
            let now = after(18.0 + nth as f64 / 1e4);
            let earlier = case.clone();
            let ruling = rules::digest(&case, deed, &BOOK, now);
            let before = undo::before(&case, &ruling, now);
            rules::follow(&mut case, ruling);
            past.push((earlier, before));
        }
        for (earlier, before) in past.into_iter().rev() {
            tell(&mut case, &Told::Undone(Box::new(before)), 18.1);
            prop_assert_eq!(bare(case.clone()), bare(earlier));
        }
    }
}

//! Whose a message is.

use jiff::{Timestamp, civil::date, tz::TimeZone};
use posylka::{
    carriers::Registry,
    import::messages::{RawMessage, Templates, read},
    model::*,
    rules::{
        Knowledge,
        match_message::{Match, whose},
        message_facts::{tellings, too_old},
    },
};

struct World {
    templates: Templates,
    registry: Registry,
    knowledge: Knowledge,
}

fn at() -> Timestamp {
    "2026-01-10T00:00:00Z".parse().unwrap()
}

impl World {
    fn new() -> World {
        let registry = Registry::embedded().unwrap();
        let knowledge = Knowledge::embedded("RU".into(), TimeZone::UTC, registry.carriers(&|_| true), 7).unwrap();
        World { templates: Templates::embedded().unwrap(), registry, knowledge }
    }

    fn message(&self, text: &str) -> Message {
        let letter = RawMessage::of(self.templates.wording(), text.as_bytes()).unwrap();
        read(&self.templates, &self.registry, &letter, &TimeZone::UTC, date(2026, 2, 20).at(12, 0, 0, 0))
    }

    fn whose(&self, text: &str, cases: &[Case]) -> Match {
        whose(&self.message(text), cases, &self.knowledge)
    }
}

/// A parcel through customs under a number of Cainiao's.
fn parcel(id: i64, number: &str, order: &str) -> Case {
    let key = LegKey { number: Number::new(number).unwrap(), carrier: "cainiao".into() };
    let witness = Witness { by: "user".into(), place: String::new(), of: None, at: at() };
    let (role, state, flow) = (Role::Placeholder, LegState::Current, Flow::Replaced);
    let leg = Leg {
        key,
        role,
        state,
        flow,
        witness,
        facts: Facts::default(),
        evidence: Default::default(),
        codes: Default::default(),
        asks: Asks::new(at()),
    };
    let (received, archived) = (None, None);
    let parcel =
        Parcel { id: ParcelId(id), title: format!("parcel {id}"), added: at(), received, archived, postcode: None };
    let (price, ordered, shipped, promised, protection_ends) = (None, None, None, None, None);
    let shop = ShopId::from("aliexpress-ru");
    let order =
        Order { id: order.into(), shop, seller: String::new(), price, ordered, shipped, promised, protection_ends };
    let mut case = Case::new(parcel, vec![order], vec![leg]);
    case.verdict = Verdict { flags: vec![Flag::NumberProbablyChanged], ..Verdict::new(Stage::Released) };
    case
}

fn by(mut case: Case, last_mile: &str) -> Case {
    case.legs[0].facts.last_mile = Some(last_mile.to_owned());
    case
}

fn two() -> [Case; 2] {
    [parcel(1, "LP00123456789012", "8190000000000017"), parcel(2, "LP00123456789022", "8190000000000025")]
}

const CDEK: &str = "СДЭК: заказ 1234567890 ждёт вас в пункте выдачи: Москва, ул. Ленина, 12. Хранение до 27.02";

fn sure(found: Match) -> Vec<(i64, Vec<Fit>)> {
    match found {
        Match::Sure(found) => found.into_iter().map(|it| (it.parcel.0, it.because)).collect(),
        Match::Unsure(found) => panic!("not sure: {found:?}"),
    }
}

fn asked(found: Match) -> Vec<i64> {
    match found {
        Match::Unsure(found) => found.into_iter().map(|it| it.parcel.0).collect(),
        Match::Sure(found) => panic!("sure: {found:?}"),
    }
}

#[test]
fn numbers_and_orders_decide() {
    let (world, cases) = (World::new(), two());
    let number = Number::new("LP00123456789022").unwrap();
    assert_eq!(sure(world.whose("Package LP00123456789022: delivered", &cases)), [(2, vec![Fit::Number { number }])]);
    let order = "8190000000000017".to_owned();
    assert_eq!(sure(world.whose("Order 8190000000000017: shipped", &cases)), [(1, vec![Fit::Order { order }])]);
    let both = sure(world.whose("Packages LP00123456789012, LP00123456789022: in local transit", &cases));
    assert_eq!(both.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn two_that_are_close_are_a_question_and_the_last_mile_answers_it() {
    let (world, [one, two]) = (World::new(), two());
    assert_eq!(asked(world.whose(CDEK, &[one.clone(), two.clone()])), [1, 2]);
    let known = [one.clone(), by(two.clone(), "CDEK")];
    let found = sure(world.whose(CDEK, &known));
    assert_eq!(found[0].0, 2);
    assert!(found[0].1.contains(&Fit::LastMile { carrier: "cdek".into() }), "{found:?}");
    assert_eq!(asked(world.whose(CDEK, &[by(one, "Сдэк"), by(two, "CDEK")])), [1, 2]);
}

#[test]
fn one_that_only_the_time_fits_is_asked_about() {
    let (world, [one, _]) = (World::new(), two());
    assert_eq!(asked(world.whose(CDEK, std::slice::from_ref(&one))), [1]);
    assert_eq!(asked(world.whose(CDEK, &[])), [] as [i64; 0]);
    let mut over = by(one, "CDEK");
    over.parcel.received = Some(at());
    assert_eq!(asked(world.whose(CDEK, &[over])), [] as [i64; 0]);
}

#[test]
fn weight_speaks_for_one_and_against_the_other() {
    let (world, [mut one, mut two]) = (World::new(), two());
    one.legs[0].facts.weight_g = Some(340);
    two.legs[0].facts.weight_g = Some(2100);
    let text = format!("{CDEK}. Вес: 0,35 кг");
    let found = sure(world.whose(&text, &[one.clone(), two.clone()]));
    assert_eq!(found[0].0, 1);
    assert!(found[0].1.contains(&Fit::Weight { grams: 350 }), "{found:?}");
    assert_eq!(asked(world.whose(&text, &[two])), [] as [i64; 0]);
}

#[test]
fn an_imitation_is_never_sure_by_weighing() {
    let (world, [one, _]) = (World::new(), two());
    let text = format!("{CDEK} https://cdek.evil.top/x");
    assert_eq!(asked(world.whose(&text, &[by(one, "CDEK")])), [1]);
}

#[test]
fn a_new_number_is_a_proposal_unless_the_user_vouches_for_it() {
    let (world, [one, two]) = (World::new(), two());
    let message = world.message(CDEK);
    let told = tellings(&message, &one, false, &[&two], &world.knowledge);
    let [Told::Heard { leg, sure: false, heard, by }] = told.as_slice() else { panic!("{told:?}") };
    // What it says is told of the number it is said of, not of the one the parcel goes under.
    assert_eq!((leg.number.as_str(), leg.carrier.as_str(), by.as_str()), ("1234567890", "cdek", "message:cdek"));
    assert_eq!(heard.events[0].status, Some(Status::ReadyForPickup));
    assert_eq!((heard.facts.hold_until, &heard.facts.postcode), (Some(date(2026, 2, 27)), &None));
    let told = tellings(&message, &one, true, &[&two], &world.knowledge);
    let [Told::Heard { leg, sure: true, .. }] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((leg.number.as_str(), leg.carrier.as_str()), ("1234567890", "cdek"));
}

#[test]
fn a_number_of_another_parcel_is_never_taken_along() {
    let (world, [one, two]) = (World::new(), two());
    let message = world.message("Package LP00123456789012: with local carrier. Tracking number LP00123456789022");
    let told = tellings(&message, &one, false, &[&two], &world.knowledge);
    let [Told::Heard { heard, .. }] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(heard.numbers, []);
}

#[test]
fn an_imitation_brings_a_proposal_at_the_most() {
    let (world, [one, two]) = (World::new(), two());
    let message = world.message(&format!("{CDEK} https://cdek.evil.top/x"));
    let told = tellings(&message, &one, true, &[&two], &world.knowledge);
    let [Told::Heard { sure: false, heard, .. }] = told.as_slice() else { panic!("{told:?}") };
    assert!(heard.events.is_empty() && heard.facts == Facts::default() && heard.numbers.len() == 1, "{heard:?}");
    let known = world.message("Почта России: LP00123456789012 вручено https://evil.top/x");
    assert_eq!(tellings(&known, &one, false, &[&two], &world.knowledge), []);
}

#[test]
fn the_day_of_posting_is_told_once() {
    let (world, [mut one, two]) = (World::new(), two());
    let message = world.message("Order 8190000000000017: shipped");
    let told = tellings(&message, &one, false, &[&two], &world.knowledge);
    assert!(matches!(&told[..], [Told::User(Act::Dated { shipped: Some(day), .. })] if *day == date(2026, 2, 20)));
    one.orders[0].shipped = Some(date(2026, 2, 1));
    assert_eq!(tellings(&message, &one, false, &[&two], &world.knowledge), []);
}

#[test]
fn an_order_that_had_no_number_gets_the_one_beside_the_parcels() {
    let (world, [_, two]) = (World::new(), two());
    let one = parcel(1, "LP00123456789012", "");
    let message = world.message("Order 8190000000000033: in progress. Package LP00123456789012: in transit");
    let told = tellings(&message, &one, false, &[&two], &world.knowledge);
    assert!(matches!(&told[0], Told::User(Act::Ordered { order, .. }) if order.id == "8190000000000033"), "{told:?}");
    assert!(!tellings(&message, &two, false, &[], &world.knowledge).iter().any(|it| matches!(it, Told::User(_))));
}

#[test]
fn a_message_without_anything_particular_is_never_sure() {
    let (world, [one, _]) = (World::new(), two());
    let known = [by(one, "CDEK")];
    assert_eq!(asked(world.whose("СДЭК: скидки готовы! Всё ждёт вас в пунктах выдачи", &known)), [1]);
    assert_eq!(sure(world.whose("СДЭК: заказ готов к выдаче до 27.02", &known))[0].0, 1);
}

#[test]
fn a_message_with_the_old_number_and_the_new_one_hands_the_parcel_over() {
    let (world, [one, two]) = (World::new(), two());
    for (text, new) in [
        ("Посылка LP00123456789012 передана в Почту России. Новый трек-номер 10100064123459", "10100064123459"),
        ("Посылка LP00123456789012 передана в СДЭК, накладная 1105661402", "1105661402"),
    ] {
        assert_eq!(sure(world.whose(text, &[one.clone(), two.clone()]))[0].0, 1);
        let told = tellings(&world.message(text), &one, false, &[&two], &world.knowledge);
        let [Told::Heard { leg, sure: false, heard, .. }] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!((leg, heard.events[0].status), (&one.legs[0].key, Some(Status::HandedOver)));
        let numbers: Vec<&str> = heard.numbers.iter().map(|it| it.number.as_str()).collect();
        assert_eq!(numbers, [new]);
    }
}

#[test]
fn an_order_and_a_number_belong_together() {
    let (world, [one, two]) = (World::new(), two());
    let text = "AliExpress: order 8190000000000017, tracking number RB123456785CN";
    assert_eq!(sure(world.whose(text, &[one.clone(), two.clone()]))[0].0, 1);
    let mut bare = one.clone();
    bare.legs.clear();
    let told = tellings(&world.message(text), &bare, false, &[&two], &world.knowledge);
    let [Told::Heard { leg, sure: true, .. }] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(leg.number.as_str(), "RB123456785CN");
    let other = "AliExpress: order 8190000000000017, tracking number LP00123456789022";
    let found = sure(world.whose(other, &[one, two]));
    let joinable = Fit::Joinable { order: "8190000000000017".into(), other: ParcelId(1) };
    assert!(found.len() == 1 && found[0].0 == 2 && found[0].1.contains(&joinable), "{found:?}");
}

#[test]
fn what_the_user_is_written_to_about_confirms_a_number_that_was_only_proposed() {
    let (world, [mut one, two]) = (World::new(), two());
    let mut leg = one.legs[0].clone();
    leg.key = LegKey { number: Number::new("10100064123459").unwrap(), carrier: "russian-post".into() };
    leg.state = LegState::Proposed;
    leg.witness = Witness { by: "cainiao".into(), of: Some(one.legs[0].key.number.clone()), ..leg.witness };
    one.legs.push(leg);
    for (text, confirms) in [
        ("Отправление 10100064123459 вручено", true),
        ("Отправление 10100064123459 покинуло сортировочный центр", false),
        ("Отправление 10100064123459 вручено https://evil.top/оплатите", false),
    ] {
        let told = tellings(&world.message(text), &one, false, &[&two], &world.knowledge);
        let sure = told.iter().any(|it| matches!(it, Told::Heard { sure: true, .. }));
        assert_eq!(sure, confirms, "{text}: {told:?}");
    }
}

#[test]
fn what_is_older_than_the_parcel_is_not_told() {
    let (world, [mut one, two]) = (World::new(), two());
    one.orders[0].ordered = Some(date(2026, 3, 20));
    let message = world.message("Package LP00123456789012: delivered");
    assert!(too_old(&message, &one) && !too_old(&message, &two));
    assert_eq!(tellings(&message, &one, false, &[&two], &world.knowledge), []);
}

#[test]
fn figures_that_nothing_calls_a_number_count_where_a_parcel_has_them() {
    let world = World::new();
    let message = world.message("1234567890 приехал, заберите до 27.02");
    assert_eq!(message.numbers, []);
    let known = Number::new("1234567890").unwrap();
    assert_eq!(message.knowing(&|it| *it == known).numbers.len(), 1);
    assert_eq!(message.knowing(&|_| false).numbers, []);
}

#[test]
fn beside_a_number_of_the_parcel_another_one_tells_it_nothing_unless_it_is_handed_over() {
    let (world, [one, two]) = (World::new(), two());
    let own = one.legs[0].key.number.to_string();
    let none = [
        format!("Посылка 10100064123466 доставлена. Ваша посылка {own} в пути"),
        format!("Parcel 10100064123466 has been delivered. Your other parcel {own} is on its way"),
        format!("Посылка {own} вручена адресату. Посылка 10100064123466 ожидает вас в отделении"),
    ];
    for text in none {
        assert_eq!(tellings(&world.message(&text), &one, false, &[&two], &world.knowledge), [], "{text}");
    }
    let over = world.message(&format!("Посылка {own} передана в Почту России. Новый трек-номер 10100064123459"));
    let told = tellings(&over, &one, false, &[&two], &world.knowledge);
    let [Told::Heard { leg, heard, .. }] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((leg, heard.numbers[0].from.as_str()), (&one.legs[0].key, HANDED_OVER_TO));
}

#[test]
fn the_day_it_came_and_the_days_it_is_kept_are_read() {
    let world = World::new();
    let came = [
        "Посылка LP00123456789012 вручена 15.02.2026",
        "Your package LP00123456789012 was delivered on 15 February 2026",
    ];
    for text in came {
        let event = world.message(text).event.unwrap_or_else(|| panic!("{text}"));
        assert_eq!((event.status, event.wall.date()), (Some(Status::Delivered), date(2026, 2, 15)), "{text}");
    }
    let kept = [
        "Посылка LP00123456789012 прибыла в ПВЗ Казань, Баумана 12. Срок хранения 7 дней.",
        "Посылка LP00123456789012 ждёт вас в ПВЗ, храним 7 дней",
        "Your package LP00123456789012 is ready for pickup and is kept for 7 days",
    ];
    for text in kept {
        assert_eq!(world.message(text).facts.hold_until, Some(date(2026, 2, 27)), "{text}");
    }
}

//! One value of every kind that is spoken of. A new variant fails to compile here until it has one.

use jiff::{
    Timestamp,
    civil::{Date, date},
};

use crate::model::*;

mod of_notices;

pub use of_notices::{notice_of, notices};

pub const TODAY: Date = date(2026, 3, 25);

pub fn number(text: &str) -> Number {
    Number::new(text).unwrap()
}

fn carrier() -> CarrierId {
    CarrierId::from("russian-post")
}

/// What is said of days that nobody looked at.
fn looks() -> Vec<(Why, Vec<&'static str>)> {
    vec![
        (without_news(75, 3, Look::NotRead), vec!["75", " 3", "2 ", "norm-7-50"]),
        (without_news(75, 3, Look::NotAsked), vec!["75", " 3"]),
        (without_news(74, 0, Look::NoAnswer), vec!["74"]),
        (without_news(73, 73, Look::Once), vec!["73", "2 "]),
        (without_news(72, 0, Look::Dark), vec!["72"]),
        (without_news(0, 0, Look::NotAsked), vec!["norm-7-50"]),
        (dark(None), vec!["russian-post", "https://example.org/1"]),
        (
            dark(Some("some-source".into())),
            vec!["russian-post", "https://example.org/1", "carrier show some-source", "[secrets.some-source]"],
        ),
    ]
}

fn dark(wants_key: Option<SourceId>) -> Why {
    Why::Dark { carrier: carrier(), page: Some("https://example.org/1".to_owned()), wants_key }
}

fn without_news(days: i32, looked: i32, look: Look) -> Why {
    let (norm, source) = ("norm-7-50".to_owned(), "wikihandbk.com".to_owned());
    Why::WithoutNews { days, looked, look, on: Some(date(2026, 3, 2)), norm, source }
}

/// Every reason with figures of its own that its sentence must show.
pub fn reasons() -> Vec<(Why, Vec<&'static str>)> {
    let (since, norm, source) = (date(2026, 3, 2), "norm-7-50".to_owned(), "wikihandbk.com".to_owned());
    let quiet = Why::Quiet {
        days: 23,
        since,
        stage: Stage::Exported,
        share: 95,
        most: 50,
        norm: norm.clone(),
        source: source.clone(),
        own: 12,
        working: false,
    };
    let reason = Some(Reason::DutyUnpaid);
    vec![
        (quiet, vec!["23", "95", "50", "2 ", "norm-7-50", "wikihandbk.com", "12"]),
        (
            Why::Usual {
                days: 4,
                stage: Stage::Customs,
                most: 8,
                norm: norm.clone(),
                source: source.clone(),
                own: 0,
                working: true,
            },
            vec!["4", "8", "norm-7-50", "wikihandbk.com"],
        ),
        (
            Why::Unscanned { days: 16, most: 15, norm: norm.clone(), source: source.clone() },
            vec!["16", "15", "wikihandbk.com"],
        ),
        (
            Why::NotKnown { days: 3, most: 15, norm: norm.clone(), source: source.clone() },
            vec!["3", "15", "wikihandbk.com"],
        ),
        (
            Why::NoNumber { days: 19, most: 10, norm: norm.clone(), source: source.clone() },
            vec!["19", "10", "wikihandbk.com"],
        ),
        (Why::Odds { never: 53 }, vec!["53"]),
        (Why::Promise { promised: since, days: 23, by_carrier: false }, vec!["2 ", "23"]),
        (Why::Held { since, reason, duty: None, until: None }, vec!["2 ", ": "]),
        (
            Why::Held {
                since,
                reason,
                duty: Some(Money { cents: 154_320, currency: "RUB".into() }),
                until: Some(date(2026, 3, 10)),
            },
            vec!["2 ", ": ", "543", "10"],
        ),
        (Why::Refused { since }, vec!["2 "]),
        (
            Why::Changed { days: 6, since, flow: Flow::Replaced, last_mile: Some("CDEK".into()), looked: true },
            vec!["6", "2 ", "CDEK"],
        ),
        (
            Why::Blind { carrier: carrier(), days: 3, detail: "STOPCRAWLER".into() },
            vec!["russian-post", "3", "STOPCRAWLER"],
        ),
        (Why::Older { event: date(2025, 12, 30), ordered: since }, vec!["30", "2025", "2 "]),
    ]
    .into_iter()
    .chain(of_the_end(since, &source))
    .chain(of_claims(since))
    .chain(doubts(source))
    .chain(looks())
    .collect()
}

pub fn sum(whole: i64, currency: &str) -> Money {
    Money { cents: whole * 100, currency: currency.into() }
}

fn storage(day: i8, left: i32, by_carrier: bool, source: &str) -> Why {
    let (place, of) = ("Tver".into(), None);
    Why::Storage { until: date(2026, 3, day), left, by_carrier, source: source.into(), place, of }
}

fn of_the_end(since: Date, source: &str) -> Vec<(Why, Vec<&'static str>)> {
    vec![
        (Why::Ends { service: Some("Economy".into()) }, vec!["Economy"]),
        (storage(29, 4, true, ""), vec!["29", "4"]),
        (storage(22, -3, false, source), vec!["22", "3 ", "wikihandbk.com"]),
        (Why::Back { since, reason: Some(Reason::NotCollected) }, vec!["2 ", ": "]),
        (Why::Delivered { on: since, place: "Tver".into() }, vec!["2 ", "Tver"]),
        (Why::Window { opens: since, closes: date(2026, 4, 9), left: 15 }, vec!["2 ", "9 ", "15"]),
        (Why::Window { opens: since, closes: date(2026, 3, 22), left: -3 }, vec!["22", "3 "]),
        (Why::Protection { ends: date(2026, 4, 9), left: 15 }, vec!["9 ", "15"]),
        (Why::Protection { ends: date(2026, 3, 22), left: -3 }, vec!["22", "3 "]),
        (Why::DatesMissing, vec![]),
        (Why::Shipped { days: 61 }, vec!["61"]),
        (Why::HandoverOpen, vec![]),
        (Why::LateArrive { percent: 71, source: source.into() }, vec!["71", "15", "wikihandbk.com"]),
    ]
}

fn of_claims(since: Date) -> Vec<(Why, Vec<&'static str>)> {
    vec![
        (Why::Said { state: DisputeState::Opened, on: since }, vec!["2 "]),
        (Why::Found { finding: Finding::Counter, on: since }, vec!["2 "]),
        (Why::Term { term: Term::Seller, ends: date(2026, 4, 9), left: 15 }, vec!["9 ", "15"]),
        (Why::Term { term: Term::Refund, ends: date(2026, 3, 22), left: -3 }, vec!["22", "3 "]),
        (Why::Wronged { problem: Problem::Short, on: since }, vec!["2 "]),
        (Why::Extended { until: date(2026, 4, 9) }, vec!["9 "]),
        (
            Why::AtForwarder { on: since, place: "Guangzhou".into(), id: ParcelId(8) },
            vec!["2 ", "Guangzhou", "posylka link 8"],
        ),
        (
            Why::Award { awarded: sum(2_000, "RUB"), asked: sum(4_990, "RUB"), missing: sum(2_990, "RUB") },
            vec!["000", "990"],
        ),
        (
            Why::Came {
                due: sum(50, "USD"),
                came: sum(2_000, "RUB"),
                rate: Some(80.5),
                of_day: true,
                missing: Some(sum(25, "USD")),
            },
            vec!["50", "000", "80", "25"],
        ),
        (
            Why::Came { due: sum(50, "USD"), came: sum(4_000, "RUB"), rate: Some(80.5), of_day: false, missing: None },
            vec!["50", "000", "80"],
        ),
        (Why::NoRate { due: sum(50, "USD"), came: sum(4_000, "RUB") }, vec!["50", "000", "--rate"]),
    ]
}

fn doubts(source: String) -> Vec<(Why, Vec<&'static str>)> {
    let euros = |cents| Money { cents, currency: "EUR".into() };
    let duty = |roubles, confirmed, source| Why::DutyAhead {
        price: euros(30_000),
        free: 200,
        duty: euros(1_500),
        roubles,
        as_of: date(2026, 7, 1),
        confirmed,
        source,
    };
    let roubles = Some(Money { cents: 150_000, currency: "RUB".into() });
    vec![
        (
            Why::MayGoBack { days: 10, percent: 57, looked: Some(date(2026, 3, 24)), source: source.clone() },
            vec!["10", "57", "24", "wikihandbk.com"],
        ),
        (Why::MayGoBack { days: 10, percent: 57, looked: None, source: source.clone() }, vec!["10", "57"]),
        (Why::TooLong { days: 190, lost: 180, source: source.clone() }, vec!["190", "180", "wikihandbk.com"]),
        (Why::DidYouGetIt { days: 20, most: 14 }, vec!["20", "14"]),
        (
            Why::SaidToHaveEnded { status: Status::Delivered, on: date(2026, 3, 2), place: "Perm".into() },
            vec!["2 ", "Perm"],
        ),
        (Why::SaidToHaveEnded { status: Status::Returned, on: date(2026, 3, 2), place: String::new() }, vec!["2 "]),
        (
            Why::WrongDigit {
                number: number("RB123456784CN"),
                likely: vec![number("RB123456785CN"), number("RB823456784CN")],
                id: ParcelId(8),
                unknown: true,
            },
            vec!["RB123456784CN", "RB123456785CN", "posylka link 8"],
        ),
        (Why::TooFast { days: 3, least: 7, source: source.clone() }, vec!["3", "7", "wikihandbk.com"]),
        (Why::WeighsOther { grams: 120, other: 900 }, vec!["120", "900"]),
        (Why::BoundElsewhere { country: "KZ".into(), home: "RU".into() }, vec!["KZ", "RU"]),
        (
            Why::CameElsewhere { place: "690001, Vladivostok".into(), postcode: "420005".into() },
            vec!["690001, Vladivostok", "420005"],
        ),
        (duty(roubles, true, source.clone()), vec!["300", "200", "15", "500"]),
        (duty(None, false, source), vec!["300", "200", "15", "wikihandbk.com"]),
        (Why::DutyUnknown { price: euros(30_000), free: 200, currency: "USD".into() }, vec!["300", "200", "rate_usd"]),
    ]
}

/// Which variant a reason is.
pub fn kind_of(why: &Why) -> usize {
    match why {
        Why::Quiet { .. } => 0,
        Why::Usual { .. } => 1,
        Why::Unscanned { .. } => 2,
        Why::NoNumber { .. } => 3,
        Why::Odds { .. } => 4,
        Why::Promise { .. } => 5,
        Why::Held { .. } => 6,
        Why::Refused { .. } => 7,
        Why::Changed { .. } => 8,
        Why::Ends { .. } => 9,
        Why::Storage { .. } => 10,
        Why::Back { .. } => 11,
        Why::Delivered { .. } => 12,
        Why::Dark { .. } => 13,
        Why::Blind { .. } => 14,
        Why::Older { .. } => 15,
        Why::Window { .. } => 16,
        Why::Protection { .. } => 17,
        Why::DatesMissing => 18,
        Why::Shipped { .. } => 19,
        Why::HandoverOpen => 20,
        Why::LateArrive { .. } => 21,
        Why::Said { .. } => 22,
        Why::MayGoBack { .. } => 23,
        Why::TooLong { .. } => 24,
        Why::DidYouGetIt { .. } => 25,
        Why::TooFast { .. } => 26,
        Why::WeighsOther { .. } => 27,
        Why::BoundElsewhere { .. } => 28,
        Why::CameElsewhere { .. } => 29,
        Why::DutyAhead { .. } => 30,
        Why::DutyUnknown { .. } => 31,
        Why::Found { .. } => 32,
        Why::Term { .. } => 33,
        Why::Wronged { .. } => 34,
        Why::Extended { .. } => 35,
        Why::SaidToHaveEnded { .. } => 36,
        Why::WithoutNews { .. } => 37,
        Why::WrongDigit { .. } => 38,
        Why::AtForwarder { .. } => 39,
        Why::Award { .. } => 40,
        Why::Came { .. } => 41,
        Why::NoRate { .. } => 42,
        Why::NotKnown { .. } => 43,
    }
}

pub fn advice(action: Action) -> Advice {
    Advice {
        action,
        shop: Some("aliexpress-ru".into()),
        reason: Some("in_transit_expired".into()),
        act_by: Some(date(2026, 4, 5)),
        because: vec![Why::Protection { ends: date(2026, 4, 9), left: 15 }],
        ..Advice::nothing()
    }
}

pub fn order(id: &str) -> Order {
    Order {
        id: id.into(),
        shop: ShopId::from("aliexpress-ru"),
        seller: String::new(),
        price: Some(Money { cents: 123_456, currency: "RUB".into() }),
        ordered: Some(date(2026, 1, 20)),
        shipped: Some(date(2026, 1, 24)),
        promised: None,
        protection_ends: Some(date(2026, 4, 9)),
    }
}

pub fn notice(kind: NoticeKind) -> Notice {
    Notice { key: "k".into(), kind, urgent: false, at: Timestamp::UNIX_EPOCH }
}

pub fn leg(text: &str, name: &str) -> Leg {
    Leg {
        key: LegKey { number: number(text), carrier: name.into() },
        role: Role::International,
        state: LegState::Current,
        flow: Flow::Replaced,
        witness: Witness { by: "user".into(), place: String::new(), of: None, at: Timestamp::UNIX_EPOCH },
        facts: Facts::default(),
        evidence: Default::default(),
        codes: Default::default(),
        asks: Asks::new(Timestamp::UNIX_EPOCH),
    }
}

pub fn entry(text: &str, place: &str) -> Entry {
    let event = Event {
        wall: date(2026, 3, 2).at(14, 18, 0, 0),
        zone: None,
        status: Some(Status::Exported),
        reason: None,
        by_words: false,
        code: "LH_DEPART".into(),
        text: text.into(),
        place: place.into(),
    };
    let leg = LegKey { number: number("LP00123456789012"), carrier: "cainiao".into() };
    Entry { leg, source: "cainiao".into(), event, order: 0, heard: Timestamp::UNIX_EPOCH }
}

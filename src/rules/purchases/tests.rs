//! What is counted, and what is not added together.

use jiff::{SignedDuration, civil::date, tz::TimeZone};

use super::*;
use crate::model::{Finding, Parcel, ParcelId, ShopId, Step};

fn knowledge() -> Knowledge {
    Knowledge::embedded("RU".into(), TimeZone::UTC, BTreeMap::new(), 1).unwrap()
}

fn now() -> Timestamp {
    "2026-06-01T12:00:00Z".parse().unwrap()
}

fn order(id: &str, price: &str) -> Order {
    Order {
        id: id.into(),
        shop: ShopId::from("aliexpress-ru"),
        seller: "Lamp House".into(),
        price: price.parse().ok(),
        ordered: Some(date(2026, 2, 1)),
        shipped: Some(date(2026, 2, 5)),
        promised: None,
        protection_ends: Some(date(2026, 6, 10)),
    }
}

fn case(id: i64, orders: Vec<Order>, came: bool, steps: &[(DisputeState, &str)]) -> Case {
    let added: Timestamp = "2026-02-01T12:00:00Z".parse().unwrap();
    let received = came.then(|| added + SignedDuration::from_hours(24 * 30));
    let parcel = Parcel { id: ParcelId(id), title: String::new(), added, received, archived: None, postcode: None };
    let mut case = Case::new(parcel, orders, Vec::new());
    let step = |(state, sum): &(DisputeState, &str)| Step { amount: sum.parse().ok(), ..Step::new(*state, added) };
    case.dispute.steps = steps.iter().map(step).collect();
    case
}

fn sums(all: &Sums) -> String {
    all.all().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn record(cases: &[Case]) -> Record {
    let (knowledge, mut record) = (knowledge(), Record::default());
    for case in cases {
        purchases(case, &knowledge, now()).iter().for_each(|it| record.add(it));
    }
    record
}

#[test]
fn a_record_counts_what_came_what_did_not_and_how_claims_ended() {
    use DisputeState::{Decided, Opened, Refunded, Withdrawn};
    let mut against = case(4, vec![order("4", "5 EUR")], true, &[(Opened, ""), (Decided, "")]);
    against.dispute.steps[1].finding = Some(Finding::Against);
    let cases = [
        case(1, vec![order("1", "10 USD")], true, &[]),
        case(2, vec![order("2", "20 USD")], false, &[(Opened, ""), (Refunded, "15 USD")]),
        case(3, vec![order("3", "900")], true, &[(Opened, ""), (Withdrawn, "")]),
        against,
        case(5, vec![order("5", "")], false, &[(Opened, "")]),
        case(6, vec![order("6", "1 EUR")], false, &[(Opened, ""), (Refunded, "")]),
    ];
    let it = record(&cases);
    assert_eq!((it.orders, it.came, it.lost), (6, 3, 2));
    assert_eq!(it.claims, Claims { opened: 5, refunded: 2, against: 1, withdrawn: 1, running: 1 });
    assert_eq!(sums(&it.paid), "6.00 EUR, 900.00 RUB, 30.00 USD", "currencies are not added together");
    assert_eq!((sums(&it.back).as_str(), it.back_untold), ("15.00 USD", 1));
    assert_eq!(it.days_to_post(), Some(4.0));
    assert!(it.is_marked() && it.tells() && !record(&cases[..2]).tells() && !record(&cases[..1]).is_marked());
    assert_eq!(it.share_lost(), Some(0.4));
}

#[test]
fn an_order_in_two_parcels_counts_once() {
    let cases = [case(1, vec![order("1", "10 USD")], true, &[]), case(2, vec![order("1", "10 USD")], true, &[])];
    let it = record(&cases);
    assert_eq!((it.orders, sums(&it.paid).as_str()), (1, "10.00 USD"));
    assert_eq!(sums(&ledger(&cases, &knowledge(), now()).paid), "10.00 USD");
}

#[test]
fn every_sum_has_one_place_in_the_ledger() {
    use DisputeState::{Opened, Refunded};
    let late = Order { protection_ends: Some(date(2026, 5, 30)), ..order("2", "2 USD") };
    let cases = [
        case(1, vec![order("1", "1 USD")], false, &[]),
        case(2, vec![late], false, &[]),
        case(3, vec![order("3", "4 USD")], false, &[(Opened, "")]),
        case(4, vec![order("4", "8 USD")], false, &[(Opened, ""), (Refunded, "3 USD")]),
        case(5, vec![order("5", "16 USD")], true, &[]),
        case(6, vec![order("6", "32 USD")], false, &[(Opened, ""), (Refunded, "")]),
        case(7, vec![order("7", ""), order("8", "5 EUR")], false, &[(Opened, ""), (Refunded, "1 USD")]),
    ];
    let it = ledger(&cases, &knowledge(), now());
    assert_eq!(sums(&it.paid), "5.00 EUR, 63.00 USD");
    assert_eq!((sums(&it.protected).as_str(), sums(&it.unprotected).as_str()), ("1.00 USD", "2.00 USD"));
    assert_eq!((sums(&it.disputed).as_str(), sums(&it.refunded).as_str()), ("4.00 USD", "4.00 USD"));
    assert_eq!(sums(&it.lost), "5.00 EUR, 5.00 USD", "a refund in another currency pays nothing back");
    assert_eq!((it.unpriced, it.refunded_untold), (1, 1));
}

#[test]
fn several_refunds_add_up_and_who_asked_for_a_part_lost_nothing() {
    use DisputeState::{Opened, Refunded};
    let twice = [(Opened, ""), (Refunded, "3 USD"), (Refunded, "4 USD")];
    let it = ledger(&[case(1, vec![order("1", "8 USD")], false, &twice)], &knowledge(), now());
    assert_eq!((sums(&it.refunded).as_str(), sums(&it.lost).as_str()), ("7.00 USD", "1.00 USD"));
    assert_eq!(sums(&record(&[case(1, vec![order("1", "8 USD")], false, &twice)]).back), "7.00 USD");

    let part = [(Opened, "2 USD"), (Refunded, "2 USD")];
    for came in [true, false] {
        let cases = [case(1, vec![order("1", "8 USD")], came, &part)];
        let (it, record) = (ledger(&cases, &knowledge(), now()), record(&cases));
        assert_eq!((sums(&it.refunded).as_str(), sums(&it.lost).as_str(), record.lost), ("2.00 USD", "", 0));
        assert_eq!(sums(&it.protected), if came { "" } else { "6.00 USD" }, "the rest is for what is under way");
    }
}

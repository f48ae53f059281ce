//! The shops' rules as they are embedded.

use jiff::civil::date;
use posylka::{
    model::{Dispute, Order, Problem},
    rules::dispute::{Escalation, Ground, Marketplace, banking_days, protection_end},
};

fn order(shop: &str) -> Order {
    Order {
        id: "1".into(),
        shop: shop.into(),
        seller: String::new(),
        price: None,
        ordered: Some(date(2026, 4, 1)),
        shipped: Some(date(2026, 4, 5)),
        promised: None,
        protection_ends: None,
    }
}

#[test]
fn every_shop_has_a_reason_for_every_ground_in_both_languages() {
    let shops = Marketplace::embedded().unwrap();
    let ids: Vec<&str> = shops.keys().map(|id| id.as_str()).collect();
    assert_eq!(ids, ["aliexpress-com", "aliexpress-ru", "joom", "other", "ozon-global"]);
    for (id, shop) in shops.iter().flat_map(|(id, shop)| shop.former.iter().chain([shop]).map(move |it| (id, it))) {
        for ground in Ground::ALL {
            let claim = shop.claim(*ground).unwrap_or_else(|| panic!("{id}: no reason for {ground}"));
            assert!(!claim.en.is_empty() && claim.ru.chars().any(|c| ('а'..='я').contains(&c)), "{id}: {ground}");
        }
        assert!(!shop.source.is_empty() && shop.checked.is_none_or(|day| day >= shop.as_of), "{id}");
    }
    for problem in Problem::ALL {
        assert!(Ground::ALL.contains(&Ground::from(*problem)));
    }
}

/// What could not be read of its rules is not made up.
#[test]
fn the_first_shop_of_our_users_states_no_count_of_days() {
    let shop = &Marketplace::embedded().unwrap()[&"aliexpress-ru".into()];
    assert!(shop.clock.default_days.is_none() && shop.clock.delivered_days.is_none());
    assert!(shop.reply.is_none() && shop.refund.is_none() && shop.appeal.is_none() && shop.send_back.is_none());
    assert!(shop.decision.is_none() && shop.goods.is_none() && shop.processing.is_none());
    assert_eq!((shop.open.after_days, shop.open.until_after_end_days), (0, 0));
    assert_eq!(protection_end(&order("aliexpress-ru"), shop, &Dispute::default()), None);
}

#[test]
fn a_clock_runs_from_posting_or_from_paying_and_the_earliest_end_counts() {
    let shops = Marketplace::embedded().unwrap();
    let ends = |shop: &str, order: &Order, dispute: &Dispute| protection_end(order, &shops[&shop.into()], dispute);
    let none = Dispute::default();
    assert_eq!(ends("aliexpress-com", &order("aliexpress-com"), &none), Some(date(2026, 7, 4)));
    assert_eq!(ends("joom", &order("joom"), &none), Some(date(2026, 7, 9)));
    let read = Order { protection_ends: Some(date(2026, 6, 20)), ..order("aliexpress-com") };
    assert_eq!(ends("aliexpress-com", &read, &none), Some(date(2026, 6, 20)));
    let longer = Dispute { extended: Some(date(2026, 7, 30)), ..Dispute::default() };
    assert_eq!(ends("aliexpress-com", &read, &longer), Some(date(2026, 7, 30)));
    let shorter = Dispute { extended: Some(date(2026, 6, 1)), ..Dispute::default() };
    assert_eq!(ends("aliexpress-com", &read, &shorter), Some(date(2026, 6, 20)));
}

#[test]
fn an_order_keeps_the_rules_of_its_time() {
    let shop = &Marketplace::embedded().unwrap()[&"aliexpress-com".into()];
    let of = |year: i16| Order { ordered: Some(date(year, 12, 31)), ..order("aliexpress-com") };
    let called = |order: &Order| shop.at_the_time_of(order).reply.as_ref().unwrap().escalation;
    assert_eq!((called(&of(2016)), called(&of(2017))), (Escalation::Manual, Escalation::Auto));
    let undated = Order { ordered: None, shipped: None, ..order("aliexpress-com") };
    assert_eq!(called(&undated), Escalation::Auto);
}

#[test]
fn banking_days_leave_the_weekend_out() {
    // 2026-04-03 is a Friday.
    for (days, last) in [(0, date(2026, 4, 3)), (1, date(2026, 4, 6)), (5, date(2026, 4, 10)), (20, date(2026, 5, 1))] {
        assert_eq!(banking_days(date(2026, 4, 3), days), last);
    }
    assert_eq!(banking_days(date(2026, 4, 4), 1), date(2026, 4, 6));
}

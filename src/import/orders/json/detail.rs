//! An order's own page and its tracking.

use jiff::{Span, civil::Date};
use serde_json::{Map, Value};

use super::{
    super::{
        days::{self, Near},
        found::{Found, numbers, order_id},
        standing::Standing,
        vocabulary::{Field, Words},
    },
    list::titles,
    values::{plain, texts},
};
use crate::{
    carriers::{
        Registry,
        numbers::{is_never_a_number, parse, shop_order},
    },
    model::Number,
};

/// The tracking of an order: its numbers, the one it began with first, and the day until which it is refunded.
pub(super) fn tracked(registry: &Registry, words: &Words, module: &Map<String, Value>, today: Date) -> Found {
    let mut found = Found::default();
    for row in module.get("trackingDetailLineList").and_then(Value::as_array).into_iter().flatten() {
        for key in ["originMailNo", "mailNo"] {
            let number = row.get(key).map(plain).and_then(|it| number(registry, &it));
            found.numbers.extend(number.filter(|it| !found.numbers.contains(it)));
        }
        found = found.joined(Found { title: titles(row.get("packageItemList")), ..Found::default() });
    }
    let id = module.get("tradeOrderId").or_else(|| module.get("orderId"));
    found.id = id.map(plain).map(|it| order_id(&it)).unwrap_or_default();
    found.protection_ends = texts(module).iter().filter_map(|text| refunded_before(words, text, today)).min();
    found
}

/// What one object of an order's own page says of it.
pub(super) fn described(registry: &Registry, words: &Words, object: &Map<String, Value>, today: Date) -> Found {
    let text = |key: &str| object.get(key).map(plain).unwrap_or_default();
    let day = |key: &str| days::day(words, &text(key), Near::Before(today));
    let node = text("text").eq_ignore_ascii_case("refund").then(|| days::day(words, &text("time"), Near::From(today)));
    let service = refunded_before(words, &text("content"), today);
    let promised = text("expectDeliveryDateTitle");
    let promised = promised.split_once(':').and_then(|(_, it)| days::day(words, it, Near::From(today)));
    let ended = object.contains_key("orderEndTime") && !text("orderEndTime").is_empty();
    let named = object.iter().filter(|(key, _)| words.column(key) == Some(Field::Number));
    let mut numbers: Vec<Number> = Vec::new();
    for number in named.filter_map(|(_, value)| number(registry, &plain(value))) {
        numbers.extend(Some(number).filter(|it| !numbers.contains(it)));
    }
    Found {
        id: order_id(&text("tradeOrderId")),
        ordered: day("orderCreatTime"),
        shipped: day("orderShipTime"),
        promised,
        protection_ends: [node.flatten().map(before), service].into_iter().flatten().min(),
        numbers,
        standing: if ended { Standing::Done } else { Standing::Open },
        ..Found::default()
    }
}

/// "Refund if no delivery before Oct 15, 2026": the day before is the last.
fn refunded_before(words: &Words, text: &str, today: Date) -> Option<Date> {
    let small = text.to_lowercase();
    let at = small.find("no delivery before ")?;
    let day = small.get(at + "no delivery before ".len()..)?;
    let end = day.find(" \u{b7}").unwrap_or(day.len()).min(40);
    days::day(words, day.get(..end).unwrap_or(day), Near::From(today)).map(before)
}

fn before(day: Date) -> Date {
    day.saturating_sub(Span::new().days(1))
}

/// What stands where a tracking number should.
fn number(registry: &Registry, text: &str) -> Option<Number> {
    let known = numbers(registry, text).into_iter().next();
    let plain = || parse(text).ok().filter(|_| !is_never_a_number(text) && shop_order(text).is_none());
    known.or_else(plain).filter(|it| it.as_str().len() >= 8)
}

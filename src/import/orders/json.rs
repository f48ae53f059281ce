//! The JSON of the shop's own pages, as extensions save it: a list of orders, one order, its tracking.

use serde_json::{Map, Value};

use super::{
    days::{self, Near},
    found::{Found, Read, Standing, line, numbers, order_id},
    vocabulary::Words,
};
use crate::{carriers::Registry, model::Number};
use jiff::{Span, civil::Date};

/// The most values that are looked at.
const VALUES: usize = 500_000;

/// The JSON within what was saved: bare, or wrapped in a call.
pub(super) fn body(text: &str) -> Option<&str> {
    let text = text.trim().trim_end_matches(';').trim_end();
    if text.starts_with(['{', '[']) {
        return Some(text);
    }
    let (name, rest) = text.split_once('(')?;
    let call = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$'));
    rest.strip_suffix(')').filter(|_| call && !name.is_empty())
}

pub(super) fn read(registry: &Registry, words: &Words, value: Value) -> Read {
    let mut read = Read::default();
    let mut detail = Found::default();
    for object in objects(&value) {
        let text = |key: &str| object.get(key).map(plain).filter(|it| !it.is_empty());
        if let (Some(id), true) = (text("orderId"), object.contains_key("orderDateText")) {
            read.take(listed(words, object, &id));
        } else if object.contains_key("trackingDetailLineList") {
            read.take(tracked(registry, words, object));
        } else {
            detail = detail.joined(described(words, object));
        }
    }
    if !detail.id.is_empty() {
        read.take(detail);
    }
    read.found.iter_mut().for_each(|it| it.shop = it.shop.clone().or_else(|| words.shop_in("aliexpress.com")));
    read
}

/// Every object of the answer, the outer ones first; what lies deeper than the parser goes was refused by it.
fn objects(value: &Value) -> Vec<&Map<String, Value>> {
    let (mut found, mut open, mut seen) = (Vec::new(), vec![value], 0);
    while let Some(value) = open.pop().filter(|_| seen < VALUES) {
        seen += 1;
        match value {
            Value::Object(object) => {
                found.push(object);
                open.extend(object.values().rev());
            }
            Value::Array(values) => open.extend(values.iter().rev()),
            _ => {}
        }
    }
    found
}

/// An order of the list.
fn listed(words: &Words, fields: &Map<String, Value>, id: &str) -> Found {
    let text = |key: &str| fields.get(key).map(plain).unwrap_or_default();
    let titles: Vec<String> = fields
        .get("orderLines")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|it| it.get("itemTitle").map(plain))
        .collect();
    let price = text("totalPriceText");
    let currency = text("currencyCode");
    Found {
        id: order_id(id),
        title: line(&titles.join(", ")),
        price: price.parse().ok().or_else(|| format!("{}{currency}", digits(&price)).parse().ok()),
        ordered: days::day(words, &text("orderDateText"), Near::Before(Date::MAX)),
        standing: words.standing(&text("statusText")),
        ..Found::default()
    }
}

/// The tracking of an order: its numbers, the one it began with first, and the day until which it is refunded.
fn tracked(registry: &Registry, words: &Words, module: &Map<String, Value>) -> Found {
    let mut found = Found::default();
    for row in module.get("trackingDetailLineList").and_then(Value::as_array).into_iter().flatten() {
        for key in ["originMailNo", "mailNo"] {
            let number = row.get(key).map(plain).and_then(|it| number(registry, &it));
            found.numbers.extend(number.filter(|it| !found.numbers.contains(it)));
        }
        let titles = row.get("packageItemList").and_then(Value::as_array).into_iter().flatten();
        let titles: Vec<String> = titles.filter_map(|it| it.get("itemTitle").map(plain)).collect();
        found.title = line(&titles.join(", "));
    }
    found.id = module.get("tradeOrderId").or_else(|| module.get("orderId")).map(plain).unwrap_or_default();
    let texts = objects_texts(module);
    found.protection_ends = texts.iter().filter_map(|text| refunded_before(words, text)).min();
    found
}

/// What one object of an order's own page says of it.
fn described(words: &Words, object: &Map<String, Value>) -> Found {
    let text = |key: &str| object.get(key).map(plain).unwrap_or_default();
    let day = |key: &str| days::day(words, &text(key), Near::Before(Date::MAX));
    let node = text("text").eq_ignore_ascii_case("refund").then(|| day("time")).flatten().map(before);
    let service = refunded_before(words, &text("content"));
    let promised = text("expectDeliveryDateTitle");
    let promised = promised.split_once(':').and_then(|(_, it)| days::day(words, it, Near::Before(Date::MAX)));
    let ended = object.contains_key("orderEndTime") && !text("orderEndTime").is_empty();
    Found {
        id: order_id(&text("tradeOrderId")),
        ordered: day("orderCreatTime"),
        shipped: day("orderShipTime"),
        promised,
        protection_ends: [node, service].into_iter().flatten().min(),
        standing: if ended { Standing::Done } else { Standing::Open },
        ..Found::default()
    }
}

/// "Refund if no delivery before Oct 15, 2026": the day before is the last.
fn refunded_before(words: &Words, text: &str) -> Option<Date> {
    let small = text.to_lowercase();
    let at = small.find("no delivery before ")?;
    let day = small.get(at + "no delivery before ".len()..)?;
    let end = day.find(" \u{b7}").unwrap_or(day.len()).min(40);
    days::day(words, day.get(..end).unwrap_or(day), Near::Before(Date::MAX)).map(before)
}

fn before(day: Date) -> Date {
    day.saturating_sub(Span::new().days(1))
}

/// The texts of an object, however deep.
fn objects_texts(object: &Map<String, Value>) -> Vec<String> {
    let (mut texts, mut open) = (Vec::new(), object.values().collect::<Vec<_>>());
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => open.extend(object.values()),
            Value::Array(values) => open.extend(values),
            Value::String(text) if texts.len() < VALUES => texts.push(text.clone()),
            _ => {}
        }
    }
    texts
}

fn number(registry: &Registry, text: &str) -> Option<Number> {
    let known = numbers(registry, text).into_iter().next();
    known.or_else(|| crate::carriers::numbers::parse(text).ok())
}

fn digits(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect()
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

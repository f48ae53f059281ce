//! The JSON of the shop's own pages, as extensions save it: a list of orders, one order, its tracking; and rows of orders as
//! programs write them.

mod detail;
mod list;
mod values;

use jiff::civil::Date;
use serde_json::{Deserializer, Value};

use super::{
    found::{Found, Read, ReadError},
    table,
    vocabulary::{Field, Words},
};
use crate::{carriers::Registry, model::ShopId};
use values::{Objects, plain, row};

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

/// What is read of a file: one value, or one after the other. What comes after the last that is whole is named.
pub(super) fn read(registry: &Registry, words: &Words, text: &str, today: Date) -> Result<Read, ReadError> {
    let (mut values, mut broken) = (Vec::new(), None);
    for value in Deserializer::from_str(text).into_iter::<Value>() {
        match value {
            Ok(value) => values.push(value),
            Err(fault) if values.is_empty() => return Err(fault.into()),
            Err(fault) => broken = Some(fault),
        }
    }
    let mut read = of_value(registry, words, &Value::Array(values), None, today);
    if let Some(fault) = broken {
        read.fault(fault.line(), "", &fault.to_string());
    }
    Ok(read)
}

/// What one value says. `shop` is that of the page it was found in.
pub(super) fn of_value(registry: &Registry, words: &Words, value: &Value, shop: Option<ShopId>, today: Date) -> Read {
    let objects = Objects::of(value);
    let (mut read, mut detail) = (Read::default(), Found::default());
    let mut rows = Vec::new();
    for (object, listed) in objects.iter() {
        let text = |key: &str| object.get(key).map(plain).filter(|it| !it.is_empty());
        if let (Some(id), true) = (text("orderId"), object.contains_key("orderDateText")) {
            read.take(list::order(words, object, &id, today));
        } else if object.contains_key("trackingDetailLineList") {
            read.take(detail::tracked(registry, words, object, today));
        } else if let Some(found) = list::linked(registry, words, object) {
            read.take(found);
        } else {
            detail = detail.joined(detail::described(registry, words, object, today));
            let names = |key: &String| matches!(words.column(key), Some(Field::Order | Field::Number));
            let holds = object.iter().any(|(key, value)| names(key) && !plain(value).is_empty());
            rows.extend((listed && holds).then(|| row(object)));
        }
    }
    if !detail.id.is_empty() {
        read.take(detail);
    }
    let shop = shop.or_else(|| words.shop_in("aliexpress.com"));
    read.found.iter_mut().for_each(|it| it.shop = it.shop.clone().or_else(|| shop.clone()));
    if read.found.is_empty() { table::of_objects(registry, words, &rows, today) } else { read }
}

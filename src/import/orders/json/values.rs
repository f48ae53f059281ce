//! The objects of a JSON value, and its values as text.

use std::collections::BTreeMap;

use scraper::Html;
use serde_json::{Map, Value};

/// The most values that are looked at.
const VALUES: usize = 500_000;

/// Every object of a value, the outer ones first, and whether it stands in a list. What lies deeper than the parser goes was
/// refused by it.
pub(super) struct Objects<'v>(Vec<(&'v Map<String, Value>, bool)>);

impl<'v> Objects<'v> {
    pub fn of(value: &'v Value) -> Objects<'v> {
        let (mut found, mut open, mut seen) = (Vec::new(), vec![(value, false)], 0);
        while let Some((value, listed)) = open.pop().filter(|_| seen < VALUES) {
            seen += 1;
            match value {
                Value::Object(object) => {
                    found.push((object, listed));
                    open.extend(object.values().rev().map(|it| (it, false)));
                }
                Value::Array(values) => open.extend(values.iter().rev().map(|it| (it, true))),
                _ => {}
            }
        }
        Objects(found)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'v Map<String, Value>, bool)> {
        self.0.iter().copied()
    }
}

/// The texts of an object, however deep.
pub(super) fn texts(object: &Map<String, Value>) -> Vec<String> {
    let (mut texts, mut open) = (Vec::new(), object.values().collect::<Vec<_>>());
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => open.extend(object.values()),
            Value::Array(values) => open.extend(values),
            Value::String(_) if texts.len() < VALUES => texts.push(plain(value)),
            _ => {}
        }
    }
    texts
}

/// A text or a number as text, entities of HTML read; nothing for what has parts.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) if text.contains('&') && text.contains(';') => {
            Html::parse_fragment(text).root_element().text().collect::<String>().trim().to_owned()
        }
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// An object as a row of a table; a list of texts or of named things is several in one cell, a sum beside its currency one.
pub(super) fn row(object: &Map<String, Value>) -> BTreeMap<&str, String> {
    let one = |value: &Value| match value {
        Value::Object(thing) => named(thing),
        value => plain(value),
    };
    let cell = |value: &Value| match value {
        Value::Array(values) => values.iter().map(one).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", "),
        value => one(value),
    };
    object.iter().map(|(key, value)| (key.as_str(), cell(value))).collect()
}

/// What a small object is called, or its sum.
fn named(thing: &Map<String, Value>) -> String {
    let first = |keys: &[&str]| keys.iter().filter_map(|key| thing.get(*key)).map(plain).find(|it| !it.is_empty());
    let sum = || first(&["amount", "value"]).zip(first(&["currency", "currencyCode"]));
    let title = first(&["itemTitle", "title", "name", "number", "trackingNumber"]);
    title.or_else(|| sum().map(|(amount, currency)| format!("{amount} {currency}"))).unwrap_or_default()
}

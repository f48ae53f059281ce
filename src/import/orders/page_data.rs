//! The data a page was rendered from: JSON in its scripts, bare or given to a name.

use jiff::civil::Date;
use scraper::{Html, Selector};
use serde_json::{Deserializer, Value};

use super::{found::Read, json, vocabulary::Words};
use crate::{carriers::Registry, model::ShopId};

/// So many places of one script are tried, and so many times its length is read.
const TRIES: usize = 2_000;
const TIMES: usize = 8;

/// Takes in the orders of all scripts that speak of orders.
pub(super) fn read(
    registry: &Registry,
    words: &Words,
    page: &Html,
    shop: Option<&ShopId>,
    today: Date,
    read: &mut Read,
) {
    let Ok(scripts) = Selector::parse("script") else { return };
    for script in page.select(&scripts) {
        let text: String = script.text().collect();
        if !text.to_ascii_lowercase().contains("order") {
            continue;
        }
        for value in values(&text) {
            let said = json::of_value(registry, words, &value, shop.cloned(), today);
            said.found.into_iter().for_each(|it| read.take(it));
        }
    }
}

/// The JSON values in a script: what is no JSON, an outer object whose keys have no quotation marks say, is stepped into.
fn values(text: &str) -> Vec<Value> {
    let (mut values, mut at, mut left) = (Vec::new(), 0, text.len().saturating_mul(TIMES));
    for _ in 0..TRIES {
        let Some(next) = text.get(at..).and_then(|rest| rest.find(['{', '['])) else { break };
        let begin = at + next;
        let mut stream = Deserializer::from_str(&text[begin..]).into_iter::<Value>();
        match stream.next() {
            Some(Ok(value)) => {
                at = begin + stream.byte_offset().max(1);
                values.push(value);
            }
            Some(Err(fault)) => {
                at = begin + 1;
                let tried = if fault.is_eof() { text.len() - begin } else { 1 };
                left = left.saturating_sub(tried);
            }
            None => break,
        }
        if left == 0 {
            break;
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_between_code() {
        let found = values("var a = {b: 1}; x = { data: {\"k\": [1, 2]} }; y(JSON.parse('{}'))");
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, ["{\"k\":[1,2]}", "{}"]);
        assert_eq!(values(&"{\"a\":[".repeat(100_000)).len(), 0);
    }
}

//! Orders of a list: of aliexpress.com with their fields, of aliexpress.ru with little more than a link.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::{
    super::{
        days::{self, Near},
        found::{Found, line, order_id},
        sum,
        vocabulary::Words,
    },
    values::plain,
};
use crate::carriers::{self, Registry};

/// An order of the list.
pub(super) fn order(words: &Words, fields: &Map<String, Value>, id: &str, today: Date) -> Found {
    let text = |key: &str| fields.get(key).map(plain).unwrap_or_default();
    let currency = words.currency(&text("currencyCode"));
    let price = [text("totalPriceText"), figures(&text("formatPriceInfo"))];
    Found {
        id: order_id(id),
        title: titles(fields.get("orderLines")),
        price: price.iter().find_map(|it| sum::read(words, it)).map(|it| it.in_currency(currency)),
        whole: true,
        ordered: days::day(words, &text("orderDateText"), Near::Before(today)),
        seller: line(&text("storeName")),
        standing: words.standing(&text("statusText")),
        ..Found::default()
    }
}

/// `₽|1234|56` as `1234.56`.
fn figures(text: &str) -> String {
    let parts: Vec<&str> = text.split('|').skip(1).collect();
    parts.join(".")
}

/// An order that only its link names.
pub(super) fn linked(registry: &Registry, words: &Words, object: &Map<String, Value>) -> Option<Found> {
    let url = object.get("url")?;
    let links = [Some(url), url.get("pc"), url.get("mobile")].into_iter().flatten().map(plain);
    let link = links.into_iter().find(|it| it.contains("order"))?;
    // A link within the site gets the site before it: only links are looked at as links.
    let whole = if link.starts_with('/') { format!("https://aliexpress.ru{link}") } else { link };
    let order = carriers::recognise(registry, &whole).into_iter().find(|it| it.order)?;
    let status = object.get("statusInfo").and_then(|it| it.get("title")).or_else(|| object.get("status"));
    let goods = ["products", "items", "goods", "orderLines"].iter().find_map(|key| object.get(*key));
    Some(Found {
        id: order.order_id,
        shop: words.shop_in(&whole).or_else(|| words.shop_in("aliexpress.ru")),
        title: titles(goods),
        standing: words.standing(&status.map(plain).unwrap_or_default()),
        ..Found::default()
    })
}

/// The titles of things, in a line.
pub(super) fn titles(things: Option<&Value>) -> String {
    let things = things.and_then(Value::as_array).into_iter().flatten();
    let title = |thing: &Value| ["itemTitle", "title", "name"].iter().find_map(|key| thing.get(*key)).map(plain);
    line(&things.filter_map(title).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", "))
}

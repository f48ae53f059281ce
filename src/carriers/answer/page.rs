//! A page that came in place of data: of a gateway, of a maintenance, of a guard against robots. It comes with 200 too.

use scraper::{Html, Selector};

use crate::{carriers::document_node::Format, model::Outcome};

/// Words of guards in small letters, one a line.
const GUARDS: &str = include_str!("guards.txt");
/// Words of servers that are out of order for a while, likewise.
const OUT_OF_ORDER: &str = include_str!("out_of_order.txt");

/// What it means that a page stands where data should; `None` where the text is no page, or the page does not say.
pub(super) fn instead_of_data(format: Format, text: &str) -> Option<Outcome> {
    let head = text.trim_start().get(..15).unwrap_or_default().to_ascii_lowercase();
    if format == Format::Html || !(head.starts_with("<!doctype html") || head.starts_with("<html")) {
        return None;
    }
    let lower = text.to_lowercase();
    let title = Selector::parse("title").ok().and_then(|title| {
        let page = Html::parse_document(text);
        page.select(&title).next().map(|it| it.text().collect::<String>().trim().chars().take(80).collect::<String>())
    });
    let said = format!("a page came instead of data: {}", title.unwrap_or_default()).trim_end_matches(": ").to_owned();
    let says = |words: &str| words.lines().any(|word| lower.contains(word));
    if says(GUARDS) {
        return Some(Outcome::Blocked(said));
    }
    says(OUT_OF_ORDER).then_some(Outcome::Unavailable(said))
}

//! Numbers and orders in one cell.

use super::super::{
    found::{line, order_id},
    vocabulary::Words,
};
use crate::{
    carriers::{
        self, Registry,
        numbers::{is_never_a_number, parse, shop_order},
    },
    model::Number,
};

/// The most numbers in one cell.
const NUMBERS: usize = 10;
/// What is shorter, or has fewer digits, is a word beside a number.
const SHORTEST: usize = 8;
const FEWEST_DIGITS: usize = 5;

/// The tracking numbers of a cell that is said to hold some, in their order.
pub(super) fn numbers(registry: &Registry, text: &str) -> Vec<Number> {
    let mut numbers: Vec<Number> = Vec::new();
    let link = text.starts_with("http://") || text.starts_with("https://");
    let parts = |c: char| matches!(c, ';' | ',' | '|' | '\n' | '\r' | '\t' | '\u{2192}' | '>') || c == '/' && !link;
    for piece in text.split(parts).map(str::trim).filter(|it| !it.is_empty()) {
        for number in of_piece(registry, piece) {
            if !numbers.contains(&number) && numbers.len() < NUMBERS {
                numbers.push(number);
            }
        }
    }
    numbers
}

fn of_piece(registry: &Registry, piece: &str) -> Vec<Number> {
    if is_never_a_number(piece) {
        return Vec::new();
    }
    let found = carriers::recognise(registry, piece);
    let known: Vec<Number> = found.into_iter().filter(|it| !it.order).map(|it| it.number).collect();
    if !known.is_empty() {
        return known;
    }
    // The column says that it is a number: nothing else needs to.
    let words = piece.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ':' | '#' | '\u{2116}' | '[' | ']'));
    words.filter_map(plausible).collect()
}

fn plausible(word: &str) -> Option<Number> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let number = parse(word).ok().filter(|_| !is_never_a_number(word) && shop_order(word).is_none())?;
    let digits = number.as_str().bytes().filter(u8::is_ascii_digit).count();
    (number.as_str().len() >= SHORTEST && digits >= FEWEST_DIGITS).then_some(number)
}

/// What a cell for an order holds.
pub(super) enum Named {
    /// This order.
    Order(String),
    /// No order: a word, the sum below the table.
    None,
    /// Something with digits that is no order.
    Unreadable,
}

/// The order a cell names, by what it shows or by where it leads.
pub(super) fn order(registry: &Registry, words: &Words, shown: &str, link: Option<&str>) -> Named {
    let digit = |it: &&str| it.chars().any(|c| c.is_ascii_digit());
    let shown = shown.lines().find(digit).unwrap_or_default();
    let linked = link.and_then(|it| carriers::recognise(registry, it).into_iter().find(|it| it.order));
    if let Some(linked) = linked.filter(|_| link == Some(shown) || shown.is_empty()) {
        return Named::Order(linked.order_id);
    }
    let bare: Vec<&str> = shown.split_whitespace().skip_while(|it| words.is_order_label(it)).collect();
    let bare = bare.join(" ");
    let bare = bare.trim_start_matches(['#', '\u{2116}', ' ', ':']).trim_end_matches(['.', ',', ';']);
    // A count that a program took for one with a fraction.
    let whole =
        bare.strip_suffix(".0").or_else(|| bare.strip_suffix(",0")).filter(|it| it.bytes().all(|b| b.is_ascii_digit()));
    let id = order_id(whole.unwrap_or(bare));
    match () {
        () if id.is_empty() => Named::None,
        () if !id.contains(char::is_whitespace) && !id.contains("://") => Named::Order(line(&id)),
        () if id.chars().filter(char::is_ascii_digit).count() >= FEWEST_DIGITS => Named::Unreadable,
        () => Named::None,
    }
}

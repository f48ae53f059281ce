//! What looks like a tracking number and is none, whoever might use the shape: phones, days, papers, cards; and the order
//! numbers of shops.

use std::sync::LazyLock;

use regex::Regex;

use super::check_digits::passes;
use crate::carriers::definition::{CheckKind, Digits};

/// As people write them, upper case: phones of Russia, a number of social insurance, what programs name things by, the
/// plate of a car, days with and without the hour.
static NEVER: LazyLock<Regex> = LazyLock::new(|| {
    let never = r"(?x)^(?:
        (?:[78][\ -]*)?\d{3}[\ -]+\d{3}[\ -]+\d{2}[\ -]*\d{2} | [78]?9\d{9} | 8800\d{7} |
        \d{3}-\d{3}-\d{3}[\ -]\d{2} |
        [0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12} |
        [ABEKMHOPCTYX]\d{3}[ABEKMHOPCTYX]{2}\d{2,3} |
        (?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01]) | \d\d[.-]\d\d[.-](?:19|20)\d\d |
        (?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?
    )$";
    pattern(never)
});

/// The orders of shops that write them with dashes: Ozon, eBay, Amazon, Temu.
static ORDERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:\d{8,15}-\d{4}|\d{2}-\d{5}-\d{5}|\d{3}-\d{7}-\d{7}|PO-\d{3}-\d{10,20})$"));

/// The postings of Ozon and Wildberries, which are told from an order by their last part.
static POSTING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{8,15}-\d{4}-\d{1,2}$"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("these patterns are constant")
}

/// Whether a text, as it was written, is something that is never asked for at a carrier.
pub(super) fn is_never_a_number(written: &str) -> bool {
    let written = tidy(written);
    NEVER.is_match(&written) && !russian_post(&written) || is_card(&written)
}

/// The order number a text is, as the shop writes it.
pub(super) fn shop_order(written: &str) -> Option<String> {
    let written = tidy(written);
    ORDERS.is_match(&written).then_some(written)
}

/// The posting a text is: the one kind of number whose dashes belong to it.
pub(super) fn posting(written: &str) -> Option<String> {
    let written = tidy(written);
    POSTING.is_match(&written).then_some(written)
}

/// Capital letters, one kind of dash.
fn tidy(written: &str) -> String {
    let signs = written.trim().chars().filter(|c| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'));
    signs.map(|c| if is_dash(c) { '-' } else { c.to_ascii_uppercase() }).collect()
}

/// The dashes people, phones and word processors write.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn russian_post(written: &str) -> bool {
    let whole = written.len() == 14 && written.bytes().all(|it| it.is_ascii_digit());
    whole && passes(CheckKind::Ru14, &Digits::default(), &written[..13], &written[13..])
}

/// Sixteen digits that begin as cards of Mir and Visa do, with the digit of cards. Those that begin with 5 are numbers of
/// orders as well.
fn is_card(written: &str) -> bool {
    let digits: String = written.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect();
    let begins = digits.starts_with('4') || (0..5).any(|it| digits.starts_with(&format!("220{it}")));
    let whole = digits.len() == 16 && digits.bytes().all(|it| it.is_ascii_digit());
    whole && begins && passes(CheckKind::Luhn, &Digits::default(), &digits[..15], &digits[15..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_never_a_number() {
        for text in [
            "8 800 000-00-01",
            "8-900-000-00-01",
            "89000000001",
            "9000000001",
            "000-000-001 00",
            "550e8400-e29b-41d4-a716-446655440000",
            "A000AA77",
            "20260618",
            "2026-06-18",
            "20260618101500",
            "4000 0000 0000 0002",
        ] {
            assert!(is_never_a_number(text), "{text}");
        }
        for text in
            ["1100012345", "10100064123459", "20260700000019", "98000001-0012-1", "RB123456785CN", "74951234567"]
        {
            assert!(!is_never_a_number(text), "{text}");
        }
    }

    #[test]
    fn orders_and_postings_are_told_apart() {
        let (order, post) = ("98000001-0012", "98000001\u{2013}0012\u{2013}1");
        assert_eq!((shop_order(order).as_deref(), posting(order)), (Some(order), None));
        assert_eq!((shop_order(post), posting(post).as_deref()), (None, Some("98000001-0012-1")));
        for text in ["12-00001-00042", "111-0000001-0000042", "po-211-00000000000012345"] {
            assert!(shop_order(text).is_some(), "{text}");
        }
    }
}

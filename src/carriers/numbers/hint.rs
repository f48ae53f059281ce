//! What the user may want to know of a number they typed.

use crate::{
    carriers::{
        definition::{CheckKind, Digits},
        numbers::check_digits,
    },
    model::{Check, Number},
};

/// Something about a number, as data; sentences are made elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// Cyrillic letters that look like Latin ones were read as those.
    CyrillicLetters,
    /// The check digit does not fit: probably a typing error. The numbers one slip away whose digit fits.
    WrongCheckDigit {
        /// Swapped neighbours first, then single digits.
        repairs: Vec<Number>,
    },
    /// It looks like the number of an order.
    OrderNumber,
}

pub(super) fn hints(number: &Number, check: Check, cyrillic: bool, order: bool) -> Vec<Hint> {
    let mut hints = Vec::new();
    if cyrillic {
        hints.push(Hint::CyrillicLetters);
    }
    if order {
        hints.push(Hint::OrderNumber);
    }
    if check == Check::Failed && !order {
        hints.push(Hint::WrongCheckDigit { repairs: repairs(number.as_str()) });
    }
    hints
}

/// The standard a number follows by its shape: 13 characters of the Universal Postal Union, 14 digits of the Russian post.
pub(super) fn standard(text: &str) -> Option<CheckKind> {
    let bytes = text.as_bytes();
    let letters = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_uppercase);
    let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
    match bytes.len() {
        13 if letters(0..2) && digits(2..11) && letters(11..13) => Some(CheckKind::S10),
        14 if digits(0..14) => Some(CheckKind::Ru14),
        _ => None,
    }
}

fn holds(kind: CheckKind, text: &str) -> bool {
    match kind {
        CheckKind::S10 => check_digits::s10_holds(text),
        _ => text
            .split_at_checked(13)
            .is_some_and(|(serial, digit)| check_digits::passes(kind, &Digits::default(), serial, digit)),
    }
}

/// Numbers one slip away: two neighbours swapped, or one digit another.
fn repairs(text: &str) -> Vec<Number> {
    let Some(kind) = standard(text) else { return Vec::new() };
    let places = if kind == CheckKind::S10 { 2..11 } else { 0..14 };
    let mut repairs: Vec<Number> = Vec::new();
    let mut try_out = |bytes: &[u8]| {
        let fits = str::from_utf8(bytes).ok().filter(|it| *it != text && holds(kind, it));
        let number = fits.and_then(|it| Number::new(it).ok());
        repairs.extend(number.filter(|it| !repairs.contains(it)));
    };
    let mut bytes = text.as_bytes().to_vec();
    for at in places.start..places.end - 1 {
        bytes.swap(at, at + 1);
        try_out(&bytes);
        bytes.swap(at, at + 1);
    }
    for at in places {
        let was = bytes[at];
        for digit in b'0'..=b'9' {
            bytes[at] = digit;
            try_out(&bytes);
        }
        bytes[at] = was;
    }
    repairs
}

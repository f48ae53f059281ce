//! Check digits.

use crate::{
    carriers::definition::{CheckKind, Digits, NumberRule},
    model::check_digit::{digits14, s10},
};

/// Whether a text matches a rule whole and its digit, if there is one, is right.
pub fn holds(rule: &NumberRule, text: &str) -> bool {
    let whole = rule.pattern.regex().and_then(|it| it.find(text)).is_some_and(|it| it.len() == text.len());
    whole && digit_holds(rule, text) != Some(false)
}

/// Whether the digit of a number of this shape is right; `None` where there is none.
pub(super) fn digit_holds(rule: &NumberRule, text: &str) -> Option<bool> {
    match rule.check {
        CheckKind::None => None,
        CheckKind::S10 => Some(s10_holds(text)),
        kind => {
            let (serial, digit) = parts(rule, text)?;
            Some(passes(kind, &rule.digits, serial, digit))
        }
    }
}

fn parts<'t>(rule: &NumberRule, text: &'t str) -> Option<(&'t str, &'t str)> {
    if rule.pattern.source().contains("<check>") {
        let named = rule.pattern.regex()?.captures(text)?;
        return Some((named.name("serial")?.as_str(), named.name("check")?.as_str()));
    }
    text.split_at_checked(text.len().checked_sub(1)?)
}

/// Whether a check character is right for a serial.
pub fn passes(kind: CheckKind, digits: &Digits, serial: &str, check: &str) -> bool {
    let prepended;
    let serial = match digits.prepend.is_empty() {
        true => serial,
        false => {
            prepended = format!("{}{serial}", digits.prepend);
            &prepended
        }
    };
    let said = check.chars().next().filter(|_| check.len() == 1);
    let made = match kind {
        CheckKind::None => return true,
        CheckKind::S10 => s10(serial),
        CheckKind::Ru14 => digits14(serial),
        CheckKind::Luhn => luhn(serial),
        CheckKind::Mod7 => mod7(serial),
        CheckKind::Mod10 => mod10(serial, digits),
        CheckKind::Mod37_36 => mod37_36(serial),
        CheckKind::Weighted => return weighted(serial, digits).is_some_and(|made| check.parse() == Ok(made)),
    };
    made.is_some() && made == said
}

/// Whether the digit of an S10 number is right.
fn s10_holds(text: &str) -> bool {
    text.get(2..10)
        .zip(text.get(10..11))
        .is_some_and(|(serial, digit)| passes(CheckKind::S10, &Digits::default(), serial, digit))
}

fn values(serial: &str) -> Option<Vec<u32>> {
    serial.chars().map(|c| c.to_digit(10)).collect()
}

fn digit(value: u32) -> Option<char> {
    char::from_digit(value, 10)
}

fn luhn(serial: &str) -> Option<char> {
    let doubled = |(place, value): (usize, &u32)| match (place % 2, value * 2) {
        (0, twice) if twice > 9 => twice - 9,
        (0, twice) => twice,
        _ => *value,
    };
    let sum: u32 = values(serial)?.iter().rev().enumerate().map(doubled).sum();
    digit((10 - sum % 10) % 10)
}

fn mod7(serial: &str) -> Option<char> {
    digit(values(serial)?.iter().fold(0, |rest, value| (rest * 10 + value) % 7))
}

fn mod10(serial: &str, digits: &Digits) -> Option<char> {
    let value = |c: char| c.to_digit(10).unwrap_or((u32::from(c) + 7) % 10);
    let mut values: Vec<u32> = serial.chars().map(value).collect();
    if digits.reverse {
        values.reverse();
    }
    let weight = |place: usize| if place % 2 == 1 { digits.odds } else { digits.evens }.unwrap_or(1);
    let sum: u32 = values.iter().enumerate().map(|(place, value)| value * weight(place)).sum();
    digit((10 - sum % 10) % 10)
}

fn mod37_36(serial: &str) -> Option<char> {
    let mut rest = 36;
    for c in serial.chars() {
        rest += c.to_digit(36)?;
        rest = if rest > 36 { rest - 36 } else { rest };
        rest *= 2;
        rest = if rest > 36 { rest - 37 } else { rest };
    }
    let made = 37 - rest;
    char::from_digit(if made == 36 { 0 } else { made }, 36).map(|c| c.to_ascii_uppercase())
}

fn weighted(serial: &str, digits: &Digits) -> Option<u32> {
    let [first, second] = digits.modulo?;
    let sum: u32 = values(serial)?.iter().zip(&digits.weights).map(|(value, weight)| value * weight).sum();
    sum.checked_rem(first)?.checked_rem(second)
}

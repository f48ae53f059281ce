//! Sums of money with every kind of thousands sign and currency.

use std::fmt;

use super::vocabulary::Words;
use crate::model::Money;

/// The most digits of a sum.
const LONGEST: usize = 12;

/// A sum; its currency where the file names one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Hundredths.
    pub cents: i64,
    /// ISO 4217.
    pub currency: Option<String>,
}

impl Sum {
    /// With the currency of those that name none, as everywhere in this program.
    pub fn money(&self) -> Money {
        Money { cents: self.cents, currency: self.currency.clone().unwrap_or_else(|| "RUB".to_owned()) }
    }

    /// The same in this currency, where it names none itself.
    pub(super) fn in_currency(self, currency: Option<String>) -> Sum {
        Sum { currency: self.currency.or(currency), ..self }
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.cents / 100, self.cents % 100)?;
        self.currency.iter().try_for_each(|currency| write!(f, " {currency}"))
    }
}

/// Reads `1 234,50 ₽`, `US $1,234.50`, `1.234,50`, `12 500 ₸`, a sum and its hundredths in words. One mark with three
/// digits behind it parts thousands.
pub(super) fn read(words: &Words, text: &str) -> Option<Sum> {
    let text = beside_brackets(text);
    let (mut figures, mut units, mut at) = (Vec::new(), Vec::new(), 0);
    for found in words.patterns.sum.find_iter(&text) {
        units.push(&text[at..found.start()]);
        figures.push(found.as_str());
        at = found.end();
    }
    units.push(&text[at..]);
    let unit =
        |it: &str| it.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{2248}' | '~' | ':' | '.')).to_owned();
    let mut units: Vec<String> = units.into_iter().map(unit).filter(|it| !it.is_empty()).collect();
    let hundredths = hundredths(words, &mut figures, &mut units);
    let [figures] = figures.as_slice() else { return None };
    let cents = cents(&ungrouped(figures)?)?;
    let currency = match units.as_slice() {
        [] => None,
        units => Some(words.currency(&units.concat())?),
    };
    Some(Sum { cents: cents.checked_add(hundredths)?, currency })
}

/// "(2 pcs)" beside a sum is not part of it.
fn beside_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = text.chars().filter(|c| {
        depth += usize::from(*c == '(');
        let outside = depth == 0;
        depth = depth.saturating_sub(usize::from(*c == ')'));
        outside
    });
    outside.take(100).collect()
}

/// Takes "50 kopecks" off the end.
fn hundredths(words: &Words, figures: &mut Vec<&str>, units: &mut Vec<String>) -> i64 {
    let named = figures.len() == 2 && units.last().is_some_and(|it| words.is_cents(it));
    let part = figures.last().filter(|it| named && it.len() <= 2).and_then(|it| it.parse().ok());
    if part.is_some() {
        figures.pop();
        units.pop();
    }
    part.unwrap_or(0)
}

/// Without the spaces that part thousands; none where they part anything else.
fn ungrouped(figures: &str) -> Option<String> {
    let mut groups = figures.split_whitespace();
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let digits = |it: &str| it.bytes().take_while(u8::is_ascii_digit).count();
    let threes = rest.iter().all(|it| digits(it) == 3) && rest.iter().rev().skip(1).all(|it| it.len() == 3);
    let short = first.len() <= 3 && digits(first) == first.len();
    (rest.is_empty() || threes && short).then(|| first.to_owned() + &rest.concat())
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '\u{2019}')
}

fn cents(text: &str) -> Option<i64> {
    let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| is_mark(*c)).collect();
    let after = |at: usize| text.len() - at - 1;
    let decimal = match marks.as_slice() {
        [] => None,
        [(at, mark)] => {
            let thousands = after(*at) == 3 && (1..=3).contains(at) && !text.starts_with('0') || *mark == '\'';
            (!thousands).then_some(*at)
        }
        [first, .., last] if first.1 != last.1 => Some(last.0).filter(|_| matches!(last.1, '.' | ',')),
        [.., last] => (after(last.0) != 3).then_some(last.0),
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (whole, part) = match decimal {
        Some(at) => (digits(&text[..at]), digits(text.get(at + 1..)?)),
        None => (digits(text), String::new()),
    };
    let grouped = marks.iter().filter(|(at, _)| Some(*at) != decimal);
    let ends = marks.iter().map(|(at, _)| *at).skip(1).chain([text.len()]);
    let threes = grouped.zip(ends).all(|((at, _), end)| end.saturating_sub(*at) == 4);
    if whole.is_empty() || whole.len() > LONGEST || part.len() > 2 || !threes {
        return None;
    }
    format!("{whole}{part:0<2}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_in_every_dress() {
        let words = Words::embedded().unwrap();
        for (text, wanted) in [
            ("1234.5", "1234.50"),
            ("1 234,50", "1234.50"),
            ("1\u{a0}234\u{202f}567,00", "1234567.00"),
            ("1,234.50", "1234.50"),
            ("1.234,50", "1234.50"),
            ("1,234", "1234.00"),
            ("1.234", "1234.00"),
            ("0.99", "0.99"),
            ("1.234.567,00", "1234567.00"),
            ("1,234,567", "1234567.00"),
            ("1'234.50", "1234.50"),
            ("US $1,234.50", "1234.50 USD"),
            ("$ 7", "7.00 USD"),
            ("7,5\u{20ac}", "7.50 EUR"),
            ("C$ 12.50", "12.50 CAD"),
            ("12 500 \u{20b8}", "12500.00 KZT"),
            ("\u{2248} 340 \u{20bd} (2 x)", "340.00 RUB"),
            ("RUB 1234.50", "1234.50 RUB"),
        ] {
            assert_eq!(read(&words, text).map(|it| it.to_string()).as_deref(), Some(wanted), "{text}");
        }
        for text in ["", "USD", "12 bananas", "-5", "1 2", "12.50 / 13.50", "1,23,4", "12 34", "9999999999999"] {
            assert_eq!(read(&words, text), None, "{text}");
        }
    }
}

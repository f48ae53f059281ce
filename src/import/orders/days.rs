//! Days as people, spreadsheets and shops write them.

use jiff::{Span, civil::Date};

use super::vocabulary::Words;

/// Where the year of a day stands that names none.
#[derive(Debug, Clone, Copy)]
pub(super) enum Near {
    /// The last such day up to this one.
    Before(Date),
    /// The first such day from this one on.
    From(Date),
}

/// `2026-02-28`, `28.02.2026`, `28/02/26`, a spreadsheet's count of days, `Sep 13, 2026`, a day and a month in words.
pub(super) fn day(words: &Words, text: &str, near: Near) -> Option<Date> {
    let text = text.trim();
    if let Ok(day) = text.get(..10).unwrap_or(text).parse() {
        return Some(day);
    }
    if let Some(count) = serial(text) {
        return Some(count);
    }
    let pieces: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    match pieces.as_slice() {
        [day, month, rest @ ..] if words.month(month).is_some() => {
            dated(number(day)?, words.month(month)?, rest.first().copied(), near)
        }
        [month, day, rest @ ..] if words.month(month).is_some() => {
            dated(number(day)?, words.month(month)?, rest.first().copied(), near)
        }
        [day, month, year, ..] => {
            let year = if year.len() == 2 { 2000 + number(year)? } else { number(year)? };
            valid(year, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?)
        }
        _ => None,
    }
}

fn dated(day: i16, month: i8, year: Option<&str>, near: Near) -> Option<Date> {
    let day = i8::try_from(day).ok()?;
    let named = year.filter(|it| it.len() == 4).and_then(number).filter(|it| (2000..2100).contains(it));
    if let Some(year) = named {
        return valid(year, month, day);
    }
    let around = |base: Date| [-4, -3, -2, -1, 0, 1, 2, 3, 4].map(|off: i16| valid(base.year() + off, month, day));
    match near {
        Near::Before(base) => around(base).into_iter().flatten().filter(|it| *it <= base).max(),
        Near::From(base) => around(base).into_iter().flatten().filter(|it| *it >= base).min(),
    }
}

/// Days since the end of 1899, as spreadsheets count them; a fraction is the hour.
fn serial(text: &str) -> Option<Date> {
    let whole = text.split(['.', ',']).next()?;
    let rest = text.strip_prefix(whole)?;
    let count: i32 = whole.parse().ok().filter(|count| (30_000..70_000).contains(count))?;
    let fraction = rest.is_empty() || rest.get(1..).is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
    fraction.then(|| Date::constant(1899, 12, 30).saturating_add(Span::new().days(count)))
}

fn number(text: &str) -> Option<i16> {
    text.parse().ok()
}

fn valid(year: i16, month: i8, day: i8) -> Option<Date> {
    (2000..2100).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

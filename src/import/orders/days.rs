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

/// Which of two figures is the month: `06/18/2026` or `18.06.2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Order {
    /// As nearly everywhere.
    #[default]
    DayFirst,
    /// As in America.
    MonthFirst,
    /// It is so in one row and so in another: what could be both is neither.
    Mixed,
}

/// `2026-02-28`, `28.02.2026`, `28/02/26`, a spreadsheet's count of days, `Sep 13, 2026`, a day and a month in words.
pub(super) fn day(words: &Words, text: &str, near: Near) -> Option<Date> {
    day_in(words, text, near, Order::DayFirst)
}

/// The same, where the order of day and month is known of the column.
pub(super) fn day_in(words: &Words, text: &str, near: Near, order: Order) -> Option<Date> {
    let text = text.trim();
    let shapes = &words.patterns;
    if let Some(found) = shapes.year_first.captures(text) {
        let compact = found[2].is_empty() && (found[3].len() != 2 || found[4].len() != 2);
        let day = valid(number(&found[1])?, small(&found[3])?, small(&found[4])?);
        if let Some(day) = day.filter(|_| !compact) {
            return Some(day);
        }
    }
    if let Some(count) = serial(text) {
        return Some(count);
    }
    if let Some(Figures { first, second, year, dots }) = figures(words, text) {
        let (day, month) = match if dots { Order::DayFirst } else { order } {
            Order::DayFirst if second <= 12 => (first, second),
            Order::MonthFirst if first <= 12 => (second, first),
            _ if first > 12 => (first, second),
            _ if second > 12 => (second, first),
            _ if first == second => (first, second),
            _ => return None,
        };
        return valid(year, month, day);
    }
    for (shape, day, month) in [(&shapes.day_month, 1, 2), (&shapes.month_day, 2, 1)] {
        for found in shape.captures_iter(text) {
            if let Some(month) = words.month(&found[month]) {
                return dated(small(&found[day])?, month, found.get(3).map(|it| it.as_str()), near);
            }
        }
    }
    None
}

/// A day written in figures alone, the year last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures {
    pub first: i8,
    pub second: i8,
    pub year: i16,
    /// With dots the day stands first.
    pub dots: bool,
}

pub(super) fn figures(words: &Words, text: &str) -> Option<Figures> {
    let found = words.patterns.year_last.captures(text)?;
    let dots = text.get(found.get(1)?.end()..).is_some_and(|it| it.starts_with('.'));
    Some(Figures { first: small(&found[1])?, second: small(&found[2])?, year: full(&found[3])?, dots })
}

fn dated(day: i8, month: i8, year: Option<&str>, near: Near) -> Option<Date> {
    if let Some(year) = year.and_then(full).filter(|it| (2000..2100).contains(it)) {
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

fn full(year: &str) -> Option<i16> {
    number(year).map(|it| if year.len() == 2 { 2000 + it } else { it })
}

fn number(text: &str) -> Option<i16> {
    text.parse().ok()
}

fn small(text: &str) -> Option<i8> {
    text.parse().ok()
}

fn valid(year: i16, month: i8, day: i8) -> Option<Date> {
    (2000..2100).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

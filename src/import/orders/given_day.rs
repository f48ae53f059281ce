//! A day as a person gives it: in figures, in words, or by how far away it is.

use jiff::{Span, civil::Date};

use super::{
    days::{Near, day_in, figures},
    vocabulary::Words,
};

/// Days counted from today are no more than this.
const FURTHEST: i32 = 3_650;

/// A day that may depend on the day it is said on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenDay(Said);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Said {
    Day(Date),
    /// So many days from today.
    Away(i32),
    /// A day and a month: the nearest such day. The years stand apart, so that the nearest can be chosen later.
    InAnyYear {
        month: i8,
        day: i8,
    },
}

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDay {
    /// It may be either of these.
    Ambiguous(Date, Date),
    /// It is none, or none of the calendar.
    Unknown,
}

impl GivenDay {
    /// Reads `2026-02-28`, `28.02.2026`, `28 Feb 2026`, `28 февраля`, `28.02`, `today`, `завтра`, `in 3 days`,
    /// `неделю назад`.
    ///
    /// # Errors
    /// [`NoDay`] where it is none, or where day and month could change places.
    pub fn read(text: &str) -> Result<GivenDay, NoDay> {
        let words = Words::embedded().map_err(|_| NoDay::Unknown)?;
        let text = text.trim().to_lowercase();
        if let Some(days) = words.away(&text) {
            return (-FURTHEST..=FURTHEST).contains(&days).then_some(GivenDay(Said::Away(days))).ok_or(NoDay::Unknown);
        }
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits && text.len() != 8 || !words.is_of_a_day(&text) {
            return Err(NoDay::Unknown);
        }
        let said = match figures(&words, &text) {
            Some(it) if !it.dots && it.first <= 12 && it.second <= 12 && it.first != it.second => {
                let day = |month, day| Date::new(it.year, month, day).map_err(|_| NoDay::Unknown);
                return Err(NoDay::Ambiguous(day(it.second, it.first)?, day(it.first, it.second)?));
            }
            Some(_) => day_in(&words, &text, Near::Before(Date::MAX), Default::default()).map(Said::Day),
            None => yearless(&words, &text),
        };
        said.map(GivenDay).ok_or(NoDay::Unknown)
    }

    /// The day, said on a day.
    pub fn on(&self, today: Date) -> Date {
        match self.0 {
            Said::Day(day) => day,
            Said::Away(days) => today.saturating_add(Span::new().days(days)),
            Said::InAnyYear { month, day } => {
                let years = [-1, 0, 1, -2, 2, -3, 3, -4, 4].map(|off: i16| today.year() + off);
                let days = years.into_iter().filter_map(|year| Date::new(year, month, day).ok());
                days.min_by_key(|it| (*it - today).get_days().abs()).unwrap_or(today)
            }
        }
    }
}

/// A day whose year may not be said.
fn yearless(words: &Words, text: &str) -> Option<Said> {
    let in_figures = |text: &str| {
        let (day, month) = text.trim_end_matches('.').split_once('.')?;
        Some((month.parse().ok()?, day.parse().ok()?))
    };
    if let Some((month, day)) = in_figures(text) {
        // A leap year has them all.
        return Date::new(2024, month, day).ok().map(|_| Said::InAnyYear { month, day });
    }
    let near = |base: Date| day_in(words, text, Near::From(base), Default::default());
    let (one, other) = (near(Date::constant(2024, 1, 1))?, near(Date::constant(2028, 1, 1))?);
    Some(if one == other { Said::Day(one) } else { Said::InAnyYear { month: one.month(), day: one.day() } })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_read_as_people_give_them() {
        let today = date(2026, 11, 27);
        for (text, want) in [
            ("2026-02-28", date(2026, 2, 28)),
            ("20260228", date(2026, 2, 28)),
            ("01.03.2026", date(2026, 3, 1)),
            ("1.3.26", date(2026, 3, 1)),
            ("31.12.2026", date(2026, 12, 31)),
            ("31/12/2026", date(2026, 12, 31)),
            ("03/03/2026", date(2026, 3, 3)),
            ("31 декабря", date(2026, 12, 31)),
            ("31 Декабря 2026 г.", date(2026, 12, 31)),
            ("31 Dec 2026", date(2026, 12, 31)),
            ("Dec 31, 2026", date(2026, 12, 31)),
            ("3rd of March 2027", date(2027, 3, 3)),
            ("5 января", date(2027, 1, 5)),
            ("28.02", date(2027, 2, 28)),
            ("today", today),
            ("Сегодня", today),
            ("tomorrow", date(2026, 11, 28)),
            ("послезавтра", date(2026, 11, 29)),
            ("вчера", date(2026, 11, 26)),
            ("позавчера", date(2026, 11, 25)),
            ("через 3 дня", date(2026, 11, 30)),
            ("через неделю", date(2026, 12, 4)),
            ("in 3 days", date(2026, 11, 30)),
            ("in a week", date(2026, 12, 4)),
            ("2 дня назад", date(2026, 11, 25)),
            ("неделю назад", date(2026, 11, 20)),
            ("10 days ago", date(2026, 11, 17)),
        ] {
            assert_eq!(GivenDay::read(text).map(|it| it.on(today)), Ok(want), "{text}");
        }
        for text in [
            "",
            "soon",
            "31.02.2026",
            "45000",
            "2026-02-28xyz",
            "99.99",
            "через 99999 дней",
            "in days",
            "3",
            "may be 3",
        ] {
            assert_eq!(GivenDay::read(text), Err(NoDay::Unknown), "{text}");
        }
        let either = NoDay::Ambiguous(date(2026, 4, 3), date(2026, 3, 4));
        assert_eq!(GivenDay::read("03/04/2026"), Err(either));
        assert_eq!(GivenDay::read("03-04-2026"), Err(either));
    }
}

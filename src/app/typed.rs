//! Days, names, order numbers and postcodes as a person types them.

use jiff::civil::{Date, DateTime};

use super::{
    App, Refusal,
    actions::{
        event::{When, may_be_said},
        given_sum::GivenSum,
        received,
    },
};
use crate::{
    import::orders::{GivenDay, NoDay},
    model::{Status, UnknownWord, clean},
};

/// The longest title and order number, in characters.
pub const LONGEST: usize = 200;

impl App {
    /// A day in figures or words, said today.
    ///
    /// # Errors
    /// A [`Refusal`] where it is none, or may be two.
    pub fn typed_day(&self, text: &str) -> Result<Date, Refusal> {
        Ok(day(text)?.on(self.today()))
    }

    /// A day, or a minute by the person's clock: 2026-02-28T18:30.
    ///
    /// # Errors
    /// A [`Refusal`] where it is neither.
    pub fn typed_moment(&self, text: &str) -> Result<When, Refusal> {
        Ok(match moment(text)? {
            GivenMoment::Day(day) => When::Day(day.on(self.today())),
            GivenMoment::Minute(minute) => When::Minute(minute),
        })
    }
}

/// A day or a minute; which day it is follows from the day it is said on.
#[derive(Debug, Clone)]
pub enum GivenMoment {
    /// A day.
    Day(GivenDay),
    /// A minute by the person's clock.
    Minute(DateTime),
}

/// A day, or a minute: 2026-02-28T18:30.
///
/// # Errors
/// A [`Refusal`] where it is neither.
pub fn moment(text: &str) -> Result<GivenMoment, Refusal> {
    if !text.contains(':') {
        return day(text).map(GivenMoment::Day);
    }
    let minute = text.replace(' ', "T").parse().map(GivenMoment::Minute);
    minute.map_err(|_| Refusal::new("typed-minute"))
}

/// A day in figures or words.
///
/// # Errors
/// A [`Refusal`] where it is none, or may be two.
pub fn day(text: &str) -> Result<GivenDay, Refusal> {
    GivenDay::read(text).map_err(|fault| match fault {
        NoDay::Ambiguous(one, other) => {
            Refusal::new("typed-day-ambiguous").with("one", one.to_string()).with("other", other.to_string())
        }
        NoDay::Unknown => Refusal::new("typed-day"),
    })
}

/// What can be said of a parcel by hand: a status, but no number.
///
/// # Errors
/// A [`Refusal`] where it is none of them.
pub fn status(text: &str) -> Result<Status, Refusal> {
    let known = || Status::ALL.iter().filter(|it| may_be_said(**it)).map(|it| it.word()).collect::<Vec<_>>().join(", ");
    let status = text.parse().map_err(|_: UnknownWord| Refusal::new("typed-word").with("known", known()))?;
    may_be_said(status).then_some(status).ok_or_else(|| Refusal::new("typed-renumbered"))
}

/// What a person calls something: one visible line.
///
/// # Errors
/// A [`Refusal`] where nothing is left of it, or too much.
pub fn title(text: &str) -> Result<String, Refusal> {
    line(text).ok_or_else(|| Refusal::new("typed-title").with("most", LONGEST))
}

/// What is wrong with the goods, in the person's words.
///
/// # Errors
/// A [`Refusal`] where nothing is left of it, or too much.
pub fn note(text: &str) -> Result<String, Refusal> {
    received::note(text).ok_or_else(|| Refusal::new("typed-note").with("most", received::LONGEST_NOTE))
}

/// An order number. It is shown in groups and pasted so.
///
/// # Errors
/// A [`Refusal`] where nothing is left of it, or too much.
pub fn order(text: &str) -> Result<String, Refusal> {
    let order = line(text).ok_or_else(|| Refusal::new("typed-order").with("most", LONGEST))?;
    let digits: String = order.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    Ok(if plain { digits } else { order })
}

/// A postcode of any country; `none` takes one back.
///
/// # Errors
/// A [`Refusal`] where it is none.
pub fn postcode(text: &str) -> Result<Option<String>, Refusal> {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-');
    match plain.as_str() {
        "NONE" => Ok(None),
        it if (3..=12).contains(&it.len()) && it.chars().all(fits) && it.contains(|c: char| c.is_ascii_digit()) => {
            Ok(Some(plain))
        }
        _ => Err(Refusal::new("typed-postcode")),
    }
}

/// A sum, with its currency or without.
///
/// # Errors
/// A [`Refusal`] where it is none.
pub fn sum(text: &str) -> Result<GivenSum, Refusal> {
    text.parse().map_err(|_| Refusal::new("typed-sum"))
}

/// Units of one currency for one of another.
///
/// # Errors
/// A [`Refusal`] where it is none.
pub fn rate(text: &str) -> Result<f64, Refusal> {
    let rate = text.replace(',', ".").parse().ok().filter(|rate| *rate > 0.0 && *rate < 1_000_000.0);
    rate.ok_or_else(|| Refusal::new("typed-rate"))
}

/// One line fit to be shown, of at least one character.
fn line(text: &str) -> Option<String> {
    let line = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    (1..=LONGEST).contains(&line.chars().count()).then_some(line)
}

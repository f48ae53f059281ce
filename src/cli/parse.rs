//! Values of the command line, as people write them.

use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::{
    app::{
        Refusal,
        actions::given_sum::GivenSum,
        typed::{self, GivenMoment},
    },
    import::orders::GivenDay,
    model::{Status, UnknownWord},
    text::{Lang, Phrasebook},
};

/// A day in figures or words; which day it is follows from the day it is said on.
pub(super) fn day(text: &str) -> Result<GivenDay, NoValue> {
    Ok(typed::day(text)?)
}

/// A day, or a minute.
pub(super) fn moment(text: &str) -> Result<GivenMoment, NoValue> {
    Ok(typed::moment(text)?)
}

/// What can be said of a parcel by hand.
pub(super) fn status(text: &str) -> Result<Status, NoValue> {
    Ok(typed::status(text)?)
}

/// What cannot be read, and how to write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoValue(Refusal);

impl NoValue {
    /// As a person of a language reads it.
    pub fn in_words(&self, lang: Lang) -> String {
        self.0.in_words(&Phrasebook::new(lang))
    }
}

impl From<Refusal> for NoValue {
    fn from(refusal: Refusal) -> NoValue {
        NoValue(refusal)
    }
}

impl std::fmt::Display for NoValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl std::error::Error for NoValue {}

/// One of a fixed set of words, which completions know.
pub(super) fn word<T>(words: impl Iterator<Item = &'static str>) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err = UnknownWord> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(words).try_map(|word| word.parse::<T>())
}

/// Units of one currency for one of another.
pub(super) fn rate(text: &str) -> Result<f64, NoValue> {
    Ok(typed::rate(text)?)
}

/// A sum, with its currency or without.
pub(super) fn sum(text: &str) -> Result<GivenSum, NoValue> {
    Ok(typed::sum(text)?)
}

pub(super) fn title(text: &str) -> Result<String, NoValue> {
    Ok(typed::title(text)?)
}

pub(super) fn note(text: &str) -> Result<String, NoValue> {
    Ok(typed::note(text)?)
}

pub(super) fn order(text: &str) -> Result<String, NoValue> {
    Ok(typed::order(text)?)
}

/// A postcode of any country; `none` takes one back.
pub(super) fn postcode(text: &str) -> Result<Postcode, NoValue> {
    Ok(Postcode(typed::postcode(text)?))
}

/// The recipient's postcode, or that there is to be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Postcode(pub Option<String>);

#[cfg(test)]
mod tests {
    #[test]
    fn titles_and_orders_are_one_visible_line() {
        assert_eq!(super::title(" a\u{1b}[31m\u{202e}b\n c ").unwrap(), "a [31mb c");
        assert_eq!(super::order("8190 0000-0000 0017").unwrap(), "8190000000000017");
        assert_eq!(super::order("AB 12").unwrap(), "AB 12");
        assert_eq!(super::order("-").unwrap(), "-");
        let postcode = |text: &str| super::postcode(text).map(|it| it.0);
        assert_eq!(postcode(" 140150 "), Ok(Some("140150".into())));
        assert_eq!(postcode("sw1a 1aa"), Ok(Some("SW1A 1AA".into())));
        assert_eq!(postcode("none"), Ok(None));
        assert!(
            ["", "12", "abc", "140150&x=1", "\"14", "１４０１５０", "1234567890123"]
                .iter()
                .all(|it| postcode(it).is_err())
        );
        assert!(super::title(" \u{200b}\n").is_err());
        assert!(super::title(&"ж".repeat(201)).is_err());
    }
}

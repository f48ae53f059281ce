//! What a number may be.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::Setup,
    carriers::{Hint, Recognised, recognise},
    model::{Candidate, Check},
    text::Phrasebook,
};

/// A number that was found in a text.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RecognisedNumber {
    pub number: String,
    pub check: Check,
    pub hints: Vec<&'static str>,
    /// Numbers one slip away whose digit fits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<String>,
    /// Most likely first.
    pub candidates: Vec<Candidate>,
    /// As it was found.
    #[serde(skip)]
    pub found: Recognised,
}

/// Every number in a text.
pub fn recognised(setup: &Setup, text: &str) -> Vec<RecognisedNumber> {
    recognise(&setup.registry, text).into_iter().map(RecognisedNumber::of).collect()
}

impl RecognisedNumber {
    fn of(found: Recognised) -> RecognisedNumber {
        let repairs = found.hints.iter().flat_map(|hint| match hint {
            Hint::WrongCheckDigit { repairs } => repairs.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        });
        RecognisedNumber {
            number: found.number.to_string(),
            check: found.check,
            hints: found.hints.iter().map(word).collect(),
            repairs: repairs.collect(),
            candidates: found.candidates.clone(),
            found,
        }
    }
}

fn word(hint: &Hint) -> &'static str {
    match hint {
        Hint::CyrillicLetters => "cyrillic-letters",
        Hint::WrongCheckDigit { .. } => "wrong-check-digit",
        Hint::OrderNumber => "order-number",
    }
}

/// What a person may want to know of a number, in a sentence.
pub fn hint_in_words(phrases: &Phrasebook, hint: &Hint) -> String {
    match hint {
        Hint::CyrillicLetters => phrases.label("hint-cyrillic"),
        Hint::OrderNumber => phrases.label("hint-order-number"),
        Hint::WrongCheckDigit { repairs } if repairs.is_empty() => phrases.label("hint-check-digit"),
        Hint::WrongCheckDigit { repairs } => {
            let repairs: Vec<String> = repairs.iter().take(5).map(ToString::to_string).collect();
            phrases.phrase("hint-repairs", &[("repairs", repairs.join(", ").as_str().into())])
        }
    }
}

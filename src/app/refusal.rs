//! Why something a person asked for was not done, as data: they can mend it.

use crate::{
    model::NumberError,
    text::{Arg, Phrasebook},
};

/// A refusal: the id of its phrase, which programs may rely on, and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{id}")]
pub struct Refusal {
    /// The id of the phrase.
    pub id: &'static str,
    args: Vec<(&'static str, Arg<'static>)>,
}

impl Refusal {
    /// A refusal that needs nothing but its phrase.
    pub fn new(id: &'static str) -> Refusal {
        Refusal { id, args: Vec::new() }
    }

    /// The same with one thing more that stands in its phrase.
    pub fn with(mut self, name: &'static str, value: impl Into<Arg<'static>>) -> Refusal {
        self.args.push((name, value.into()));
        self
    }

    /// As a sentence.
    pub fn in_words(&self, phrases: &Phrasebook) -> String {
        phrases.phrase(self.id, &self.args)
    }
}

/// Why a text is no tracking number. Of a long text the beginning is shown.
pub fn not_a_number(text: &str, fault: &NumberError) -> Refusal {
    let mut shown: String = text.chars().take(40).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    match fault {
        NumberError::Length(_) => Refusal::new("number-length").with("text", shown),
        NumberError::Character(c) => {
            Refusal::new("number-character").with("text", shown).with("character", c.to_string())
        }
    }
}

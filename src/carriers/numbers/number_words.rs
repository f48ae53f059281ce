//! The words that call a run of figures something: `rules/number_words.toml`, one file for both that read it.

use serde::Deserialize;

use crate::carriers::definition::{self, DefinitionError, Evidence};

/// How the file is named in errors.
pub const ORIGIN: &str = "rules/number_words.toml";
const TEXT: &str = include_str!("../../../rules/number_words.toml");

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberWords {
    #[serde(rename = "as_of")]
    _as_of: jiff::civil::Date,
    #[serde(rename = "evidence")]
    _evidence: Evidence,
    #[serde(rename = "note")]
    _note: String,
    /// What follows is a tracking number.
    pub number: Sides,
    /// What follows is the number of an order.
    pub order: Sides,
    /// What follows is neither.
    pub other: Sides,
    /// What only what is pasted and linked is read by.
    pub link: LinkWords,
    /// What only messages are read by.
    pub message: MessageWords,
}

/// Words that say the same to both readers, and those that say it to one only.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sides {
    both: Vec<String>,
    #[serde(default)]
    link: Vec<String>,
    #[serde(default)]
    message: Vec<String>,
}

/// Words for what is pasted and linked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkWords {
    /// What follows is a code, where no word for a number stands directly before.
    pub code: Vec<String>,
}

/// Words for messages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageWords {
    /// A number of one's own beside another.
    pub own: Vec<String>,
    /// What stands between a number and the one it became.
    pub becomes: Vec<String>,
    /// What stands between a carrier and the number it goes by there.
    pub under: Vec<String>,
    /// What says only that a number follows.
    pub names: Vec<String>,
    /// What may stand between such a word and the number.
    pub passes: Vec<String>,
    /// What stands after figures that are a sum or a count.
    pub after: Vec<String>,
}

impl NumberWords {
    /// The file this program brings.
    pub fn embedded() -> Result<NumberWords, DefinitionError> {
        toml::from_str(TEXT).map_err(|error| definition::syntax(ORIGIN, TEXT, &error))
    }
}

impl Sides {
    /// For what is pasted and linked.
    pub fn in_links(self) -> Vec<String> {
        [self.both, self.link].concat()
    }

    /// For messages.
    pub fn in_messages(&self) -> impl Iterator<Item = &str> {
        self.both.iter().chain(&self.message).map(String::as_str)
    }
}

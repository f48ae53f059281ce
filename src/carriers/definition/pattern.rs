//! Regular expressions of definitions, compiled when first used.

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

/// A regular expression.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub struct Pattern {
    source: String,
    compiled: OnceLock<Option<Regex>>,
}

impl From<String> for Pattern {
    fn from(source: String) -> Pattern {
        Pattern { source, compiled: OnceLock::new() }
    }
}

impl Pattern {
    /// As it is written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Compiled. `None` is one that does not compile; [`super::validate()`] refuses it, here it never matches.
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.source).ok()).as_ref()
    }

    /// Whether it is found in a text.
    pub fn is_in(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// The first group of its first match, or the whole match where it has no group.
    pub fn capture<'t>(&self, text: &'t str) -> Option<&'t str> {
        // Most texts do not match, and saying so needs no groups.
        let found = self.regex().filter(|regex| regex.is_match(text))?.captures(text)?;
        found.get(1).or_else(|| found.get(0)).map(|group| group.as_str())
    }
}

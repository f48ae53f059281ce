//! Rules that cannot be read.

use serde::de::{DeserializeOwned, Error as _};

/// A file of rules that cannot be read, or makes no sense.
#[derive(Debug, thiserror::Error)]
#[error("{origin}: {cause}")]
pub struct RulesError {
    /// The file.
    pub origin: String,
    /// What is wrong, with line and column where it has one.
    pub cause: toml::de::Error,
}

impl RulesError {
    /// Reads a file of rules: TOML, or the JSON that the build makes of it, which is read faster.
    pub(super) fn toml<T: DeserializeOwned>(text: &str, origin: &str) -> Result<T, RulesError> {
        let read = match text.starts_with('{') {
            true => serde_json::from_str(text).map_err(toml::de::Error::custom),
            false => toml::from_str(text),
        };
        read.map_err(|cause| RulesError { origin: origin.to_owned(), cause })
    }

    /// What can be read and makes no sense.
    pub(super) fn meaning(origin: &str, what: String) -> RulesError {
        RulesError { origin: origin.to_owned(), cause: toml::de::Error::custom(what) }
    }
}

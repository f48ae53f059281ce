//! Tracking numbers: evidence, never identity.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{CarrierId, words};

/// A tracking number in its normal form: 4 to 50 of `A-Z`, `0-9`, and dashes between digits where they are part of it. What
/// people type and paste becomes one in `carriers::numbers`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[derive(utoipa::ToSchema)]
pub struct Number(String);

/// Why a text is no number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Fewer than 4 or more than 50 characters.
    #[error("a tracking number has 4 to 50 characters, this has {0}")]
    Length(usize),
    /// Something else than capital Latin letters and digits.
    #[error("`{0}` cannot stand in a tracking number")]
    Character(char),
}

impl Number {
    /// Takes a text that is already in normal form.
    pub fn new(text: impl Into<String>) -> Result<Number, NumberError> {
        let text = text.into();
        if let Some(other) = text.chars().find(|c| !c.is_ascii_uppercase() && !c.is_ascii_digit() && *c != '-') {
            return Err(NumberError::Character(other));
        }
        let between = |part: &str, at: usize| part.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        let parts: Vec<&str> = text.split('-').collect();
        if parts.windows(2).any(|it| !between(it[0], it[0].len().wrapping_sub(1)) || !between(it[1], 0)) {
            return Err(NumberError::Character('-'));
        }
        if !(4..=50).contains(&text.len()) {
            return Err(NumberError::Length(text.len()));
        }
        Ok(Number(text))
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl TryFrom<String> for Number {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Number, NumberError> {
        Number::new(text)
    }
}

impl From<Number> for String {
    fn from(number: Number) -> String {
        number.0
    }
}

words! {
    /// What happens to a number at the border.
    Flow {
        /// The same number answers at the post of the destination.
        Kept = "kept",
        /// Another number takes over after customs.
        Replaced = "replaced",
        /// Tracking stops by contract; silence is normal.
        Ends = "ends",
        /// Not known.
        Unknown = "unknown",
    }
}

words! {
    /// What a number is for in the life of a parcel.
    Role {
        /// Stands in for a number that comes later.
        Placeholder = "placeholder",
        /// Carries it to a forwarder's warehouse, which sends it on under another number.
        ToForwarder = "to-forwarder",
        /// Carries the parcel over the border.
        International = "international",
        /// Carries it inside the country of destination.
        Domestic = "domestic",
    }
}

words! {
    /// What the check digits of a number say. They never reject: real parcels exist whose digit is wrong.
    Check {
        /// Every digit that could be checked is right.
        Passed = "passed",
        /// The digit does not fit: probably a typing error.
        Failed = "failed",
        /// This kind of number has none.
        None = "none",
    }
}

/// What a number may be, with how sure that is. Recognition gives several, never one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Candidate {
    /// Whose number it may be.
    pub carrier: CarrierId,
    /// The rule of the carrier's definition that says so.
    pub rule: String,
    /// 0 to 1.
    pub confidence: f32,
    /// What becomes of it at the border.
    pub flow: Flow,
    /// What it is for.
    pub role: Role,
}

//! A person of the house.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::carrier::id;

id! {
    /// A person of the house: a name of `[people]`.
    PersonId
}

impl PersonId {
    /// Why a name can be none; nothing where it can: letters, digits, `-` and `_`, at most 40.
    pub fn fault(name: &str) -> Option<&'static str> {
        let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let long = name.chars().count();
        match name {
            _ if long == 0 || long > 40 => Some("a person's name has 1 to 40 characters"),
            name if !name.chars().all(fits) => Some("a person's name has letters, digits, - and _ only"),
            _ => None,
        }
    }
}

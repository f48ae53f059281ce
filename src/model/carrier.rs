//! Carriers and the sources that answer for them, as far as rules must know them.

use std::fmt;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::words;

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> $name {
                $name(text.to_owned())
            }
        }
    };
}
pub(super) use id;

id! {
    /// A company that moves parcels: the `of` of its definitions.
    CarrierId
}

id! {
    /// One interface that answers for a carrier's numbers: the name of a file in `carriers/`.
    SourceId
}

impl CarrierId {
    /// Whoever it is: the carrier of a number whose shape is nobody's we know.
    pub fn unknown() -> CarrierId {
        CarrierId::from("unknown")
    }

    /// Nobody yet: what is told of an order without a number goes under the order's own. It is asked for nowhere: an order
    /// number is no carrier's business.
    pub fn none() -> CarrierId {
        CarrierId::from("order")
    }
}

words! {
    /// How a source can be reached.
    Access {
        /// Answers openly.
        Keyless = "keyless",
        /// Answers to the user's own key.
        Key = "key",
        /// Cannot be asked politely: a page for the user to open.
        LinkOnly = "link-only",
    }
}

/// A carrier, as far as rules and texts must know it.
#[derive(Debug, Clone, PartialEq)]
pub struct Carrier {
    /// Its id.
    pub id: CarrierId,
    /// What people call it, in English.
    pub name: String,
    /// And in Russian, where that differs.
    pub name_ru: Option<String>,
    /// What other sources call it.
    pub also_called: Vec<String>,
    /// The countries it is the post of, ISO 3166-1 alpha-2.
    pub post_of: Vec<String>,
    /// Its page for one number, with `{number}` in it.
    pub page: Option<String>,
    /// In order of preference.
    pub sources: Vec<Source>,
}

impl Carrier {
    /// Its sources that can be asked here and now, in order of preference.
    pub fn askable(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter().filter(|source| source.askable)
    }

    /// Its page for a number.
    pub fn page_for(&self, number: &str) -> Option<String> {
        self.page.as_ref().map(|page| page.replace("{number}", number))
    }
}

/// One of a carrier's sources, as far as rules must know it.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// How it can be reached.
    pub access: Access,
    /// Whether it can be asked: not `link-only`, its secrets given, not switched off.
    pub askable: bool,
    /// Least time between two asks for one number.
    pub floor: SignedDuration,
    /// Whether it takes the recipient's postcode.
    pub takes_postcode: bool,
    /// Where its codes of carriers are found, if it takes one.
    pub carrier_codes: Option<String>,
}

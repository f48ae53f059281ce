//! `[carriers]`: what is so for all sources, and a table for each.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};

use super::SourceSettings;
use crate::model::{SourceId, words};

words! {
    /// What is done by itself where a source answers in another shape.
    Mend {
        /// A mended reading is looked for, and told of.
        Tell = "tell",
        /// It is put in force too, where enough proves it.
        Auto = "auto",
        /// Nothing.
        Off = "off",
    }
}

/// `[carriers]`
#[derive(Debug, Clone, PartialEq)]
pub struct Carriers {
    /// What is done by itself where a source answers in another shape.
    pub mend: Mend,
    /// Where updates are taken from, where no other place is named.
    pub update_from: Option<String>,
    /// Public keys of minisign: what they sign is taken as an update.
    pub update_keys: Vec<String>,
    /// By source: what is otherwise than its definition says.
    pub sources: BTreeMap<SourceId, SourceSettings>,
}

impl Default for Carriers {
    fn default() -> Carriers {
        Carriers { mend: Mend::Tell, update_from: None, update_keys: Vec::new(), sources: BTreeMap::new() }
    }
}

impl FromIterator<(SourceId, SourceSettings)> for Carriers {
    fn from_iter<T: IntoIterator<Item = (SourceId, SourceSettings)>>(sources: T) -> Carriers {
        Carriers { sources: sources.into_iter().collect(), ..Carriers::default() }
    }
}

/// By hand, so that a slip keeps its line and column.
impl<'de> Deserialize<'de> for Carriers {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Carriers, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Carriers;

            fn expecting(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
                text.write_str("a table")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Carriers, A::Error> {
                let mut carriers = Carriers::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "mend" => carriers.mend = map.next_value()?,
                        "update_from" => carriers.update_from = Some(map.next_value()?),
                        "update_keys" => carriers.update_keys = map.next_value()?,
                        _ => {
                            carriers.sources.insert(SourceId(key), map.next_value()?);
                        }
                    }
                }
                Ok(carriers)
            }
        }
        from.deserialize_map(Keys)
    }
}

//! What is asked of every definition, whichever of them is then needed in full. The build takes it out of the embedded ones, so
//! that a command which asks nobody reads no definition.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    definition::{CarrierCodes, Definition, NumberRule, Pace, Secret},
    numbers::Bounds,
    request::takes,
};
use crate::model::{Access, CarrierId, SourceId};

/// A definition without how it is asked and read; see [`Definition`] for what its fields mean.
#[expect(missing_docs, reason = "they are those of the definition")]
#[derive(Debug, Clone, Deserialize)]
pub struct Brief {
    pub id: SourceId,
    pub of: CarrierId,
    pub name: String,
    pub name_ru: Option<String>,
    #[serde(default)]
    pub also_called: Vec<String>,
    #[serde(default)]
    pub post_of: Vec<String>,
    pub page: Option<String>,
    pub access: Access,
    #[serde(default = "super::definition::middle")]
    pub preference: u32,
    #[serde(default)]
    pub asked_through: Vec<SourceId>,
    /// Without their examples.
    #[serde(default)]
    pub numbers: Vec<NumberRule>,
    /// For each of these rules.
    pub(super) bounds: Vec<Bounds>,
    #[serde(default)]
    pub pace: Pace,
    #[serde(default)]
    pub secrets: BTreeMap<String, Secret>,
    pub carrier_codes: Option<CarrierCodes>,
    /// Whether it says how it is asked.
    pub has_request: bool,
    /// Whether a request of it takes the recipient's postcode.
    pub takes_postcode: bool,
    /// Whether its numbers are the postings of a shop, dashes and all: figures beside its name are orders and goods then.
    pub is_a_shops: bool,
}

impl Brief {
    /// What is asked of a definition whichever is needed.
    pub fn of(definition: &Definition) -> Brief {
        let without_examples =
            |rule: &NumberRule| NumberRule { valid: Vec::new(), invalid: Vec::new(), ..rule.clone() };
        let mut valid = definition.numbers.iter().flat_map(|rule| &rule.valid).peekable();
        Brief {
            id: definition.id.clone(),
            of: definition.of.clone(),
            name: definition.name.clone(),
            name_ru: definition.name_ru.clone(),
            also_called: definition.also_called.clone(),
            post_of: definition.post_of.clone(),
            page: definition.page.clone(),
            access: definition.access,
            preference: definition.preference,
            asked_through: definition.asked_through.clone(),
            numbers: definition.numbers.iter().map(without_examples).collect(),
            bounds: definition.numbers.iter().map(|rule| Bounds::of(rule.pattern.source())).collect(),
            pace: definition.pace.clone(),
            secrets: definition.secrets.clone(),
            carrier_codes: definition.carrier_codes.clone(),
            has_request: definition.request.is_some() && !definition.draft,
            takes_postcode: takes(definition, "postcode"),
            is_a_shops: valid.peek().is_some() && valid.all(|number| number.contains('-')),
        }
    }

    /// The briefs of the embedded definitions, by id.
    pub(super) fn embedded() -> Vec<Brief> {
        const BRIEFS: &str = include_str!(concat!(env!("OUT_DIR"), "/briefs.json"));
        // A test reads them.
        serde_json::from_str(BRIEFS).unwrap_or_else(|fault| unreachable!("the embedded briefs: {fault}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carriers::Registry;

    #[test]
    fn the_build_takes_out_what_the_definitions_say() {
        let briefs = Brief::embedded();
        let registry = Registry::embedded().unwrap();
        let said: Vec<Brief> = registry.iter().map(Brief::of).collect();
        assert!(said.len() > 90 && briefs.len() == said.len(), "{} {}", briefs.len(), said.len());
        for (brief, said) in briefs.iter().zip(&said) {
            assert_eq!(format!("{brief:?}"), format!("{said:?}"));
        }
    }
}

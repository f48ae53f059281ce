//! The words of `words.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::found::Standing;
use crate::model::ShopId;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub months: Vec<Vec<String>>,
    pub cancelled: Vec<String>,
    pub done: Vec<String>,
    pub protection: Vec<String>,
    pub delivery: Vec<String>,
    pub columns: BTreeMap<String, Vec<String>>,
    pub hosts: BTreeMap<String, ShopId>,
}

impl Words {
    pub fn embedded() -> Result<Words, toml::de::Error> {
        toml::from_str(include_str!("words.toml"))
    }

    /// The month a word begins like, from 1.
    pub fn month(&self, word: &str) -> Option<i8> {
        let word = word.to_lowercase();
        let at = self.months.iter().position(|names| names.iter().any(|name| word.starts_with(name.as_str())))?;
        i8::try_from(at + 1).ok()
    }

    /// The column a head names.
    pub fn column(&self, head: &str) -> Option<&str> {
        let head = head.trim().to_lowercase();
        self.columns.iter().find(|(_, names)| names.contains(&head)).map(|(column, _)| column.as_str())
    }

    /// What a state in words means for waiting.
    pub fn standing(&self, text: &str) -> Standing {
        let text = text.to_lowercase();
        let says = |words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
        match (says(&self.cancelled), says(&self.done)) {
            (true, _) => Standing::Cancelled,
            (_, true) => Standing::Done,
            _ => Standing::Open,
        }
    }

    /// The shop whose host stands in a link.
    pub fn shop_in(&self, text: &str) -> Option<ShopId> {
        let of = |host: &str| {
            let hosts = text.match_indices(host);
            hosts.into_iter().any(|(at, _)| {
                let before = text.get(..at).and_then(|it| it.chars().last());
                let after = text.get(at + host.len()..).and_then(|it| it.chars().next());
                before.is_none_or(|c| matches!(c, '/' | '.' | ' '))
                    && after.is_none_or(|c| !c.is_alphanumeric() && c != '.')
            })
        };
        self.hosts.iter().find(|(host, _)| of(host)).map(|(_, shop)| shop.clone())
    }
}

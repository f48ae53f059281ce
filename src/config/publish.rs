//! What is given to others without being asked for: a folder of files, and how much of a parcel stands in them.

use std::path::PathBuf;

use serde::{Deserialize, Deserializer, de::Error};

use super::web;
use crate::model::words;

words! {
    /// How much of a tracking number others see.
    NumbersShown {
        /// The last four characters.
        Short = "short",
        /// All of it.
        Whole = "whole",
        /// Nothing.
        Hidden = "hidden",
    }
}

/// How much of a parcel others see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// Of its tracking numbers.
    pub numbers: NumbersShown,
    /// Whether they see what the user calls it.
    pub titles: bool,
    /// Whether they see the purchase: shop's number, seller, sums.
    pub purchases: bool,
}

/// `[publish]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Publish {
    /// The folder that files are written to. It must be there. Without it nothing is published.
    #[serde(deserialize_with = "folder")]
    pub folder: Option<PathBuf>,
    /// How the folder is reached from outside, without a slash at its end: it stands in links of the feed and the calendar.
    #[serde(deserialize_with = "web::url")]
    pub url: Option<String>,
    /// Whose parcels are published: names of `[people]`. Not set: what is nobody's.
    #[serde(rename = "for")]
    pub people: Vec<String>,
    /// How much of a tracking number is published.
    pub numbers: NumbersShown,
    /// Whether titles are.
    pub titles: bool,
    /// Whether purchases are.
    pub purchases: bool,
}

impl Default for Publish {
    /// What lies in a folder is read by whoever comes by: the least that is still of use.
    fn default() -> Publish {
        Publish {
            folder: None,
            url: None,
            people: Vec::new(),
            numbers: NumbersShown::Short,
            titles: false,
            purchases: false,
        }
    }
}

impl Publish {
    /// How much of a parcel is published.
    pub fn shown(&self) -> Shown {
        Shown { numbers: self.numbers, titles: self.titles, purchases: self.purchases }
    }
}

fn folder<'de, D: Deserializer<'de>>(from: D) -> Result<Option<PathBuf>, D::Error> {
    let text = String::deserialize(from)?;
    match text.trim().is_empty() {
        true => Err(D::Error::custom("no folder is named; write for example \"/srv/parcels\"")),
        false => Ok(Some(text.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn little_is_published_unless_more_is_said() {
        let least = Config::default().publish;
        assert_eq!(least.folder, None);
        assert_eq!(least.shown(), Shown { numbers: NumbersShown::Short, titles: false, purchases: false });
        let read = |text: &str| toml::from_str::<Publish>(text).map_err(|fault| fault.message().to_owned());
        let more =
            read("folder = '/srv/parcels'\nurl = 'https://home.example/parcels/'\nnumbers = 'whole'\ntitles = true")
                .unwrap();
        assert_eq!(more.url.as_deref(), Some("https://home.example/parcels"));
        assert!(more.titles && !more.purchases && more.numbers == NumbersShown::Whole);
        for (wrong, cure) in [
            ("folder = ''", "/srv/parcels"),
            ("numbers = 'few'", "short"),
            ("url = 'home'", "https://"),
            ("price = 1", "unknown field"),
        ] {
            let told = read(wrong).unwrap_err();
            assert!(told.contains(cure), "{wrong}: {told}");
        }
    }
}

//! How programs on a phone name the fields of what they send on.

use regex::Regex;
use serde::Deserialize;

use super::super::compiled::compiled;

/// `[posted]` of `rules/messages.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    text: Vec<String>,
    sender: Vec<String>,
    sent: Vec<String>,
    unfilled: String,
    clock: String,
    dashes: String,
}

/// How programs name their fields, the surest first.
#[derive(Debug)]
pub struct Names {
    pub text: Vec<String>,
    pub sender: Vec<String>,
    pub sent: Vec<String>,
    /// What stands in a field that a template did not fill.
    pub unfilled: Regex,
    /// An hour; the groups are hour, minute, second and half of the day.
    pub clock: Regex,
    /// A day with dashes, the year last.
    pub dashes: Regex,
}

impl Names {
    pub fn of(file: &File) -> Result<Names, String> {
        let plain = |names: &[String]| names.iter().map(|it| key(it)).collect();
        Ok(Names {
            text: plain(&file.text),
            sender: plain(&file.sender),
            sent: plain(&file.sent),
            unfilled: compiled(&file.unfilled)?,
            clock: compiled(&file.clock)?,
            dashes: compiled(&file.dashes)?,
        })
    }
}

/// `Sent_At` and `sentAt` are one name.
pub fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

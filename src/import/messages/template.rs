//! What a sender's messages look like: one TOML of `rules/messages/`, read strictly.

use std::sync::OnceLock;

use jiff::civil::Date;
use regex::Regex;
use serde::Deserialize;

use super::wording::Wording;
use crate::{
    carriers::{
        DefinitionError,
        definition::{self, Evidence},
    },
    model::{CarrierId, Reason, ShopId, Status},
};

/// A sender and what it writes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// The name of its file.
    #[serde(skip)]
    pub id: String,
    /// Where it came from: nothing for an embedded one, else the file.
    #[serde(skip)]
    pub origin: Option<String>,
    /// The version of this format: 1.
    pub schema: u32,
    /// What the sender is called.
    pub name: String,
    /// The day it was written or looked at last.
    pub as_of: Date,
    /// What it rests on.
    pub evidence: Evidence,
    /// Which messages, which document.
    pub note: String,
    /// The carrier that writes.
    pub carrier: Option<CarrierId>,
    /// The shops that write.
    #[serde(default)]
    pub shops: Vec<ShopId>,
    /// Its names in SMS.
    #[serde(default)]
    pub senders: Vec<String>,
    /// Its own hosts: what its mails come from and its links lead to.
    pub hosts: Vec<String>,
    /// Words by which a text says that it is from this sender.
    pub claims: Vec<Pattern>,
    /// Where things stand in all of its messages.
    #[serde(default)]
    pub find: Places,
    /// The kinds of messages; the first that fits counts.
    #[serde(default, rename = "message")]
    pub kinds: Vec<Kind>,
    /// Messages of no such kind, read by the words that every message is read by. They are tests.
    #[serde(default, rename = "example")]
    pub examples: Vec<Valid>,
}

/// One kind of message.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its name within the file.
    pub kind: String,
    /// What it says of the parcel; nothing where it says of the order only.
    pub status: Option<Status>,
    /// Why.
    pub reason: Option<Reason>,
    /// Whether it says that the seller has posted it.
    #[serde(default)]
    pub shipped: bool,
    /// A message is of this kind where one of these is found.
    pub when: Vec<Pattern>,
    /// And none of these.
    #[serde(default)]
    pub unless: Vec<Pattern>,
    /// Examples that are tests.
    pub valid: Vec<Valid>,
    /// Texts of this sender that are not of this kind.
    #[serde(default)]
    pub invalid: Vec<String>,
}

/// Patterns with one group each; of each list the first that fits counts.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Places {
    /// Tracking numbers.
    pub number: Vec<Pattern>,
    /// Order numbers.
    pub order: Vec<Pattern>,
    /// The last day at the point.
    pub until: Vec<Pattern>,
    /// Where it is.
    pub place: Vec<Pattern>,
    /// When it happened, where the message says another day than its own.
    pub on: Vec<Pattern>,
    /// The promised day.
    pub promised: Vec<Pattern>,
    /// The carrier of the last mile.
    pub last_mile: Vec<Pattern>,
}

/// A message and what is read of it. Sent on 20 February 2026.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Valid {
    /// The message as it comes.
    pub text: String,
    /// The tracking numbers.
    #[serde(default)]
    pub numbers: Vec<String>,
    /// The order numbers.
    #[serde(default)]
    pub orders: Vec<String>,
    /// The last day at the point.
    pub until: Option<Date>,
    /// Where.
    pub place: Option<String>,
    /// What an example says of the parcel; a kind says so itself.
    pub status: Option<Status>,
    /// And why.
    pub reason: Option<Reason>,
    /// When it happened.
    pub on: Option<Date>,
    /// The promised day.
    pub promised: Option<Date>,
    /// The carrier of the last mile.
    pub last_mile: Option<String>,
}

/// A pattern that is compiled when first used, with `{date}` and `{place}` in it.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
pub struct Pattern {
    source: String,
    compiled: OnceLock<Result<Regex, String>>,
}

impl From<String> for Pattern {
    fn from(source: String) -> Pattern {
        Pattern { source, compiled: OnceLock::new() }
    }
}

impl Pattern {
    fn compiled(&self, wording: &Wording) -> &Result<Regex, String> {
        self.compiled.get_or_init(|| wording.pattern(&self.source))
    }

    /// Compiled. One that does not compile never matches; [`Template::check`] refuses it.
    pub(super) fn regex(&self, wording: &Wording) -> Option<&Regex> {
        self.compiled(wording).as_ref().ok()
    }

    /// Where it is first found in a text.
    pub(super) fn place_in(&self, wording: &Wording, text: &str) -> Option<usize> {
        self.regex(wording)?.find(text).map(|found| found.start())
    }
}

impl Template {
    /// Reads a template's text; `origin` names it in errors.
    pub fn parse(id: &str, text: &str, origin: Option<String>) -> Result<Template, DefinitionError> {
        let named = origin.clone().unwrap_or_else(|| format!("rules/messages/{id}.toml"));
        let read = toml::from_str(text).map_err(|error| definition::syntax(&named, text, &error));
        read.map(|template: Template| Template { id: id.to_owned(), origin, ..template })
    }

    /// Looks at what can be told without a message: the version, and that every pattern is one.
    pub fn check(&self, wording: &Wording) -> Result<(), DefinitionError> {
        let origin = self.origin.clone().unwrap_or_else(|| format!("rules/messages/{}.toml", self.id));
        let fault = |key: &str, message: &str| {
            Err(DefinitionError::Meaning { origin: origin.clone(), key: key.to_owned(), message: message.to_owned() })
        };
        if self.schema != 1 {
            return fault("schema", "this program reads schema 1");
        }
        let find = &self.find;
        let lists = [&find.number, &find.order, &find.until, &find.place, &find.on, &find.promised, &find.last_mile];
        for pattern in lists.into_iter().flatten() {
            match pattern.compiled(wording) {
                Err(message) => return fault(&pattern.source, message),
                Ok(regex) if regex.captures_len() < 2 => return fault(&pattern.source, "it has no group"),
                Ok(_) => {}
            }
        }
        let kinds = self.kinds.iter().flat_map(|kind| kind.when.iter().chain(&kind.unless));
        for pattern in self.claims.iter().chain(kinds) {
            if let Err(message) = pattern.compiled(wording) {
                return fault(&pattern.source, message);
            }
        }
        Ok(())
    }

    /// The first kind of message a text fits.
    pub(super) fn kind(&self, wording: &Wording, text: &str) -> Option<&Kind> {
        let any = |patterns: &[Pattern]| patterns.iter().any(|it| it.place_in(wording, text).is_some());
        self.kinds.iter().find(|kind| any(&kind.when) && !any(&kind.unless))
    }

    /// Where in a text it says that it is from this sender.
    pub(super) fn claim(&self, wording: &Wording, text: &str) -> Option<usize> {
        self.claims.iter().filter_map(|it| it.place_in(wording, text)).min()
    }
}

//! A source as data: one TOML file of `carriers/`, read strictly.
//!
//! Belongs here: what stands in a TOML of `carriers/`, read strictly and checked without an answer. Does not belong
//! here: what an answer says by it (`answer`).

mod answer;
mod field;
mod numbers;
mod pattern;
mod request;
pub mod spelling;
mod tables;
mod validate;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::model::{Access, CarrierId, Reason, SourceId, Status, words};

pub use answer::{Answer, Condition, Distrust, FactPlaces, Header, Latest, LinkedPlaces, OutcomeRule, ZoneRule};
pub use field::{Alternative, Alternatives, Template};
pub use numbers::{CheckKind, Digits, NumberRule};
pub use pattern::Pattern;
pub use request::{Body, CarrierCodes, Method, Pace, RegisterSpec, RequestSpec, Secret, TokenSpec};
pub use tables::{Tables, Words};
pub use validate::validate;

words! {
    /// What the reading of a source's answers rests on.
    Evidence {
        /// Recorded answers.
        Recorded = "recorded",
        /// The source's own documentation.
        Documented = "documented",
        /// What others' programs expect.
        Inferred = "inferred",
    }
}

/// Why a definition cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionError {
    /// The text is not what a definition is.
    #[error("{origin}, line {line}, column {column}: {message}")]
    Syntax {
        /// The file, or the id of an embedded definition.
        origin: String,
        /// From 1.
        line: usize,
        /// From 1, in characters.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// The text is a definition, but says something that cannot be.
    #[error("{origin}, `{key}`: {message}")]
    Meaning {
        /// The file, or the id of an embedded definition.
        origin: String,
        /// Which key.
        key: String,
        /// What is wrong.
        message: String,
    },
}

/// One source: how its numbers look, how it is asked, how its answers are read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The name of its file.
    #[serde(skip, default = "unnamed")]
    pub id: SourceId,
    /// Where it came from: nothing for an embedded one, else the file.
    #[serde(skip)]
    pub origin: Option<String>,
    /// The version of this format: 1.
    pub schema: u32,
    /// Counts the changes of this file.
    pub revision: u32,
    /// Whether it is not finished: it reads answers and is never asked.
    #[serde(default)]
    pub draft: bool,
    /// Keys of which two readings are possible, for whoever finishes a draft.
    #[serde(default)]
    pub open: Vec<String>,
    /// The carrier whose numbers it answers for.
    pub of: CarrierId,
    /// What people call the carrier, in English.
    pub name: String,
    /// And in Russian, where that differs.
    pub name_ru: Option<String>,
    /// What other sources call the carrier.
    #[serde(default)]
    pub also_called: Vec<String>,
    /// The countries the carrier is the post of, ISO 3166-1 alpha-2.
    #[serde(default)]
    pub post_of: Vec<String>,
    /// The carrier's page for one number, with `{number}` in it.
    pub page: Option<String>,
    /// How it can be reached.
    pub access: Access,
    /// What the reading rests on.
    pub evidence: Evidence,
    /// Which answers, which document.
    pub evidence_note: String,
    /// Of several sources of one carrier the smallest is asked first.
    #[serde(default = "middle")]
    pub preference: u32,
    /// Another source whose tables of statuses, texts and reasons are used.
    pub tables_of: Option<SourceId>,
    /// Sources of others that are asked for the carrier's numbers, after its own, where the user has their keys.
    #[serde(default)]
    pub asked_through: Vec<SourceId>,
    /// How the carrier's numbers look.
    #[serde(default)]
    pub numbers: Vec<NumberRule>,
    /// How often it may be asked.
    #[serde(default)]
    pub pace: Pace,
    /// What the user must give.
    #[serde(default)]
    pub secrets: BTreeMap<String, Secret>,
    /// What it calls carriers, where it can be told whose a number is.
    pub carrier_codes: Option<CarrierCodes>,
    /// A request before the others.
    pub token: Option<TokenSpec>,
    /// A request once per number.
    pub register: Option<RegisterSpec>,
    /// How it is asked; none for `link-only`.
    pub request: Option<RequestSpec>,
    /// Tested in this order before the events.
    #[serde(default)]
    pub outcome: Vec<OutcomeRule>,
    /// How its answers are read.
    pub answer: Option<Answer>,
    /// Places that name other numbers.
    #[serde(default)]
    pub linked: Vec<LinkedPlaces>,
    /// Places that name facts.
    #[serde(default)]
    pub facts: FactPlaces,
    /// Our statuses, their codes.
    #[serde(default)]
    pub statuses: Words<Status>,
    /// Our statuses, their texts, where there is no code.
    #[serde(default)]
    pub texts: Words<Status>,
    /// Our reasons, their codes.
    #[serde(default)]
    pub reasons: Words<Reason>,
    /// The tables ready for looking up.
    #[serde(skip)]
    pub tables: Tables,
}

fn unnamed() -> SourceId {
    SourceId(String::new())
}

pub(super) fn middle() -> u32 {
    50
}

impl Definition {
    /// Reads a definition's text; `origin` names it in errors. What is only needed when it is used is compiled then.
    pub fn parse(id: &str, text: &str, origin: Option<String>) -> Result<Definition, DefinitionError> {
        let named = origin.clone().unwrap_or_else(|| id.to_owned());
        let mut definition: Definition = toml::from_str(text).map_err(|error| syntax(&named, text, &error))?;
        definition.id = SourceId::from(id);
        definition.origin = origin;
        definition.tables = Tables::new(&definition).map_err(|(key, message)| DefinitionError::Meaning {
            origin: named,
            key,
            message,
        })?;
        Ok(definition)
    }

    /// An embedded definition, of the JSON the build makes of its TOML. A test reads them all.
    pub(super) fn embedded(id: SourceId, json: &str) -> Definition {
        let read = || {
            let mut definition: Definition = serde_json::from_str(json).map_err(|error| error.to_string())?;
            definition.tables = Tables::new(&definition).map_err(|(key, message)| format!("{key}: {message}"))?;
            Ok::<_, String>(definition)
        };
        match read() {
            Ok(definition) => Definition { id, ..definition },
            Err(fault) => unreachable!("the embedded {id}: {fault}"),
        }
    }

    /// How it is named in errors.
    pub fn named(&self) -> &str {
        self.origin.as_deref().unwrap_or(self.id.as_str())
    }

    /// All requests it describes, each with its key.
    pub(super) fn requests(&self) -> impl Iterator<Item = (&'static str, &RequestSpec)> {
        let register = self.register.as_ref();
        let all = [
            ("request", self.request.as_ref()),
            ("token.request", self.token.as_ref().map(|it| &it.request)),
            ("register.request", register.map(|it| &it.request)),
            ("register.then", register.and_then(|it| it.then.as_ref())),
        ];
        all.into_iter().filter_map(|(key, spec)| Some((key, spec?)))
    }

    /// Every host it may send something to.
    pub fn hosts(&self) -> BTreeSet<String> {
        self.requests().flat_map(|(_, spec)| spec.hosts.iter().map(|host| host.to_ascii_lowercase())).collect()
    }

    /// Whether its requests can be sent with these secrets.
    pub fn askable_with(&self, has: &dyn Fn(&str) -> bool) -> bool {
        self.request.is_some() && !self.draft && self.secrets.iter().all(|(name, secret)| secret.optional || has(name))
    }
}

/// Where in a text of ours TOML stopped reading.
pub(crate) fn syntax(origin: &str, text: &str, error: &toml::de::Error) -> DefinitionError {
    let start = error.span().map_or(0, |span| span.start).min(text.len());
    let before = text.get(..start).unwrap_or_default();
    DefinitionError::Syntax {
        origin: origin.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1,
        message: error.message().to_owned(),
    }
}

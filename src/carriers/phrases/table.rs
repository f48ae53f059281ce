//! `rules/phrases.toml` as it is written, and its patterns as they are compiled.

use std::collections::BTreeMap;

use regex::{Regex, RegexSet, RegexSetBuilder};
use serde::Deserialize;

use super::letters::{Letters, whole_words};
use crate::{
    carriers::definition::{self, DefinitionError, Evidence},
    model::{Reason, Status},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "as_of")]
    _as_of: jiff::civil::Date,
    #[serde(rename = "evidence")]
    _evidence: Evidence,
    #[serde(rename = "note")]
    _note: String,
    letters: Letters,
    words: BTreeMap<String, String>,
    step: Vec<StepFile>,
    why: Vec<WhyFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepFile {
    status: Option<Status>,
    reason: Option<Reason>,
    says: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    valid: Vec<String>,
    not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WhyFile {
    reason: Reason,
    with: Vec<Status>,
    says: Vec<String>,
    valid: Vec<String>,
    not: Vec<String>,
}

/// One step of the reading: what it gives, or nothing where it takes out.
#[derive(Debug)]
pub(super) struct Step {
    pub status: Option<Status>,
    pub reason: Option<Reason>,
    pub unless: Option<Regex>,
}

/// Why a status came about, where the words say it.
#[derive(Debug)]
pub(super) struct Why {
    pub reason: Reason,
    pub with: Vec<Status>,
    pub says: Regex,
}

/// Texts that an entry of the file is tested by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What `valid` say; `None` where they say nothing.
    pub status: Option<Status>,
    /// The reason `valid` give, where the entry is about one.
    pub reason: Option<Reason>,
    /// Texts that say so.
    pub valid: Vec<String>,
    /// Texts that do not.
    pub not: Vec<String>,
}

/// The file, its patterns filled in.
pub(super) struct Table {
    pub letters: Letters,
    pub steps: Vec<Step>,
    pub whys: Vec<Why>,
    /// Each with the place of its step.
    pub patterns: Vec<(usize, String)>,
    pub examples: Vec<Example>,
}

impl Table {
    pub fn parse(text: &str, origin: &str) -> Result<Table, DefinitionError> {
        let file: File = toml::from_str(text).map_err(|error| definition::syntax(origin, text, &error))?;
        let words = Words { letters: &file.letters, words: &file.words, origin };
        let (mut steps, mut whys, mut patterns, mut examples) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (at, it) in file.step.into_iter().enumerate() {
            for pattern in &it.says {
                patterns.push((at, words.whole(pattern)?));
            }
            let unless = if it.unless.is_empty() { None } else { Some(words.any(&it.unless)?) };
            steps.push(Step { status: it.status, reason: it.reason, unless });
            examples.push(Example { status: it.status, reason: it.reason, valid: it.valid, not: it.not });
        }
        for WhyFile { reason, with, says, valid, not } in file.why {
            examples.push(Example { status: None, reason: Some(reason), valid, not });
            whys.push(Why { reason, with, says: words.any(&says)? });
        }
        Ok(Table { letters: file.letters, steps, whys, patterns, examples })
    }
}

/// All patterns as one set.
pub(super) fn set(patterns: &[(usize, String)], origin: &str) -> Result<RegexSet, DefinitionError> {
    let all = patterns.iter().map(|(_, it)| it);
    let built = RegexSetBuilder::new(all).size_limit(1 << 25).dfa_size_limit(1 << 23).build();
    built.map_err(|error| {
        let broken = patterns.iter().find_map(|(_, it)| compiled(it, origin).err());
        broken.unwrap_or_else(|| meaning(origin, "step", error.to_string()))
    })
}

/// What patterns are filled in with.
struct Words<'a> {
    letters: &'a Letters,
    words: &'a BTreeMap<String, String>,
    origin: &'a str,
}

impl Words<'_> {
    /// A pattern of whole words, compared as texts are. `{name}` stands for a group of words, which may hold others.
    fn whole(&self, pattern: &str) -> Result<String, DefinitionError> {
        let (mut filled, mut depth) = (pattern.to_owned(), 0);
        while let Some(name) = placeholder(&filled).map(str::to_owned) {
            let refused = |message: &str| meaning(self.origin, pattern, format!("{{{name}}}: {message}"));
            let words = self.words.get(&name).ok_or_else(|| refused("there are no such words"))?;
            depth += 1;
            if depth > 100 {
                return Err(refused("these words hold themselves"));
            }
            filled = filled.replace(&format!("{{{name}}}"), &format!("(?:{words})"));
        }
        Ok(self.letters.folded(&whole_words(&filled)))
    }

    fn any(&self, patterns: &[String]) -> Result<Regex, DefinitionError> {
        let all = patterns.iter().map(|it| self.whole(it)).collect::<Result<Vec<_>, _>>()?;
        compiled(&all.join("|"), self.origin)
    }
}

/// The first `{name}` in a pattern; `{2,3}` is none.
fn placeholder(pattern: &str) -> Option<&str> {
    let named = |rest: &'_ str| rest.starts_with(|c: char| c.is_ascii_lowercase());
    let from = pattern.match_indices('{').map(|(at, _)| at + 1).find(|at| named(&pattern[*at..]))?;
    pattern[from..].split_once('}').map(|(name, _)| name)
}

fn compiled(pattern: &str, origin: &str) -> Result<Regex, DefinitionError> {
    Regex::new(pattern).map_err(|error| meaning(origin, pattern, format!("no regular expression: {error}")))
}

fn meaning(origin: &str, key: &str, message: String) -> DefinitionError {
    DefinitionError::Meaning { origin: origin.to_owned(), key: key.to_owned(), message }
}

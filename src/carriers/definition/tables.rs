//! Their codes and texts to our words.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Definition, Pattern};
use crate::model::{Reason, Status};

/// Ours, each with theirs.
pub type Words<T> = BTreeMap<T, Vec<String>>;

/// The tables of a definition, turned round for looking up.
#[derive(Debug, Default)]
pub struct Tables {
    statuses: FxHashMap<String, Status>,
    texts: FxHashMap<String, Status>,
    patterns: Vec<(Pattern, Status)>,
    reasons: FxHashMap<String, Reason>,
}

impl Tables {
    pub(super) fn new(definition: &Definition) -> Result<Tables, (String, String)> {
        let (exact, patterns) = split(&definition.texts);
        Ok(Tables {
            statuses: turned("statuses", definition.statuses.iter().map(|(ours, theirs)| (*ours, theirs.as_slice())))?,
            texts: turned("texts", exact.iter().map(|(ours, theirs)| (*ours, theirs.as_slice())))?,
            patterns,
            reasons: turned("reasons", definition.reasons.iter().map(|(ours, theirs)| (*ours, theirs.as_slice())))?,
        })
    }

    /// Our status for a code.
    pub fn status(&self, code: &str) -> Option<Status> {
        self.statuses.get(code).copied()
    }

    /// Our status for a text: an exact one, else the first pattern found in it.
    pub fn status_of_text(&self, text: &str) -> Option<Status> {
        let by_pattern = || self.patterns.iter().find(|(pattern, _)| pattern.is_in(text)).map(|(_, ours)| *ours);
        self.texts.get(text).copied().or_else(by_pattern)
    }

    /// Our reason for a code.
    pub fn reason(&self, code: &str) -> Option<Reason> {
        self.reasons.get(code).copied()
    }

    /// The patterns among the texts.
    pub fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.patterns.iter().map(|(pattern, _)| pattern)
    }
}

/// A text between slashes is a pattern.
fn split(texts: &Words<Status>) -> (Words<Status>, Vec<(Pattern, Status)>) {
    let mut exact = Words::new();
    let mut patterns = Vec::new();
    for (ours, theirs) in texts {
        for text in theirs {
            match text.strip_prefix('/').and_then(|it| it.strip_suffix('/')) {
                Some(pattern) => patterns.push((Pattern::from(pattern.to_owned()), *ours)),
                None => exact.entry(*ours).or_insert_with(Vec::new).push(text.clone()),
            }
        }
    }
    (exact, patterns)
}

fn turned<'a, T: Copy + PartialEq + std::fmt::Display>(
    table: &str,
    rows: impl Iterator<Item = (T, &'a [String])>,
) -> Result<FxHashMap<String, T>, (String, String)> {
    let mut turned = FxHashMap::default();
    for (ours, theirs) in rows {
        for code in theirs {
            if let Some(other) = turned.insert(code.clone(), ours) {
                return Err((
                    table.to_owned(),
                    format!("`{code}` stands under `{other}` and under `{ours}`: keep one"),
                ));
            }
        }
    }
    Ok(turned)
}

//! Their codes and texts to our words.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Definition, Pattern, spelling::spelled};
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
    /// Whether codes are compared letter by letter.
    exact: bool,
}

impl Tables {
    pub(super) fn new(definition: &Definition) -> Result<Tables, (String, String)> {
        let (whole, patterns) = split(&definition.texts);
        let exact = definition.answer.as_ref().is_some_and(|it| it.exact_codes);
        Ok(Tables {
            statuses: turned("statuses", &definition.statuses, exact)?,
            texts: turned("texts", &whole, exact)?,
            patterns,
            reasons: turned("reasons", &definition.reasons, exact)?,
            exact,
        })
    }

    /// Our status for a code.
    pub fn status(&self, code: &str) -> Option<Status> {
        look_up(&self.statuses, code, self.exact)
    }

    /// Our status for a text: an exact one, else the first pattern found in it.
    pub fn status_of_text(&self, text: &str) -> Option<Status> {
        let by_pattern = || self.patterns.iter().find(|(pattern, _)| pattern.is_in(text)).map(|(_, ours)| *ours);
        look_up(&self.texts, text, self.exact).or_else(by_pattern)
    }

    /// Our reason for a code.
    pub fn reason(&self, code: &str) -> Option<Reason> {
        look_up(&self.reasons, code, self.exact)
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

/// A table by the spelling in which codes are compared. One code under two of our words is refused; two spellings of it
/// under one are one.
fn turned<T: Copy + PartialEq + std::fmt::Display>(
    table: &str,
    words: &Words<T>,
    exact: bool,
) -> Result<FxHashMap<String, T>, (String, String)> {
    let mut turned = FxHashMap::default();
    for (ours, theirs) in words {
        for code in theirs {
            let key = if exact { code.clone() } else { spelled(code).into_owned() };
            if let Some(other) = turned.insert(key, *ours).filter(|other| other != ours) {
                return Err((
                    table.to_owned(),
                    format!("`{code}` stands under `{other}` and under `{ours}`: keep one"),
                ));
            }
        }
    }
    Ok(turned)
}

fn look_up<T: Copy>(table: &FxHashMap<String, T>, code: &str, exact: bool) -> Option<T> {
    match exact {
        true => table.get(code).copied(),
        false => table.get(spelled(code).as_ref()).copied(),
    }
}

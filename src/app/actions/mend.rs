//! A source's definition is mended by what is remembered of its parcels, and by answers that the user has.

pub mod bundle;
pub mod by_itself;
mod evidence;
pub mod take_back;

use std::path::PathBuf;

use serde::Serialize;
use utoipa::ToSchema;

pub use self::evidence::GivenAnswer;
use self::evidence::{Evidence, evidence, outcome};
use super::super::views::sources::definition_text;
use crate::{
    app::{Setup, setup::mended_file},
    carriers::Definition,
    mend::{self, Case, Question, Refused},
    model::{Number, clean},
};

/// What came of mending.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Mending {
    /// The source.
    pub id: String,
    /// Whether there is a mended definition.
    pub mended: bool,
    /// The lines of the definition that change.
    pub diff: String,
    /// Scans that are known of the numbers in the changed answers.
    pub known: usize,
    /// So many of them the mended definition gives back: all.
    pub given_back: usize,
    /// Why nothing was mended, in words.
    pub refused: Vec<String>,
    /// The keys that change.
    pub changes: Vec<String>,
    /// Facts and other numbers that are no longer found.
    pub lost: Vec<String>,
    /// Numbers whose earlier answers are no longer read as they were.
    pub older: Vec<Number>,
    /// How each changed answer is read before and after.
    pub heard: Vec<HeardAgain>,
    /// Numbers whose scans are given back.
    pub numbers: Vec<Number>,
    /// Whether the answers hold nothing of what is known: they say nothing of the definition.
    #[serde(skip)]
    pub says_nothing: bool,
    /// The answers it was mended by.
    #[serde(skip)]
    pub cases: Vec<Case>,
    /// The mended definition.
    #[serde(skip)]
    pub text: String,
}

/// How an answer is read before and after.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeardAgain {
    /// For which number.
    pub number: Number,
    /// The outcome by the definition as it was.
    pub before: String,
    /// The outcome by the mended one.
    pub after: String,
    /// Scans that are read now.
    pub scans: usize,
}

/// Tries to mend the definition of a source. Nothing is changed.
pub fn mend(setup: &Setup, id: &str, given: &[GivenAnswer]) -> anyhow::Result<Mending> {
    let definition = setup.find_source(id)?;
    let text = definition_text(definition)?.toml;
    let Evidence { known, good, mut changed, earlier } = evidence(setup, definition, given)?;
    let question = |changed: &[Case]| {
        let (registry, text) = (&*setup.registry, text.as_str());
        mend::mend(&Question { registry, definition, text, known: &known, changed, good: &good })
    };
    let newest = changed.len();
    changed.extend(earlier);
    let mut found = question(&changed);
    if found.is_err() && newest < changed.len() {
        changed.truncate(newest);
        found = question(&changed);
    }
    let mut mending = Mending { id: id.to_owned(), ..Mending::default() };
    match found {
        Ok(mended) => {
            mending.mended = true;
            mending.diff = mend::diff(&text, &mended.text);
            (mending.known, mending.given_back) = (mended.known, mended.given_back);
            (mending.changes, mending.lost, mending.older) = (mended.changes, mended.lost, mended.older);
            mending.refused = mended.skipped.iter().map(|(number, why)| skipped(setup, number, why)).collect();
            mending.heard = changed.iter().map(|it| heard_again(setup, definition, &mended.definition, it)).collect();
            (mending.numbers, mending.text) = (mended.numbers, mended.text);
            mending.cases = changed;
        }
        Err(refused) => {
            mending.known = known.iter().map(|it| it.scans.len()).sum();
            mending.says_nothing = refused.says_nothing();
            mending.refused = vec![in_words(setup, &refused)];
        }
    }
    Ok(mending)
}

/// Puts a mended definition in force, as the user's own. What was there before is kept beside it.
pub fn apply(setup: &Setup, mending: &Mending, day: jiff::civil::Date) -> anyhow::Result<PathBuf> {
    let args = [
        ("day", day.to_string().into()),
        ("known", (mending.known as i64).into()),
        ("given", (mending.given_back as i64).into()),
        ("id", mending.id.as_str().into()),
    ];
    let told = format!("# {}\n", setup.phrases.phrase("mend-provenance", &args));
    mended_file::lay(&setup.folders, &mending.id, &(told + &mending.text))
}

fn skipped(setup: &Setup, number: &Number, why: &Refused) -> String {
    format!("{number}: {}", in_words(setup, why))
}

fn heard_again(setup: &Setup, old: &Definition, new: &Definition, case: &Case) -> HeardAgain {
    let outcome = |definition: &Definition| outcome(setup, definition, case);
    let (before, after) = (outcome(old), outcome(new));
    let scans = after.heard().map_or(0, |it| it.events.len());
    HeardAgain {
        number: case.number.clone(),
        before: before.kind().to_string(),
        after: after.kind().to_string(),
        scans,
    }
}

/// Why nothing was mended, in words.
pub fn in_words(setup: &Setup, refused: &Refused) -> String {
    let phrase = |id: &str, args: &[(&str, crate::text::Arg<'_>)]| setup.phrases.phrase(id, args);
    match refused {
        Refused::NothingToMend => phrase("mend-nothing", &[]),
        Refused::NothingKnown => phrase("mend-nothing-known", &[]),
        Refused::NoAnswer => phrase("mend-no-answer", &[]),
        Refused::IsNoAnswer(how) => phrase("mend-is-no-answer", &[("how", clean(how).into())]),
        Refused::TooLarge => phrase("mend-too-large", &[]),
        Refused::NumberMissing(number) => phrase("mend-number-missing", &[("number", number.as_str().into())]),
        Refused::NoKnownScan => phrase("mend-no-known-scan", &[]),
        Refused::ScansMissing { known, found } => {
            phrase("mend-scans-missing", &[("known", (*known as i64).into()), ("found", (*found as i64).into())])
        }
        Refused::FieldMissing(key) => phrase("mend-field-missing", &[("key", key.as_str().into())]),
        Refused::Ambiguous(key) => phrase("mend-ambiguous", &[("key", key.as_str().into())]),
        Refused::NotProven(what) => phrase("mend-not-proven", &[("what", clean(what).into())]),
    }
}

//! What the words of a scan say, where its code says nothing: a second witness, read by `rules/phrases.toml`.
//!
//! A text is read sentence by sentence. In each, the steps of the file are taken in order: a step without a status takes
//! out what is only promised, denied or asked for; the first step that gives one decides. Whatever fits no step says
//! nothing: a wrong "delivered" costs more than one that is not heard.

mod letters;
mod table;

use regex::RegexSet;

pub use self::table::Example;
use self::{
    letters::Letters,
    table::{Step, Table, Why},
};
use super::definition::{DefinitionError, Pattern};
use crate::model::{Reason, Status};

const ORIGIN: &str = "rules/phrases.toml";
const EMBEDDED: &str = include_str!("../../../rules/phrases.toml");

/// Longer texts are no scans; only so much of one is read.
const LONGEST: usize = 600;

/// The phrases, compiled.
#[derive(Debug)]
pub struct Phrases {
    letters: Letters,
    steps: Vec<Step>,
    whys: Vec<Why>,
    /// The patterns of all steps, matched at once.
    set: RegexSet,
    /// The step of each pattern, and the pattern again, for taking out what it matches.
    patterns: Vec<(usize, Pattern)>,
    examples: Vec<Example>,
}

impl Phrases {
    /// The phrases this program brings. It takes a while: keep them.
    pub fn embedded() -> Result<Phrases, DefinitionError> {
        Phrases::parse(EMBEDDED, ORIGIN)
    }

    /// Phrases as a file has them.
    pub fn parse(text: &str, origin: &str) -> Result<Phrases, DefinitionError> {
        let Table { letters, steps, whys, patterns, examples } = Table::parse(text, origin)?;
        let set = table::set(&patterns, origin)?;
        let patterns = patterns.into_iter().map(|(step, it)| (step, Pattern::from(it))).collect();
        Ok(Phrases { letters, steps, whys, set, patterns, examples })
    }

    /// What a text says of the parcel, and why. `None`: nothing that is sure.
    pub fn by_words(&self, text: &str) -> Option<(Status, Option<Reason>)> {
        let text: String = text.chars().take(LONGEST).collect();
        let text = self.letters.plain(&text);
        let found = self.found(&text);
        if !found.is_empty() {
            return self.weighed(&text, &found);
        }
        let russian = self.letters.russian(&text)?;
        self.weighed(&russian, &self.found(&russian))
    }

    /// What is found in each sentence; one that no step knows is left out.
    fn found(&self, text: &str) -> Vec<Found> {
        letters::sentences(text).filter_map(|it| self.sentence(it)).collect()
    }

    /// What the sentences of a text say together: the step that stands first in the file, and a note only where there is
    /// nothing else.
    fn weighed(&self, text: &str, found: &[Found]) -> Option<(Status, Option<Reason>)> {
        let said = || {
            found.iter().filter_map(|it| match it {
                Found::Says(step) => Some((self.steps[*step].status?, *step)),
                Found::Nothing => None,
            })
        };
        let (status, step) = said().min_by_key(|(status, at)| (*status == Status::Note, *at))?;
        if said().any(|(other, _)| contradict(status, other)) {
            return None;
        }
        Some((status, self.steps[step].reason.or_else(|| self.why(status, text))))
    }

    /// What is found in a sentence; `None` where no step knows it.
    fn sentence(&self, sentence: &str) -> Option<Found> {
        let (mut left, mut from, mut known) = (letters::framed(sentence), 0, None);
        while let Some(at) = self.set.matches(&left).into_iter().find(|at| *at >= from && self.holds(*at, &left)) {
            let (step, pattern) = &self.patterns[at];
            if self.steps[*step].status.is_some() {
                return Some(Found::Says(*step));
            }
            letters::take_out(&mut left, pattern);
            (from, known) = (at + 1, Some(Found::Nothing));
        }
        known
    }

    fn holds(&self, pattern: usize, sentence: &str) -> bool {
        let unless = self.steps[self.patterns[pattern].0].unless.as_ref();
        !unless.is_some_and(|it| it.is_match(sentence))
    }

    fn why(&self, status: Status, text: &str) -> Option<Reason> {
        let sentences: Vec<String> = letters::sentences(text).map(letters::framed).collect();
        let said = |why: &&Why| why.with.contains(&status) && sentences.iter().any(|it| why.says.is_match(it));
        self.whys.iter().find(said).map(|it| it.reason)
    }

    /// The examples of the file.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }
}

/// What a sentence comes to.
enum Found {
    /// This step gives its status.
    Says(usize),
    /// What was known of it was taken out.
    Nothing,
}

/// Whether two sentences cannot be of one scan: one says that the parcel's way has ended, the other something else.
/// "Delivered" beside "waits at the point" is at the point, and what is returned was returning.
fn contradict(one: Status, other: Status) -> bool {
    use Status::{Delivered, Lost, Note, ReadyForPickup, Returned, Returning};
    let end = |it| matches!(it, Delivered | Lost | Returned);
    let fit = matches!((one, other), (ReadyForPickup, Delivered) | (Returned, Returning));
    one != other && other != Note && (end(one) || end(other)) && !fit
}

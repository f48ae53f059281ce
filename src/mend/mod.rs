//! From remembered scans and a changed answer to a definition, pure: where the known times, words, places and codes stand
//! now, and the smallest change of a definition that reads them there. What it proposes it proves, by reading.
//!
//! Belongs here: what can be said of an answer from what is known of its parcels. Does not belong here: keeping answers and
//! scans (`store`), and putting a definition in force (`app`).

mod beside;
mod body;
mod candidate;
mod diff;
mod edit;
mod element;
mod fields;
mod frame;
mod infix;
mod known;
pub mod learn;
mod likeness;
mod moments;
mod outcomes;
mod places;
mod proof;
mod rows;
mod search;
mod site;
mod time_field;
mod times;
mod told_apart;
mod tree;

use crate::{
    carriers::{Answered, Definition, Registry},
    model::{Event, Number},
};

pub use diff::diff;
pub use search::mend;

/// An answer as it came, for one number; an answer for several is several of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Who was asked for.
    pub number: Number,
    /// What came.
    pub answered: Answered,
}

/// What is remembered of a number by a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// Whose scans these are.
    pub number: Number,
    /// Its scans by this source, in any order.
    pub scans: Vec<Event>,
}

/// What a definition is mended by.
#[derive(Debug, Clone, Copy)]
pub struct Question<'q> {
    /// All definitions in force.
    pub registry: &'q Registry,
    /// The one that no longer reads.
    pub definition: &'q Definition,
    /// Its text.
    pub text: &'q str,
    /// What is remembered.
    pub known: &'q [Known],
    /// Answers it does not read right.
    pub changed: &'q [Case],
    /// Earlier answers that it reads.
    pub good: &'q [Case],
}

/// A definition that gives back all that is known.
#[derive(Debug)]
pub struct Mended {
    /// Its text: the old one with a few values changed.
    pub text: String,
    /// The same, read.
    pub definition: Definition,
    /// So many scans were known of the numbers of the changed answers.
    pub known: usize,
    /// So many of them it gives back: all.
    pub given_back: usize,
    /// The numbers whose scans these are.
    pub numbers: Vec<Number>,
    /// What it was that changed, key by key.
    pub changes: Vec<String>,
    /// What of the old answers is no longer found in the new: facts and other numbers, by name.
    pub lost: Vec<String>,
    /// Earlier answers that the mended definition no longer reads as before, by number.
    pub older: Vec<Number>,
    /// Changed answers that were left out, and why.
    pub skipped: Vec<(Number, Refused)>,
}

/// Why nothing was mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The definition reads all of the answers as they are.
    NothingToMend,
    /// Nothing is remembered of these numbers, so nothing can be proven.
    NothingKnown,
    /// The definition has no answer to read.
    NoAnswer,
    /// The answer is none: blocked, out of order, cut off. How it came out.
    IsNoAnswer(String),
    /// It has more pieces, or more markup, than any answer.
    TooLarge,
    /// It does not name the number.
    NumberMissing(Number),
    /// None of the known scans stands in it.
    NoKnownScan,
    /// Only some of the known scans stand in it.
    ScansMissing {
        /// So many are known.
        known: usize,
        /// So many were found.
        found: usize,
    },
    /// A field cannot be found any more: its key.
    FieldMissing(String),
    /// Two readings give back all that is known and differ elsewhere: the key.
    Ambiguous(String),
    /// What was found does not give back what is known: what differs.
    NotProven(String),
}

impl Refused {
    /// Whether the answers hold nothing of what is known: a captcha, a page of maintenance, another parcel's.
    pub fn says_nothing(&self) -> bool {
        matches!(
            self,
            Refused::NothingToMend
                | Refused::NothingKnown
                | Refused::IsNoAnswer(_)
                | Refused::NumberMissing(_)
                | Refused::NoKnownScan
        )
    }
}

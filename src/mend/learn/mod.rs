//! From one answer of a carrier that nobody has described to a draft of its definition: where the scans stand and what each of
//! their fields is, how sure that is, and what stays open.

mod columns;
mod draft;
mod guess;
mod guess_fields;
mod guess_tables;
mod guess_time;
mod names;
mod rows;
mod words;

use std::collections::BTreeMap;

use crate::{
    carriers::{Definition, Registry},
    model::{Number, SourceId},
};

pub use guess::learn;

/// An answer to learn from.
#[derive(Debug, Clone)]
pub struct Sample<'s> {
    /// All definitions in force: what other carriers write is the example.
    pub registry: &'s Registry,
    /// The answer as it came.
    pub body: &'s [u8],
    /// The number that was asked for, if it is known.
    pub number: Option<Number>,
    /// A definition it is thought to be like: its tables are used if they know the codes.
    pub like: Option<&'s Definition>,
    /// A definition that is not to be looked at.
    pub except: Option<&'s SourceId>,
    /// The id of the new definition.
    pub id: &'s str,
    /// What a person chose where several readings were possible: a place or a format by its key.
    pub chosen: BTreeMap<String, String>,
}

/// What was made of a field.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// Its key: `answer.text`.
    pub key: String,
    /// Its place, or another value.
    pub value: String,
    /// What stands there, in one row.
    pub sample: String,
    /// How sure that is, 0 to 100.
    pub sure: u8,
    /// Others that are possible.
    pub others: Vec<String>,
}

/// A draft of a definition.
#[derive(Debug)]
pub struct Learned {
    /// As TOML, with comments that say why.
    pub text: String,
    /// The same, read.
    pub definition: Definition,
    /// What it rests on.
    pub guesses: Vec<Guess>,
    /// How many rows the answer has.
    pub rows: usize,
    /// Codes and texts whose meaning is not known, each with the words beside it.
    pub unknown: Vec<(String, String)>,
}

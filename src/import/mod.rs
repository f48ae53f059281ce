//! What people paste and save becomes numbers and orders; what is written to them becomes a message's facts
//! ([`messages`]).
//!
//! Belongs here: foreign text and files to plain values. Does not belong here: whose they are (`rules`), and taking
//! them in (`app::actions`).

pub mod imap;
pub mod messages;
pub mod orders;

use std::cell::OnceCell;

use crate::carriers::{self, Recognised, Registry};

/// A line with a word this long is a sentence rather than a list of numbers.
const WORD: usize = 4;

/// The tracking numbers and order numbers in a pasted text, line by line: what stands in one line belongs together.
/// Lines without any are left out. In a sentence figures count only where a word or their form says so; others come
/// without anybody whose they may be.
pub fn pasted(registry: &Registry, text: &str) -> Vec<Vec<Recognised>> {
    let wording = OnceCell::new();
    let read = |line: &str| match prose(line) {
        false => carriers::recognise(registry, line),
        true => messages::called(wording.get_or_init(messages::wording), registry, line),
    };
    text.lines().map(read).filter(|found| !found.is_empty()).collect()
}

/// Whether a line has words in it.
fn prose(line: &str) -> bool {
    let word = |it: &str| it.chars().count() >= WORD && it.chars().all(char::is_alphabetic);
    line.split(|c: char| !c.is_alphanumeric()).any(word)
}

//! What people paste and save becomes numbers and orders; what is written to them becomes a message's facts
//! ([`messages`]).
//!
//! Belongs here: foreign text and files to plain values. Does not belong here: whose they are (`rules`), and taking
//! them in (`app::actions`).

pub mod imap;
pub mod messages;
pub mod orders;

use crate::carriers::{self, Recognised, Registry};

/// The tracking numbers and order numbers in a pasted text, line by line: what stands in one line belongs together.
/// Lines without any are left out.
pub fn pasted(registry: &Registry, text: &str) -> Vec<Vec<Recognised>> {
    text.lines().map(|line| carriers::recognise(registry, line)).filter(|found| !found.is_empty()).collect()
}

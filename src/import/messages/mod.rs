//! Messages as witnesses: SMS, e-mails, letters of shops. Bytes become a [`RawMessage`] without codes and links, a letter
//! becomes a [`Message`](crate::model::Message): numbers, orders, an event, dates, a place. The words are forgotten then.
//!
//! What senders write is data: `rules/messages/<sender>.toml`, and `rules/messages.toml` for how everybody writes.
//!
//! Belongs here: one message to what it says. Does not belong here: whose it is (`rules::match_message`).

mod called;
mod codes;
mod compiled;
mod dates;
mod duty;
mod figures;
mod fold;
mod forwarded;
mod links;
mod meaning;
mod phrase;
mod place;
pub mod posted;
mod raw_message;
mod read;
mod template;
mod templates;
mod wording;

use crate::carriers::{Recognised, Registry};
use sha2::{Digest, Sha256};

pub use raw_message::{MAIL_MAX, RawMessage, RawMessageError};
pub use read::read;
pub use template::{Kind, Template, Valid};
pub use templates::Templates;
pub use wording::{Example, Wording};

/// How people write, as the program brings it.
pub(super) fn wording() -> Wording {
    Wording::embedded().expect("the tests read the embedded files")
}

/// The numbers in a line of prose. Figures that nothing calls one come without candidates.
pub(super) fn called(wording: &Wording, registry: &Registry, line: &str) -> Vec<Recognised> {
    figures::in_prose(wording, registry, &links::Link::all(wording, line).1)
}

/// By what a wording is known again that a sender uses for many parcels: a hash of its subject, or of the first line of a
/// short message, without the words that hold figures.
pub fn wording_mark(letter: &RawMessage) -> String {
    let first = letter.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().to_lowercase();
    let words = first.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.contains(|c: char| c.is_numeric()));
    hash(&words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// By what the same message is known again: a hash of its text without codes, however it is set and capitalised.
pub fn mark(letter: &RawMessage) -> String {
    let words = letter.text.to_lowercase();
    hash(&words.split_whitespace().collect::<Vec<_>>().join(" "))
}

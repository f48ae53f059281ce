//! A claim in words: facts of one parcel, nothing else. Each fact once, the strongest first, and each sentence one that a
//! moderator can check: what is said of the tracking names where it was read and when.
//!
//! Belongs here: the texts of a claim, round by round, a form's answers, what to attach. Does not belong here: which text
//! is wanted (`rules::dispute::round`).

mod facts;
mod form;
mod grounds;
mod look_first;
mod quote;
mod rounds;
#[cfg(test)]
mod tests;
mod track;
mod whole;

pub use facts::{Answer, Claim, ClaimFacts, Label};

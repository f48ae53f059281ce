//! All wording, Russian and English. Pure: rules give reasons as data, this room makes sentences of them, and nobody
//! else in the program does. What comes from outside is cleaned where it enters a sentence.
//!
//! The phrases stand in `ru/*.ftl` and `en/*.ftl`, one file a topic, the same ids and variables in both.

mod advice;
mod book;
mod claim;
mod dates;
mod form;
mod labels;
mod line;
mod messages;
mod notice;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
mod why;

pub use crate::model::Lang;
pub use advice::Asking;
pub use book::{Arg, Phrasebook, Setting};
pub use claim::{Answer, Claim, ClaimFacts, Label};
pub use line::line;

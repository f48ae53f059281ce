//! All wording, Russian and English. Pure: rules give reasons as data, this room makes sentences of them, and nobody
//! else in the program does. What comes from outside is cleaned where it enters a sentence.
//!
//! The phrases stand in `ru/*.ftl` and `en/*.ftl`, one file a topic, the same ids and variables in both.
//!
//! Belongs here: phrases of both languages, and how a value becomes a sentence. Does not belong here: deciding what
//! is said (`rules`), and layout of tables (`cli`).

mod advice;
mod claim;
mod dates;
mod deed;
mod evidence;
mod labels;
mod messages;
mod notice;
mod one_line;
mod phrasebook;
mod reasons;
#[cfg(test)]
mod samples;
mod scan_words;
#[cfg(test)]
mod tests;

pub use crate::model::Lang;
pub use advice::Asking;
pub use claim::{Answer, Claim, ClaimFacts, Label};
pub use one_line::{folded, one_line};
pub use phrasebook::{Arg, Phrasebook, Setting};
pub use scan_words::{ScanWords, capital};

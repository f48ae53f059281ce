//! Messages as witnesses: what is read of them, whose they are, and what never leaves them.

mod fixtures;
mod forwards;
mod hostile;
mod matching;
mod posted;
mod public;
mod sentences;
mod templates;

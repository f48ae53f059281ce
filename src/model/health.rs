//! How a source does, and how a way out to the user does.

use jiff::Timestamp;

use super::{Complaint, OutcomeKind, SourceId};

/// How a source does, kept across restarts.
#[derive(Debug, Clone, PartialEq)]
pub struct Health {
    /// Which.
    pub source: SourceId,
    /// When it last answered the question.
    pub last_good: Option<Timestamp>,
    /// Failures since.
    pub failures: u32,
    /// When the first of these failures came.
    pub since: Option<Timestamp>,
    /// What came of the last ask.
    pub last_outcome: Option<OutcomeKind>,
    /// What the source said where that failed.
    pub detail: String,
    /// Until when it is not to be asked at all.
    pub closed_until: Option<Timestamp>,
    /// How far its answers drift from what they were.
    pub drift: Drift,
    /// How often each outcome came, ever.
    pub outcomes: Vec<(OutcomeKind, u32)>,
    /// What could not be understood, and how often, the most frequent first.
    pub complaints: Vec<(Complaint, u32)>,
}

/// Rows of answers, and how many of them could not be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowCounts {
    /// All.
    pub rows: u32,
    /// Whose code no table knows.
    pub unknown_codes: u32,
    /// That are not what rows are, or whose time is none.
    pub bad_rows: u32,
}

/// How far the answers of a source drift from what they were, before any of them cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drift {
    /// Its rows of late: some hundred.
    pub of: RowCounts,
    /// How many of them had a text that it had never sent before.
    pub new_texts: u32,
    /// A print of all the kinds of pieces its answers ever had; empty where none was read yet.
    pub shape: String,
    /// When the last new kind came.
    pub since: Option<Timestamp>,
}

/// How a way out to the user does, kept across restarts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelHealth {
    /// Its name in the configuration.
    pub channel: String,
    /// When it last delivered a letter.
    pub last_good: Option<Timestamp>,
    /// Failures since, whoever took over.
    pub failures: u32,
    /// When the first of these failures came.
    pub since: Option<Timestamp>,
    /// Whether the last of them was a refusal: trying again helps nobody.
    pub refused: bool,
    /// Why the last of them failed.
    pub detail: String,
}

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
    /// How often each outcome came, ever.
    pub outcomes: Vec<(OutcomeKind, u32)>,
    /// What could not be understood, and how often, the most frequent first.
    pub complaints: Vec<(Complaint, u32)>,
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

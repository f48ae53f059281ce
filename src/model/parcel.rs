//! Parcels, their legs and what is known of each.

use std::{collections::BTreeMap, fmt};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{CarrierId, Event, Evidence, Facts, Flow, Naming, Number, OutcomeKind, Role, SourceId, words};

/// A parcel's short id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[derive(utoipa::ToSchema)]
pub struct ParcelId(pub i64);

impl fmt::Display for ParcelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// One shipment the user waits for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parcel {
    /// Its short id.
    pub id: ParcelId,
    /// What the user calls it.
    pub title: String,
    /// Since when it is watched.
    pub added: Timestamp,
    /// When the user said it arrived.
    pub received: Option<Timestamp>,
    /// When the user put it out of sight: it is not watched any more.
    pub archived: Option<Timestamp>,
    /// The recipient's postcode, told only to sources that ask for it.
    #[serde(default)]
    pub postcode: Option<String>,
}

/// A leg within its parcel: one number at one carrier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LegKey {
    /// The number.
    pub number: Number,
    /// The carrier.
    pub carrier: CarrierId,
}

words! {
    /// What is thought of a leg.
    LegState {
        /// The parcel goes under it: given by the user or adopted from the start.
        Current = "current",
        /// A witness names it; nobody has confirmed it yet.
        Proposed = "proposed",
        /// A look-up confirmed the witness. Sticky.
        Confirmed = "confirmed",
        /// A look-up spoke against it.
        Contradicted = "contradicted",
        /// The user does not want it.
        Rejected = "rejected",
        /// Another number has taken over.
        Old = "old",
    }
}

/// Who named a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Witness {
    /// The source, or `user`.
    pub by: String,
    /// The place in its answer, the rule that recognised it, or nothing.
    pub place: String,
    /// The number whose answer named it.
    pub of: Option<Number>,
    /// When.
    pub at: Timestamp,
}

/// What [`Witness::by`] says of a message begins with.
pub const BY_MESSAGE: &str = "message:";
/// What [`Witness::place`] says of a message that hands the parcel's own number over to this one.
pub const HANDED_OVER_TO: &str = "hand-over";
/// What [`Witness::place`] says of the words of a scan begins with.
pub const IN_TEXT: &str = "text of ";

impl Witness {
    /// How it named the number.
    pub fn how(&self) -> Naming {
        match (self.by.as_str(), self.by.strip_prefix(BY_MESSAGE)) {
            ("user", _) => Naming::Person,
            ("rules", _) => Naming::Rule,
            (_, Some(_)) if self.place == HANDED_OVER_TO => Naming::HandOver,
            (_, Some("")) => Naming::Form,
            (_, Some(_)) => Naming::Message,
            _ if self.place.starts_with(IN_TEXT) => Naming::Text,
            _ => Naming::Field,
        }
    }
}

/// One number at one carrier, and how asking for it goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Leg {
    /// Which.
    pub key: LegKey,
    /// What the number is for.
    pub role: Role,
    /// What is thought of it.
    pub state: LegState,
    /// What becomes of the number at the border.
    pub flow: Flow,
    /// Who named it.
    pub witness: Witness,
    /// What answers said beside events.
    pub facts: Facts,
    /// What speaks for it, where that had to be weighed.
    pub evidence: Evidence,
    /// What sources that want to be told whose the number is call its carrier, by source.
    pub codes: BTreeMap<SourceId, String>,
    /// How asking goes.
    pub asks: Asks,
}

impl Leg {
    /// Whether its carrier should be asked.
    pub fn watched(&self) -> bool {
        matches!(self.state, LegState::Current | LegState::Proposed | LegState::Confirmed | LegState::Old)
    }

    /// Whether it is known to be the parcel's own.
    pub fn sure(&self) -> bool {
        matches!(self.state, LegState::Current | LegState::Confirmed | LegState::Old)
    }
}

/// How asking for a leg goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Asks {
    /// When to ask next; nothing to ask is `Timestamp::MAX`.
    pub next: Timestamp,
    /// Which of the carrier's sources to ask next; `None` is the first that can be asked.
    pub source: Option<SourceId>,
    /// When it was last asked.
    pub last: Option<Timestamp>,
    /// When the source last answered the question.
    pub answered: Option<Timestamp>,
    /// Since when every ask has been in vain; `None` where the last one was answered.
    pub vain_since: Option<Timestamp>,
    /// The last stretch in which nobody answered for long, the one before the first answer too.
    pub gap: Option<Gap>,
    /// What came of the last ask.
    pub outcome: Option<OutcomeKind>,
    /// Failures since the last answer.
    pub failures: u32,
    /// What the source said where it failed.
    pub detail: String,
}

/// A stretch in which nobody answered for a leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// Until when the answer before it counts; `None` where there was none.
    pub known: Option<Timestamp>,
    /// When an answer ended it.
    pub over: Timestamp,
}

/// An answer this old still speaks for now: the longest floor, and a night.
const FRESH: SignedDuration = SignedDuration::from_hours(48);

impl Asks {
    /// Not asked yet, due at `next`.
    pub fn new(next: Timestamp) -> Asks {
        Asks {
            next,
            source: None,
            last: None,
            answered: None,
            vain_since: None,
            gap: None,
            outcome: None,
            failures: 0,
            detail: String::new(),
        }
    }

    /// Until when the last answer speaks: for a while after it came. `None` where there never was one.
    pub fn speaks_until(&self) -> Option<Timestamp> {
        Some(self.answered?.saturating_add(FRESH).unwrap_or(Timestamp::MAX))
    }

    /// Until when what it says counts: no longer than until somebody asked in vain.
    pub fn counts_until(&self) -> Option<Timestamp> {
        let spoken = self.speaks_until()?;
        Some(self.vain_since.map_or(spoken, |at| spoken.min(at)))
    }

    /// Notes that an answer came. After a long time without one it ends a gap.
    pub fn note_answer(&mut self, now: Timestamp) {
        let long = self.answered.is_none_or(|at| now.duration_since(at) > FRESH);
        if long {
            self.gap = Some(Gap { known: self.counts_until(), over: now });
        }
        (self.answered, self.vain_since, self.failures) = (Some(now), None, 0);
    }

    /// Notes that an ask was in vain.
    pub fn note_failure(&mut self, now: Timestamp) {
        self.failures = self.failures.saturating_add(1);
        self.vain_since = self.vain_since.or(Some(now));
    }
}

/// An event a parcel has, with who told it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Of which leg.
    pub leg: LegKey,
    /// The source, or `user`.
    pub source: SourceId,
    /// What happened.
    pub event: Event,
    /// Its place among the rows of its answer, oldest first: breaks ties of time.
    pub order: u32,
    /// When we first heard it.
    pub heard: Timestamp,
}

//! What an answer said.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::Offset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Candidate, CarrierId, Event, Flow, Kept, Money, Number, words};

/// What an answer said of one number.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heard {
    /// Oldest first.
    pub events: Vec<Event>,
    /// Other numbers it names, never the one asked for.
    pub numbers: Vec<Linked>,
    /// The rest of what it knows.
    pub facts: Facts,
    /// What could not be understood.
    pub complaints: Vec<Complaint>,
}

words! {
    /// How far a place in an answer can be believed when it names another number.
    Strength {
        /// A field made for it.
        Field = "field",
        /// Words in the text of an event.
        Text = "text",
        /// A message or the user.
        Told = "told",
    }
}

impl Heard {
    /// What the form of a number says of it at a carrier.
    pub fn form_of(&self, number: &Number, carrier: &CarrierId) -> Option<&Candidate> {
        let linked = self.numbers.iter().find(|it| it.number == *number)?;
        linked.candidates.iter().find(|it| it.carrier == *carrier)
    }

    /// Gives scans without a time the moment of the answer.
    pub fn date(&mut self, answered: Timestamp) {
        let wall = Offset::UTC.to_datetime(answered);
        let wall = wall.with().subsec_nanosecond(0).build().unwrap_or(wall);
        self.events.iter_mut().filter(|event| event.is_undated()).for_each(|event| event.wall = wall);
    }
}

/// Another number an answer names for the same parcel.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    /// The other number.
    pub number: Number,
    /// The place it stood in, as the definition names it.
    pub from: String,
    /// How far that place can be believed.
    pub strength: Strength,
    /// The carrier the answer names beside it, in its own words.
    pub carrier: Option<String>,
    /// What the number may be, by its shape and by that name, most likely first.
    pub candidates: Vec<Candidate>,
}

/// What an answer says of the parcel beside its events. Absent is unknown.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Facts {
    /// Grams.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_g: Option<u32>,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<String>,
    /// Of the recipient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// The carrier's own promise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promised_by: Option<Date>,
    /// Last day at the place of issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_until: Option<Date>,
    /// Where it waits and until when, as one message told both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<Kept>,
    /// The service in the carrier's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// What the answer says becomes of the number at the border.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow: Option<Flow>,
    /// The carrier of the last mile in the answer's own words, whether or not a number is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_mile: Option<String>,
    /// What is to be paid at the border.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duty: Option<Money>,
    /// The last day to pay it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duty_by: Option<Date>,
}

impl Facts {
    /// Takes over what `newer` knows; what it does not mention stays.
    pub fn learn(&mut self, newer: Facts) {
        fn take<T>(old: &mut Option<T>, new: Option<T>) {
            if new.is_some() {
                *old = new;
            }
        }
        take(&mut self.weight_g, newer.weight_g);
        take(&mut self.origin, newer.origin);
        take(&mut self.destination, newer.destination);
        take(&mut self.postcode, newer.postcode);
        take(&mut self.promised_by, newer.promised_by);
        take(&mut self.hold_until, newer.hold_until);
        if let Some(kept) = newer.kept {
            let kept = kept.after(self.kept.take());
            self.hold_until = kept.until;
            self.kept = Some(kept);
        }
        take(&mut self.service, newer.service);
        take(&mut self.flow, newer.flow);
        take(&mut self.last_mile, newer.last_mile);
        take(&mut self.duty, newer.duty);
        take(&mut self.duty_by, newer.duty_by);
    }
}

words! {
    /// What kind of thing could not be understood.
    ComplaintKind {
        /// A code no table knows.
        UnknownCode = "unknown-code",
        /// A time that is none.
        BadTime = "bad-time",
        /// A row that is not what rows are.
        BadRow = "bad-row",
    }
}

/// A piece of an answer that could not be understood. Never an error: the other rows stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Complaint {
    /// What kind of piece.
    pub kind: ComplaintKind,
    /// The piece itself, shortened.
    pub detail: String,
}

/// What came of an ask, for one number. A failure is never "not found", and an empty reading is never "no events".
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Heard something.
    Events(Heard),
    /// The source knows the number, nothing is scanned yet; other numbers may stand in it.
    NoHistory(Heard),
    /// A positive "unknown number".
    NotFound,
    /// A key, a postcode or a phone number is missing: which.
    NeedsInput(String),
    /// Captcha, 403, a foreign address: how it said so.
    Blocked(String),
    /// 429 or a quota, and how long to wait if it said.
    SlowDown(Option<SignedDuration>),
    /// No connection came about: nobody was asked, and it may be our own fault.
    Unreached(String),
    /// 5xx, time-out, a connection that breaks off, a body that ends early.
    Unavailable(String),
    /// The answer no longer has the shape we know, or speaks of another number.
    Unreadable(String),
}

words! {
    /// An [`Outcome`] without what it carries.
    OutcomeKind {
        /// See [`Outcome::Events`].
        Events = "events",
        /// See [`Outcome::NoHistory`].
        NoHistory = "no-history",
        /// See [`Outcome::NotFound`].
        NotFound = "not-found",
        /// See [`Outcome::NeedsInput`].
        NeedsInput = "needs-input",
        /// See [`Outcome::Blocked`].
        Blocked = "blocked",
        /// See [`Outcome::SlowDown`].
        SlowDown = "slow-down",
        /// See [`Outcome::Unavailable`] and [`Outcome::Unreached`].
        Unavailable = "unavailable",
        /// See [`Outcome::Unreadable`].
        Unreadable = "unreadable",
    }
}

impl OutcomeKind {
    /// Whether the source answered the question, be it with "unknown number".
    pub fn answered(self) -> bool {
        matches!(self, OutcomeKind::Events | OutcomeKind::NoHistory | OutcomeKind::NotFound)
    }
}

/// What a source may want to know of one number: whose it is, the recipient's postcode or phone. Everything else that is
/// missing, such as a key, concerns the source.
pub const OF_A_NUMBER: [&str; 3] = ["carrier", "postcode", "phone"];

impl Outcome {
    /// Whether the source would answer if it were told more of this number.
    pub fn wants_more_of_the_number(&self) -> bool {
        matches!(self, Outcome::NeedsInput(what) if OF_A_NUMBER.contains(&what.as_str()))
    }

    /// Which kind it is.
    pub fn kind(&self) -> OutcomeKind {
        match self {
            Outcome::Events(_) => OutcomeKind::Events,
            Outcome::NoHistory(_) => OutcomeKind::NoHistory,
            Outcome::NotFound => OutcomeKind::NotFound,
            Outcome::NeedsInput(_) => OutcomeKind::NeedsInput,
            Outcome::Blocked(_) => OutcomeKind::Blocked,
            Outcome::SlowDown(_) => OutcomeKind::SlowDown,
            Outcome::Unreached(_) | Outcome::Unavailable(_) => OutcomeKind::Unavailable,
            Outcome::Unreadable(_) => OutcomeKind::Unreadable,
        }
    }

    /// What it heard, if it heard.
    pub fn heard(&self) -> Option<&Heard> {
        match self {
            Outcome::Events(heard) | Outcome::NoHistory(heard) => Some(heard),
            _ => None,
        }
    }

    /// What the source or the network said where it failed.
    pub fn detail(&self) -> &str {
        match self {
            Outcome::NeedsInput(text)
            | Outcome::Blocked(text)
            | Outcome::Unreached(text)
            | Outcome::Unavailable(text)
            | Outcome::Unreadable(text) => text,
            _ => "",
        }
    }
}

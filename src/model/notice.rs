//! What the user is told.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Action, Advice, CarrierId, Flag, Number, OutcomeKind, ParcelId, Reason, SourceId, Stage, Status, Why, words,
};

words! {
    /// By what something is given to others.
    Outlet {
        /// The folder of published files.
        Folder = "folder",
        /// The broker of a house.
        Broker = "broker",
    }
}

/// One thing the user is told, once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// Unique within its parcel; the same thing has the same key however often it is found.
    pub key: String,
    /// What.
    pub kind: NoticeKind,
    /// Whether it may not wait for the morning.
    pub urgent: bool,
    /// When it came about.
    pub at: Timestamp,
}

impl Notice {
    /// Whether it is told again until the user says that they have seen it: a day passes after which it is too late.
    pub fn insists(&self) -> bool {
        self.urgent
            && matches!(
                self.kind,
                NoticeKind::Raised { .. } | NoticeKind::Advised { missed: None, .. } | NoticeKind::Reminded { .. }
            )
    }

    /// The day by which something is to be done, or was.
    pub fn act_by(&self) -> Option<Date> {
        match &self.kind {
            NoticeKind::Advised { missed: Some(missed), .. } => Some(missed.act_by),
            NoticeKind::Advised { advice, .. } | NoticeKind::Reminded { advice, .. } => advice.act_by,
            _ => None,
        }
    }
}

/// A last day that passed while nobody could be told: the machine was off, or no way out worked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Missed {
    /// What was to be done.
    pub action: Action,
    /// The day by which.
    pub act_by: Date,
}

words! {
    /// How far mending a definition got.
    MendingStep {
        /// It was found how; nothing was changed.
        Found = "found",
        /// The mended definition is in force.
        InForce = "in-force",
        /// It no longer reads the answers, and is in force no more.
        TakenBack = "taken-back",
    }
}

/// What became of mending a definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mended {
    /// The carrier the source answers for.
    pub carrier: CarrierId,
    /// How far it got.
    pub step: MendingStep,
    /// So many scans the mended definition gives back.
    pub given_back: usize,
    /// So many are known.
    pub known: usize,
}

/// What a notice says.
#[expect(missing_docs, reason = "the line of a variant says what its fields are")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "kebab-case")]
pub enum NoticeKind {
    /// The parcel got further.
    Moved { stage: Stage, text: String, place: String, on: Date },
    /// The parcel goes on under another number.
    HandedOver { from: Number, to: Number, carrier: CarrierId, sure: bool, by: String },
    /// A number had a wrong digit, and the parcel goes under the right one.
    Corrected { wrong: Number, right: Number, by: String },
    /// A number that is told of belongs to another parcel of the user's.
    Conflict { number: Number, other: ParcelId, by: String },
    /// This parcel and another one of the user's seem to travel together: both go under a number, and the dates fit.
    Together { number: Number, this: ParcelId, other: ParcelId, by: String },
    /// Something is out of the ordinary.
    Raised { flag: Flag, because: Vec<Why> },
    /// It no longer is.
    Lowered { flag: Flag },
    /// Something is to be done; perhaps because a last day passed of which nobody could be told.
    Advised {
        advice: Advice,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        missed: Option<Missed>,
    },
    /// Something says that it came, and only the user can know.
    IsItThere { why: Why },
    /// The order was called off, or its money is back.
    OrderOff { reason: Reason, on: Date },
    /// A forwarder has it, and the user will learn under which number it goes on.
    AtForwarder { why: Why },
    /// It will cost something at the border.
    DutyAhead { why: Why },
    /// A deadline comes near: so many hours are left.
    Reminded { advice: Advice, hours: i32 },
    /// A carrier cannot be asked or read any more: it blocks us, wants something, or has changed.
    SourceFails { carrier: CarrierId, outcome: OutcomeKind, detail: String, page: Option<String> },
    /// It answers again.
    SourceIsBack { carrier: CarrierId },
    /// It answers in another shape, and its definition could be mended.
    SourceMended {
        source: SourceId,
        #[serde(flatten)]
        told: Mended,
    },
    /// A way out to the user has been dead since that day; another one tells so.
    ChannelFails { channel: String, since: Date, detail: String },
    /// It delivers again.
    ChannelIsBack { channel: String },
    /// What is given to others does not get out since that day.
    OutletFails { outlet: Outlet, since: Date, detail: String },
    /// It gets out again.
    OutletIsBack { outlet: Outlet },
    /// No copy of the database can be written since that day, which was the last of one.
    BackupFails { since: Date, detail: String },
    /// One was written again.
    BackupIsBack,
    /// A message came of which it is not clear whose parcel it is about; the file it stands in, if it is one.
    MessageUnmatched {
        sender: String,
        status: Option<Status>,
        number: Option<Number>,
        order: Option<String>,
        file: Option<String>,
    },
    /// A message of a known sender speaks of the parcel, and none of its words is known; the file it stands in, if it is one.
    MessageNotUnderstood { sender: String, file: Option<String> },
    /// No carrier could be reached since that day: it is our own connection, or somebody keeps us from all of them.
    NobodyInReach { since: Date },
    /// Somebody answers again, after nobody did since that day.
    InReachAgain { since: Date },
    /// All is well: so many parcels are watched, and which day is the next that matters, of which parcel.
    Alive { parcels: usize, next: Option<(Date, String)> },
}

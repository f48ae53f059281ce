//! What the heart is given, and what it gives back.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Advice, Dispute, Entry, Evidence, Facts, Flow, Heard, Leg, LegKey, LegState, Notice, Number, Order, Outcome,
    Parcel, ParcelId, Role, ShopId, SourceId, Stage, Step, Verdict, Wrong,
};

/// All that is known of one parcel.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The parcel itself.
    pub parcel: Parcel,
    /// The purchases in it.
    pub orders: Vec<Order>,
    /// Its legs, in the order they came to be known.
    pub legs: Vec<Leg>,
    /// Everything any source ever said, as a set.
    pub entries: Vec<Entry>,
    /// What was thought of it last.
    pub verdict: Verdict,
    /// What was advised last.
    pub advice: Advice,
    /// The claim.
    pub dispute: Dispute,
    /// The notices made so far that were not withdrawn.
    pub notices: Vec<NoticeMark>,
    /// Numbers that are told of now and that other parcels of the user go under.
    pub taken: Vec<Taken>,
}

impl Case {
    /// A parcel of which nothing is thought yet.
    pub fn new(parcel: Parcel, orders: Vec<Order>, legs: Vec<Leg>) -> Case {
        let stage = if legs.is_empty() { Stage::Ordered } else { Stage::Announced };
        Case {
            parcel,
            orders,
            legs,
            entries: Vec::new(),
            verdict: Verdict::new(stage),
            advice: Advice::nothing(),
            dispute: Dispute::default(),
            notices: Vec::new(),
            taken: Vec::new(),
        }
    }
}

/// A number that another parcel of the user goes under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The number.
    pub number: Number,
    /// The other parcel.
    pub by: ParcelId,
    /// Whether both can travel under it, by their dates.
    pub fits: bool,
}

/// A notice made earlier, as far as the heart must know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeMark {
    /// Its key.
    pub key: String,
    /// Whether any channel has shown it.
    pub shown: bool,
    /// When it came about.
    pub at: Timestamp,
}

/// What the user did.
#[expect(missing_docs, reason = "the line of a variant says what its fields are")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Act {
    /// Added the parcel: its legs stand in the case already.
    Added,
    /// Attached a number.
    Linked { leg: LegKey },
    /// Attached the first number of a parcel that had none, and what its form says of it.
    Given { leg: LegKey, role: Role, flow: Flow },
    /// Put a number in the place of one that was written wrong.
    Corrected { wrong: Number, leg: LegKey },
    /// Took a number away.
    Unlinked { number: Number },
    /// Wants to know now; within the floors.
    Refresh,
    /// Has it.
    Received,
    /// Found something wrong: with the goods, which are then received, or with the news that they were delivered.
    Wronged { wrong: Wrong },
    /// Told of the claim. What makes no sense after what happened before changes nothing.
    Disputed { step: Step },
    /// The seller lengthened the protection up to this day.
    Extended { until: Date },
    /// Told of a purchase in it, anew or for the first time; absent stays as it is.
    Ordered {
        order: Order,
        /// The shop and the number under which it was known, where those were wrong.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<(ShopId, String)>,
    },
    /// Told dates of the purchase; absent stays as it is.
    Dated { shipped: Option<Date>, promised: Option<Date>, protection_ends: Option<Date> },
    /// Tells from whom it was bought.
    Sold { seller: String },
    /// Calls it something else.
    Named { title: String },
    /// Told the recipient's postcode, or took it back.
    Addressed { postcode: Option<String> },
    /// Told what a source calls the carrier of a number.
    Coded { leg: LegKey, source: SourceId, code: String },
    /// Told what its numbers are for: to a forwarder, or over the border.
    Carries { roles: Vec<(LegKey, Role)> },
    /// Did several things at once: they are undone together.
    Several { acts: Vec<Act> },
    /// Put it out of sight, or back.
    Archived { away: bool },
}

/// What something the user did has changed of a parcel, as it was before: undoing puts it back. What was heard since
/// stays.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Before {
    /// When it was done: the legs and events that came to be known by it bear this moment.
    pub at: Timestamp,
    /// Legs whose state it changed.
    pub legs: Vec<(LegKey, LegState)>,
    /// Legs of which it told facts.
    pub facts: Vec<(LegKey, Facts)>,
    /// Legs for which it speaks.
    pub evidence: Vec<(LegKey, Evidence)>,
    /// Legs of which it told what sources call their carrier.
    pub codes: Vec<(LegKey, BTreeMap<SourceId, String>)>,
    /// Legs of which it told what they are for.
    pub roles: Vec<(LegKey, Role)>,
    /// Legs that it brought.
    pub brought: Vec<LegKey>,
    /// Whether it told events.
    pub told: bool,
    /// The purchases, if it changed them.
    pub orders: Option<Vec<Order>>,
    /// The parcel itself, if it changed.
    pub parcel: Option<Parcel>,
    /// The claim, if it changed.
    pub dispute: Option<Dispute>,
    /// What was advised, if that changed.
    pub advice: Option<Advice>,
}

impl Before {
    /// Whether nothing was changed, so that there is nothing to undo.
    pub fn is_empty(&self) -> bool {
        *self == Before { at: self.at, ..Before::default() }
    }
}

/// Something the heart is told of a parcel.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// A source answered for a leg.
    Answer {
        /// For which leg.
        leg: LegKey,
        /// Which source.
        source: SourceId,
        /// What came of it.
        outcome: Outcome,
    },
    /// A message or the user said something of a number: an app's status, a person's word. A number not known yet is
    /// proposed.
    Heard {
        /// Of which leg.
        leg: LegKey,
        /// Who: `user`, or the kind of message.
        by: String,
        /// Whether the user vouches for the number.
        sure: bool,
        /// What.
        heard: Heard,
    },
    /// The user did something.
    User(Act),
    /// Another parcel's numbers and purchases came into this one: its legs as they stood there; those that this one did not
    /// have stand in the case already.
    Joined {
        /// The legs.
        legs: Vec<Leg>,
        /// The purchases.
        orders: Vec<Order>,
    },
    /// The user takes back something done.
    Undone(Box<Before>),
    /// Time has passed.
    Time,
}

/// All that follows from one thing told: the case as it now stands, and what to do about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ruling {
    /// The parcel as it now stands.
    pub parcel: Parcel,
    /// Its purchases as they now stand.
    pub orders: Vec<Order>,
    /// Its legs as they now stand; none is ever dropped but by undoing what brought it.
    pub legs: Vec<Leg>,
    /// Legs that an undone deed had brought, to be forgotten with their events.
    pub forgotten: Vec<LegKey>,
    /// Events that an undone deed had told.
    pub retracted: Vec<Entry>,
    /// The events that are new.
    pub fresh: Vec<Entry>,
    /// What is thought of it.
    pub verdict: Verdict,
    /// What is advised.
    pub advice: Advice,
    /// The claim.
    pub dispute: Dispute,
    /// What the user is to be told.
    pub notices: Vec<Notice>,
    /// Keys of notices that no longer hold and must not be shown late.
    pub withdrawn: Vec<String>,
    /// When to look again.
    pub due_at: Timestamp,
    /// When time alone changes what is thought, advised or shown; never without.
    pub changes_at: Option<Timestamp>,
    /// Whether it is shown without being asked for.
    pub in_sight: bool,
}

/// How long a parcel was silent at a stage, as a norm counts it: what norms learn from.
#[derive(Debug, Clone, PartialEq)]
pub struct Stay {
    /// The stage.
    pub stage: Stage,
    /// The id of the norm that holds there.
    pub norm: String,
    /// The country it came from, where it is known.
    pub from: Option<String>,
    /// Its class of service.
    pub class: Option<String>,
    /// The longest silence, in days of the norm's, the season taken out.
    pub days: f64,
    /// Whether the stage is over; otherwise the silence lasts at least so long.
    pub finished: bool,
}

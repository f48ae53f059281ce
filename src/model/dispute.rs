//! A claim at the shop, as the user tells of it.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Money, words};

words! {
    /// How far a claim is.
    DisputeState {
        /// None.
        None = "none",
        /// Texts are written; the user has not opened it.
        Drafted = "drafted",
        /// Opened at the shop; said once more, it was repeated or changed, and the seller's days begin anew.
        Opened = "opened",
        /// The seller answered.
        Replied = "replied",
        /// The shop decides; after a decision against the buyer this is the appeal.
        Escalated = "escalated",
        /// The shop decided.
        Decided = "decided",
        /// The goods are on their way back to the seller.
        SentBack = "sent-back",
        /// The money came.
        Refunded = "refunded",
        /// The user withdrew it.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// What the seller or the shop said to a claim.
    Finding {
        /// The seller agrees.
        Accepted = "accepted",
        /// The seller refuses.
        Rejected = "rejected",
        /// The seller offers something else.
        Counter = "counter",
        /// The seller asks to wait longer.
        Wait = "wait",
        /// Another thing is to be sent.
        Replacement = "replacement",
        /// Money, without the goods going back.
        Refund = "refund",
        /// Money once the goods are back.
        Return = "return",
        /// Nothing.
        Against = "against",
    }
}

words! {
    /// What a text of a claim is for.
    Round {
        /// The claim is opened, or changed.
        First = "first",
        /// The seller asks to wait longer.
        Wait = "wait",
        /// The seller offers something else.
        Counter = "counter",
        /// The seller refused.
        Refused = "refused",
        /// The shop is to decide.
        Escalation = "escalation",
        /// The shop decided, and not as was asked.
        Appeal = "appeal",
        /// Money that was awarded did not come, or not all of it.
        Money = "money",
    }
}

words! {
    /// What is wrong with what arrived, or with the news that it did.
    Problem {
        /// It does not work, or badly.
        Defect = "defect",
        /// Another thing, colour or size.
        WrongItem = "wrong-item",
        /// Not all of it.
        Short = "short",
        /// Broken on the way.
        Damaged = "damaged",
        /// A counterfeit.
        Fake = "fake",
        /// Not what the page promised.
        NotAsDescribed = "not-as-described",
        /// The carrier says it was delivered; the user has nothing.
        NotReceived = "not-received",
        /// Delivered in another town or country.
        WrongPlace = "wrong-place",
    }
}

impl Problem {
    /// Whether the user has nothing in hand.
    pub fn denies(self) -> bool {
        matches!(self, Problem::NotReceived | Problem::WrongPlace)
    }
}

/// What the user found wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Wrong {
    /// What.
    pub problem: Problem,
    /// When it was found.
    pub at: Timestamp,
    /// What is asked back; all of it where nothing stands here.
    #[serde(default)]
    pub amount: Option<Money>,
    /// Names of the photos kept for the dossier.
    #[serde(default)]
    pub photos: Vec<String>,
    /// The user's own words.
    #[serde(default)]
    pub note: String,
}

/// One thing that happened to a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Step {
    /// What.
    pub state: DisputeState,
    /// When, by the user's word.
    pub at: Timestamp,
    /// What was said, where somebody answered.
    #[serde(default)]
    pub finding: Option<Finding>,
    /// The sum it is about.
    #[serde(default)]
    pub amount: Option<Money>,
    /// The last day of what follows, as the order page shows it; stands before the shop's rules.
    #[serde(default)]
    pub until: Option<Date>,
    /// The reason it was opened with, an id of the shop's own list.
    #[serde(default)]
    pub reason: Option<String>,
    /// Units of the sum's currency for one unit of the currency that was awarded, on that day.
    #[serde(default)]
    pub rate: Option<f64>,
}

impl Step {
    /// A step of which nothing more is known.
    pub fn new(state: DisputeState, at: Timestamp) -> Step {
        Step { state, at, finding: None, amount: None, until: None, reason: None, rate: None }
    }
}

/// A claim at the shop: what happened, oldest first. The last step is its state.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Dispute {
    /// What happened.
    pub steps: Vec<Step>,
    /// What the user found wrong with the goods or their delivery.
    #[serde(default)]
    pub wrong: Option<Wrong>,
    /// The last day of protection where the order page shows a later one than before.
    #[serde(default)]
    pub extended: Option<Date>,
    /// Whether the user said that the seller lengthened it; a later day may be a slip mended, too.
    #[serde(default)]
    pub by_seller: bool,
}

impl Dispute {
    /// How far it is.
    pub fn state(&self) -> DisputeState {
        self.steps.last().map_or(DisputeState::None, |step| step.state)
    }

    /// The last step of this state.
    pub fn step(&self, state: DisputeState) -> Option<&Step> {
        self.steps.iter().rev().find(|step| step.state == state)
    }

    /// When it last came into this state.
    pub fn since(&self, state: DisputeState) -> Option<Timestamp> {
        self.step(state).map(|step| step.at)
    }

    /// Whether it was opened and is not over.
    pub fn runs(&self) -> bool {
        use DisputeState::{Decided, Escalated, Opened, Replied, SentBack};
        matches!(self.state(), Opened | Replied | Escalated | Decided | SentBack)
    }

    /// The day up to which the seller lengthened the protection, by the user's word.
    pub fn lengthened(&self) -> Option<Date> {
        self.extended.filter(|_| self.by_seller)
    }

    /// What is wrong with the goods, where the user has them.
    pub fn goods(&self) -> Option<&Wrong> {
        self.wrong.as_ref().filter(|it| !it.problem.denies())
    }

    /// The user's word that the delivery did not reach them.
    pub fn denied(&self) -> Option<&Wrong> {
        self.wrong.as_ref().filter(|it| it.problem.denies())
    }
}

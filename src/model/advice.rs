//! What to do about a parcel at the shop.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{ShopId, Why, words};

words! {
    /// What the user should do now.
    Action {
        /// Nothing.
        None = "none",
        /// Wait: this is normal.
        Wait = "wait",
        /// Read the protection date off the order page and tell it.
        TellDates = "tell-dates",
        /// Ask the seller for a number that works.
        AskNumber = "ask-number",
        /// Message the seller.
        AskSeller = "ask-seller",
        /// Ask the seller to lengthen the protection.
        AskExtension = "ask-extension",
        /// Find the domestic number.
        FindNumber = "find-number",
        /// Collect it.
        Collect = "collect",
        /// Say whether it arrived: nobody else can know.
        TellArrival = "tell-arrival",
        /// Ask the post, with the domestic number.
        AskPost = "ask-post",
        /// Give customs what it asks for.
        AnswerCustoms = "answer-customs",
        /// Cancel the order: it was not sent.
        CancelOrder = "cancel-order",
        /// Look at the goods, then confirm receipt.
        Inspect = "inspect",
        /// A claim is prepared; there is time.
        Prepare = "prepare-dispute",
        /// Opening is right now.
        Recommend = "recommend-dispute",
        /// Open the dispute, the day is near.
        Open = "open-dispute",
        /// Wait for the seller's answer.
        AwaitSeller = "await-seller",
        /// Wait for the shop's decision.
        AwaitDecision = "await-decision",
        /// Let the shop decide.
        Escalate = "escalate",
        /// Wait for the money.
        AwaitRefund = "await-refund",
        /// The shop is closed to us: the post, the bank.
        Elsewhere = "claim-elsewhere",
    }
}

impl Action {
    /// Whether a claim is drafted for it.
    pub fn drafts(self) -> bool {
        matches!(self, Action::Prepare | Action::Recommend | Action::Open)
    }

    /// Whether it waits for the user.
    pub fn needs_user(self) -> bool {
        !matches!(
            self,
            Action::None
                | Action::Wait
                | Action::Prepare
                | Action::AwaitSeller
                | Action::AwaitDecision
                | Action::AwaitRefund
        )
    }
}

/// First and last day on which a claim can be opened, in the user's calendar, safety already taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// First day; `None` where the shop's rules do not state one.
    pub opens: Option<Date>,
    /// Last day.
    pub closes: Date,
}

/// What the rules of the shop and the state of the parcel advise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Advice {
    /// What to do.
    pub action: Action,
    /// The shop whose rules it follows.
    pub shop: Option<ShopId>,
    /// The claim's reason, an id of the shop's own list.
    pub reason: Option<String>,
    /// The day by which.
    pub act_by: Option<Date>,
    /// The window, where the dates are known.
    pub window: Option<Window>,
    /// Why.
    pub because: Vec<Why>,
    /// When time alone would change this.
    pub changes_at: Option<Timestamp>,
}

impl Advice {
    /// Nothing to do.
    pub fn nothing() -> Advice {
        Advice {
            action: Action::None,
            shop: None,
            reason: None,
            act_by: None,
            window: None,
            because: Vec::new(),
            changes_at: None,
        }
    }
}

words! {
    /// How far a claim is.
    DisputeState {
        /// None.
        None = "none",
        /// Texts are written; the user has not opened it.
        Drafted = "drafted",
        /// Opened at the shop.
        Opened = "opened",
        /// The seller answered.
        Replied = "replied",
        /// The shop decides.
        Escalated = "escalated",
        /// The shop decided.
        Decided = "decided",
        /// The money came.
        Refunded = "refunded",
        /// The user withdrew it.
        Withdrawn = "withdrawn",
    }
}

/// One thing that happened to a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What.
    pub state: DisputeState,
    /// When, by the user's word.
    pub at: Timestamp,
}

/// A claim at the shop: what happened, oldest first. The last step is its state.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Dispute {
    /// What happened.
    pub steps: Vec<Step>,
}

impl Dispute {
    /// How far it is.
    pub fn state(&self) -> DisputeState {
        self.steps.last().map_or(DisputeState::None, |step| step.state)
    }

    /// When it last came into this state.
    pub fn since(&self, state: DisputeState) -> Option<Timestamp> {
        self.steps.iter().rev().find(|step| step.state == state).map(|step| step.at)
    }
}

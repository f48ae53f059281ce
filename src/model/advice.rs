//! What to do about a parcel at the shop.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
        /// Its time at the place of issue is over: ask there whether it still is there.
        AskPickup = "ask-pickup",
        /// Nobody has looked yet, and the days are few: look where it is.
        LookFirst = "look-first",
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
        /// The seller is to refund the goods that came: say so, if sure.
        ClaimGoods = "claim-goods",
        /// It arrived while a claim runs that says it did not: look, and settle the claim by what is found.
        Settle = "settle",
        /// The claim that runs no longer says what is so: give it the new reason.
        ChangeClaim = "change-claim",
        /// Wait for the seller's answer.
        AwaitSeller = "await-seller",
        /// The seller refused or offers something else: answer.
        AnswerSeller = "answer-seller",
        /// Somebody's days are over: look what the order page says.
        CheckPage = "check-page",
        /// Wait for the other thing the seller promised.
        AwaitReplacement = "await-replacement",
        /// Wait for the shop's decision.
        AwaitDecision = "await-decision",
        /// Let the shop decide.
        Escalate = "escalate",
        /// Send the goods back and tell the number.
        SendBack = "send-back",
        /// Object to the shop's decision, once.
        Appeal = "appeal",
        /// Wait for the money.
        AwaitRefund = "await-refund",
        /// The money is overdue: ask for it.
        AskRefund = "ask-refund",
        /// Less came than is due: ask for the rest.
        AskRest = "ask-rest",
        /// The shop is closed to us: the post, the bank.
        Elsewhere = "claim-elsewhere",
    }
}

impl Action {
    /// Whether a claim to be opened is drafted for it.
    pub fn drafts(self) -> bool {
        matches!(self, Action::Prepare | Action::Recommend | Action::Open | Action::ClaimGoods | Action::ChangeClaim)
    }

    /// Whether the user is to write something for it.
    pub fn writes(self) -> bool {
        let answers = matches!(
            self,
            Action::AnswerSeller
                | Action::CheckPage
                | Action::Escalate
                | Action::Appeal
                | Action::AskRefund
                | Action::AskRest
        );
        answers || self.drafts()
    }

    /// Whether it waits for the user.
    pub fn needs_user(self) -> bool {
        !matches!(
            self,
            Action::None
                | Action::Wait
                | Action::Prepare
                | Action::AwaitSeller
                | Action::AwaitReplacement
                | Action::AwaitDecision
                | Action::AwaitRefund
        )
    }

    /// Whether somebody else is to do something.
    pub fn awaits(self) -> bool {
        matches!(self, Action::AwaitSeller | Action::AwaitReplacement | Action::AwaitDecision | Action::AwaitRefund)
    }
}

/// First and last day on which a claim can be opened, in the user's calendar, safety already taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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
    /// What to beware of at this moment: ids of the shop's traps.
    #[serde(default)]
    pub beware: Vec<String>,
    /// The day it was first given, with this action and this last day.
    #[serde(default)]
    pub since: Option<Date>,
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
            beware: Vec::new(),
            since: None,
            changes_at: None,
        }
    }
}

//! What became of a message. Codes and links are in none of it.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::listed_parcel::PlainEvent;
use crate::{
    app::{
        state::App,
        take_message::{Idle, Taken},
    },
    model::{Fit, Message, Money, ParcelId, words},
    rules::match_message::Whose,
    store::Listed,
};

words! {
    /// What became of a message.
    MessageOutcome {
        /// It cannot be read.
        Unreadable = "unreadable",
        /// It says nothing of any parcel.
        Nothing = "nothing",
        /// It is a list of numbers.
        Crowded = "crowded",
        /// It was told to its parcels before.
        Known = "known",
        /// It was told to its parcels.
        Told = "told",
        /// It says nothing its parcels could be told.
        Idle = "idle",
        /// It speaks of its parcels, and none of its words is known.
        NotUnderstood = "not-understood",
        /// It is older than its parcels can be.
        TooOld = "too-old",
        /// It names a number of its parcels beside another, and which its words are of nobody can tell.
        Mixed = "mixed",
        /// Whose it is must be asked.
        Unsure = "unsure",
        /// A number in it is another parcel's than the user says.
        Elsewhere = "elsewhere",
    }
}

/// A message, and what became of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Ingested {
    /// The file it came from.
    pub from: String,
    pub outcome: MessageOutcome,
    /// Why it cannot be read.
    pub error: Option<String>,
    #[serde(flatten)]
    pub content: MessageContent,
    /// Whose it is, or may be.
    pub parcels: Vec<MessageParcel>,
    /// The number in it that is another parcel's.
    #[serde(skip)]
    pub elsewhere: Option<String>,
}

/// What a message says.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct MessageContent {
    pub sender: Option<String>,
    pub template: Option<String>,
    pub numbers: Vec<String>,
    pub orders: Vec<String>,
    pub event: Option<PlainEvent>,
    pub hold_until: Option<Date>,
    pub duty: Option<Money>,
    pub duty_by: Option<Date>,
    pub promised_by: Option<Date>,
    pub shipped: Option<Date>,
    pub last_mile: Option<String>,
    pub suspicions: Vec<String>,
    /// All of it in one sentence.
    #[serde(skip)]
    pub sentence: String,
}

/// A parcel a message belongs to, or may belong to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MessageParcel {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<Vec<Fit>>,
    /// Why, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
    #[serde(skip)]
    pub title: String,
}

impl Ingested {
    /// Bytes that are no message.
    pub fn unreadable(from: &str, error: String) -> Ingested {
        Ingested {
            from: from.to_owned(),
            outcome: MessageOutcome::Unreadable,
            error: Some(error),
            content: MessageContent::default(),
            parcels: Vec::new(),
            elsewhere: None,
        }
    }

    /// A message that was read.
    pub fn of(app: &App, listed: &[Listed], from: &str, message: &Message, taken: &Taken) -> Ingested {
        let some = |whose: &[Whose]| whose.iter().map(|whose| MessageParcel::of(app, listed, whose)).collect();
        let (outcome, parcels) = match taken {
            Taken::Nothing => (MessageOutcome::Nothing, Vec::new()),
            Taken::Crowded => (MessageOutcome::Crowded, Vec::new()),
            Taken::Known(ids) => {
                (MessageOutcome::Known, ids.iter().map(|id| MessageParcel::only(listed, *id)).collect())
            }
            Taken::Told(whose) => (MessageOutcome::Told, some(whose)),
            Taken::Idle(whose, why) => {
                let outcome = match why {
                    Idle::NothingNew => MessageOutcome::Idle,
                    Idle::NotUnderstood => MessageOutcome::NotUnderstood,
                    Idle::TooOld => MessageOutcome::TooOld,
                    Idle::Mixed => MessageOutcome::Mixed,
                };
                (outcome, some(whose))
            }
            Taken::Unsure(whose) => (MessageOutcome::Unsure, some(whose)),
            Taken::Elsewhere(_, other) => (MessageOutcome::Elsewhere, vec![MessageParcel::only(listed, *other)]),
        };
        let elsewhere = if let Taken::Elsewhere(number, _) = taken { Some(number.to_string()) } else { None };
        let content = MessageContent::of(app, message);
        Ingested { from: from.to_owned(), outcome, error: None, content, parcels, elsewhere }
    }

    /// Whether the user must say whose it is.
    pub fn needs_user(&self) -> bool {
        matches!(self.outcome, MessageOutcome::Unsure | MessageOutcome::Elsewhere | MessageOutcome::Mixed)
    }

    /// Whether nothing could be made of it.
    pub fn failed(&self) -> bool {
        matches!(self.outcome, MessageOutcome::Crowded | MessageOutcome::Unreadable)
    }
}

impl MessageContent {
    fn of(app: &App, message: &Message) -> MessageContent {
        let phrases = &app.setup.phrases;
        MessageContent {
            sender: Some(message.sender.clone()).filter(|sender| !sender.is_empty()),
            template: message.template.clone(),
            numbers: message.numbers.iter().map(|it| it.number.to_string()).collect(),
            orders: message.orders.clone(),
            event: message.event.as_ref().map(PlainEvent::of),
            hold_until: message.facts.hold_until,
            duty: message.facts.duty.clone(),
            duty_by: message.facts.duty_by,
            promised_by: message.facts.promised_by,
            shipped: message.shipped,
            last_mile: message.facts.last_mile.clone(),
            suspicions: message.suspicions.iter().map(|it| phrases.suspicion(it)).collect(),
            sentence: app.setup.telling(app.today(), |setting| phrases.message(message, setting)),
        }
    }
}

impl MessageParcel {
    fn of(app: &App, listed: &[Listed], whose: &Whose) -> MessageParcel {
        let fit = |fit: &Fit| app.setup.telling(app.today(), |setting| app.setup.phrases.fit(fit, setting));
        let sentence = whose.because.iter().map(fit).collect::<Vec<_>>().join(", ");
        let because = Some(whose.because.clone());
        MessageParcel { because, sentence: Some(sentence), ..MessageParcel::only(listed, whose.parcel) }
    }

    fn only(listed: &[Listed], id: ParcelId) -> MessageParcel {
        let title = listed.iter().find(|it| it.parcel.id == id).map(|it| it.parcel.title.clone());
        MessageParcel { id: id.to_string(), because: None, sentence: None, title: title.unwrap_or_default() }
    }
}

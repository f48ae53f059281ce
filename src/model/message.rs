//! What a message said: an SMS, an e-mail, a letter of a shop. Its words are gone by then.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{CarrierId, Event, Facts, Linked, Number, ParcelId, Reason, ShopId, Status};

/// What a message said of parcels, without the message.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The address or the SMS name it came from, fit to be shown; empty where that is not known.
    pub sender: String,
    /// The template it fits, as `sender` or `sender/kind`; nothing where it fits none.
    pub template: Option<String>,
    /// The carrier that wrote it.
    pub carrier: Option<CarrierId>,
    /// The shops that write such messages.
    pub shops: Vec<ShopId>,
    /// Tracking numbers, in their order, each with what it may be.
    pub numbers: Vec<Linked>,
    /// Figures that nothing in it calls a number: they count only where a parcel has them already.
    pub maybe: Vec<Linked>,
    /// Order numbers.
    pub orders: Vec<String>,
    /// What happened.
    pub event: Option<Event>,
    /// What else it says: the last day at the point, the carrier of the last mile, a promise, a weight, a postcode.
    pub facts: Facts,
    /// The day the seller posted it.
    pub shipped: Option<Date>,
    /// When it was sent, by the reader's clock.
    pub sent: DateTime,
    /// What speaks for an imitation. Of such a message nothing but its numbers is considered.
    pub suspicions: Vec<Suspicion>,
    /// Whether its words are known, be it as saying nothing of where a parcel is.
    pub understood: bool,
    /// Whether it holds more numbers than a message about parcels would. None of them is kept then.
    pub crowded: bool,
}

impl Message {
    /// The same where the user's parcels have these numbers: figures that are one of them count as one.
    pub fn knowing(&self, known: &dyn Fn(&Number) -> bool) -> Message {
        let (known, maybe): (Vec<Linked>, Vec<Linked>) =
            self.maybe.iter().cloned().partition(|linked| known(&linked.number));
        let numbers = self.numbers.iter().cloned().chain(known).collect();
        Message { numbers, maybe, ..self.clone() }
    }

    /// Whether it says anything a parcel could be told.
    pub fn says_something(&self) -> bool {
        !self.numbers.is_empty() || !self.orders.is_empty() || self.event.is_some()
    }

    /// Whether it says that the order is called off or the money is back.
    pub fn is_off(&self) -> bool {
        let off = |event: &Event| matches!(event.reason, Some(Reason::Cancelled | Reason::Refunded));
        self.event.as_ref().is_some_and(|event| event.status == Some(Status::Note) && off(event))
    }

    /// Whether it says something of one parcel rather than of parcels: a number, an order, a day, a place. Advertisements
    /// say that something waits, too.
    pub fn is_particular(&self) -> bool {
        let place = self.event.as_ref().is_some_and(|event| !event.place.is_empty());
        place || !self.numbers.is_empty() || !self.orders.is_empty() || self.facts.hold_until.is_some()
    }

    /// Whether it is what a known sender writes about a parcel, rather than a text with a number in it.
    pub fn is_news(&self) -> bool {
        let told = self.event.is_some() || self.shipped.is_some() || !self.numbers.is_empty();
        self.template.is_some() && told && self.is_particular()
    }
}

/// A sign that a message is not from whom it says it is from. Hosts are written so that nothing makes a link of them.
#[expect(missing_docs, reason = "the line of a variant says what its fields are")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "suspicion", rename_all = "kebab-case")]
pub enum Suspicion {
    /// It speaks as `claims`, and comes from somebody else.
    Sender { sender: String, claims: String },
    /// It speaks as `claims`, and its link leads elsewhere.
    Link { host: String, claims: String },
    /// The mail server found the sender's name forged.
    Forged { claims: String },
    /// It comes from nobody who is known and wants money, a code or an address; its link, if there is one, leads there.
    Lure { host: String },
}

/// Why a message may belong to a parcel.
#[expect(missing_docs, reason = "the line of a variant says what its fields are")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "fit", rename_all = "kebab-case")]
pub enum Fit {
    /// The user says so.
    Said,
    /// It names a number the parcel has.
    Number { number: Number },
    /// It names an order in the parcel.
    Order { order: String },
    /// The parcel has a number of the carrier that wrote it.
    Carrier { carrier: CarrierId },
    /// The carrier that wrote it is the one said to bring the parcel.
    LastMile { carrier: CarrierId },
    /// The parcel was bought where it comes from.
    Shop { shop: ShopId },
    /// Both weigh about this, in grams.
    Weight { grams: u32 },
    /// Both go to this postcode.
    Postcode { postcode: String },
    /// The parcel is through customs, and its new number is not known yet.
    Awaits,
    /// It came when the parcel was due for such news.
    Time,
    /// It names an order of another parcel beside this one's number: the two may be one.
    Joinable { order: String, other: ParcelId },
}

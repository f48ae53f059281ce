//! What really happens to a parcel, and what becomes known of it where and when.

use jiff::{SignedDuration, Timestamp, civil::Date};
use posylka::model::{CarrierId, Number};

use crate::messages::Written;

/// Scans from here on belong to a stranger's parcel. The seconds of a scan's time are its id, whatever zone it is told in.
pub const STRANGERS: i8 = 40;

/// The seconds of what a message tells: no scan has them.
pub const WRITTEN: i8 = 59;

/// Who tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Teller {
    Cainiao,
    Post,
    /// Has strangers' parcels only.
    Cdek,
}

/// What is scanned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Accepted,
    Sorted,
    Exported,
    Imported,
    AtCustoms,
    Held,
    Released,
    LeftCustoms,
    HandedOver,
    Renumbered,
    Arrived,
    Departed,
    Ready,
    Delivered,
    Returning,
    Returned,
    Rerouted,
}

impl Step {
    /// Cainiao's code and words.
    pub fn cainiao(self) -> (&'static str, &'static str) {
        match self {
            Step::Accepted => ("PU_PICKUP_SUCCESS", "Received by logistics company"),
            Step::Sorted => ("SC_OUTBOUND_SUCCESS", "Departed from sorting center"),
            Step::Exported => ("LH_DEPART", "Departed from departure country/region"),
            Step::Imported => ("LH_ARRIVE", "Arrived at linehaul office"),
            Step::AtCustoms => ("CC_HO_IN_SUCCESS", "Arrived at customs"),
            Step::Held => ("CC_IM_EXCEPTION", "Import clearance exception"),
            Step::Released => ("CC_IM_SUCCESS", "Import customs clearance complete"),
            Step::LeftCustoms => ("CC_HO_OUT_SUCCESS", "Departed from customs"),
            Step::HandedOver | Step::Renumbered => ("GTMS_ACCEPT", "Received by local delivery company"),
            Step::Arrived => ("GTMS_SC_ARRIVE", "Arrived at sorting center"),
            Step::Departed => ("GTMS_SC_DEPART", "Departed from sorting center"),
            Step::Ready => ("GSTA_INFORM_BUYER", "Ready for pickup"),
            Step::Delivered => ("GTMS_SIGNED", "Delivered"),
            Step::Returning => ("RT_TMS_ACCEPT", "Returning to the sender"),
            Step::Returned => ("RT_LM_SIGN_SUCCESS", "Returned to the sender"),
            Step::Rerouted => ("TRANSIT_PORT_REROUTE_CALLBACK", "Rerouted"),
        }
    }

    /// The post's type, attribute and words.
    pub fn post(self) -> (u32, u32, &'static str) {
        match self {
            Step::Accepted => (1, 0, "Приём"),
            Step::Sorted => (8, 0, "Сортировка"),
            Step::Exported => (10, 0, "Экспорт международной почты"),
            Step::Imported => (9, 1, "Импорт международной почты"),
            Step::AtCustoms => (11, 0, "Приём на таможню"),
            Step::Held => (14, 8, "Выпуск приостановлен"),
            Step::Released => (14, 1, "Выпущено таможней"),
            Step::LeftCustoms | Step::HandedOver | Step::Departed | Step::Rerouted => {
                (8, 4, "Покинуло сортировочный центр")
            }
            Step::Renumbered => (8, 26, "Зарегистрировано с новым номером"),
            Step::Arrived => (8, 3, "Прибыло в сортировочный центр"),
            Step::Ready => (8, 2, "Прибыло в место вручения"),
            Step::Delivered => (2, 1, "Вручение адресату"),
            Step::Returning => (3, 1, "Возврат: истёк срок хранения"),
            Step::Returned => (2, 2, "Вручение отправителю"),
        }
    }
}

impl Step {
    /// CDEK's code and words.
    pub fn cdek(self) -> (&'static str, &'static str) {
        match self {
            Step::Arrived => ("RECEIVED_AT_SHIPMENT_WAREHOUSE", "Принят на склад отправителя"),
            Step::Departed => ("SENT_TO_TRANSIT_CITY", "Отправлен в г. транзит"),
            Step::Ready => ("ACCEPTED_AT_PICK_UP_POINT", "Принят на склад до востребования"),
            _ => ("DELIVERED", "Вручен"),
        }
    }
}

/// One scan and how it is told.
#[derive(Debug, Clone)]
pub struct Scan {
    pub id: i8,
    pub teller: Teller,
    /// Under which numbers it is told.
    pub numbers: Vec<Number>,
    /// Which number was on the label.
    pub label: Number,
    pub step: Step,
    pub at: Timestamp,
    /// From when on the teller tells it.
    pub told: Timestamp,
    /// Hours east of Greenwich where it was scanned.
    pub offset: i8,
    /// What Cainiao prints as the zone.
    pub zone: &'static str,
    /// Words of its own in place of the usual ones.
    pub words: Option<String>,
    /// Whether the row stands twice.
    pub twice: bool,
}

impl Scan {
    /// Whether the scan is of somebody else's parcel.
    pub fn strange(&self) -> bool {
        self.id >= STRANGERS
    }
}

/// Where Cainiao names another number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Copy,
    Prose,
    Virtual,
    /// Only the carrier's name, no number.
    Name,
}

/// An answer's word on another number.
#[derive(Debug, Clone)]
pub struct Naming {
    pub of: Number,
    pub field: Field,
    pub named: Option<Number>,
    pub carrier: Option<&'static str>,
    pub told: Timestamp,
}

/// A number that really takes over.
#[derive(Debug, Clone)]
pub struct Handover {
    pub to: Number,
    pub carrier: CarrierId,
    /// Whether the carrier can be asked.
    pub askable: bool,
    /// When a witness can be heard, if there is one.
    pub witness: Option<Timestamp>,
}

/// A source that fails for days.
#[derive(Debug, Clone)]
pub struct Outage {
    pub source: &'static str,
    pub from: Timestamp,
    pub to: Timestamp,
    pub blocked: bool,
}

/// A life, with all that is true of it.
#[derive(Debug, Clone)]
pub struct Truth {
    pub kind: &'static str,
    pub number: Number,
    pub carrier: Option<CarrierId>,
    pub ordered: Option<Date>,
    pub added: Timestamp,
    /// What the person enters first, with a wrong digit in it.
    pub mistyped: Option<Number>,
    /// When the person enters its first number as it is: with the parcel, or later.
    pub given: Timestamp,
    pub ends: Timestamp,
    pub economy: bool,
    pub keyed: bool,
    pub lost: bool,
    pub silent: bool,
    /// When customs let it go.
    pub released: Timestamp,
    pub weight: u32,
    pub scans: Vec<Scan>,
    pub namings: Vec<Naming>,
    pub handovers: Vec<Handover>,
    pub outages: Vec<Outage>,
    /// From when to when the machine sleeps.
    pub asleep: Vec<(Timestamp, Timestamp)>,
    /// What the person hands on, by time.
    pub messages: Vec<Message>,
}

/// A message that the person hands on.
#[derive(Debug, Clone)]
pub struct Message {
    pub told: Timestamp,
    pub what: What,
}

/// What is in a message.
#[derive(Debug, Clone)]
pub enum What {
    /// A number, however it was worded.
    Names(Named),
    /// Words that posylka must read by itself.
    Says(Written),
    /// The number itself: the person enters it by hand.
    Gives(Number),
}

/// A number as a message names it.
#[derive(Debug, Clone)]
pub struct Named {
    pub number: Number,
    /// The carrier the number is taken for.
    pub carrier: CarrierId,
    /// Who writes.
    pub by: &'static str,
}

impl Truth {
    /// The scans a teller tells of a number at a moment, oldest first.
    pub fn visible<'a>(&'a self, teller: Teller, number: &'a Number, now: Timestamp) -> impl Iterator<Item = &'a Scan> {
        self.scans.iter().filter(move |it| it.teller == teller && it.told <= now && it.numbers.contains(number))
    }

    /// What Cainiao names in the answer for a number at a moment.
    pub fn named<'a>(&'a self, number: &'a Number, now: Timestamp) -> impl Iterator<Item = &'a Naming> {
        self.namings.iter().filter(move |it| it.of == *number && it.told <= now)
    }

    /// The outage of a source at a moment.
    pub fn outage(&self, source: &str, now: Timestamp) -> Option<&Outage> {
        self.outages.iter().find(|it| it.source == source && it.from <= now && now < it.to)
    }

    /// A moment moved behind every outage and sleep it falls into, with the longest time a failing source is left alone.
    pub fn answerable(&self, from: Timestamp, now: Timestamp) -> Timestamp {
        let mut moved = from.max(self.given);
        loop {
            let (now, from) = (now.max(moved), moved);
            let outages = self.outages.iter().map(|it| (it.from, it.to)).chain(self.asleep.iter().copied());
            let over = |it: &(Timestamp, Timestamp)| it.0 <= now && it.1 + SignedDuration::from_hours(30) > from;
            moved = outages.filter(over).map(|it| it.1).fold(from, Timestamp::max);
            if moved == from {
                return moved;
            }
        }
    }

    /// The moment at which the machine can do what is due then.
    pub fn awake(&self, at: Timestamp) -> Timestamp {
        self.asleep.iter().filter(|it| it.0 <= at && at < it.1).map(|it| it.1).fold(at, Timestamp::max)
    }
}

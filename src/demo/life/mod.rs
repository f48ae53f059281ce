//! Lives of parcels as scripts in the product's own words: what a person bought, what the carriers scanned, what the
//! person did, what posylka should have said by then. `fixtures/stories/*.story` holds them; the demo plays them, the
//! tests read them aloud.
//!
//! ```text
//! title Headphones
//! 2026-02-01  order aliexpress-ru 8190000000000017 price 990 protection 75 days
//! 2026-02-02  add LP00123456789012
//! 2026-02-03 14:20  cainiao LP00123456789012 PU_PICKUP_SUCCESS "Received by logistics company" at Shenzhen
//! 2026-02-22 09:00  cainiao LP00123456789012 CC_HO_OUT_SUCCESS "Departed from customs" names 10100064123459
//! 2026-02-24  expect handed-over russian-post 10100064123459
//! 2026-03-03  received
//! ```
//!
//! Belongs here: the language of stories. Does not belong here: playing them.

mod read;

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::Offset,
};

use crate::model::{
    Action, CarrierId, Flag, LegState, Number, Order, OutcomeKind, ShopId, SourceId, Stage, Status, Step, Wrong,
};

/// Days and hours of a life without a zone of their own are Moscow's.
pub const MOSCOW: Offset = Offset::constant(3);

/// A life, read.
#[derive(Debug, Clone)]
pub struct Life {
    /// The file's name.
    pub name: String,
    /// What was bought.
    pub title: String,
    /// What happens, by time.
    pub lines: Vec<Line>,
}

/// One line of a life.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number in the file.
    pub row: usize,
    /// When.
    pub at: Timestamp,
    /// The same on the wall, as written.
    pub wall: DateTime,
    /// What.
    pub what: What,
}

/// What happens.
#[expect(missing_docs, reason = "the line of a variant says what its fields are")]
#[derive(Debug, Clone)]
pub enum What {
    /// The person buys.
    Order(Order),
    /// The person adds the number, at a carrier where it is named.
    Add { number: Number, carrier: Option<CarrierId> },
    /// A carrier scans.
    Scan(Scan),
    /// A source knows a number it has not scanned.
    Announced { source: SourceId, number: Number },
    /// The number is of a service whose tracking ends at the border.
    Economy { number: Number },
    /// The answers for a number name the carrier of the last mile and no number of it.
    LastMile { number: Number, name: String },
    /// A source fails from now on, or works again.
    Weather { source: SourceId, fails: Option<OutcomeKind> },
    /// A source answers in another shape from now on.
    Changes { source: SourceId },
    /// The person has it.
    Received,
    /// The person finds something wrong with the goods or their delivery.
    Wronged(Wrong),
    /// The person tells of the claim.
    Disputed(Step),
    /// The seller lengthens the protection.
    Extended(Date),
    /// The person attaches a number.
    Link { number: Number, carrier: CarrierId },
    /// The person takes a number away.
    Unlink { number: Number },
    /// The person says, or hands on a message that says, what became of the parcel.
    Heard(Saying),
    /// The person undoes what they did last.
    Undo,
    /// What should hold by now.
    Expect(Expect),
}

/// A scan, as the carrier will tell it.
#[derive(Debug, Clone)]
pub struct Scan {
    /// By which source.
    pub source: SourceId,
    /// Of which number.
    pub number: Number,
    /// The carrier's code.
    pub code: String,
    /// The carrier's words.
    pub text: String,
    /// Where.
    pub place: String,
    /// Another number the answer names from then on.
    pub names: Option<Number>,
}

/// What an app, a person or a message says.
#[derive(Debug, Clone)]
pub struct Saying {
    /// Whose message; `None` is the person's own word.
    pub from: Option<CarrierId>,
    /// The number it is about; without one the parcel itself.
    pub number: Option<Number>,
    /// The carrier that number is of; without one that whose message it is, or that which has the parcel.
    pub of: Option<CarrierId>,
    /// What happened, if anything did.
    pub status: Option<Status>,
    /// Last day at the place of issue.
    pub until: Option<Date>,
    /// Where.
    pub place: String,
}

/// What should hold.
#[derive(Debug, Clone)]
pub enum Expect {
    /// A flag is up, or is not.
    Flag(Flag, bool),
    /// The parcel is that far.
    Stage(Stage),
    /// It goes on under this number there, and that is sure.
    HandedOver(CarrierId, Number),
    /// This is thought of that number there.
    Leg(LegState, CarrierId, Number),
    /// This is advised, with this reason.
    Advice(Action, Option<String>),
    /// A notice with this beginning of its key was made, or was not.
    Told(String, bool),
    /// The sentence that the list shows has this in it, or has it not.
    Says(String, bool),
    /// So many notices with this beginning of their key were made.
    Times(usize, String),
    /// So many days are left to open a claim.
    Left(i32),
    /// So many scans stand in the line.
    Scans(usize),
}

/// A script that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{name}.story, line {row}: {fault}")]
pub struct LifeError {
    name: String,
    row: usize,
    fault: String,
}

impl Life {
    /// Reads a script.
    pub fn read(name: &str, text: &str) -> Result<Life, LifeError> {
        let mut life = Life { name: name.to_owned(), title: name.to_owned(), lines: Vec::new() };
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if let Some(title) = line.strip_prefix("title ") {
                life.title = title.trim().to_owned();
            } else if !line.is_empty() && !line.starts_with('#') {
                let fault = |fault| LifeError { name: name.to_owned(), row: index + 1, fault };
                life.lines.push(read::line(index + 1, line).map_err(fault)?);
            }
        }
        life.lines.sort_by_key(|line| (line.at, line.row));
        Ok(life)
    }

    /// The purchases.
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.lines.iter().filter_map(|line| match &line.what {
            What::Order(order) => Some(order),
            _ => None,
        })
    }

    /// The same life with a purchase at another shop.
    pub fn at_shop(mut self, shop: &ShopId) -> Life {
        for line in &mut self.lines {
            if let What::Order(order) = &mut line.what {
                order.shop = shop.clone();
            }
        }
        self
    }

    /// When it begins.
    pub fn begins(&self) -> Timestamp {
        self.lines.first().map_or(Timestamp::UNIX_EPOCH, |line| line.at)
    }

    /// When its last line is over.
    pub fn ends(&self) -> Timestamp {
        self.lines.last().map_or(Timestamp::UNIX_EPOCH, |line| line.at)
    }

    /// The scans a source would tell of a number at a moment, in the order they happened.
    pub fn scans<'a>(
        &'a self,
        source: &'a str,
        number: &'a Number,
        now: Timestamp,
    ) -> impl Iterator<Item = (&'a Line, &'a Scan)> {
        self.lines.iter().take_while(move |line| line.at <= now).filter_map(move |line| match &line.what {
            What::Scan(scan) if scan.source.as_str() == source && scan.number == *number => Some((line, scan)),
            _ => None,
        })
    }

    /// Whether a source knows the number at a moment.
    pub fn known(&self, source: &str, number: &Number, now: Timestamp) -> bool {
        self.lines.iter().take_while(|line| line.at <= now).any(|line| match &line.what {
            What::Announced { source: it, number: other } => it.as_str() == source && other == number,
            What::Scan(scan) => scan.source.as_str() == source && scan.number == *number,
            _ => false,
        })
    }

    /// Whether the number is of a service whose tracking ends at the border, as known at a moment.
    pub fn economy(&self, number: &Number, now: Timestamp) -> bool {
        let mut past = self.lines.iter().take_while(|line| line.at <= now);
        past.any(|line| matches!(&line.what, What::Economy { number: it } if it == number))
    }

    /// The carrier of the last mile that answers for a number name at a moment.
    pub fn last_mile(&self, number: &Number, now: Timestamp) -> Option<&str> {
        let past = self.lines.iter().take_while(|line| line.at <= now);
        let named = past.filter_map(|line| match &line.what {
            What::LastMile { number: it, name } if it == number => Some(name.as_str()),
            _ => None,
        });
        named.last()
    }

    /// How a source fails at a moment, if it does.
    pub fn fails(&self, source: &str, now: Timestamp) -> Option<OutcomeKind> {
        let weather = self.lines.iter().take_while(|line| line.at <= now).filter_map(|line| match &line.what {
            What::Weather { source: it, fails } if it.as_str() == source => Some(*fails),
            _ => None,
        });
        weather.last().flatten()
    }

    /// How often a source has changed the shape of its answers by a moment.
    pub fn changes(&self, source: &str, now: Timestamp) -> usize {
        let past = self.lines.iter().take_while(|line| line.at <= now);
        past.filter(|line| matches!(&line.what, What::Changes { source: it } if it.as_str() == source)).count()
    }
}

impl Line {
    /// Whether the line is about this number.
    pub fn names(&self, number: &Number) -> bool {
        match &self.what {
            What::Add { number: it, .. } | What::Announced { number: it, .. } | What::Link { number: it, .. } => {
                it == number
            }
            What::Scan(scan) => scan.number == *number,
            _ => false,
        }
    }
}

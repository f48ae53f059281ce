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

use jiff::{
    Span, Timestamp,
    civil::{Date, DateTime, Time},
    tz::Offset,
};

use crate::model::{
    Action, CarrierId, Flag, Money, Number, Order, OutcomeKind, ShopId, SourceId, Stage, Step, UnknownWord, Wrong,
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
    /// A source fails from now on, or works again.
    Weather { source: SourceId, fails: Option<OutcomeKind> },
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

/// What should hold.
#[derive(Debug, Clone)]
pub enum Expect {
    /// A flag is up, or is not.
    Flag(Flag, bool),
    /// The parcel is that far.
    Stage(Stage),
    /// It goes on under this number there, and that is sure.
    HandedOver(CarrierId, Number),
    /// This is advised, with this reason.
    Advice(Action, Option<String>),
    /// A notice with this beginning of its key was made, or was not.
    Told(String, bool),
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
                life.lines.push(read_line(index + 1, line).map_err(fault)?);
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

    /// How a source fails at a moment, if it does.
    pub fn fails(&self, source: &str, now: Timestamp) -> Option<OutcomeKind> {
        let weather = self.lines.iter().take_while(|line| line.at <= now).filter_map(|line| match &line.what {
            What::Weather { source: it, fails } if it.as_str() == source => Some(*fails),
            _ => None,
        });
        weather.last().flatten()
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

type Fault = String;

fn read_line(row: usize, line: &str) -> Result<Line, Fault> {
    let mut words = Words::of(line)?;
    let date: Date = words.parse("a date")?;
    let time = words.peek().and_then(|word| word.parse::<Time>().ok().filter(|_| word.contains(':')));
    if time.is_some() {
        words.next("a time")?;
    }
    let verb = words.next("what happens")?;
    // An expectation without an hour looks back on the whole day; everything else happens at noon.
    let hour = if verb == "expect" { Time::constant(23, 59, 0, 0) } else { Time::constant(12, 0, 0, 0) };
    let wall = date.to_datetime(time.unwrap_or(hour));
    let at = MOSCOW.to_timestamp(wall).map_err(|fault| fault.to_string())?;
    let what = read_what(&verb, &mut words, date, at)?;
    words.end()?;
    Ok(Line { row, at, wall, what })
}

fn read_what(verb: &str, words: &mut Words, date: Date, at: Timestamp) -> Result<What, Fault> {
    Ok(match verb {
        "order" => What::Order(read_order(words, date)?),
        "add" => What::Add {
            number: words.number()?,
            carrier: if words.eat("at") { Some(CarrierId(words.next("a carrier")?)) } else { None },
        },
        "link" => What::Link { number: words.number()?, carrier: CarrierId(words.next("a carrier")?) },
        "fails" => What::Weather { source: SourceId(words.next("a source")?), fails: Some(words.parse("an outcome")?) },
        "works" => What::Weather { source: SourceId(words.next("a source")?), fails: None },
        "announced" => What::Announced { source: SourceId(words.next("a source")?), number: words.number()? },
        "received" => What::Received,
        "expect" => What::Expect(read_expect(words)?),
        "wrong" => {
            let problem = words.parse("a problem")?;
            What::Wronged(Wrong { problem, at, amount: None, photos: Vec::new(), note: String::new() })
        }
        "extended" => What::Extended(words.parse("a day")?),
        "opened" | "replied" | "escalated" | "decided" | "sent-back" | "refunded" | "withdrawn" => {
            let state = verb.parse().map_err(|fault: UnknownWord| fault.to_string())?;
            let finding = words.peek().is_some().then(|| words.parse("what was said")).transpose()?;
            What::Disputed(Step { finding, ..Step::new(state, at) })
        }
        source => What::Scan(read_scan(source, words)?),
    })
}

fn read_order(words: &mut Words, date: Date) -> Result<Order, Fault> {
    let shop = ShopId(words.next("a shop")?);
    let id = match words.peek() {
        Some(word) if word.bytes().all(|b| b.is_ascii_digit()) => words.next("an order number")?,
        _ => String::new(),
    };
    let mut order =
        Order { id, shop, price: None, ordered: Some(date), shipped: None, promised: None, protection_ends: None };
    while let Some(word) = words.peek().map(str::to_owned) {
        words.next("a field")?;
        match word.as_str() {
            "price" => order.price = Some(words.parse::<Money>("a price")?),
            "shipped" => order.shipped = Some(words.parse("a date")?),
            "promised" => order.promised = Some(words.parse("a date")?),
            "protection" => {
                let days: i32 = words.parse("days")?;
                words.next("`days`")?;
                order.protection_ends = Some(date.saturating_add(Span::new().days(days)));
            }
            other => return Err(format!("an order has no `{other}`")),
        }
    }
    Ok(order)
}

fn read_scan(source: &str, words: &mut Words) -> Result<Scan, Fault> {
    let number = words.number()?;
    let code = words.next("a code")?;
    let mut scan =
        Scan { source: SourceId::from(source), number, text: code.clone(), code, place: String::new(), names: None };
    while let Some(word) = words.peek().map(str::to_owned) {
        words.next("a word")?;
        match word.as_str() {
            "at" => scan.place = words.next("a place")?,
            "names" => scan.names = Some(words.number()?),
            text => scan.text = text.to_owned(),
        }
    }
    Ok(scan)
}

fn read_expect(words: &mut Words) -> Result<Expect, Fault> {
    let first = words.next("what to expect")?;
    Ok(match first.as_str() {
        "no" => Expect::Flag(words.parse("a flag")?, false),
        "stage" => Expect::Stage(words.parse("a stage")?),
        "handed-over" => Expect::HandedOver(CarrierId(words.next("a carrier")?), words.number()?),
        "advice" => Expect::Advice(words.parse("an action")?, words.rest()),
        "told" => Expect::Told(words.next("the beginning of a key")?, true),
        "not-told" => Expect::Told(words.next("the beginning of a key")?, false),
        "left" => Expect::Left(words.parse("days")?),
        "scans" => Expect::Scans(words.parse("how many")?),
        flag => Expect::Flag(flag.parse().map_err(|fault: crate::model::UnknownWord| fault.to_string())?, true),
    })
}

/// The words of a line; what stands in quotes is one.
struct Words(std::collections::VecDeque<String>);

impl Words {
    fn of(line: &str) -> Result<Words, Fault> {
        if line.matches('"').count() % 2 == 1 {
            return Err("a quote is not closed".into());
        }
        let mut words = Vec::new();
        for (index, piece) in line.split('"').enumerate() {
            match index % 2 {
                0 => words.extend(piece.split_whitespace().map(str::to_owned)),
                _ => words.push(piece.to_owned()),
            }
        }
        Ok(Words(words.into()))
    }

    fn peek(&self) -> Option<&str> {
        self.0.front().map(String::as_str)
    }

    fn next(&mut self, wanted: &str) -> Result<String, Fault> {
        self.0.pop_front().ok_or_else(|| format!("{wanted} is missing"))
    }

    fn eat(&mut self, word: &str) -> bool {
        let there = self.peek() == Some(word);
        if there {
            self.0.pop_front();
        }
        there
    }

    fn rest(&mut self) -> Option<String> {
        self.0.pop_front()
    }

    fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(&mut self, wanted: &str) -> Result<T, Fault> {
        let word = self.next(wanted)?;
        word.parse().map_err(|fault| format!("`{word}` is not {wanted}: {fault}"))
    }

    fn number(&mut self) -> Result<Number, Fault> {
        let word = self.next("a number")?;
        Number::new(word.clone()).map_err(|fault| format!("`{word}`: {fault}"))
    }

    fn end(&self) -> Result<(), Fault> {
        match self.peek() {
            None => Ok(()),
            Some(word) => Err(format!("`{word}` is too much")),
        }
    }
}

//! A script, line by line.

use jiff::{
    Span, Timestamp,
    civil::{Date, Time},
};

use super::{Expect, Line, MOSCOW, Saying, Scan, What};
use crate::model::{CarrierId, Money, Number, Order, ShopId, SourceId, Status, Step, UnknownWord, Wrong};

type Fault = String;

/// One line of a script.
pub(super) fn line(row: usize, line: &str) -> Result<Line, Fault> {
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
        "unlink" => What::Unlink { number: words.number()? },
        "undo" => What::Undo,
        "said" => What::Heard(read_saying(words, None)?),
        "message" => {
            let from = CarrierId(words.next("a carrier")?);
            What::Heard(read_saying(words, Some(from))?)
        }
        "economy" => What::Economy { number: words.number()? },
        "last-mile" => What::LastMile { number: words.number()?, name: words.next("a name")? },
        "link" => What::Link { number: words.number()?, carrier: CarrierId(words.next("a carrier")?) },
        "fails" => What::Weather { source: SourceId(words.next("a source")?), fails: Some(words.parse("an outcome")?) },
        "works" => What::Weather { source: SourceId(words.next("a source")?), fails: None },
        "changes" => What::Changes { source: SourceId(words.next("a source")?) },
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
            let said = words.peek().is_some_and(|word| word != "sum");
            let finding = said.then(|| words.parse("what was said")).transpose()?;
            let amount = words.eat("sum").then(|| words.parse("a sum")).transpose()?;
            What::Disputed(Step { finding, amount, ..Step::new(state, at) })
        }
        source => What::Scan(read_scan(source, words)?),
    })
}

fn read_saying(words: &mut Words, from: Option<CarrierId>) -> Result<Saying, Fault> {
    let mut saying = Saying { from, number: None, of: None, status: None, until: None, place: String::new() };
    while let Some(word) = words.peek().map(str::to_owned) {
        words.next("a word")?;
        match word.as_str() {
            "of" => saying.of = Some(CarrierId(words.next("a carrier")?)),
            "at" => saying.place = words.next("a place")?,
            "until" => saying.until = Some(words.parse("a day")?),
            word => match word.parse::<Status>() {
                Ok(status) => saying.status = Some(status),
                Err(_) => saying.number = Some(Number::new(word).map_err(|fault| format!("`{word}`: {fault}"))?),
            },
        }
    }
    Ok(saying)
}

fn read_order(words: &mut Words, date: Date) -> Result<Order, Fault> {
    let shop = ShopId(words.next("a shop")?);
    let id = match words.peek() {
        Some(word) if word.bytes().all(|b| b.is_ascii_digit()) => words.next("an order number")?,
        _ => String::new(),
    };
    let mut order = Order {
        id,
        shop,
        seller: String::new(),
        price: None,
        ordered: Some(date),
        shipped: None,
        promised: None,
        protection_ends: None,
    };
    while let Some(word) = words.peek().map(str::to_owned) {
        words.next("a field")?;
        match word.as_str() {
            "from" => order.seller = words.next("a seller")?,
            "price" => order.price = Some(words.parse::<Money>("a price")?),
            "shipped" => order.shipped = Some(words.parse("a date")?),
            "promised" => order.promised = Some(words.parse("a date")?),
            "protection" => {
                let days: i16 = words.parse("days")?;
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
        "leg" => Expect::Leg(words.parse("a state")?, CarrierId(words.next("a carrier")?), words.number()?),
        "advice" => Expect::Advice(words.parse("an action")?, words.rest()),
        "told" => Expect::Told(words.next("the beginning of a key")?, true),
        "not-told" => Expect::Told(words.next("the beginning of a key")?, false),
        "says" => Expect::Says(words.next("what it says")?, true),
        "not-says" => Expect::Says(words.next("what it does not say")?, false),
        "times" => Expect::Times(words.parse("how many")?, words.next("the beginning of a key")?),
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

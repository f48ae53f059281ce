//! What a file says of orders, whatever it is written in.

use jiff::civil::Date;

use super::{standing::Standing, sum::Sum};
use crate::{
    carriers::{self, Registry},
    model::{Number, Order, ShopId, clean},
};

/// The most orders of one file.
pub(super) const MOST: usize = 5_000;
/// The longest title and order number, in characters.
const LONGEST: usize = 200;

/// An order as a file tells it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// The shop's order number; empty where the file has none.
    pub id: String,
    /// Which shop, where the file says so.
    pub shop: Option<ShopId>,
    /// What was bought.
    pub title: String,
    /// What was paid.
    pub price: Option<Sum>,
    /// Whether that is known to be for the whole order, not for one thing of it.
    pub whole: bool,
    /// The day of purchase.
    pub ordered: Option<Date>,
    /// The day of posting.
    pub shipped: Option<Date>,
    /// The promised day.
    pub promised: Option<Date>,
    /// The last day of protection.
    pub protection_ends: Option<Date>,
    /// Its tracking numbers, the one it began with first.
    pub numbers: Vec<Number>,
    /// From whom, in the file's words.
    pub seller: String,
    /// Who carries it, in the file's words.
    pub carrier: String,
    /// How it stands, as far as that says whether to wait for it.
    pub standing: Standing,
}

impl Found {
    /// The order of it at a shop.
    pub fn order(&self, shop: ShopId) -> Order {
        Order {
            id: self.id.clone(),
            shop,
            seller: self.seller.clone(),
            price: self.price.as_ref().map(Sum::money),
            ordered: self.ordered,
            shipped: self.shipped,
            promised: self.promised,
            protection_ends: self.protection_ends,
        }
    }

    /// What both say together; of two ends of protection the earlier.
    pub(super) fn joined(self, other: Found) -> Found {
        let either = |one: String, other: String| if one.is_empty() { other } else { one };
        let (price, whole) = self.paid(&other);
        let mut numbers = self.numbers;
        numbers.extend(other.numbers.into_iter().filter(|it| !numbers.contains(it)).collect::<Vec<_>>());
        Found {
            id: either(self.id, other.id),
            shop: self.shop.or(other.shop),
            title: both(self.title, other.title),
            price,
            whole,
            ordered: self.ordered.or(other.ordered),
            shipped: self.shipped.or(other.shipped),
            promised: self.promised.or(other.promised),
            protection_ends: [self.protection_ends, other.protection_ends].into_iter().flatten().min(),
            numbers,
            seller: either(self.seller, other.seller),
            carrier: either(self.carrier, other.carrier),
            standing: if self.standing == Standing::Open { other.standing } else { self.standing },
        }
    }

    /// The prices of two things are not what the order cost.
    fn paid(&self, other: &Found) -> (Option<Sum>, bool) {
        match (&self.price, &other.price) {
            (Some(_), Some(_)) if !self.whole && other.whole => (other.price.clone(), true),
            (Some(_), Some(_)) if !self.whole && self.title != other.title => (None, true),
            (Some(_), _) => (self.price.clone(), self.whole),
            (None, _) if self.whole => (None, true),
            (None, _) => (other.price.clone(), other.whole),
        }
    }
}

/// Two titles of one order, each thing once.
fn both(one: String, other: String) -> String {
    match () {
        () if one.is_empty() => other,
        () if other.is_empty() || one.split(", ").any(|it| it == other) || one == other => one,
        () => format!("{one}, {other}").chars().take(LONGEST).collect(),
    }
}

/// A piece of a file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its line, from 1; 0 where the file has no lines to speak of.
    pub line: usize,
    /// Its column by name, or its place.
    pub column: String,
    /// What stands there.
    pub text: String,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Read {
    /// Its orders, each once.
    pub found: Vec<Found>,
    /// What could not be read.
    pub faults: Vec<Fault>,
    /// The columns nobody knows, by their headings.
    pub unknown: Vec<String>,
    /// The columns whose days could be read in two ways: day first, as they were, or month first.
    pub unsure: Vec<String>,
}

impl Read {
    /// Takes an order in, with what another place of the file said of it.
    pub(super) fn take(&mut self, new: Found) {
        let same = |it: &Found| match new.id.is_empty() {
            true => !new.numbers.is_empty() && new.numbers.iter().all(|number| it.numbers.contains(number)),
            false => it.id == new.id && (it.shop == new.shop || it.shop.is_none() || new.shop.is_none()),
        };
        match self.found.iter().position(same) {
            Some(at) => self.found[at] = std::mem::take(&mut self.found[at]).joined(new),
            None if self.found.len() < MOST => self.found.push(new),
            None => {}
        }
    }

    pub(super) fn fault(&mut self, line: usize, column: &str, text: &str) {
        let text = clean(text).chars().take(60).collect();
        self.faults.push(Fault { line, column: column.to_owned(), text });
    }
}

/// Why a file holds no orders.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It begins like JSON and is none.
    #[error("it begins like JSON and {how}: {fault}", how = if fault.is_eof() { "ends early" } else { "is not" })]
    Json {
        /// What the parser says.
        #[from]
        fault: serde_json::Error,
    },
    /// A table without a column that names orders or numbers.
    #[error("no column is a number or an order; `posylka import --template` writes a table that has them")]
    Columns,
    /// Nothing of an order.
    #[error("no order is in it")]
    Empty,
    /// A workbook, not a text.
    #[error("it is a workbook or another file that is no text: save the sheet as CSV")]
    Binary,
    /// The list of words the program carries.
    #[error("the embedded words: {0}")]
    Words(#[from] toml::de::Error),
}

/// One line of text fit to be kept.
pub(super) fn line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}

/// An order number: pages print it in groups.
pub(super) fn order_id(text: &str) -> String {
    let line = line(text);
    let digits: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    carriers::numbers::shop_order(&line).unwrap_or(if plain { digits } else { line })
}

/// The tracking numbers of a text, order numbers left out.
pub(super) fn numbers(registry: &Registry, text: &str) -> Vec<Number> {
    let known = carriers::recognise(registry, text).into_iter().filter(|it| !it.order && !it.candidates.is_empty());
    known.map(|it| it.number).collect()
}

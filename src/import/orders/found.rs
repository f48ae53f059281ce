//! What a file says of orders, whatever it is written in.

use jiff::civil::Date;

use crate::{
    carriers::{self, Registry},
    model::{Money, Number, Order, ShopId, clean},
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
    pub price: Option<Money>,
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
    /// How it stands, as far as that says whether to wait for it.
    pub standing: Standing,
}

/// Whether an order is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// It is, or nothing is said.
    #[default]
    Open,
    /// It was cancelled.
    Cancelled,
    /// It is complete.
    Done,
}

impl Found {
    /// The order of it at a shop.
    pub fn order(&self, shop: ShopId) -> Order {
        Order {
            id: self.id.clone(),
            shop,
            price: self.price.clone(),
            ordered: self.ordered,
            shipped: self.shipped,
            promised: self.promised,
            protection_ends: self.protection_ends,
        }
    }

    /// What both say together; of two ends of protection the earlier.
    pub(super) fn joined(self, other: Found) -> Found {
        let mut numbers = self.numbers;
        numbers.extend(other.numbers.into_iter().filter(|it| !numbers.contains(it)).collect::<Vec<_>>());
        Found {
            id: if self.id.is_empty() { other.id } else { self.id },
            shop: self.shop.or(other.shop),
            title: if self.title.is_empty() { other.title } else { self.title },
            price: self.price.or(other.price),
            ordered: self.ordered.or(other.ordered),
            shipped: self.shipped.or(other.shipped),
            promised: self.promised.or(other.promised),
            protection_ends: [self.protection_ends, other.protection_ends].into_iter().flatten().min(),
            numbers,
            standing: if self.standing == Standing::Open { other.standing } else { self.standing },
        }
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
}

impl Read {
    /// Takes an order in, with what another place of the file said of it.
    pub(super) fn take(&mut self, new: Found) {
        let same = |it: &Found| !new.id.is_empty() && it.id == new.id && it.shop == new.shop;
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
    #[error("it begins like JSON and is not: {0}")]
    Json(#[from] serde_json::Error),
    /// A table without a column that names orders or numbers.
    #[error(
        "it has neither a column `order` nor a column `number`; `posylka import --template` writes a table that has"
    )]
    Columns,
    /// Nothing of an order.
    #[error("no order was found in it")]
    Empty,
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
    let digits: String = line.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits } else { line }
}

/// The tracking numbers of a text, order numbers left out.
pub(super) fn numbers(registry: &Registry, text: &str) -> Vec<Number> {
    let known = carriers::recognise(registry, text).into_iter().filter(|it| !it.order && !it.candidates.is_empty());
    known.map(|it| it.number).collect()
}

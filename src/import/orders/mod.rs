//! Orders from files: tables, the JSON of the shop's own pages, a saved page, a link. What cannot be read is named by
//! line and column and costs only itself.
//!
//! Belongs here: files of orders, whatever they are written in. Does not belong here: what becomes of an order
//! (`app::actions::import`).

mod cell;
mod days;
mod decode;
mod found;
mod given_day;
mod json;
mod labelled;
mod page;
mod page_data;
mod patterns;
mod standing;
mod sum;
mod table;
mod vocabulary;

use jiff::civil::Date;

pub use self::{
    found::{Fault, Found, Read, ReadError},
    given_day::{GivenDay, NoDay},
    standing::Standing,
    sum::Sum,
    table::template,
};
use self::{
    found::{MOST, line},
    vocabulary::Words,
};
use crate::{
    carriers::{self, Registry},
    model::Money,
};

/// Reads sums of money as people write them.
#[derive(Debug)]
pub struct Sums(Words);

impl Sums {
    /// With the words the program brings.
    pub fn embedded() -> Result<Sums, toml::de::Error> {
        Words::embedded().map(Sums)
    }

    /// A sum; roubles where it names no currency.
    pub fn read(&self, text: &str) -> Option<Money> {
        sum::read(&self.0, text).map(|sum| sum.money())
    }
}

/// The largest file, in bytes.
pub const LARGEST: u64 = 20_000_000;
/// Reads a file of any of the kinds. `today` dates what names no year.
pub fn read(registry: &Registry, bytes: &[u8], today: Date) -> Result<Read, ReadError> {
    let words = Words::embedded()?;
    let text = decode::text(bytes);
    if text.contains('\0') || text.starts_with("PK\u{3}\u{4}") {
        return Err(ReadError::Binary);
    }
    let begin = text.trim_start();
    let read = if begin.starts_with('<') {
        page::read(registry, &words, &text, today)
    } else if let Some(json) = json::body(begin) {
        json::read(registry, &words, json, today)?
    } else if let Some(orders) = labelled::orders(&words, begin) {
        table::of_objects(registry, &words, &orders, today)
    } else if let Some(read) = table::read(registry, &words, &text, today) {
        read
    } else {
        pasted(registry, &words, begin)?
    };
    if read.found.is_empty() && read.faults.is_empty() { Err(ReadError::Empty) } else { Ok(read) }
}

/// Links, orders and numbers without a heading, those of a line together. What is nothing of these is named, if it is not
/// most of the file: then it is a file of something else.
fn pasted(registry: &Registry, words: &Words, text: &str) -> Result<Read, ReadError> {
    let mut read = Read::default();
    let lines = text.lines().enumerate().map(|(at, text)| (at + 1, text.trim())).filter(|(_, it)| !it.is_empty());
    for (at, text) in lines.take(MOST) {
        let (orders, numbers): (Vec<_>, Vec<_>) =
            carriers::recognise(registry, text).into_iter().partition(|it| it.order);
        let numbers: Vec<_> = numbers.into_iter().map(|it| it.number).collect();
        let shop = words.shop_in(text);
        let mut orders = orders.into_iter().map(|it| it.order_id);
        match orders.next() {
            None if numbers.is_empty() => read.fault(at, "", &line(text)),
            first => {
                read.take(Found { id: first.unwrap_or_default(), shop: shop.clone(), numbers, ..Found::default() })
            }
        }
        orders.for_each(|id| read.take(Found { id, shop: shop.clone(), ..Found::default() }));
    }
    match read.found.len() {
        0 if read.faults.is_empty() => Err(ReadError::Empty),
        found if found < read.faults.len() => Err(ReadError::Columns),
        _ => Ok(read),
    }
}

//! Orders from files: tables, the JSON of the shop's own pages, a saved page, a link. What cannot be read is named by
//! line and column and costs only itself.
//!
//! Belongs here: files of orders, whatever they are written in. Does not belong here: what becomes of an order
//! (`app::actions::import`).

mod days;
mod found;
mod json;
mod page;
mod table;
mod vocabulary;

use jiff::civil::Date;

use self::{found::MOST, vocabulary::Words};
pub use self::{
    found::{Fault, Found, Read, ReadError, Standing},
    table::template,
};
use crate::carriers::{self, Registry};

/// The largest file, in bytes.
pub const LARGEST: u64 = 20_000_000;
/// Reads a file of any of the kinds. `today` dates what names no year.
pub fn read(registry: &Registry, bytes: &[u8], today: Date) -> Result<Read, ReadError> {
    let words = Words::embedded()?;
    let text = decoded(bytes);
    let begin = text.trim_start();
    let link = begin.starts_with("http://") || begin.starts_with("https://");
    let read = if link || !begin.trim_end().contains('\n') && !begin.contains([';', ',', '\t', '<', '{', '[']) {
        pasted(registry, &words, begin)
    } else if begin.starts_with('<') {
        page::read(registry, &words, &text, today)
    } else if let Some(json) = json::body(begin) {
        json::read(registry, &words, serde_json::from_str(json)?)
    } else {
        table::read(&words, &text, today)?
    };
    if read.found.is_empty() && read.faults.is_empty() { Err(ReadError::Empty) } else { Ok(read) }
}

/// Links and numbers, a line each.
fn pasted(registry: &Registry, words: &Words, text: &str) -> Read {
    let mut read = Read::default();
    for line in text.lines().take(MOST) {
        let shop = words.shop_in(line);
        for order in carriers::recognise(registry, line).into_iter().filter(|it| it.order) {
            read.take(Found { id: order.number.to_string(), shop: shop.clone(), ..Found::default() });
        }
    }
    read
}

/// The text of a file: UTF-8 with or without a mark, UTF-16 with one, else the Cyrillic of Windows.
fn decoded(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark.min(bytes.len())..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1251.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

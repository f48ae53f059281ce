//! Whatever a person pastes: numbers, links, a message, a list of orders. What it is, is found out.

use super::{
    add::{Added, Purchase, given_numbers::GivenNumbers},
    import::OrderFiles,
    ingest::AboutMessage,
};
use crate::{
    app::{
        Refusal,
        state::App,
        views::{
            imported::Imported,
            ingested::{Ingested, MessageOutcome},
        },
    },
    model::ParcelId,
};

/// What a pasted text was, and what came of it.
#[derive(Debug)]
pub enum Pasted {
    /// Numbers, orders and links to them.
    Numbers(Added),
    /// A message: of a parcel that is watched, or of new ones, which were added.
    Message(Ingested, Vec<ParcelId>),
    /// A list of orders.
    Orders(Imported),
}

impl App {
    /// Takes in a pasted text with what is said of the purchase.
    ///
    /// # Errors
    /// A [`Refusal`] where nothing in it is a number, an order, or a message of a parcel.
    pub fn paste(&mut self, text: &str, purchase: &Purchase) -> anyhow::Result<Pasted> {
        if looks_like_a_file(text) {
            let mut files = OrderFiles::default();
            if files.read(self, "", text.as_bytes()).is_ok() && !files.is_empty() {
                return self.import(files, None, false).map(Pasted::Orders);
            }
        }
        if is_prose(text) {
            let ingested = self.ingest("", text.as_bytes(), &AboutMessage::default())?;
            match ingested.outcome {
                MessageOutcome::Nothing | MessageOutcome::Unreadable | MessageOutcome::Crowded => {}
                MessageOutcome::Unsure if ingested.parcels.is_empty() => return self.message_of_new(text, purchase),
                _ => return Ok(Pasted::Message(ingested, Vec::new())),
            }
        }
        let mut given = GivenNumbers::default();
        match text.trim() {
            one if !one.contains(char::is_whitespace) => given.typed(self, one, purchase.carrier.is_some())?,
            many => drop(given.pasted(self, many)),
        }
        if given.is_empty() && purchase.order.is_none() {
            return Err(Refusal::new("paste-nothing").into());
        }
        self.add(given, purchase).map(Pasted::Numbers)
    }

    /// A message of a parcel that nobody watches yet: its numbers are added, and then they are told what it says.
    fn message_of_new(&mut self, text: &str, purchase: &Purchase) -> anyhow::Result<Pasted> {
        let mut given = GivenNumbers::default();
        given.pasted(self, text);
        if given.is_empty() {
            let ingested = self.ingest("", text.as_bytes(), &AboutMessage::default())?;
            return Ok(Pasted::Message(ingested, Vec::new()));
        }
        let added = self.add(given, purchase)?;
        let parcel = if let [only] = added.parcels.as_slice() { Some(*only) } else { None };
        let ingested = self.ingest("", text.as_bytes(), &AboutMessage { parcel, ..AboutMessage::default() })?;
        Ok(Pasted::Message(ingested, added.parcels))
    }
}

/// Whether a text may be a list of orders: a page, JSON, or a table.
fn looks_like_a_file(text: &str) -> bool {
    let text = text.trim_start();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let cells = |line: &str| [',', ';', '\t', '|'].map(|mark| line.matches(mark).count());
    let table = cells(first).iter().zip(cells(second)).any(|(one, two)| *one > 0 && *one == two);
    text.starts_with(['{', '[', '<']) || table
}

/// Whether somebody speaks in it: a few words beside figures and links.
fn is_prose(text: &str) -> bool {
    let word = |it: &&str| it.chars().count() > 1 && it.chars().all(char::is_alphabetic);
    let spoken = text.split_whitespace().filter(|it| !it.contains("://"));
    spoken.flat_map(|it| it.split(|c: char| ".,:;!?()".contains(c))).filter(word).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_pasted_is_told_apart() {
        assert!(looks_like_a_file("order,number\n1,LP00123456789012"));
        assert!(looks_like_a_file("[{\"order\": 1}]") && looks_like_a_file("  <html>"));
        assert!(!looks_like_a_file("LP00123456789012\nRB123456785CN") && !looks_like_a_file("a, b"));
        assert!(is_prose("Your parcel LP00123456789012 is ready."));
        assert!(!is_prose("https://track.example/LP00123456789012?a=b RB 123456785 CN"));
    }
}

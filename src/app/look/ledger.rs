//! What is sent where is written down before it is sent, and struck out where nobody was reached.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::booked::Ask;
use crate::{
    model::{AskedFor, Number},
    store::{StoreError, Tx},
};

/// Writes down an ask that is booked.
pub fn note(tx: &Tx<'_>, ask: &Ask, now: Timestamp) -> Result<(), StoreError> {
    for number in &ask.numbers {
        tx.note_asked(number, &ask.host, &ask.source, why(tx, ask, number)?, now)?;
    }
    Ok(())
}

/// Strikes it out.
pub fn take_back(tx: &Tx<'_>, ask: &Ask) -> Result<(), StoreError> {
    for number in &ask.numbers {
        tx.take_back_asked(number, &ask.host, &ask.source, why(tx, ask, number)?)?;
    }
    Ok(())
}

/// Writes down the other hosts that turned out to be sent something: the source sent us on to them.
pub fn note_others(
    tx: &Tx<'_>,
    ask: &Ask,
    sent: &BTreeSet<(Number, String)>,
    now: Timestamp,
) -> Result<(), StoreError> {
    for (number, host) in sent.iter().filter(|(_, host)| *host != ask.host) {
        tx.note_asked(number, host, &ask.source, why(tx, ask, number)?, now)?;
    }
    Ok(())
}

/// One leg that is only to be confirmed does not make a watched number a mere guess.
fn why(tx: &Tx<'_>, ask: &Ask, number: &Number) -> Result<AskedFor, StoreError> {
    let mut why = None;
    for (parcel, leg) in ask.legs.iter().filter(|(_, leg)| leg.number == *number) {
        match tx.asked_for(*parcel, leg)? {
            AskedFor::Confirm => why = why.or(Some(AskedFor::Confirm)),
            watched => return Ok(watched),
        }
    }
    Ok(why.unwrap_or(AskedFor::Capture))
}

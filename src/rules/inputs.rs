//! What the user tells because a source asks for it: the leg is asked for again at once, since that is a reply and not the
//! same question once more.

use jiff::Timestamp;

use super::Knowledge;
use crate::model::{Asks, Leg, LegKey, OutcomeKind, SourceId};

/// The parcel's postcode is known now, or another one. Only legs with a source that takes it can gain by that.
pub fn addressed(legs: &mut [Leg], knowledge: &Knowledge, now: Timestamp) {
    let takes = |leg: &Leg| {
        let carrier = knowledge.carriers.get(&leg.key.carrier);
        carrier.is_some_and(|it| it.askable().any(|source| source.takes_postcode))
    };
    for leg in legs.iter_mut().filter(|leg| leg.watched() && takes(leg)) {
        ask_again(leg, "postcode", None, now);
    }
}

/// What a source calls the carrier of a number is known now. The same once more changes nothing.
pub fn coded(legs: &mut [Leg], key: &LegKey, source: &SourceId, code: &str, now: Timestamp) {
    let Some(leg) = legs.iter_mut().find(|leg| leg.key == *key) else { return };
    if leg.codes.insert(source.clone(), code.to_owned()).as_deref() != Some(code) {
        ask_again(leg, "carrier", Some(source), now);
    }
}

/// Whether a source would answer for a leg if it were told this of it.
pub fn wanted(leg: &Leg, what: &str) -> bool {
    leg.asks.outcome == Some(OutcomeKind::NeedsInput) && leg.asks.detail == what
}

/// A leg whose source asked for this has never been asked for with it: no floor holds. Any other keeps to its floor.
fn ask_again(leg: &mut Leg, what: &str, source: Option<&SourceId>, now: Timestamp) {
    if wanted(leg, what) {
        leg.asks = Asks { answered: leg.asks.answered, ..Asks::new(now) };
    }
    leg.asks.next = leg.asks.next.min(now);
    leg.asks.source = source.cloned();
}

//! What sources answered a while ago for a number that nobody watched then: within its floor it counts, and nobody is asked
//! again.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::{
    app::{Setup, tell},
    carriers::{self, Answered},
    model::{Leg, Number, Outcome, ParcelId, Told},
    store::{Answer, StoreError, Tx},
};

/// Tells a parcel what was answered for those of its numbers that were never asked for, and for those that the answers name.
/// `kept` is where the answers stand: another database perhaps.
pub fn recall(tx: &Tx<'_>, kept: &Tx<'_>, setup: &Setup, parcel: ParcelId, now: Timestamp) -> Result<(), StoreError> {
    let mut looked: BTreeSet<Number> = BTreeSet::new();
    let mut told = false;
    while let Some(case) = tx.case(parcel)? {
        let new = |leg: &&Leg| leg.watched() && leg.asks.last.is_none() && !looked.contains(&leg.key.number);
        let Some(number) = case.legs.iter().find(new).map(|leg| leg.key.number.clone()) else { break };
        for answer in kept.answers_for(std::slice::from_ref(&number))? {
            let Some(outcome) = still_holds(setup, &answer, now) else { continue };
            let asks =
                |leg: &&Leg| leg.key.number == number && leg.asks.last.is_none() && setup.asks(leg, &answer.source);
            for leg in case.legs.iter().filter(asks) {
                let (leg, source) = (leg.key.clone(), answer.source.clone());
                tell::tell(tx, setup, parcel, &Told::Answer { leg, source, outcome: outcome.clone() }, answer.at)?;
                told = true;
            }
        }
        looked.insert(number);
    }
    if told {
        tell::tell(tx, setup, parcel, &Told::Time, now)?;
    }
    Ok(())
}

/// What an answer says, as long as its source may not be asked again.
fn still_holds(setup: &Setup, answer: &Answer, now: Timestamp) -> Option<Outcome> {
    let definition = setup.registry.source(&answer.source).filter(|_| !answer.cut)?;
    let over = answer.at.saturating_add(definition.pace.floor).unwrap_or(Timestamp::MAX);
    if !(answer.at..over).contains(&now) {
        return None;
    }
    let answered = Answered::whole(answer.http, answer.body.clone());
    let said = carriers::read(&setup.registry, definition, std::slice::from_ref(&answer.number), &answered);
    said.into_iter().map(|(_, outcome)| outcome).find(|outcome| outcome.kind().answered())
}

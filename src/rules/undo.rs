//! What the user did can be undone: what a deed changed of a parcel, and what followed only from it.

use jiff::Timestamp;

use crate::model::{Before, Case, Entry, Leg, LegKey, Ruling};

/// What a deed changed, as it was before; `at` is the moment it was done.
pub fn before(case: &Case, ruling: &Ruling, at: Timestamp) -> Before {
    let was = |leg: &Leg| case.legs.iter().find(|it| it.key == leg.key);
    let both = || ruling.legs.iter().filter_map(|leg| Some((was(leg)?, leg)));
    let brought = ruling.legs.iter().filter(|leg| was(leg).is_none());
    Before {
        at,
        legs: both().filter(|(was, is)| was.state != is.state).map(|(was, _)| (was.key.clone(), was.state)).collect(),
        facts: both()
            .filter(|(was, is)| was.facts != is.facts)
            .map(|(was, _)| (was.key.clone(), was.facts.clone()))
            .collect(),
        evidence: both()
            .filter(|(was, is)| was.evidence != is.evidence)
            .map(|(was, _)| (was.key.clone(), was.evidence.clone()))
            .collect(),
        codes: both()
            .filter(|(was, is)| was.codes != is.codes)
            .map(|(was, _)| (was.key.clone(), was.codes.clone()))
            .collect(),
        roles: both().filter(|(was, is)| was.role != is.role).map(|(was, _)| (was.key.clone(), was.role)).collect(),
        brought: brought.map(|leg| leg.key.clone()).collect(),
        told: !ruling.fresh.is_empty(),
        orders: (case.orders != ruling.orders).then(|| case.orders.clone()),
        parcel: (case.parcel != ruling.parcel).then(|| case.parcel.clone()),
        advice: (case.advice != ruling.advice).then(|| case.advice.clone()),
        dispute: (case.dispute != ruling.dispute).then(|| case.dispute.clone()),
    }
}

/// The legs that a deed brought, and those that only the answers for these named since.
pub(super) fn followed(legs: &[Leg], before: &Before) -> Vec<LegKey> {
    let mut followed = before.brought.clone();
    let mut next = 0;
    while let Some(key) = followed.get(next).cloned() {
        let named = |leg: &&Leg| leg.witness.of.as_ref() == Some(&key.number) && leg.witness.at >= before.at;
        let named: Vec<LegKey> = legs.iter().filter(named).map(|leg| leg.key.clone()).collect();
        followed.extend(named.into_iter().filter(|it| !followed.contains(it)).collect::<Vec<_>>());
        next += 1;
    }
    followed
}

/// The events that a deed told: nothing else was heard at that moment.
pub(super) fn told(entries: &[Entry], before: &Before) -> Vec<Entry> {
    let told = |it: &&Entry| before.told && it.heard == before.at && !before.brought.contains(&it.leg);
    entries.iter().filter(told).cloned().collect()
}

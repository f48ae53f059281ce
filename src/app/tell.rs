//! The one way anything happens to a parcel: load its case, digest what is told, commit what follows, all inside one
//! transaction. The daemon comes this way with answers and the passing of time, commands with the acts of the user.

use jiff::Timestamp;

use std::collections::BTreeSet;

use super::Setup;
use crate::{
    model::{Before, Case, Deed, LegState, Number, ParcelId, Ruling, Taken, Told},
    rules::{self, handover, history, undo},
    store::{Store, StoreError, Tx, UndoStep},
};

/// Tells a parcel something and commits what follows. `None` where the parcel is gone: an answer may come in for one the
/// user has removed meanwhile.
pub fn tell(
    tx: &Tx<'_>,
    setup: &Setup,
    id: ParcelId,
    told: &Told,
    now: Timestamp,
) -> Result<Option<Ruling>, StoreError> {
    Ok(told_with_before(tx, setup, id, told, now)?.map(|(ruling, _)| ruling))
}

/// The same for a deed of the user's, remembered so that it can be undone; with the mark of the message it comes of.
pub fn undoable(
    tx: &Tx<'_>,
    setup: &Setup,
    id: ParcelId,
    told: &Told,
    message: Option<&str>,
    now: Timestamp,
) -> Result<Option<Ruling>, StoreError> {
    let Some((ruling, before)) = told_with_before(tx, setup, id, told, now)? else { return Ok(None) };
    if !before.is_empty() {
        tx.remember(id, &UndoStep::Told(Box::new(before)), &Deed::of(told), message, now)?;
    }
    Ok(Some(ruling))
}

/// The same, with what it changed as that was before.
pub fn told_with_before(
    tx: &Tx<'_>,
    setup: &Setup,
    id: ParcelId,
    told: &Told,
    now: Timestamp,
) -> Result<Option<(Ruling, Before)>, StoreError> {
    let Some(mut case) = tx.case(id)? else { return Ok(None) };
    case.taken = taken(tx, &case, told)?;
    let ruling = rules::digest(&case, told, &setup.knowledge.without(&tx.forbidden(id)?), now);
    let before = undo::before(&case, &ruling, now);
    tx.commit(&ruling, &setup.channel_names_for(&tx.people_of(id)?))?;
    register_anew(tx, setup, &case, &ruling)?;
    if *told != Told::Time {
        rules::follow(&mut case, ruling.clone());
        tx.keep_stays(id, &history::stays(&case, &setup.knowledge, now))?;
    }
    Ok(Some((ruling, before)))
}

/// A source that was told of a number without what it now takes is told of it once more, at the next ask.
fn register_anew(tx: &Tx<'_>, setup: &Setup, case: &Case, ruling: &Ruling) -> Result<(), StoreError> {
    let moved = case.parcel.postcode != ruling.parcel.postcode;
    for leg in &ruling.legs {
        let was = case.legs.iter().find(|it| it.key == leg.key).map(|it| &it.codes);
        let sources = setup.knowledge.carriers.get(&leg.key.carrier).into_iter().flat_map(|it| &it.sources);
        for source in sources {
            let code = was.is_some_and(|was| was.get(&source.id) != leg.codes.get(&source.id));
            if moved && source.takes_postcode || code && source.carrier_codes.is_some() {
                tx.register(&source.id, &leg.key.number, None)?;
            }
        }
    }
    Ok(())
}

/// The numbers in question that other parcels of the user's go under.
fn taken(tx: &Tx<'_>, case: &Case, told: &Told) -> Result<Vec<Taken>, StoreError> {
    let (leg, heard) = match told {
        Told::Answer { leg, outcome, .. } => (leg, outcome.heard()),
        Told::Heard { leg, heard, .. } => (leg, Some(heard)),
        Told::User(_) | Told::Joined { .. } | Told::Undone(_) | Told::Time => return Ok(Vec::new()),
    };
    let own = |number: &Number| case.legs.iter().any(|it| it.key.number == *number && it.state != LegState::Proposed);
    let named = heard.into_iter().flat_map(|heard| &heard.numbers).map(|it| &it.number);
    let open: BTreeSet<&Number> = named.chain([&leg.number]).filter(|number| !own(number)).collect();
    let mut taken = Vec::new();
    for number in open {
        for by in tx.find_by_number(number)?.into_iter().filter(|other| *other != case.parcel.id) {
            // What others of the house await is not told of here.
            if !tx.share_people(case.parcel.id, by)? {
                continue;
            }
            let fits = tx.case(by)?.is_some_and(|other| handover::travels_with(case, &other, number));
            taken.push(Taken { number: number.clone(), by, fits });
        }
    }
    Ok(taken)
}

/// The setup with what all parcels teach by now.
pub fn learn(tx: &Tx<'_>, setup: &Setup) -> Result<Setup, StoreError> {
    Ok(setup.taught(tx.stays()?))
}

/// Keeps what the newest parcels teach that were there before that was kept. Once in the life of a database.
pub fn teach_old(store: &mut Store, setup: &Setup, now: Timestamp) -> Result<(), StoreError> {
    const DONE: &str = "old-parcels-teach";
    if store.reading(|tx| tx.noted(DONE))?.is_some() {
        return Ok(());
    }
    store.within(|tx| {
        for case in tx.lives()? {
            tx.keep_stays(case.parcel.id, &history::stays(&case, &setup.knowledge, now))?;
        }
        tx.note(DONE, &now.to_string())
    })
}

/// So many parcels are told in one transaction: each costs a wait for the disk, and a command waits for each.
pub const TOGETHER: usize = 50;

/// Tells the parcels that time alone makes look different by now, some at a time. None is returned where none is left.
pub fn pass(tx: &Tx<'_>, setup: &Setup, now: Timestamp) -> Result<Vec<ParcelId>, StoreError> {
    let due = tx.due_parcels(now, TOGETHER)?;
    for id in &due {
        tell(tx, setup, *id, &Told::Time, now)?;
    }
    Ok(due)
}

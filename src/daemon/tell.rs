//! The one way anything happens to a parcel: load its case, digest what is told, commit what follows, all inside one
//! transaction. The daemon comes this way with answers and the passing of time, commands with the acts of the user.

use jiff::Timestamp;

use super::Setup;
use crate::{
    model::{ParcelId, Ruling, Told},
    rules,
    store::{StoreError, Tx},
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
    let Some(case) = tx.case(id)? else { return Ok(None) };
    let ruling = rules::digest(&case, told, &setup.book, now);
    tx.commit(&ruling, &setup.channel_names())?;
    Ok(Some(ruling))
}

/// The setup with what all parcels teach by now.
pub fn learn(tx: &Tx<'_>, setup: &Setup, now: Timestamp) -> Result<Setup, StoreError> {
    Ok(setup.taught(&tx.lives()?, now))
}

/// Tells every parcel that time alone makes look different by now.
pub fn pass(tx: &Tx<'_>, setup: &Setup, now: Timestamp) -> Result<Vec<ParcelId>, StoreError> {
    let due = tx.due_parcels(now)?;
    for id in &due {
        tell(tx, setup, *id, &Told::Time, now)?;
    }
    Ok(due)
}

//! The last action on a parcel, or on any, is undone.

use jiff::Timestamp;

use crate::{
    app::{refusal::Refusal, setup::Setup, state::App, tell},
    model::{Before, Order, ParcelId, Told},
    store::{Done, StoreError, Tx, UndoStep},
};

/// What was undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// When it had been done.
    pub at: Timestamp,
    /// The parcels that are again as they were.
    pub parcels: Vec<ParcelId>,
}

impl App {
    /// Undoes what the user last did to a parcel, or to any.
    ///
    /// # Errors
    /// A [`Refusal`] where there is nothing to undo.
    pub fn undo(&mut self, parcel: Option<ParcelId>) -> anyhow::Result<Undone> {
        let done = self.within(|tx, setup, now| undo(tx, setup, parcel, now))?;
        let done = done.ok_or_else(|| Refusal::new("undo-nothing"))?;
        let parcels = match done.deed {
            UndoStep::Joined { other, .. } => vec![done.parcel, other],
            UndoStep::Told(_) | UndoStep::Split { .. } => vec![done.parcel],
        };
        Ok(Undone { at: done.at, parcels })
    }
}

/// Undoes the last action on a parcel, or on any, and says what it was; `None` where there is none.
pub fn undo(tx: &Tx<'_>, setup: &Setup, id: Option<ParcelId>, now: Timestamp) -> Result<Option<Done>, StoreError> {
    let Some(done) = tx.last_deed(id)? else { return Ok(None) };
    let parcel = done.parcel;
    match &done.deed {
        UndoStep::Told(before) => {
            tell::tell(tx, setup, parcel, &Told::Undone(before.clone()), now)?;
        }
        UndoStep::Joined { other, legs, orders } => {
            tx.move_legs(parcel, *other, legs)?;
            tx.set_joined(*other, None)?;
            put_back(tx, setup, parcel, orders, now)?;
            tell::tell(tx, setup, *other, &Told::Time, now)?;
        }
        UndoStep::Split { other, orders } => {
            let legs = tx.case(*other)?.map(|case| case.legs).unwrap_or_default();
            tx.move_legs(*other, parcel, &legs.into_iter().map(|leg| leg.key).collect::<Vec<_>>())?;
            tx.remove(*other)?;
            put_back(tx, setup, parcel, orders, now)?;
        }
    }
    tx.forget_deed(&done)?;
    Ok(Some(done))
}

fn put_back(tx: &Tx<'_>, setup: &Setup, id: ParcelId, orders: &[Order], now: Timestamp) -> Result<(), StoreError> {
    let before = Before { orders: Some(orders.to_vec()), ..Before::default() };
    tell::tell(tx, setup, id, &Told::Undone(Box::new(before)), now)?;
    Ok(())
}

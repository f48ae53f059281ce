//! The last action on a parcel, or on any, is undone.

use jiff::Timestamp;

use super::give;
use crate::{
    app::{refusal::Refusal, setup::Setup, state::App, tell},
    model::{Act, Before, Deed, Leg, Number, Order, ParcelId, Told},
    store::{Done, StoreError, Tx, UndoStep},
};

/// A deed that is or was undone.
#[derive(Debug, Clone, PartialEq)]
pub struct Undone {
    /// When it had been done.
    pub at: Timestamp,
    /// On which parcel.
    pub parcel: ParcelId,
    /// What the user calls that.
    pub title: String,
    /// What it was.
    pub what: Deed,
    /// The parcels that are again as they were.
    pub parcels: Vec<ParcelId>,
}

impl App {
    /// What the user last did to a parcel, or to any: what undoing would undo.
    ///
    /// # Errors
    /// A [`Refusal`] where there is nothing to undo.
    pub fn last_deed(&mut self, parcel: Option<ParcelId>) -> anyhow::Result<Undone> {
        let last = self.store.reading(|tx| tx.last_deed(parcel)?.map(|done| undone(tx, &done)).transpose())?;
        Ok(last.ok_or_else(|| Refusal::new("undo-nothing"))?)
    }

    /// Undoes what the user last did to a parcel, or to any.
    ///
    /// # Errors
    /// A [`Refusal`] where there is nothing to undo, or a number that would come back is another parcel's by now.
    pub fn undo(&mut self, parcel: Option<ParcelId>) -> anyhow::Result<Undone> {
        let (setup, now) = (&self.setup, self.now);
        self.store.within(|tx| {
            let last = tx.last_deed(parcel)?.map(|done| undone(tx, &done)).transpose()?;
            let last = last.ok_or_else(|| Refusal::new("undo-nothing"))?;
            let had = own_numbers(tx, last.parcel)?;
            undo(tx, setup, parcel, now)?;
            is_nobody_elses(tx, last.parcel, &had)?;
            Ok(last)
        })
    }
}

/// The numbers a parcel surely goes under; none of one that is removed.
fn own_numbers(tx: &Tx<'_>, id: ParcelId) -> Result<Vec<Number>, StoreError> {
    let legs = tx.case(id)?.map(|case| case.legs).unwrap_or_default();
    Ok(legs.into_iter().filter(Leg::sure).map(|leg| leg.key.number).collect())
}

/// A number came back that meanwhile became another parcel's: that would be two parcels of one number.
fn is_nobody_elses(tx: &Tx<'_>, id: ParcelId, had: &[Number]) -> anyhow::Result<()> {
    for number in own_numbers(tx, id)?.into_iter().filter(|it| !had.contains(it)) {
        if let Some(other) = tx.find_by_number(&number)?.into_iter().find(|it| *it != id) {
            let refusal = Refusal::new("undo-known").with("number", number.to_string());
            return Err(refusal.with("id", id.to_string()).with("other", other.to_string()).into());
        }
    }
    Ok(())
}

/// A deed by its names, as long as it is not undone.
fn undone(tx: &Tx<'_>, done: &Done) -> Result<Undone, StoreError> {
    let removed = tx.removed()?.into_iter().find(|it| it.parcel == done.parcel).map(|it| it.title);
    let title = match removed {
        Some(title) => title,
        None => tx.case(done.parcel)?.map(|case| case.parcel.title).unwrap_or_default(),
    };
    let parcels = match done.deed {
        UndoStep::Added => Vec::new(),
        UndoStep::Joined { other, .. } => vec![done.parcel, other],
        UndoStep::Removed
        | UndoStep::Told(_)
        | UndoStep::Given { .. }
        | UndoStep::Forbade { .. }
        | UndoStep::Split { .. } => vec![done.parcel],
    };
    Ok(Undone { at: done.at, parcel: done.parcel, title, what: done.what.clone(), parcels })
}

/// Undoes the last action on a parcel, or on any, and says what it was; `None` where there is none. All that came of one
/// message is one action, and the message can be taken in again.
pub fn undo(tx: &Tx<'_>, setup: &Setup, id: Option<ParcelId>, now: Timestamp) -> Result<Option<Done>, StoreError> {
    let Some(done) = tx.last_deed(id)? else { return Ok(None) };
    undo_one(tx, setup, &done, now)?;
    if let Some(mark) = &done.message {
        while let Some(also) = tx.last_deed(Some(done.parcel))?.filter(|it| it.message == done.message) {
            undo_one(tx, setup, &also, now)?;
        }
        tx.unread_message(mark, done.parcel)?;
    }
    Ok(Some(done))
}

fn undo_one(tx: &Tx<'_>, setup: &Setup, done: &Done, now: Timestamp) -> Result<(), StoreError> {
    let parcel = done.parcel;
    match &done.deed {
        UndoStep::Added => {
            // Not for good: what was heard of it since is not lost.
            tx.put_aside(parcel, false, now)?;
        }
        UndoStep::Removed => {
            tx.bring_back(parcel)?;
            tell::tell(tx, setup, parcel, &Told::Time, now)?;
        }
        UndoStep::Told(before) => {
            tell::tell(tx, setup, parcel, &Told::Undone(before.clone()), now)?;
        }
        UndoStep::Given { before } => give::give(tx, setup, parcel, before)?,
        UndoStep::Joined { other, legs, orders, before, people } => {
            if let Some(people) = people {
                give::give(tx, setup, parcel, people)?;
            }
            tx.move_legs(parcel, *other, legs)?;
            tx.set_joined(*other, None)?;
            let before = Before { orders: Some(orders.clone()), ..Before::clone(before) };
            tell::tell(tx, setup, parcel, &Told::Undone(Box::new(before)), now)?;
            tell::tell(tx, setup, *other, &Told::Time, now)?;
        }
        UndoStep::Forbade { before } => {
            let now_forbidden = tx.forbidden(parcel)?;
            now_forbidden.difference(before).try_for_each(|source| tx.allow(parcel, source))?;
            before.difference(&now_forbidden).try_for_each(|source| tx.forbid(parcel, source))?;
            tell::tell(tx, setup, parcel, &Told::Time, now)?;
        }
        UndoStep::Split { other, orders, title } => {
            tx.bring_back(*other)?;
            let legs = tx.case(*other)?.map(|case| case.legs).unwrap_or_default();
            tx.move_legs(*other, parcel, &legs.into_iter().map(|leg| leg.key).collect::<Vec<_>>())?;
            tx.remove(*other)?;
            put_back(tx, setup, parcel, orders, now)?;
            if let Some(title) = title.clone() {
                tell::tell(tx, setup, parcel, &Told::User(Act::Named { title }), now)?;
            }
        }
    }
    tx.forget_deed(done)
}

fn put_back(tx: &Tx<'_>, setup: &Setup, id: ParcelId, orders: &[Order], now: Timestamp) -> Result<(), StoreError> {
    let before = Before { orders: Some(orders.to_vec()), ..Before::default() };
    tell::tell(tx, setup, id, &Told::Undone(Box::new(before)), now)?;
    Ok(())
}

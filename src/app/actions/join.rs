//! Deeds of the user that concern two parcels, and undoing the last deed.

use jiff::Timestamp;

use crate::{
    app::{Setup, tell},
    model::{Before, LegKey, Order, ParcelId, Told},
    store::{Done, NewParcel, StoreError, Tx, UndoStep},
};

/// Two parcels are one: the other's numbers and purchases come into this one, and it goes out of sight.
pub fn join(tx: &Tx<'_>, setup: &Setup, id: ParcelId, other: ParcelId, now: Timestamp) -> Result<(), StoreError> {
    let case = tx.case(id)?.ok_or(StoreError::Gone(id))?;
    let joining = tx.case(other)?.ok_or(StoreError::Gone(other))?;
    let keys: Vec<LegKey> = joining.legs.iter().map(|leg| leg.key.clone()).collect();
    let legs = tx.move_legs(other, id, &keys)?;
    let new = joining.orders.iter().filter(|order| !case.orders.contains(order));
    tx.put_orders(id, &case.orders.iter().chain(new).cloned().collect::<Vec<_>>())?;
    tx.set_joined(other, Some(id))?;
    tx.remember(id, &UndoStep::Joined { other, legs, orders: case.orders }, now)?;
    tell::tell(tx, setup, id, &Told::Time, now)?;
    Ok(())
}

/// What goes into a parcel of its own.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Numbers; the purchases are then in both.
    Legs(Vec<LegKey>),
    /// A purchase.
    Order(Order),
}

/// One parcel is two: a part of it becomes a parcel of its own.
pub fn split(
    tx: &Tx<'_>,
    setup: &Setup,
    id: ParcelId,
    part: &Part,
    title: &str,
    now: Timestamp,
) -> Result<ParcelId, StoreError> {
    let case = tx.case(id)?.ok_or(StoreError::Gone(id))?;
    let (legs, orders) = match part {
        Part::Legs(legs) => (legs.as_slice(), case.orders.clone()),
        Part::Order(order) => (&[][..], vec![order.clone()]),
    };
    let new = NewParcel { title: title.to_owned(), added: case.parcel.added, orders, legs: Vec::new(), due_at: now };
    let other = tx.add(&new)?;
    tx.move_legs(id, other, legs)?;
    if let Part::Order(order) = part {
        tx.put_orders(id, &case.orders.iter().filter(|it| *it != order).cloned().collect::<Vec<_>>())?;
    }
    tx.remember(id, &UndoStep::Split { other, orders: case.orders }, now)?;
    tell::tell(tx, setup, id, &Told::Time, now)?;
    tell::tell(tx, setup, other, &Told::Time, now)?;
    Ok(other)
}

/// Undoes the last deed of a parcel, or of all; what it was, or `None` where there is none.
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

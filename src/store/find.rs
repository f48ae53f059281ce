//! Which parcels have a number, an order, a title; each without a look at the others.

use rusqlite::params;

use super::{StoreError, Tx};
use crate::model::{Number, ParcelId};

impl Tx<'_> {
    /// The parcels with a number, whatever became of it, oldest first.
    pub fn with_number(&self, number: &Number) -> Result<Vec<ParcelId>, StoreError> {
        let with = self.all(
            "SELECT DISTINCT parcel FROM legs JOIN parcels ON parcels.id = parcel
             WHERE number = ?1 AND joined IS NULL ORDER BY parcel",
            [number],
            |row| row.get(0).map(ParcelId),
        )?;
        self.only_seen(with, |id| *id)
    }

    /// The parcels with an order of this id, oldest first.
    pub fn with_order(&self, order: &str) -> Result<Vec<ParcelId>, StoreError> {
        let with = self.all(
            "SELECT DISTINCT parcel FROM orders JOIN parcels ON parcels.id = parcel
             WHERE orders.id = ?1 AND joined IS NULL ORDER BY parcel",
            [order],
            |row| row.get(0).map(ParcelId),
        )?;
        self.only_seen(with, |id| *id)
    }

    /// What the user calls the parcels, oldest first: those in sight, or those out of it.
    pub fn titles(&self, in_sight: bool) -> Result<Vec<(ParcelId, String)>, StoreError> {
        let which = if in_sight { "in_sight = 1" } else { "in_sight <> 1 AND joined IS NULL" };
        let sql = format!("SELECT id, title FROM parcels WHERE {which} ORDER BY +id");
        let titles = self.all(&sql, [], |row| Ok((ParcelId(row.get(0)?), row.get(1)?)))?;
        self.only_seen(titles, |(id, _)| *id)
    }

    /// What the user calls a parcel.
    pub fn title(&self, id: ParcelId) -> Result<Option<String>, StoreError> {
        if !self.sees(id)? {
            return Ok(None);
        }
        self.one("SELECT title FROM parcels WHERE id = ?1", params![id.0], |row| row.get(0))
    }
}

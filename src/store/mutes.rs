//! What the user says of notices: they were seen, or a parcel is to be silent.

use jiff::Timestamp;
use rusqlite::params;

use super::{
    StoreError, Tx,
    columns::{At, never_if_null, or_never},
};
use crate::model::ParcelId;

impl Tx<'_> {
    /// The user has seen what was shown of a parcel, or of all: no reminder follows. Returns how many were arranged for.
    pub fn acknowledge(&self, parcel: Option<ParcelId>, now: Timestamp) -> Result<usize, StoreError> {
        if let (None, Some(seen)) = (parcel, self.seen()?) {
            return seen.into_iter().try_fold(0, |count, id| Ok(count + self.acknowledge(Some(id), now)?));
        }
        let parcel = parcel.map(|id| id.0);
        self.run(
            "UPDATE notices SET acked = ?2 WHERE shown IS NOT NULL AND acked IS NULL AND (parcel = ?1 OR ?1 IS NULL)",
            params![parcel, At(now)],
        )?;
        self.run(
            "DELETE FROM outbox WHERE because = 'reminder'
             AND notice IN (SELECT id FROM notices WHERE parcel = ?1 OR ?1 IS NULL)",
            params![parcel],
        )
    }

    /// Says nothing of a parcel until a moment; `Timestamp::MAX` is until the user says otherwise.
    pub fn mute(&self, id: ParcelId, until: Timestamp) -> Result<(), StoreError> {
        self.run(
            "INSERT INTO mutes (parcel, until) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET until = excluded.until",
            params![id.0, or_never(until)],
        )?;
        Ok(())
    }

    /// The user wants to hear of a parcel again. Returns whether it was muted.
    pub fn unmute(&self, id: ParcelId) -> Result<bool, StoreError> {
        Ok(self.run("DELETE FROM mutes WHERE parcel = ?1", [id.0])? > 0)
    }

    /// Every parcel that is muted, and until when.
    pub fn muted(&self) -> Result<Vec<(ParcelId, Timestamp)>, StoreError> {
        let muted = self.all("SELECT parcel, until FROM mutes ORDER BY parcel", [], |row| {
            Ok((ParcelId(row.get("parcel")?), never_if_null(row.get("until")?)))
        })?;
        self.only_seen(muted, |(id, _)| *id)
    }
}

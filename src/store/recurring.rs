//! What comes round: when it came last, and its notice, which takes the place of the one before.

use jiff::Timestamp;
use rusqlite::params;

use super::{StoreError, Tx, columns::At};
use crate::model::Notice;

impl Tx<'_> {
    /// Says anew what is told of no parcel and comes round: what was told under the same key no longer holds.
    pub fn announce_anew(&self, notice: &Notice, channels: &[String]) -> Result<(), StoreError> {
        self.withdraw_announced(&notice.key)?;
        self.announce(notice, channels)
    }

    /// What was told of no parcel no longer holds: nobody owes it.
    pub(super) fn withdraw_announced(&self, key: &str) -> Result<(), StoreError> {
        let was = "SELECT id FROM notices WHERE parcel IS NULL AND key = ?1";
        self.run(&format!("DELETE FROM outbox WHERE notice IN ({was})"), [key])?;
        self.run(&format!("UPDATE notices SET withdrawn = 1 WHERE id IN ({was})"), [key])?;
        Ok(())
    }

    /// What was noted under a name.
    pub fn noted(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.one("SELECT value FROM notes WHERE name = ?1", [name], |row| row.get(0))
    }

    /// Notes something under a name, in place of what was noted before.
    pub fn note(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.run(
            "INSERT INTO notes (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            params![name, value],
        )?;
        Ok(())
    }

    /// When something that comes round came last.
    pub fn moment(&self, name: &str) -> Result<Option<Timestamp>, StoreError> {
        self.one("SELECT at FROM moments WHERE name = ?1", [name], |row| row.get::<_, At>(0).map(|at| at.0))
    }

    /// It came now.
    pub fn came(&self, name: &str, at: Timestamp) -> Result<(), StoreError> {
        self.run(
            "INSERT INTO moments (name, at) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET at = excluded.at",
            params![name, At(at)],
        )?;
        Ok(())
    }
}

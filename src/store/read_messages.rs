//! Which messages were read, and how far mail folders were: nothing of what stands in them.

use jiff::Timestamp;
use rusqlite::params;

use super::{StoreError, Tx, columns::At};
use crate::model::ParcelId;

impl Tx<'_> {
    /// The parcels that a message was told to.
    pub fn told_of_message(&self, mark: &str) -> Result<Vec<ParcelId>, StoreError> {
        let told = "SELECT parcel FROM messages WHERE mark = ?1 AND parcel IS NOT NULL ORDER BY parcel";
        let told = self.all(told, [mark], |row| row.get(0).map(ParcelId))?;
        self.only_seen(told, |id| *id)
    }

    /// Remembers that a message was told to a parcel, or that the user was asked whose it is. Whether that is new.
    pub fn note_message(&self, mark: &str, parcel: Option<ParcelId>, now: Timestamp) -> Result<bool, StoreError> {
        let parcel = parcel.map(|id| id.0);
        let sql = "INSERT OR IGNORE INTO messages (mark, parcel, at) VALUES (?1, ?2, ?3)";
        Ok(self.run(sql, params![mark, parcel, At(now)])? > 0)
    }

    /// What a message told a parcel was undone: it can be told to it again.
    pub fn unread_message(&self, mark: &str, parcel: ParcelId) -> Result<(), StoreError> {
        self.run("DELETE FROM messages WHERE mark = ?1 AND parcel = ?2", params![mark, parcel.0])?;
        Ok(())
    }

    /// How far a mail folder was read: its validity and the highest UID.
    pub fn mailbox(&self, name: &str) -> Result<Option<(u32, u32)>, StoreError> {
        self.one("SELECT validity, read FROM mailboxes WHERE name = ?1", [name], |row| {
            Ok((row.get("validity")?, row.get("read")?))
        })
    }

    /// A mail folder was read as far as this.
    pub fn read_mailbox(&self, name: &str, validity: u32, read: u32) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO mailboxes (name, validity, read) VALUES (?1, ?2, ?3)";
        self.run(sql, params![name, validity, read])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{NewParcel, Store};

    #[test]
    fn a_message_is_known_again_until_its_parcel_is_gone() {
        let mut store = Store::in_memory().unwrap();
        let at = Timestamp::UNIX_EPOCH;
        let new =
            NewParcel { title: "lamp".into(), added: at, orders: vec![], legs: vec![], due_at: at, postcode: None };
        let told = |store: &mut Store| store.reading(|tx| tx.told_of_message("ab")).unwrap();
        let id = store.within(|tx| tx.add(&new)).unwrap();
        assert!(store.within(|tx| tx.note_message("ab", None, at)).unwrap());
        assert!(!store.within(|tx| tx.note_message("ab", None, at)).unwrap());
        assert_eq!(told(&mut store), []);
        assert!(store.within(|tx| tx.note_message("ab", Some(id), at)).unwrap());
        assert!(!store.within(|tx| tx.note_message("ab", Some(id), at)).unwrap());
        assert_eq!(told(&mut store), [id]);
        store.within(|tx| tx.remove(id)).unwrap();
        assert_eq!(told(&mut store), []);
        store.within(|tx| tx.read_mailbox("box", 7, 40)).unwrap();
        assert_eq!(store.reading(|tx| tx.mailbox("box")).unwrap(), Some((7, 40)));
    }
}

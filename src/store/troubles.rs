//! What the user was told of that cannot be seen or reached, until they are told that it can again. Kept across restarts:
//! both ends are told once.

use rusqlite::params;

use super::{StoreError, Tx, columns::Json};
use crate::model::{Notice, NoticeKind};

impl Tx<'_> {
    /// A trouble begins: it is told, unless it was and has not ended. Returns whether it is told now.
    pub fn trouble_begins(&self, name: &str, notice: &Notice, channels: &[String]) -> Result<bool, StoreError> {
        let new =
            self.run("INSERT OR IGNORE INTO troubles (name, key) VALUES (?1, ?2)", params![name, notice.key])? > 0;
        if new {
            self.announce_anew(notice, channels)?;
        }
        Ok(new)
    }

    /// It ends: that is told where its beginning was shown; a beginning that nobody was shown yet is not told late. Returns
    /// whether it is told now.
    pub fn trouble_ends(&self, name: &str, notice: &Notice, channels: &[String]) -> Result<bool, StoreError> {
        let key =
            self.one("DELETE FROM troubles WHERE name = ?1 RETURNING key", [name], |row| row.get::<_, String>(0))?;
        let Some(key) = key else { return Ok(false) };
        let shown =
            self.one("SELECT shown IS NOT NULL FROM notices WHERE parcel IS NULL AND key = ?1", [&key], |row| {
                row.get::<_, bool>(0)
            })?;
        match shown {
            Some(true) => self.announce_anew(notice, channels)?,
            _ => self.withdraw_announced(&key)?,
        }
        Ok(shown == Some(true))
    }

    /// What was told of a trouble that has not ended.
    pub fn trouble(&self, name: &str) -> Result<Option<NoticeKind>, StoreError> {
        self.one(
            "SELECT kind FROM troubles JOIN notices ON notices.key = troubles.key AND parcel IS NULL WHERE name = ?1",
            [name],
            |row| Ok(row.get::<_, Json<_>>(0)?.0),
        )
    }
}

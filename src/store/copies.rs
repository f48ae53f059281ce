//! Where whole copies of the database were written, so that what is to be forgotten is forgotten there too.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::params;

use super::{Store, StoreError, Tx, columns::At};

impl Tx<'_> {
    /// A whole copy was written to a file.
    pub fn note_copy(&self, path: &Path, now: Timestamp) -> Result<(), StoreError> {
        let path = path.to_string_lossy();
        self.run("INSERT OR REPLACE INTO copies (path, at) VALUES (?1, ?2)", params![path, At(now)])?;
        Ok(())
    }

    /// A copy is gone, or is none any more.
    pub fn drop_copy(&self, path: &Path) -> Result<(), StoreError> {
        self.run("DELETE FROM copies WHERE path = ?1", [path.to_string_lossy()])?;
        Ok(())
    }

    /// Every copy that is known of.
    pub fn copies(&self) -> Result<Vec<PathBuf>, StoreError> {
        self.all("SELECT path FROM copies ORDER BY path", [], |row| row.get::<_, String>(0).map(PathBuf::from))
    }
}

impl Store {
    /// Leaves nothing in the file of what was deleted: every page is written anew, and the log is emptied. Whether the log
    /// could be: somebody who reads keeps it.
    pub fn leave_no_trace(&self) -> Result<bool, StoreError> {
        self.sql.execute_batch("VACUUM")?;
        Ok(self.sql.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))? == 0)
    }
}

//! What can go wrong with the database, with the cure.

use std::path::PathBuf;

use rusqlite::ErrorCode;

use crate::model::ParcelId;

/// Why the database could not do what was asked. Nothing of the transaction is kept then.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Written by an earlier version, and only the daemon may bring it up to date.
    #[error("the database has schema {found}, this posylka needs {known}: restart the daemon, it brings it up to date")]
    Older {
        /// What the file has.
        found: i64,
        /// What this program writes.
        known: i64,
    },
    /// Written by a later version.
    #[error("the database has schema {found}, this posylka knows {known} at most: update posylka; nothing was changed")]
    Newer {
        /// What the file has.
        found: i64,
        /// What this program writes.
        known: i64,
    },
    /// SQLite cannot read it.
    #[error("{path} is damaged ({reason}): put a backup in its place, or move it away to start anew")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// A database, but not one of ours.
    #[error("{0} is another program's database: choose another folder with --data")]
    Foreign(PathBuf),
    /// The file or its folder cannot be made or opened.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// Another process held the write lock for longer than the busy timeout.
    #[error("another posylka has been writing for 5 seconds: try again")]
    Busy,
    /// No room left.
    #[error("the disk is full: nothing was written; make room and try again")]
    Full,
    /// The parcel was removed meanwhile.
    #[error("there is no parcel {0} (any more)")]
    Gone(ParcelId),
    /// Anything else SQLite refuses.
    #[error("database: {0}")]
    Sql(rusqlite::Error),
    /// A step of the schema does not apply.
    #[error("the database could not be brought up to date: {0}")]
    Migration(#[from] rusqlite_migration::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
            Some(ErrorCode::DiskFull) => StoreError::Full,
            _ => StoreError::Sql(error),
        }
    }
}

//! The only SQL: one SQLite file, shared by the daemon and every command.
//!
//! Everything happens inside a transaction: [`Store::within`] takes the write lock before it reads, so what it loads is
//! what it changes; [`Store::reading`] sees one moment and takes no lock.
//!
//! WAL with `synchronous = FULL`: what a commit returned from survives a power cut, at the price of one fsync. So is done
//! whatever the user did, what was told, and every ask before it is sent, so that a power cut makes nobody asked twice.
//! Only answers, which can be asked for again, are committed with `synchronous = NORMAL` ([`Store::within_lightly`]): they
//! become safe with the next full commit, which syncs the same log.
//!
//! Belongs here: every statement, the schema, transactions. Does not belong here: deciding anything: what follows
//! from an answer is handed in as a ruling.

mod answers;
mod asked;
mod channel_health;
mod clock_correction;
mod columns;
mod commit_ruling;
mod copies;
mod credentials;
mod drift;
mod error;
mod events;
mod export;
mod find;
mod legs;
mod list;
mod migrate;
mod mutes;
mod outbox;
mod pace;
mod parcel_histories;
mod parcels;
mod people;
mod read_messages;
mod recurring;
mod removed;
mod schedule;
mod scrub;
mod source_health;
mod stays;
mod troubles;
mod undo_log;

use std::{
    fs::{self, File},
    io::ErrorKind,
    path::Path,
    thread,
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Params, Row, Transaction, TransactionBehavior};

use tracing::trace;

pub use self::{
    answers::{Answer, Piece, Unreadable},
    asked::Asked,
    error::StoreError,
    list::{Listed, Which},
    migrate::Migrate,
    outbox::{Backlog, Because, Lately, Owed, REMINDERS},
    pace::PaceKept,
    parcels::NewParcel,
    people::Sees,
    removed::Removed,
    schedule::{Booking, Due},
    undo_log::{Done, UndoStep},
};

/// How long to wait for another process that writes.
const BUSY: Duration = Duration::from_secs(5);

/// How long to wait between two tries where SQLite itself does not wait.
const PAUSE: Duration = Duration::from_millis(10);

/// Every statement is logged here at the finest level, without its values: they are private.
const STATEMENTS: &str = "posylka::statements";

/// The database of one data folder.
#[derive(Debug)]
pub struct Store {
    sql: Connection,
    /// Which parcels are there for who looks.
    sees: Sees,
}

impl Store {
    /// Opens the file, or makes it (mode 0600, in a folder of mode 0700). See [`Migrate`] for who may change its schema.
    pub fn open(path: &Path, migrate: Migrate) -> Result<Store, StoreError> {
        private_file(path).map_err(|error| StoreError::File { path: path.to_owned(), error })?;
        let ready = || {
            // A connection is never shared between threads, so it needs no lock of its own.
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let mut sql = Connection::open_with_flags(path, flags)?;
            set_up(&sql)?;
            migrate::bring_up(&mut sql, &migrate::steps(), migrate)?;
            write_ahead(&sql)?;
            if migrate == Migrate::Yes {
                give_back(&sql)?;
            }
            Ok(Store { sql, sees: Sees::default() })
        };
        ready().map_err(|error| with_path(error, path))
    }

    /// A database that is gone when it is dropped.
    pub fn in_memory() -> Result<Store, StoreError> {
        let mut sql = Connection::open_in_memory()?;
        set_up(&sql)?;
        migrate::bring_up(&mut sql, &migrate::steps(), Migrate::Yes)?;
        Ok(Store { sql, sees: Sees::default() })
    }

    /// Does `work` in a transaction that holds the write lock from its start (`BEGIN IMMEDIATE`); an error undoes all of
    /// it.
    pub fn within<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.transact(TransactionBehavior::Immediate, work)
    }

    /// The same without waiting for the disk: until the next full commit a power cut undoes it, whole. For what can be asked
    /// for again.
    pub fn within_lightly<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.sql.pragma_update(None, "synchronous", "normal").map_err(StoreError::from)?;
        let done = self.within(work);
        self.sql.pragma_update(None, "synchronous", "full").map_err(StoreError::from)?;
        done
    }

    /// Does `work` on one consistent moment of the database, without keeping anybody from writing.
    pub fn reading<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.transact(TransactionBehavior::Deferred, work)
    }

    fn transact<T, E: From<StoreError>>(
        &mut self,
        behavior: TransactionBehavior,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let sql = self.sql.transaction_with_behavior(behavior).map_err(StoreError::from)?;
        let tx = Tx { sql, sees: &self.sees };
        let done = work(&tx)?;
        tx.sql.commit().map_err(StoreError::from)?;
        Ok(done)
    }

    /// A figure that changes when another connection has written. It says nothing of what this one wrote.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        Ok(self.sql.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// What is wrong with the file, a line each; sound where there is none. Reads all of it.
    pub fn integrity(&self) -> Result<Vec<String>, StoreError> {
        let mut faults = Vec::new();
        self.sql.pragma_query(None, "integrity_check", |row| {
            faults.push(row.get::<_, String>(0)?);
            Ok(())
        })?;
        faults.retain(|line| line != "ok");
        self.sql.pragma_query(None, "foreign_key_check", |row| {
            faults.push(format!("a row of `{}` belongs to nothing", row.get::<_, String>(0)?));
            Ok(())
        })?;
        Ok(faults)
    }

    /// Writes a whole copy to a new file (mode 0600) while others go on reading and writing; `path` must not exist yet.
    pub fn backup_to(&self, path: &Path) -> Result<(), StoreError> {
        let fault = |error| StoreError::File { path: path.to_owned(), error };
        let file = private(File::options().write(true).create_new(true)).open(path).map_err(fault)?;
        let copied = match path.to_str() {
            Some(target) => self.sql.execute("VACUUM INTO ?1", [target]).map_err(StoreError::from).map(drop),
            None => Err(fault(std::io::Error::other("the path must be UTF-8"))),
        };
        if copied.is_err() {
            fs::remove_file(path).map_err(fault)?;
        }
        copied?;
        file.sync_all().map_err(fault)
    }
}

/// A transaction: what can be asked and told.
#[derive(Debug)]
pub struct Tx<'c> {
    sql: Transaction<'c>,
    sees: &'c Sees,
}

impl Tx<'_> {
    fn run(&self, sql: &str, params: impl Params) -> Result<usize, StoreError> {
        trace!(target: STATEMENTS, "{sql}");
        Ok(self.sql.prepare_cached(sql)?.execute(params)?)
    }

    fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        trace!(target: STATEMENTS, "{sql}");
        Ok(self.sql.prepare_cached(sql)?.query_row(params, read).optional()?)
    }

    fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        trace!(target: STATEMENTS, "{sql}");
        Ok(self.sql.prepare_cached(sql)?.query_map(params, read)?.collect::<Result<_, _>>()?)
    }
}

fn set_up(sql: &Connection) -> Result<(), StoreError> {
    sql.busy_timeout(BUSY)?;
    sql.set_prepared_statement_cache_capacity(64);
    sql.pragma_update(None, "foreign_keys", true)?;
    sql.pragma_update(None, "synchronous", "full")?;
    // What is deleted or written over does not stay readable in the file.
    sql.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    Ok(())
}

/// SQLite does not wait for others when the kind of journal changes, which happens once in a file's life; so we do.
fn write_ahead(sql: &Connection) -> Result<(), StoreError> {
    let mut tries = BUSY.as_millis() / PAUSE.as_millis();
    loop {
        match sql.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && tries > 0 => {
                tries -= 1;
                thread::sleep(PAUSE);
            }
            done => return Ok(done?),
        }
    }
}

/// Gives the disk back what is free in a large file of which much is: a step of the schema may leave it so.
fn give_back(sql: &Connection) -> Result<(), StoreError> {
    const LARGE: i64 = 10_000;
    let pages = |name: &str| sql.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (all, free) = (pages("page_count")?, pages("freelist_count")?);
    if all > LARGE && free > all / 2 {
        sql.execute_batch("VACUUM")?;
    }
    Ok(())
}

/// The file and its folder, for nobody but the user: numbers and purchases are private.
fn private_file(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.exists()) {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(folder)?;
    }
    match private(File::options().write(true).create_new(true)).open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn private(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

fn with_path(error: StoreError, path: &Path) -> StoreError {
    let code = match &error {
        StoreError::Sql(error) => error.sqlite_error_code(),
        StoreError::Migration(rusqlite_migration::Error::RusqliteError { err, .. }) => err.sqlite_error_code(),
        StoreError::Foreign(_) => return StoreError::Foreign(path.to_owned()),
        _ => None,
    };
    match code {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            StoreError::Damaged { path: path.to_owned(), reason: error.to_string() }
        }
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
            StoreError::File { path: path.to_owned(), error: std::io::Error::other(error.to_string()) }
        }
        _ => error,
    }
}

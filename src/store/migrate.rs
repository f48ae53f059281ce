//! The schema, step by step, and who may take a step.

use rusqlite::{Connection, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use super::{StoreError, answers};

/// Who opens the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Migrate {
    /// The holder of the daemon's lock: an older schema is brought up to date.
    Yes,
    /// Anybody else: an older schema is [`StoreError::Older`]. A file that does not exist yet is made all the same.
    No,
}

/// Every step there ever was, in order; a published one is never edited.
pub(super) fn steps() -> Vec<M<'static>> {
    vec![
        M::up(include_str!("migrations/0001_first.sql")),
        M::up(include_str!("migrations/0002_deeds.sql")),
        M::up(include_str!("migrations/0003_messages.sql")),
        M::up(include_str!("migrations/0005_ways.sql")),
        M::up(include_str!("migrations/0006_by_words.sql")),
        M::up(include_str!("migrations/0007_evidence.sql")),
        M::up(include_str!("migrations/0008_inputs.sql")),
        M::up(include_str!("migrations/0009_gaps.sql")),
        M::up(include_str!("migrations/0010_sellers.sql")),
        M::up(include_str!("migrations/0011_removed.sql")),
        M::up(include_str!("migrations/0012_channels.sql")),
        M::up_with_hook(include_str!("migrations/0013_flat.sql"), answers::deflate_old),
        M::up(include_str!("migrations/0014_asked.sql")),
        M::up(include_str!("migrations/0015_credentials.sql")),
        M::up(include_str!("migrations/0016_people.sql")),
        M::up(include_str!("migrations/0017_unreadable.sql")),
        M::up(include_str!("migrations/0018_drift.sql")),
    ]
}

/// `PRAGMA application_id` of our files: "posy".
const OURS: i64 = 0x706F_7379;

/// What a file turns out to be.
struct Found {
    version: i64,
    application: i64,
    empty: bool,
}

/// Brings the schema to the last of `steps`, or says why not.
pub(super) fn bring_up(sql: &mut Connection, steps: &[M<'_>], migrate: Migrate) -> Result<(), StoreError> {
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    let found = look(sql)?;
    if !found.empty && found.application != OURS {
        return Err(StoreError::Foreign(Default::default()));
    }
    if found.version > known {
        return Err(StoreError::Newer { found: found.version, known });
    }
    if found.version == known {
        return Ok(());
    }
    if !found.empty && migrate == Migrate::No {
        return Err(StoreError::Older { found: found.version, known });
    }
    sql.set_transaction_behavior(TransactionBehavior::Immediate);
    match Migrations::from_slice(steps).to_latest(sql) {
        // Two processes may find the file empty at once: the second waits for the lock, fails on tables that are there,
        // and then finds everything done.
        Err(_) if look(sql)?.version == known => Ok(()),
        done => Ok(done?),
    }
}

fn look(sql: &mut Connection) -> Result<Found, StoreError> {
    let tx = sql.transaction_with_behavior(TransactionBehavior::Deferred)?;
    let version = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let application = tx.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let empty = tx.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(Found { version, application, empty })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_apply_and_only_the_daemon_takes_a_later_one() {
        let mut sql = Connection::open_in_memory().unwrap();
        bring_up(&mut sql, &steps(), Migrate::No).unwrap();
        let later: Vec<M<'_>> = steps().into_iter().chain([M::up("CREATE TABLE later (a TEXT) STRICT")]).collect();
        let known = later.len() as i64;
        let refused = bring_up(&mut sql, &later, Migrate::No).unwrap_err();
        assert!(matches!(refused, StoreError::Older { found, known: k } if found == known - 1 && k == known));
        bring_up(&mut sql, &later, Migrate::Yes).unwrap();
        bring_up(&mut sql, &later, Migrate::No).unwrap();
        assert!(matches!(bring_up(&mut sql, &steps(), Migrate::Yes), Err(StoreError::Newer { .. })));
    }
}

//! What the user did, so that it can be undone; and what moves between parcels when two turn out to be one, or one two.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use super::{
    StoreError, Tx,
    columns::{At, Json},
};
use crate::model::{Before, Deed, LegKey, Order, ParcelId, PersonId, SourceId};

/// So many deeds of a parcel can be undone.
const KEPT: i64 = 50;

/// A deed, as far as undoing it needs to know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "kebab-case")]
pub enum UndoStep {
    /// The parcel was added.
    Added,
    /// It was removed.
    Removed,
    /// Something of this parcel alone.
    Told(Box<Before>),
    /// Another parcel's numbers and purchases came into this one.
    Joined {
        /// The other, out of sight since.
        other: ParcelId,
        /// The numbers that moved.
        legs: Vec<LegKey>,
        /// This parcel's purchases before.
        orders: Vec<Order>,
        /// What else it changed of this parcel.
        #[serde(default)]
        before: Box<Before>,
        /// Whose this parcel was, where that changed.
        #[serde(default)]
        people: Option<Vec<PersonId>>,
    },
    /// It was given to somebody, or shared.
    Given {
        /// Whose it was before.
        before: Vec<PersonId>,
    },
    /// Sources were forbidden, or allowed again.
    Forbade {
        /// Those that were forbidden before.
        before: BTreeSet<SourceId>,
    },
    /// Numbers or purchases went into a parcel of their own.
    Split {
        /// The parcel that was made for them.
        other: ParcelId,
        /// This parcel's purchases before.
        orders: Vec<Order>,
        /// What this parcel was called, where that changed.
        #[serde(default)]
        title: Option<String>,
    },
}

/// A deed that can be undone.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    id: i64,
    /// Of which parcel.
    pub parcel: ParcelId,
    /// When it was done.
    pub at: Timestamp,
    /// What undoing it needs to know.
    pub deed: UndoStep,
    /// What it is called.
    pub what: Deed,
    /// The mark of the message it came of.
    pub message: Option<String>,
}

impl Tx<'_> {
    /// Remembers a deed: what undoing it needs to know, what it is called, and of which message it came.
    pub fn remember(
        &self,
        parcel: ParcelId,
        deed: &UndoStep,
        what: &Deed,
        message: Option<&str>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(
            "INSERT INTO deeds (parcel, at, deed, what, message) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![parcel.0, At(at), Json(deed), Json(what), message],
        )?;
        self.run(
            "DELETE FROM deeds WHERE parcel = ?1
             AND id NOT IN (SELECT id FROM deeds WHERE parcel = ?1 ORDER BY id DESC LIMIT ?2)",
            params![parcel.0, KEPT],
        )?;
        Ok(())
    }

    /// The last deed of a parcel, or of all of them, that was not undone. Removing is the last there can be of a parcel.
    pub fn last_deed(&self, parcel: Option<ParcelId>) -> Result<Option<Done>, StoreError> {
        let last = match parcel {
            Some(id) => self.one("SELECT * FROM deeds WHERE parcel = ?1 ORDER BY id DESC LIMIT 1", [id.0], done)?,
            None => self.last_of_all()?,
        };
        let after = last.as_ref().map_or(0, |it| it.id);
        let removed = self.removed()?.into_iter().filter(|it| match parcel {
            Some(id) => it.parcel == id,
            None => it.after.is_some_and(|before| before >= after),
        });
        let removed = removed.max_by_key(|it| (it.after, it.at, it.parcel)).map(|it| {
            let (deed, what) = (UndoStep::Removed, Deed::Removed);
            Done { id: it.after.unwrap_or(0), parcel: it.parcel, at: it.at, deed, what, message: None }
        });
        Ok(removed.or(last))
    }

    /// The last deed of all parcels that are there for who looks.
    fn last_of_all(&self) -> Result<Option<Done>, StoreError> {
        let Some(seen) = self.seen()? else {
            return self.one("SELECT * FROM deeds ORDER BY id DESC LIMIT 1", [], done);
        };
        let last = "SELECT * FROM deeds WHERE parcel = ?1 ORDER BY id DESC LIMIT 1";
        let theirs = seen.into_iter().filter_map(|id| self.one(last, [id.0], done).transpose());
        Ok(theirs.collect::<Result<Vec<_>, _>>()?.into_iter().max_by_key(|it| it.id))
    }

    /// The figure of the last deed there ever was.
    pub(super) fn last_deed_id(&self) -> Result<i64, StoreError> {
        let last = self.one("SELECT seq FROM sqlite_sequence WHERE name = 'deeds'", [], |row| row.get(0))?;
        Ok(last.unwrap_or(0))
    }

    /// A deed was undone.
    pub fn forget_deed(&self, done: &Done) -> Result<(), StoreError> {
        if done.deed != UndoStep::Removed {
            self.run("DELETE FROM deeds WHERE id = ?1", [done.id])?;
        }
        Ok(())
    }

    /// Moves legs with their events to another parcel. One that is there already stays where it is.
    pub fn move_legs(&self, from: ParcelId, to: ParcelId, legs: &[LegKey]) -> Result<Vec<LegKey>, StoreError> {
        // Events point at their leg: both are moved before either is looked at.
        self.sql.pragma_update(None, "defer_foreign_keys", true)?;
        let mut moved = Vec::new();
        for key in legs {
            let leg = params![from.0, to.0, key.number, key.carrier.as_str()];
            let done = self.run(
                "UPDATE OR IGNORE legs
                 SET parcel = ?2, position = 1 + (SELECT ifnull(max(position), -1) FROM legs WHERE parcel = ?2)
                 WHERE parcel = ?1 AND number = ?3 AND carrier = ?4",
                leg,
            )?;
            if done > 0 {
                self.run("UPDATE events SET parcel = ?2 WHERE parcel = ?1 AND number = ?3 AND carrier = ?4", leg)?;
                moved.push(key.clone());
            }
        }
        Ok(moved)
    }

    /// Gives another parcel what is known of a leg that both have.
    pub fn copy_events(&self, from: ParcelId, to: ParcelId, leg: &LegKey) -> Result<(), StoreError> {
        self.run(
            "INSERT OR IGNORE INTO events (parcel, number, carrier, source, wall, utc_offset, zone_from, status, reason, code,
                 text, place, position, heard, about, by_words)
             SELECT ?2, number, carrier, source, wall, utc_offset, zone_from, status, reason, code, text, place, position, heard,
                 about, by_words
             FROM events WHERE parcel = ?1 AND number = ?3 AND carrier = ?4",
            params![from.0, to.0, leg.number, leg.carrier.as_str()],
        )?;
        Ok(())
    }

    /// Takes a parcel out of sight because it travels in another, or brings it back. What it was to be told is not told.
    pub fn set_joined(&self, id: ParcelId, into: Option<ParcelId>) -> Result<(), StoreError> {
        self.run("DELETE FROM outbox WHERE notice IN (SELECT id FROM notices WHERE parcel = ?1)", [id.0])?;
        self.run(
            "UPDATE parcels SET joined = ?2, changes_at = NULL, due_at = NULL, in_sight = ?2 IS NULL WHERE id = ?1",
            params![id.0, into.map(|id| id.0)],
        )?;
        Ok(())
    }
}

fn done(row: &Row<'_>) -> rusqlite::Result<Done> {
    let Json(deed) = row.get("deed")?;
    let what = row.get::<_, Option<Json<Deed>>>("what")?.map(|it| it.0);
    Ok(Done {
        id: row.get("id")?,
        parcel: ParcelId(row.get("parcel")?),
        at: row.get::<_, At>("at")?.0,
        deed,
        what: what.unwrap_or_default(),
        message: row.get("message")?,
    })
}

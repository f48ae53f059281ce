//! The ledger of what was sent where, and which sources the user does not want asked for a parcel.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{
    StoreError, Tx,
    columns::{At, Text},
};
use crate::model::{AskedFor, LegKey, Number, ParcelId, SourceId};

/// What was sent to a host of one number, by one source and for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The number.
    pub number: Number,
    /// The host, with its port where that is not the usual one.
    pub host: String,
    /// Whose definition names it.
    pub source: SourceId,
    /// Why.
    pub why: AskedFor,
    /// For the first time.
    pub first: Timestamp,
    /// For the last time.
    pub last: Timestamp,
    /// How often.
    pub count: u32,
}

impl Tx<'_> {
    /// Writes down that a number is sent to a host.
    pub fn note_asked(
        &self,
        number: &Number,
        host: &str,
        source: &SourceId,
        why: AskedFor,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(
            "INSERT INTO asked (number, host, source, why, first, last, count) VALUES (?1, ?2, ?3, ?4, ?5, ?5, 1)
             ON CONFLICT DO UPDATE SET last = excluded.last, count = count + 1",
            params![number, host, source.as_str(), Text(why), At(now)],
        )?;
        Ok(())
    }

    /// It was not sent after all.
    pub fn take_back_asked(
        &self,
        number: &Number,
        host: &str,
        source: &SourceId,
        why: AskedFor,
    ) -> Result<(), StoreError> {
        let row = params![number, host, source.as_str(), Text(why)];
        let this = "number = ?1 AND host = ?2 AND source = ?3 AND why = ?4";
        self.run(&format!("UPDATE asked SET count = count - 1 WHERE {this}"), row)?;
        self.run(&format!("DELETE FROM asked WHERE {this} AND count <= 0"), row)?;
        Ok(())
    }

    /// All that was sent, by number and host.
    pub fn asked(&self) -> Result<Vec<Asked>, StoreError> {
        self.all("SELECT * FROM asked ORDER BY number, host, source, why", [], asked)
    }

    /// Why a leg is asked for.
    pub fn asked_for(&self, parcel: ParcelId, leg: &LegKey) -> Result<AskedFor, StoreError> {
        let proposed = self.one(
            "SELECT state = 'proposed' FROM legs WHERE parcel = ?1 AND number = ?2 AND carrier = ?3",
            params![parcel.0, leg.number, leg.carrier.as_str()],
            |row| row.get(0),
        )?;
        Ok(if proposed == Some(true) { AskedFor::Confirm } else { AskedFor::Watch })
    }

    /// Whether any parcel goes under a number, or may.
    pub fn is_somebodys(&self, number: &Number) -> Result<bool, StoreError> {
        let legs = self.one("SELECT EXISTS (SELECT 1 FROM legs WHERE number = ?1)", [number], |row| row.get(0))?;
        Ok(legs.unwrap_or(false))
    }

    /// The user does not want a source asked for a parcel.
    pub fn forbid(&self, id: ParcelId, source: &SourceId) -> Result<(), StoreError> {
        self.run("INSERT OR IGNORE INTO forbidden (parcel, source) VALUES (?1, ?2)", params![id.0, source.as_str()])?;
        Ok(())
    }

    /// They allow it again.
    pub fn allow(&self, id: ParcelId, source: &SourceId) -> Result<(), StoreError> {
        self.run("DELETE FROM forbidden WHERE parcel = ?1 AND source = ?2", params![id.0, source.as_str()])?;
        Ok(())
    }

    /// What is not asked for a parcel.
    pub fn forbidden(&self, id: ParcelId) -> Result<BTreeSet<SourceId>, StoreError> {
        let all = self.all("SELECT source FROM forbidden WHERE parcel = ?1", [id.0], |row| row.get(0).map(SourceId))?;
        Ok(all.into_iter().collect())
    }

    /// What is not asked, by parcel.
    pub fn all_forbidden(&self) -> Result<Vec<(ParcelId, SourceId)>, StoreError> {
        let all = self.all("SELECT * FROM forbidden ORDER BY parcel, source", [], |row| {
            Ok((ParcelId(row.get("parcel")?), SourceId(row.get("source")?)))
        })?;
        self.only_seen(all, |(parcel, _)| *parcel)
    }
}

fn asked(row: &Row<'_>) -> rusqlite::Result<Asked> {
    Ok(Asked {
        number: row.get("number")?,
        host: row.get("host")?,
        source: SourceId(row.get("source")?),
        why: row.get::<_, Text<AskedFor>>("why")?.0,
        first: row.get::<_, At>("first")?.0,
        last: row.get::<_, At>("last")?.0,
        count: row.get("count")?,
    })
}

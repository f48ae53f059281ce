//! How long each parcel was silent at each stage: what the norms learn from, kept so that nobody works it out of all scans.

use rusqlite::{Row, params};

use super::{StoreError, Tx, columns::Text};
use crate::model::{ParcelId, Stay};

/// The stays of the newest parcels are heeded, so many of them: of about a thousand parcels.
const NEWEST: u32 = 6_000;

/// A silence that lasts is written anew when it has grown by a day.
const GROWN: f64 = 1.0;

impl Tx<'_> {
    /// Keeps the stays of a parcel in place of those it had.
    pub fn keep_stays(&self, id: ParcelId, stays: &[Stay]) -> Result<(), StoreError> {
        let kept = self.all("SELECT * FROM stays WHERE parcel = ?1 ORDER BY position", [id.0], stay)?;
        if kept.len() == stays.len() && kept.iter().zip(stays).all(|(kept, is)| is_much_the_same(kept, is)) {
            return Ok(());
        }
        self.run("DELETE FROM stays WHERE parcel = ?1", [id.0])?;
        for (position, it) in stays.iter().enumerate() {
            self.run(
                "INSERT INTO stays (parcel, position, stage, norm, origin, class, days, finished)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![id.0, position as i64, Text(it.stage), it.norm, it.from, it.class, it.days, it.finished],
            )?;
        }
        Ok(())
    }

    /// The stays of the newest parcels, each parcel's in their order.
    pub fn stays(&self) -> Result<Vec<(ParcelId, Stay)>, StoreError> {
        let sql = "SELECT * FROM stays ORDER BY parcel DESC, position DESC LIMIT ?1";
        let mut stays = self.all(sql, [NEWEST], |row| Ok((ParcelId(row.get("parcel")?), stay(row)?)))?;
        stays.reverse();
        Ok(stays)
    }
}

/// A silence that lasts may be a little longer by now.
fn is_much_the_same(kept: &Stay, is: &Stay) -> bool {
    let grown = (is.days - kept.days).abs();
    Stay { days: is.days, ..kept.clone() } == *is && (grown == 0.0 || !is.finished && grown < GROWN)
}

fn stay(row: &Row<'_>) -> rusqlite::Result<Stay> {
    Ok(Stay {
        stage: row.get::<_, Text<_>>("stage")?.0,
        norm: row.get("norm")?,
        from: row.get("origin")?,
        class: row.get("class")?,
        days: row.get("days")?,
        finished: row.get("finished")?,
    })
}

//! How long each parcel was silent at each stage: what the norms learn from, kept so that nobody works it out of all scans.

use rusqlite::params;

use super::{
    StoreError, Tx,
    columns::{Cells, Text},
};
use crate::model::{ParcelId, Stay};

/// The stays of the newest parcels are heeded, so many of them: of about a thousand parcels.
const NEWEST: u32 = 6_000;

/// A silence that lasts is written anew when it has grown by a day.
const GROWN: f64 = 1.0;

/// The columns of a stay, in the order in which [`stay`] reads them.
const STAY: &str = "stage, norm, origin, class, days, finished";

impl Tx<'_> {
    /// Keeps the stays of a parcel in place of those it had.
    pub fn keep_stays(&self, id: ParcelId, stays: &[Stay]) -> Result<(), StoreError> {
        let sql = format!("SELECT {STAY} FROM stays WHERE parcel = ?1 ORDER BY position");
        let kept = self.all(&sql, [id.0], |row| stay(&Cells::of(row)))?;
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
        let sql = format!("SELECT {STAY}, parcel FROM stays ORDER BY parcel DESC, position DESC LIMIT ?1");
        let mut stays = self.all(&sql, [NEWEST], |row| {
            let cells = Cells::of(row);
            let stay = stay(&cells)?;
            Ok((ParcelId(cells.next()?), stay))
        })?;
        stays.reverse();
        Ok(stays)
    }
}

/// A silence that lasts may be a little longer by now.
fn is_much_the_same(kept: &Stay, is: &Stay) -> bool {
    let grown = (is.days - kept.days).abs();
    Stay { days: is.days, ..kept.clone() } == *is && (grown == 0.0 || !is.finished && grown < GROWN)
}

fn stay(cells: &Cells<'_, '_>) -> rusqlite::Result<Stay> {
    Ok(Stay {
        stage: cells.next::<Text<_>>()?.0,
        norm: cells.next()?,
        from: cells.next()?,
        class: cells.next()?,
        days: cells.next()?,
        finished: cells.next()?,
    })
}

//! What the user was told and what is still owed, by notice and channel.

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{
    StoreError, Tx,
    rows::{At, Json},
};
use crate::model::{Notice, NoticeMark, ParcelId};

/// A notice that one channel has yet to show.
#[derive(Debug, Clone, PartialEq)]
pub struct Owed {
    /// The notice's own figure: the same after a crash, on every channel and at every repeat; never another notice's.
    pub id: i64,
    /// Of which parcel, if it is of one.
    pub parcel: Option<ParcelId>,
    /// What the user calls that; nothing where there is none.
    pub title: String,
    /// What to say.
    pub notice: Notice,
    /// The channel that owes it.
    pub channel: String,
    /// How often that failed.
    pub tries: u32,
}

/// How far a channel is behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backlog {
    /// The channel.
    pub channel: String,
    /// How many notices it owes.
    pub owed: u32,
    /// When the oldest of them came about.
    pub oldest: Timestamp,
    /// Why one of them could not be shown, where it was tried.
    pub error: Option<String>,
}

impl Tx<'_> {
    /// What may be delivered now, oldest first.
    pub fn owed(&self, now: Timestamp) -> Result<Vec<Owed>, StoreError> {
        self.all(
            "SELECT notices.*, channel, tries, title
             FROM outbox JOIN notices ON notices.id = notice LEFT JOIN parcels ON parcels.id = parcel
             WHERE try_again_at IS NULL OR try_again_at <= ?1
             ORDER BY at, notices.id, channel",
            [At(now)],
            |row| {
                Ok(Owed {
                    id: row.get("id")?,
                    parcel: row.get::<_, Option<i64>>("parcel")?.map(ParcelId),
                    title: row.get::<_, Option<String>>("title")?.unwrap_or_default(),
                    notice: notice(row)?,
                    channel: row.get("channel")?,
                    tries: row.get("tries")?,
                })
            },
        )
    }

    /// A channel has shown a notice.
    pub fn delivered(&self, id: i64, channel: &str, now: Timestamp) -> Result<(), StoreError> {
        self.run("DELETE FROM outbox WHERE notice = ?1 AND channel = ?2", params![id, channel])?;
        self.run("UPDATE notices SET shown = ?2 WHERE id = ?1 AND shown IS NULL", params![id, At(now)])?;
        Ok(())
    }

    /// A channel could not show a notice.
    pub fn failed(&self, id: i64, channel: &str, error: &str, try_again_at: Timestamp) -> Result<(), StoreError> {
        self.run(
            "UPDATE outbox SET tries = tries + 1, error = ?3, try_again_at = ?4 WHERE notice = ?1 AND channel = ?2",
            params![id, channel, error, At(try_again_at)],
        )?;
        Ok(())
    }

    /// Every channel that owes something.
    pub fn outbox(&self) -> Result<Vec<Backlog>, StoreError> {
        self.all(
            "SELECT channel, count(*) AS owed, min(at) AS oldest, max(error) AS error
             FROM outbox JOIN notices ON notices.id = notice GROUP BY channel ORDER BY channel",
            [],
            |row| {
                Ok(Backlog {
                    channel: row.get("channel")?,
                    owed: row.get("owed")?,
                    oldest: row.get::<_, At>("oldest")?.0,
                    error: row.get("error")?,
                })
            },
        )
    }

    /// When a delivery that failed is to be tried again next, or the beginning of time where one was never tried.
    pub fn next_delivery(&self) -> Result<Option<Timestamp>, StoreError> {
        let next = self.all("SELECT try_again_at FROM outbox ORDER BY try_again_at LIMIT 1", [], |row| {
            row.get::<_, Option<At>>(0)
        })?;
        Ok(next.into_iter().next().map(|at| at.map_or(Timestamp::MIN, |at| at.0)))
    }

    /// What the user was told of a parcel or will be, oldest first, without what was withdrawn.
    pub fn notices_of(&self, id: ParcelId) -> Result<Vec<Notice>, StoreError> {
        self.all("SELECT * FROM notices WHERE parcel = ?1 AND NOT withdrawn ORDER BY at, id", [id.0], notice)
    }

    pub(super) fn marks(&self, id: ParcelId) -> Result<Vec<NoticeMark>, StoreError> {
        self.all(
            "SELECT key, shown IS NOT NULL AS shown FROM notices WHERE parcel = ?1 AND NOT withdrawn ORDER BY id",
            [id.0],
            |row| Ok(NoticeMark { key: row.get("key")?, shown: row.get("shown")? }),
        )
    }
}

fn notice(row: &Row<'_>) -> rusqlite::Result<Notice> {
    Ok(Notice {
        key: row.get("key")?,
        kind: row.get::<_, Json<_>>("kind")?.0,
        urgent: row.get("urgent")?,
        at: row.get::<_, At>("at")?.0,
    })
}

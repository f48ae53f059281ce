//! How the ways out to the user do, kept like that of the sources.

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{StoreError, Tx, columns::At};
use crate::model::ChannelHealth;

impl Tx<'_> {
    /// A channel delivered a letter.
    pub fn channel_delivered(&self, channel: &str, now: Timestamp) -> Result<(), StoreError> {
        self.run(
            "INSERT INTO channels (channel, last_good) VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET last_good = ?2, failures = 0, since = NULL, refused = 0, detail = ''",
            params![channel, At(now)],
        )?;
        Ok(())
    }

    /// It did not: it `refused` the letter, or nobody was there. Returns how it does by now.
    pub fn channel_failed(
        &self,
        channel: &str,
        refused: bool,
        detail: &str,
        now: Timestamp,
    ) -> Result<Option<ChannelHealth>, StoreError> {
        self.run(
            "INSERT INTO channels (channel, failures, since, refused, detail) VALUES (?1, 1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET failures = failures + 1, since = coalesce(since, ?2), refused = ?3, detail = ?4",
            params![channel, At(now), refused, detail],
        )?;
        self.one("SELECT * FROM channels WHERE channel = ?1", [channel], health)
    }

    /// Every channel that was ever tried, by name.
    pub fn channels(&self) -> Result<Vec<ChannelHealth>, StoreError> {
        self.all("SELECT * FROM channels ORDER BY channel", [], health)
    }
}

fn health(row: &Row<'_>) -> rusqlite::Result<ChannelHealth> {
    Ok(ChannelHealth {
        channel: row.get("channel")?,
        last_good: row.get::<_, Option<At>>("last_good")?.map(|at| at.0),
        failures: row.get("failures")?,
        since: row.get::<_, Option<At>>("since")?.map(|at| at.0),
        refused: row.get("refused")?,
        detail: row.get("detail")?,
    })
}

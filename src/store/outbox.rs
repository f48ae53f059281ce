//! What the user was told and what is still owed, by notice and channel.

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{
    StoreError, Tx,
    columns::{At, Json, Text, never_if_null},
    removed::FAMILY,
};
use crate::model::{Notice, NoticeMark, ParcelId, words};

/// A notice nobody says they have seen is told so often again: for three months, where it holds so long.
pub const REMINDERS: u8 = 100;

words! {
    /// Why a channel owes a notice.
    Because {
        /// It is the first to tell it.
        New = "new",
        /// The channel before it failed.
        TakesOver = "takes-over",
        /// It was told, has a deadline, and nobody said that they had seen it.
        Reminder = "reminder",
    }
}

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
    /// Why it does.
    pub because: Because,
    /// How often that failed.
    pub tries: u32,
    /// How many reminders of it there were, this one included.
    pub reminders: u8,
    /// Until when the user wants to hear nothing of the parcel; `Timestamp::MAX` is until they say otherwise.
    pub muted: Option<Timestamp>,
}

/// A notice of a parcel, as it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Lately {
    /// The notice's own figure.
    pub id: i64,
    /// Of which parcel.
    pub parcel: ParcelId,
    /// What the user calls that.
    pub title: String,
    /// What to say.
    pub notice: Notice,
}

/// How far a channel is behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backlog {
    /// The channel.
    pub channel: String,
    /// How many notices it owes, reminders apart.
    pub owed: u32,
    /// How many reminders are arranged for, should nobody say that they have seen the notice.
    pub reminders: u32,
    /// When the oldest of all these notices came about.
    pub oldest: Timestamp,
    /// Why one of them could not be shown, where it was tried.
    pub error: Option<String>,
}

impl Tx<'_> {
    /// What may be delivered now, what is urgent first, then the oldest.
    pub fn owed(&self, now: Timestamp) -> Result<Vec<Owed>, StoreError> {
        self.all(
            "SELECT notices.*, channel, because, tries, title, mutes.parcel IS NOT NULL AS muted, until
             FROM outbox JOIN notices ON notices.id = notice LEFT JOIN parcels ON parcels.id = notices.parcel
             LEFT JOIN mutes ON mutes.parcel = notices.parcel
             WHERE try_again_at IS NULL OR try_again_at <= ?1
             ORDER BY urgent DESC, at, notices.id, channel",
            [At(now)],
            |row| {
                let muted: bool = row.get("muted")?;
                Ok(Owed {
                    id: row.get("id")?,
                    parcel: row.get::<_, Option<i64>>("parcel")?.map(ParcelId),
                    title: row.get::<_, Option<String>>("title")?.unwrap_or_default(),
                    notice: notice(row)?,
                    channel: row.get("channel")?,
                    because: row.get::<_, Text<_>>("because")?.0,
                    tries: row.get("tries")?,
                    reminders: row.get("repeats")?,
                    muted: if muted { Some(never_if_null(row.get("until")?)) } else { None },
                })
            },
        )
    }

    /// A channel has shown a notice: nobody else owes it any more, or with `every` this channel does not.
    pub fn delivered(&self, id: i64, channel: &str, every: bool, now: Timestamp) -> Result<(), StoreError> {
        self.run(
            "DELETE FROM outbox WHERE notice = ?1 AND (channel = ?2 OR NOT ?3 AND person = ?4)",
            params![id, channel, every, whose(channel)],
        )?;
        self.run("UPDATE notices SET shown = ?2 WHERE id = ?1 AND shown IS NULL", params![id, At(now)])?;
        Ok(())
    }

    /// A notice that is told late is told as things are by then.
    pub fn reword(&self, id: i64, was: &Notice, is: &Notice) -> Result<(), StoreError> {
        if was.kind != is.kind {
            self.run("UPDATE notices SET kind = ?2 WHERE id = ?1", params![id, Json(&is.kind)])?;
        }
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

    /// Another channel owes the notice too, at once; a reminder stays one. Returns whether it did not owe it yet. What
    /// nobody owes any more stays so.
    pub fn pass_on(&self, id: i64, from: &str, to: &str) -> Result<bool, StoreError> {
        let new = self.run(
            "INSERT OR IGNORE INTO outbox (notice, channel, because, person)
             SELECT notice, ?3, iif(because = 'reminder', because, 'takes-over'), ?4 FROM outbox
             WHERE notice = ?1 AND channel = ?2",
            params![id, from, to, whose(to)],
        )?;
        Ok(new > 0)
    }

    /// Arranges for a reminder, unless the user has seen the notice, one is arranged for, or there were enough.
    pub fn remind(&self, id: i64, channel: &str, at: Timestamp) -> Result<(), StoreError> {
        let may = self.run(
            "UPDATE notices SET repeats = repeats + 1
             WHERE id = ?1 AND acked IS NULL AND NOT withdrawn AND repeats < ?2
             AND NOT EXISTS (SELECT 1 FROM outbox WHERE notice = ?1 AND because = 'reminder' AND person = ?3)",
            params![id, REMINDERS, whose(channel)],
        )?;
        if may > 0 {
            self.run(
                "INSERT OR IGNORE INTO outbox (notice, channel, because, try_again_at, person)
                 VALUES (?1, ?2, 'reminder', ?3, ?4)",
                params![id, channel, At(at), whose(channel)],
            )?;
        }
        Ok(())
    }

    /// A notice that no longer holds is owed by nobody, and was never told if it was not shown yet.
    pub fn let_go(&self, id: i64) -> Result<(), StoreError> {
        self.run("DELETE FROM outbox WHERE notice = ?1", [id])?;
        self.run("UPDATE notices SET withdrawn = 1 WHERE id = ?1 AND shown IS NULL", [id])?;
        Ok(())
    }

    /// What a person's channels owe that are none any more is owed by the first of `channels`; by nobody where there is none.
    /// `person` is empty for those of the whole house.
    pub fn reroute(&self, person: &str, channels: &[String]) -> Result<(), StoreError> {
        let known = serde_json::to_string(channels).unwrap_or_default();
        if let Some(first) = channels.first() {
            self.run(
                "INSERT OR IGNORE INTO outbox (notice, channel, because, try_again_at, person)
                 SELECT notice, ?2, because, CASE because WHEN 'reminder' THEN try_again_at END, ?4 FROM outbox
                 WHERE person = ?3 AND channel NOT IN (SELECT value FROM json_each(?1))
                 AND notice NOT IN
                     (SELECT notice FROM outbox WHERE person = ?3 AND channel IN (SELECT value FROM json_each(?1)))",
                params![known, first, person, whose(first)],
            )?;
        }
        let gone = "DELETE FROM outbox WHERE person = ?2 AND channel NOT IN (SELECT value FROM json_each(?1))";
        self.run(gone, params![known, person])?;
        Ok(())
    }

    /// What is still owed of a parcel goes to these people's channels, and to nobody else's; what is arranged for stays so.
    pub fn pass_to(&self, id: ParcelId, channels: &[String]) -> Result<(), StoreError> {
        let of = "notice IN (SELECT id FROM notices WHERE parcel = ?1)";
        let owed = format!("SELECT DISTINCT notice, because, try_again_at FROM outbox WHERE {of}");
        let owed = self.all(&owed, [id.0], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?))
        })?;
        let before = self
            .all(&format!("SELECT DISTINCT channel FROM outbox WHERE {of}"), [id.0], |row| row.get::<_, String>(0))?;
        for gone in before.iter().filter(|it| !channels.iter().any(|to| whose(to) == whose(it))) {
            self.run(&format!("DELETE FROM outbox WHERE channel = ?2 AND {of}"), params![id.0, gone])?;
        }
        for (notice, because, at) in owed {
            for to in channels.iter().filter(|to| !before.iter().any(|it| whose(it) == whose(to))) {
                let at = at.as_ref().filter(|_| because == Because::Reminder.word());
                self.run(
                    "INSERT OR IGNORE INTO outbox (notice, channel, because, try_again_at, person)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![notice, to, because, at, whose(to)],
                )?;
            }
        }
        Ok(())
    }

    /// Whose channels owe anything, by name; the whole house's are not among them.
    pub fn people_owed(&self) -> Result<Vec<String>, StoreError> {
        self.all("SELECT DISTINCT person FROM outbox WHERE person <> ''", [], |row| row.get(0))
    }

    /// Every channel that owes something.
    pub fn outbox(&self) -> Result<Vec<Backlog>, StoreError> {
        self.all(
            "SELECT channel, count(*) FILTER (WHERE because <> 'reminder') AS owed,
                 count(*) FILTER (WHERE because = 'reminder') AS reminders, min(at) AS oldest, max(error) AS error
             FROM outbox JOIN notices ON notices.id = notice GROUP BY channel ORDER BY channel",
            [],
            |row| {
                Ok(Backlog {
                    channel: row.get("channel")?,
                    owed: row.get("owed")?,
                    reminders: row.get("reminders")?,
                    oldest: row.get::<_, At>("oldest")?.0,
                    error: row.get("error")?,
                })
            },
        )
    }

    /// Whether a notice finds no way: every channel that owes it has failed with it three times.
    pub fn stuck(&self) -> Result<bool, StoreError> {
        let stuck = self.one(
            "SELECT 1 FROM outbox WHERE because <> 'reminder' GROUP BY notice, person HAVING min(tries) >= 3 LIMIT 1",
            [],
            |_| Ok(()),
        )?;
        Ok(stuck.is_some())
    }

    /// When the next delivery falls due that is not due yet.
    pub fn next_delivery(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let next = self.one("SELECT min(try_again_at) FROM outbox WHERE try_again_at > ?1", [At(now)], |row| {
            row.get::<_, Option<At>>(0)
        })?;
        Ok(next.flatten().map(|at| at.0))
    }

    /// What the user was told of a parcel or will be, oldest first, without what was withdrawn.
    pub fn notices_of(&self, id: ParcelId) -> Result<Vec<Notice>, StoreError> {
        self.all("SELECT * FROM notices WHERE parcel = ?1 AND NOT withdrawn ORDER BY at, id", [id.0], notice)
    }

    /// What is told since a moment, oldest first, with the parcel it is of and what the user calls that.
    pub fn notices_since(&self, at: Timestamp) -> Result<Vec<(Option<ParcelId>, String, Notice)>, StoreError> {
        let told = self.all(
            "SELECT notices.*, title FROM notices LEFT JOIN parcels ON parcels.id = notices.parcel
             WHERE at >= ?1 AND NOT withdrawn ORDER BY at, notices.id",
            [At(at)],
            |row| {
                let title = row.get::<_, Option<String>>("title")?.unwrap_or_default();
                Ok((row.get::<_, Option<i64>>("parcel")?.map(ParcelId), title, notice(row)?))
            },
        )?;
        let Some(seen) = self.seen()? else { return Ok(told) };
        Ok(told.into_iter().filter(|(id, ..)| id.is_some_and(|id| seen.contains(&id))).collect())
    }

    /// The latest notices of these parcels, the newest first, without what was withdrawn.
    pub fn notices_lately(&self, parcels: &[ParcelId], most: usize) -> Result<Vec<Lately>, StoreError> {
        let ids = serde_json::to_string(parcels).unwrap_or_default();
        self.all(
            "SELECT notices.*, title FROM notices JOIN parcels ON parcels.id = notices.parcel
             WHERE notices.parcel IN (SELECT value FROM json_each(?1)) AND NOT withdrawn
             ORDER BY notices.id DESC LIMIT ?2",
            params![ids, i64::try_from(most).unwrap_or(i64::MAX)],
            |row| {
                let (id, parcel) = (row.get("id")?, ParcelId(row.get("parcel")?));
                Ok(Lately { id, parcel, title: row.get("title")?, notice: notice(row)? })
            },
        )
    }

    /// One notice, with the parcel it is of.
    pub fn notice(&self, id: i64) -> Result<Option<(Option<ParcelId>, Notice)>, StoreError> {
        self.one("SELECT * FROM notices WHERE id = ?1", [id], |row| {
            Ok((row.get::<_, Option<i64>>("parcel")?.map(ParcelId), notice(row)?))
        })
    }

    /// What was told of a parcel, or will be. What was told of those that travel in it is told, but for what has a
    /// deadline: its reminders went with the parcel it was told of.
    pub(super) fn marks(&self, id: ParcelId) -> Result<Vec<NoticeMark>, StoreError> {
        self.all(
            &format!(
                "{FAMILY} SELECT key, shown IS NOT NULL AS shown, at FROM notices
                 WHERE parcel IN (SELECT id FROM family) AND NOT withdrawn
                     AND (parcel = ?1 OR shown IS NOT NULL AND NOT urgent) ORDER BY id"
            ),
            [id.0],
            |row| Ok(NoticeMark { key: row.get("key")?, shown: row.get("shown")?, at: row.get::<_, At>("at")?.0 }),
        )
    }
}

/// Whose a channel is: a person's begins with their name and a stroke. Empty for one of the whole house.
pub(super) fn whose(channel: &str) -> &str {
    channel.split_once('/').map_or("", |(person, _)| person)
}

fn notice(row: &Row<'_>) -> rusqlite::Result<Notice> {
    Ok(Notice {
        key: row.get("key")?,
        kind: row.get::<_, Json<_>>("kind")?.0,
        urgent: row.get("urgent")?,
        at: row.get::<_, At>("at")?.0,
    })
}

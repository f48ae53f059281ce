//! How politely sources are asked, as another database sees it: of a number that nobody watches the parcel stands in one of
//! its own, the pace in the user's.

use jiff::{Timestamp, civil::Date};
use rusqlite::params;

use super::{
    StoreError, Tx,
    columns::{At, Text},
};
use crate::model::{Number, ParcelId, SourceId};

/// Which hosts are busy, what of the quotas is used, and which sources are left alone, each until when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaceKept {
    hosts: Vec<(String, Timestamp)>,
    quotas: Vec<(SourceId, Date, u32)>,
    closed: Vec<(SourceId, Timestamp)>,
}

impl Tx<'_> {
    /// The pace as it stands.
    pub fn pace(&self, now: Timestamp) -> Result<PaceKept, StoreError> {
        let hosts = self.all("SELECT host, free_at FROM hosts WHERE free_at > ?1", [At(now)], |row| {
            Ok((row.get(0)?, row.get::<_, At>(1)?.0))
        })?;
        let quotas = self.all("SELECT source, day, used FROM quotas", [], |row| {
            Ok((SourceId(row.get(0)?), row.get::<_, Text<Date>>(1)?.0, row.get(2)?))
        })?;
        Ok(PaceKept { hosts, quotas, closed: self.closed(now)?.into_iter().collect() })
    }

    /// Takes over the pace of another database, in place of what is known here.
    pub fn take_over(&self, pace: &PaceKept) -> Result<(), StoreError> {
        self.run("DELETE FROM hosts", [])?;
        self.run("DELETE FROM quotas", [])?;
        self.run("UPDATE sources SET closed_until = NULL WHERE closed_until IS NOT NULL", [])?;
        for (host, free_at) in &pace.hosts {
            self.run("INSERT INTO hosts (host, free_at) VALUES (?1, ?2)", params![host, At(*free_at)])?;
        }
        for (source, day, used) in &pace.quotas {
            let sql = "INSERT INTO quotas (source, day, used) VALUES (?1, ?2, ?3)";
            self.run(sql, params![source.as_str(), Text(*day), used])?;
        }
        pace.closed.iter().try_for_each(|(source, until)| self.close_source(source, *until))
    }

    /// The id the next new parcel gets.
    pub fn next_id(&self) -> Result<ParcelId, StoreError> {
        let last =
            self.one("SELECT seq FROM sqlite_sequence WHERE name = 'parcels'", [], |row| row.get::<_, i64>(0))?;
        Ok(ParcelId(last.unwrap_or(0) + 1))
    }

    /// The next new parcel of a new database gets this id.
    pub fn begin_ids_with(&self, id: ParcelId) -> Result<(), StoreError> {
        self.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('parcels', ?1)", [id.0 - 1])?;
        Ok(())
    }

    /// Forgets what sources answered before a moment for numbers that no parcel has, not even a removed one.
    pub fn forget_unwatched_answers(&self, before: Timestamp) -> Result<(), StoreError> {
        let removed: Vec<Number> = self.removed()?.into_iter().flat_map(|it| it.numbers).collect();
        let old = "SELECT DISTINCT number FROM answers WHERE at < ?1 AND number NOT IN (SELECT number FROM legs)";
        let old: Vec<Number> = self.all(old, [At(before)], |row| row.get(0))?;
        for number in old.iter().filter(|number| !removed.contains(number)) {
            self.run("DELETE FROM answers WHERE number = ?1", [number])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::store::{Booking, Piece, Store};

    #[test]
    fn the_pace_is_the_same_there_and_ids_go_on() {
        let now = Timestamp::UNIX_EPOCH;
        let later = now + SignedDuration::from_mins(1);
        let (mut one, mut other) = (Store::in_memory().unwrap(), Store::in_memory().unwrap());
        let (source, day) = (SourceId::from("a"), Date::constant(1970, 1, 1));
        let kept = one.within(|tx| {
            let (host_free_at, leg_again_at) = (later, later);
            tx.book(&Booking { host: "h", source: &source, day, legs: &[], now, host_free_at, leg_again_at })?;
            tx.close_source(&source, later)?;
            tx.pace(now)
        });
        let kept = kept.unwrap();
        let same = other.within(|tx| {
            tx.close_source(&SourceId::from("b"), later)?;
            tx.take_over(&kept)?;
            tx.begin_ids_with(ParcelId(7))?;
            Ok::<_, StoreError>((tx.pace(now)?, tx.next_id()?))
        });
        assert_eq!(same.unwrap(), (kept, ParcelId(7)));
    }

    #[test]
    fn what_nobody_watches_is_forgotten_after_a_while() {
        let (mut store, at) = (Store::in_memory().unwrap(), Timestamp::UNIX_EPOCH);
        let number = Number::new("AB12").unwrap();
        let left = |store: &mut Store| store.reading(|tx| tx.answers_for(std::slice::from_ref(&number))).unwrap().len();
        store.within(|tx| tx.keep_answer(&"a".into(), &number, 200, &Piece::all(b"x", ""), at)).unwrap();
        store.within(|tx| tx.forget_unwatched_answers(at)).unwrap();
        assert_eq!(left(&mut store), 1);
        store.within(|tx| tx.forget_unwatched_answers(at + SignedDuration::from_secs(1))).unwrap();
        assert_eq!(left(&mut store), 0);
    }
}

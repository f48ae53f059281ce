//! What follows from one thing told becomes what is known.

use jiff::civil::Date;
use rusqlite::params;

use super::{
    StoreError, Tx,
    columns::{At, Json, Text, or_never},
    outbox,
};
use crate::model::{Notice, ParcelId, Ruling};

impl Tx<'_> {
    /// Writes a ruling: the parcel, its orders and legs as they now stand, the new events, and what the user is owed on
    /// each of `channels`. Twice is the same as once. A parcel removed meanwhile is [`StoreError::Gone`].
    pub fn commit(&self, ruling: &Ruling, channels: &[String]) -> Result<(), StoreError> {
        let id = ruling.parcel.id;
        self.put_parcel(ruling)?;
        self.put_orders(id, &ruling.orders)?;
        self.put_legs(id, &ruling.legs)?;
        for leg in &ruling.forgotten {
            self.forget_leg(id, leg)?;
        }
        for entry in &ruling.retracted {
            self.retract(id, entry)?;
        }
        self.unite(id, &ruling.fresh)?;
        for key in &ruling.withdrawn {
            self.withdraw(id, key)?;
        }
        for notice in &ruling.notices {
            self.owe(Some(id), notice, channels)?;
        }
        Ok(())
    }

    /// Owes the user a notice that is about no parcel.
    pub fn announce(&self, notice: &Notice, channels: &[String]) -> Result<(), StoreError> {
        self.owe(None, notice, channels)
    }

    /// Owes the user a notice of a parcel that follows from no ruling.
    pub fn announce_of(&self, id: ParcelId, notice: &Notice, channels: &[String]) -> Result<(), StoreError> {
        self.owe(Some(id), notice, channels)
    }

    fn put_parcel(&self, ruling: &Ruling) -> Result<(), StoreError> {
        let parcel = &ruling.parcel;
        let flags: Vec<&str> = ruling.verdict.flags.iter().map(|flag| flag.word()).collect();
        let found = self.run(
            "UPDATE parcels SET title = ?2, added = ?3, received = ?4, archived = ?10, verdict = ?5, advice = ?6, dispute = ?7,
                 changes_at = ?8, due_at = ?9, postcode = ?11, in_sight = ?12, stage = ?13, flags = ?14, needs_user_by = ?15
             WHERE id = ?1",
            params![
                parcel.id.0,
                parcel.title,
                At(parcel.added),
                parcel.received.map(At),
                Json(&ruling.verdict),
                Json(&ruling.advice),
                Json(&ruling.dispute),
                ruling.changes_at.and_then(or_never),
                or_never(ruling.due_at),
                parcel.archived.map(At),
                parcel.postcode,
                ruling.in_sight,
                Text(ruling.verdict.stage),
                flags.join(" "),
                ruling.advice.action.needs_user().then(|| Text(ruling.advice.act_by.unwrap_or(Date::MAX))),
            ],
        )?;
        if found == 0 { Err(StoreError::Gone(parcel.id)) } else { Ok(()) }
    }

    fn withdraw(&self, id: ParcelId, key: &str) -> Result<(), StoreError> {
        self.run(
            "DELETE FROM outbox WHERE notice IN (SELECT id FROM notices WHERE parcel = ?1 AND key = ?2)",
            params![id.0, key],
        )?;
        self.run("UPDATE notices SET withdrawn = 1 WHERE parcel = ?1 AND key = ?2", params![id.0, key])?;
        Ok(())
    }

    /// A notice that is there already is not owed again, unless it was withdrawn and now holds anew.
    fn owe(&self, id: Option<ParcelId>, notice: &Notice, channels: &[String]) -> Result<(), StoreError> {
        let once = if id.is_some() { "(parcel, key)" } else { "(key) WHERE parcel IS NULL" };
        let new = self.one(
            &format!(
                "INSERT INTO notices (parcel, key, kind, urgent, at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT {once}
                 DO UPDATE SET kind = excluded.kind, urgent = excluded.urgent, at = excluded.at, shown = NULL,
                     withdrawn = 0, acked = NULL, repeats = 0
                 WHERE withdrawn
                 RETURNING id"
            ),
            params![id.map(|id| id.0), notice.key, Json(&notice.kind), notice.urgent, At(notice.at)],
            |row| row.get::<_, i64>(0),
        )?;
        for channel in channels.iter().filter(|_| new.is_some()) {
            let owed = params![new, channel, outbox::whose(channel)];
            self.run("INSERT OR IGNORE INTO outbox (notice, channel, person) VALUES (?1, ?2, ?3)", owed)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use crate::{
        model::Number,
        store::{Migrate, NewParcel, Piece, Store, StoreError},
    };

    #[test]
    fn a_full_disk_is_an_error_and_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("posylka.db"), Migrate::Yes).unwrap();
        let at = Timestamp::UNIX_EPOCH;
        let new =
            NewParcel { title: "before".into(), added: at, orders: vec![], legs: vec![], due_at: at, postcode: None };
        let id = store.within(|tx| tx.add(&new)).unwrap();
        let before = store.reading(|tx| tx.case(id)).unwrap();
        store.sql.pragma_update_and_check(None, "max_page_count", 100, |_| Ok(())).unwrap();
        let full = store.within(|tx| {
            tx.add(&NewParcel { title: "after".into(), ..new })?;
            // Nothing that could be deflated.
            let mut noise = vec![1_u64; 1_000_000];
            (1..noise.len())
                .for_each(|at| noise[at] = noise[at - 1].wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
            let noise: Vec<u8> = noise.into_iter().map(|it| (it >> 56) as u8).collect();
            tx.keep_answer(&"cainiao".into(), &Number::new("LP12").unwrap(), 200, &Piece::all(&noise, ""), at)
        });
        assert!(matches!(full, Err(StoreError::Full)), "{full:?}");
        let after = store.reading(|tx| Ok::<_, StoreError>((tx.parcels()?, tx.case(id)?))).unwrap();
        assert_eq!(after, (vec![id], before));
        assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
    }
}

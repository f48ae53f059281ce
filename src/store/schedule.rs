//! What is due, and the booking of an ask before it is sent.

use jiff::{Timestamp, civil::Date};
use rusqlite::{Row, params};

use super::{
    StoreError, Tx,
    columns::{At, Cells, Text, or_never},
    legs::{self, LEG},
};
use crate::model::{Asks, CarrierId, LegKey, Number, ParcelId, SourceId};

/// A leg that is to be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Its parcel.
    pub parcel: ParcelId,
    /// Which leg.
    pub leg: LegKey,
    /// Which of the carrier's sources; `None` is the first that can be asked.
    pub source: Option<SourceId>,
}

/// One ask that is about to be sent: for one leg, or for several in a batch.
#[derive(Debug, Clone)]
pub struct Booking<'a> {
    /// The host it goes to.
    pub host: &'a str,
    /// The source whose quota it counts against.
    pub source: &'a SourceId,
    /// The day it counts for, as the source counts days.
    pub day: Date,
    /// What it asks for.
    pub legs: &'a [(ParcelId, LegKey)],
    /// When.
    pub now: Timestamp,
    /// When the host may be asked again: the gap.
    pub host_free_at: Timestamp,
    /// When these legs may be asked for again if nothing ever comes back: the floor.
    pub leg_again_at: Timestamp,
}

/// The legs that are watched and have a time: the states stand here as `Leg::watched` has them.
const WAITING: &str = "state IN ('current', 'proposed', 'confirmed', 'old') AND next_ask IS NOT NULL";

/// What travels in another parcel is asked for there.
const ON_ITS_OWN: &str = "NOT EXISTS (SELECT 1 FROM parcels WHERE parcels.id = legs.parcel AND joined IS NOT NULL)";

impl Tx<'_> {
    /// The watched legs whose time has come, at most `limit` of each carrier, so that none stands in another's way. Of one
    /// carrier those never asked for come first, then those that wait longest, and of these those asked for longest ago: under
    /// a daily quota each has its turn.
    pub fn due_legs(&self, now: Timestamp, limit: usize) -> Result<Vec<Due>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut turns: Vec<(usize, Due)> = Vec::new();
        for carrier in self.waiting_carriers()? {
            let legs = |which: &str, order: &str| {
                let sql = format!(
                    "SELECT parcel, number, carrier, source FROM legs WHERE carrier = ?1 AND next_ask <= ?2 AND {WAITING}
                     AND {which} AND {ON_ITS_OWN} ORDER BY {order} LIMIT ?3"
                );
                self.all(&sql, params![carrier, At(now), limit], due)
            };
            let new = legs("asked IS NULL", "next_ask, parcel, number")?;
            let old = legs("asked IS NOT NULL", "next_ask, asked, parcel, number")?;
            turns.extend(new.into_iter().chain(old).take(usize::try_from(limit).unwrap_or(usize::MAX)).enumerate());
        }
        turns.sort_by_key(|(turn, _)| *turn);
        Ok(turns.into_iter().map(|(_, due)| due).collect())
    }

    /// The watched legs of these parcels whose time has come by `now`, or by `other` where another of the carrier's sources is
    /// to be asked in place of one that failed.
    pub fn due_legs_of(&self, parcels: &[ParcelId], now: Timestamp, other: Timestamp) -> Result<Vec<Due>, StoreError> {
        let sql = format!(
            "SELECT parcel, number, carrier, source FROM legs WHERE parcel = ?1 AND {WAITING} AND {ON_ITS_OWN}
             AND (next_ask <= ?2 OR source IS NOT NULL AND next_ask <= ?3) ORDER BY next_ask, position"
        );
        let mut legs = Vec::new();
        for parcel in parcels {
            legs.extend(self.all(&sql, params![parcel.0, At(now), At(other)], due)?);
        }
        Ok(legs)
    }

    /// The watched legs of a carrier whose time is still to come and that were asked for before, the next first, with how
    /// asking for each goes.
    pub fn coming_legs(
        &self,
        carrier: &CarrierId,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<(Due, Asks)>, StoreError> {
        self.all(
            &format!(
                "SELECT {LEG}, legs.parcel FROM legs WHERE carrier = ?1 AND next_ask > ?2 AND {WAITING} AND asked IS NOT NULL AND {ON_ITS_OWN}
                 ORDER BY next_ask, asked, parcel, number LIMIT ?3"
            ),
            params![carrier.as_str(), At(now), i64::try_from(limit).unwrap_or(i64::MAX)],
            |row| {
                let cells = Cells::of(row);
                let leg = legs::leg(&cells)?;
                let parcel = ParcelId(cells.next()?);
                Ok((Due { parcel, leg: leg.key, source: leg.asks.source.clone() }, leg.asks))
            },
        )
    }

    /// The carriers of all legs that have a time, found by leaping from one to the next.
    fn waiting_carriers(&self) -> Result<Vec<String>, StoreError> {
        self.all(
            &format!(
                "WITH RECURSIVE each (carrier) AS (
                     SELECT min(carrier) FROM legs WHERE {WAITING}
                     UNION ALL
                     SELECT (SELECT min(carrier) FROM legs WHERE {WAITING} AND legs.carrier > each.carrier) FROM each
                     WHERE each.carrier IS NOT NULL
                 )
                 SELECT carrier FROM each WHERE carrier IS NOT NULL"
            ),
            [],
            |row| row.get(0),
        )
    }

    /// The parcels of which time alone now makes think otherwise, the longest waiting first, at most so many.
    pub fn due_parcels(&self, now: Timestamp, limit: usize) -> Result<Vec<ParcelId>, StoreError> {
        self.all(
            "SELECT id FROM parcels WHERE changes_at <= ?1 ORDER BY changes_at, id LIMIT ?2",
            params![At(now), i64::try_from(limit).unwrap_or(i64::MAX)],
            |row| row.get(0).map(ParcelId),
        )
    }

    /// Lets everything in sight be looked at anew: what is thought of it may be older than the rules.
    pub fn look_at_all_anew(&self, now: Timestamp) -> Result<(), StoreError> {
        self.run("UPDATE parcels SET changes_at = ?1 WHERE in_sight = 1", [At(now)])?;
        Ok(())
    }

    /// When the next leg is to be asked for, be it in the past; `None` where none ever is.
    pub fn next_ask(&self) -> Result<Option<Timestamp>, StoreError> {
        let mut next = None;
        for carrier in self.waiting_carriers()? {
            let first = self.one(
                &format!(
                    "SELECT next_ask FROM legs WHERE carrier = ?1 AND {WAITING} AND {ON_ITS_OWN} ORDER BY next_ask LIMIT 1"
                ),
                [carrier],
                |row| row.get::<_, At>(0).map(|at| at.0),
            )?;
            next = [next, first].into_iter().flatten().min();
        }
        Ok(next)
    }

    /// When the next leg or parcel falls due, be it in the past; `None` where nothing ever will.
    pub fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let parcel = self.one("SELECT min(changes_at) FROM parcels WHERE changes_at IS NOT NULL", [], |row| {
            row.get::<_, Option<At>>(0)
        })?;
        Ok([self.next_ask()?, parcel.flatten().map(|at| at.0)].into_iter().flatten().min())
    }

    /// Books an ask before it is sent, so that a crash costs this one ask and never repeats it: the host's next free
    /// moment, the day's quota, and the legs' floor.
    pub fn book(&self, ask: &Booking<'_>) -> Result<(), StoreError> {
        self.run(
            "INSERT INTO hosts (host, free_at) VALUES (?1, ?2)
             ON CONFLICT (host) DO UPDATE SET free_at = max(free_at, excluded.free_at)",
            params![ask.host, At(ask.host_free_at)],
        )?;
        let (source, day) = (ask.source.as_str(), Text(ask.day));
        self.run("DELETE FROM quotas WHERE source = ?1 AND day < ?2", params![source, day])?;
        self.run(
            "INSERT INTO quotas (source, day, used) VALUES (?1, ?2, 1) ON CONFLICT DO UPDATE SET used = used + 1",
            params![source, day],
        )?;
        for (parcel, leg) in ask.legs {
            self.run(
                "UPDATE legs SET asked = ?4, next_ask = ?5 WHERE parcel = ?1 AND number = ?2 AND carrier = ?3",
                params![parcel.0, leg.number, leg.carrier.as_str(), At(ask.now), or_never(ask.leg_again_at)],
            )?;
        }
        Ok(())
    }

    /// Takes back a booking of which nothing reached the source: neither its quota nor the floor of a leg, which counts from
    /// the last ask that was answered, is spent by it. The host's gap stays.
    pub fn unbook(&self, source: &SourceId, day: Date, legs: &[(ParcelId, LegKey)]) -> Result<(), StoreError> {
        self.run(
            "UPDATE quotas SET used = used - 1 WHERE source = ?1 AND day = ?2 AND used > 0",
            params![source.as_str(), Text(day)],
        )?;
        for (parcel, leg) in legs {
            self.run(
                "UPDATE legs SET asked = answered WHERE parcel = ?1 AND number = ?2 AND carrier = ?3",
                params![parcel.0, leg.number, leg.carrier.as_str()],
            )?;
        }
        Ok(())
    }

    /// Puts off a leg that cannot be asked for now.
    pub fn postpone(&self, parcel: ParcelId, leg: &LegKey, until: Timestamp) -> Result<(), StoreError> {
        self.run(
            "UPDATE legs SET next_ask = ?4 WHERE parcel = ?1 AND number = ?2 AND carrier = ?3",
            params![parcel.0, leg.number, leg.carrier.as_str(), or_never(until)],
        )?;
        Ok(())
    }

    /// A source that could not be read can be by now: it is no longer left alone, and the legs of these numbers that waited for
    /// it are asked for from now on.
    pub fn readable_again(&self, source: &SourceId, numbers: &[Number], now: Timestamp) -> Result<(), StoreError> {
        self.run("UPDATE sources SET closed_until = NULL WHERE source = ?1", [source.as_str()])?;
        for number in numbers {
            self.run(
                "UPDATE legs SET next_ask = ?2 WHERE number = ?1 AND outcome = 'unreadable' AND next_ask > ?2",
                params![number, At(now)],
            )?;
        }
        Ok(())
    }

    /// How many legs were asked for since a moment.
    pub fn asked_since(&self, at: Timestamp) -> Result<usize, StoreError> {
        let count = self.one("SELECT count(*) FROM legs WHERE asked >= ?1", [At(at)], |row| row.get::<_, i64>(0))?;
        Ok(count.and_then(|it| usize::try_from(it).ok()).unwrap_or(0))
    }

    /// From when on a host may be asked; `None` where it never was.
    pub fn host_free_at(&self, host: &str) -> Result<Option<Timestamp>, StoreError> {
        self.one("SELECT free_at FROM hosts WHERE host = ?1", [host], |row| row.get::<_, At>(0).map(|at| at.0))
    }

    /// How many asks of a source were booked for a day.
    pub fn asked_today(&self, source: &SourceId, day: Date) -> Result<u32, StoreError> {
        let used = self.one(
            "SELECT used FROM quotas WHERE source = ?1 AND day = ?2",
            params![source.as_str(), Text(day)],
            |row| row.get(0),
        )?;
        Ok(used.unwrap_or(0))
    }
}

fn due(row: &Row<'_>) -> rusqlite::Result<Due> {
    Ok(Due {
        parcel: ParcelId(row.get("parcel")?),
        leg: legs::key(row)?,
        source: row.get::<_, Option<String>>("source")?.map(SourceId),
    })
}

#[cfg(test)]
mod tests {
    use crate::model::{Facts, Flow, Leg, LegState, Number, Role, Witness};
    use crate::store::{NewParcel, Store};

    use super::*;

    #[test]
    fn the_watched_states_of_the_queries_are_those_of_the_model() {
        let at = Timestamp::UNIX_EPOCH;
        for &state in LegState::ALL {
            let key = LegKey { number: Number::new("AB12").unwrap(), carrier: "c".into() };
            let witness = Witness { by: "user".into(), place: String::new(), of: None, at };
            let (role, flow, facts) = (Role::Domestic, Flow::Kept, Facts::default());
            let leg = Leg {
                key,
                role,
                state,
                flow,
                witness,
                facts,
                evidence: Default::default(),
                codes: Default::default(),
                asks: Asks::new(at),
            };
            let watched = leg.watched();
            let mut store = Store::in_memory().unwrap();
            let due = store.within(|tx| {
                let (title, orders) = (String::new(), Vec::new());
                tx.add(&NewParcel {
                    title,
                    added: at,
                    orders,
                    legs: vec![leg],
                    due_at: Timestamp::MAX,
                    postcode: None,
                })?;
                Ok::<_, StoreError>((tx.due_legs(at, 9)?.len(), tx.next_due()?.is_some()))
            });
            assert_eq!(due.unwrap(), (usize::from(watched), watched), "{state}");
        }
    }
}

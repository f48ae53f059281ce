//! What somebody waits for while the daemon asks.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{
    app::App,
    model::{Leg, LegKey, ParcelId},
    store::{StoreError, Which},
};

/// How asking for a leg went so far: its last answer and its failures.
type Asked = (Option<Timestamp>, u32);

/// What is waited for: answers that were not there before.
#[derive(Debug, Clone)]
pub struct Awaited {
    parcels: Option<Vec<ParcelId>>,
    began: Timestamp,
    at_home: bool,
    before: BTreeMap<(ParcelId, LegKey), Asked>,
    seen: Option<i64>,
    open: bool,
}

impl App {
    /// Begins to wait for these parcels, or for all in sight, from how they stand now.
    pub fn await_daemon(&mut self, parcels: Option<&[ParcelId]>, at_home: bool) -> Result<Awaited, StoreError> {
        let (parcels, began) = (parcels.map(<[_]>::to_vec), self.now);
        let mut awaited = Awaited { parcels, began, at_home, before: BTreeMap::new(), seen: None, open: true };
        let legs = self.legs_of(&awaited)?;
        awaited.before = legs.into_iter().map(|(id, leg)| ((id, leg.key.clone()), asked(&leg))).collect();
        Ok(awaited)
    }

    /// Begins to wait for parcels that are new.
    pub fn await_daemon_for_new(&self, parcels: &[ParcelId], at_home: bool) -> Awaited {
        let (parcels, began) = (Some(parcels.to_vec()), self.now);
        Awaited { parcels, began, at_home, before: BTreeMap::new(), seen: None, open: true }
    }

    /// Whether something is still waited for.
    pub fn still_waits(&mut self, awaited: &mut Awaited, now: Timestamp) -> Result<bool, StoreError> {
        let written = self.store.data_version()?;
        if awaited.seen != Some(written) {
            awaited.seen = Some(written);
            awaited.open = self.legs_of(awaited)?.iter().any(|(id, leg)| self.is_open(awaited, *id, leg, now));
        }
        Ok(awaited.open)
    }

    fn legs_of(&mut self, awaited: &Awaited) -> Result<Vec<(ParcelId, Leg)>, StoreError> {
        let listed = match &awaited.parcels {
            Some(ids) => self.these(ids.iter().copied())?,
            None => self.list(Which::InSight)?,
        };
        Ok(listed.into_iter().flat_map(|it| it.legs.into_iter().map(move |leg| (it.parcel.id, leg))).collect())
    }

    /// Whether a leg is still to be asked for, or was asked for since and nothing came yet.
    fn is_open(&self, awaited: &Awaited, id: ParcelId, leg: &Leg, now: Timestamp) -> bool {
        let sources = self.setup.knowledge.carriers.get(&leg.key.carrier).into_iter().flat_map(|it| it.askable());
        let can = sources.into_iter().any(|source| !awaited.at_home || self.setup.stands_here(&source.id));
        let before = awaited.before.get(&(id, leg.key.clone())).copied().unwrap_or_default();
        let under_way = leg.asks.last.is_some_and(|at| at >= awaited.began) && asked(leg) == before;
        can && leg.watched() && (leg.asks.next <= now || under_way)
    }
}

fn asked(leg: &Leg) -> Asked {
    (leg.asks.answered, leg.asks.failures)
}

//! Where the parcels of a look stand, and where the pace is kept.

use jiff::Timestamp;

use super::{
    ask::{self, AskResult},
    book::{self, Ask, Round, Wanted},
    hear::{self, Followed, Hearing},
    kept_answers, ledger,
};
use crate::{
    app::{Setup, tell},
    model::Told,
    store::{Store, StoreError},
};

/// Where the parcels of a look stand.
#[derive(Debug)]
pub enum Place<'a> {
    /// In the user's database, as the pace does.
    Watched(&'a mut Store),
    /// In a database of their own, which is gone after the look; the pace is the user's all the same.
    Unwatched {
        /// The parcels.
        parcels: &'a mut Store,
        /// The user's database.
        pace: &'a mut Store,
    },
}

impl Place<'_> {
    /// Books what is due now of what is wanted.
    pub(super) fn book(&mut self, setup: &Setup, wanted: &Wanted<'_>, now: Timestamp) -> Result<Round, StoreError> {
        match self {
            Place::Watched(store) => store.within(|tx| book::book_for(tx, setup, wanted, now)),
            // Under the user's lock: whoever else books meanwhile waits for it.
            Place::Unwatched { parcels, pace } => pace.within(|user| {
                let kept = user.pace(now)?;
                let mut round = parcels.within(|tx| {
                    tx.take_over(&kept)?;
                    for id in wanted.parcels.unwrap_or_default() {
                        kept_answers::recall(tx, user, setup, *id, now)?;
                    }
                    book::book_for(tx, setup, wanted, now)
                })?;
                for ask in &mut round.asks {
                    ask.registered = user.registered(&ask.source, &ask.numbers)?;
                    if let Some(definition) = setup.registry.source(&ask.source) {
                        let by_hand = ask.by_hand();
                        user.book(&book::booking(setup, definition, &by_hand, now))?;
                        ledger::note(user, &by_hand, now)?;
                    }
                }
                Ok(round)
            }),
        }
    }

    /// Tells what a source said.
    pub(super) fn hear(&mut self, setup: &Setup, heard: &Hearing, now: Timestamp) -> Result<Followed, StoreError> {
        match self {
            Place::Watched(store) => hear::hear_all(store, setup, std::slice::from_ref(heard), now),
            Place::Unwatched { parcels, pace } => hear::hear_apart(parcels, pace, setup, heard, now),
        }
    }

    /// Nobody waits for an ask any longer: it was made, and is not answered.
    pub(super) fn pass_time(&mut self, setup: &Setup, ask: &Ask, now: Timestamp) -> Result<(), StoreError> {
        let (Place::Watched(parcels) | Place::Unwatched { parcels, .. }) = self;
        parcels.within(|tx| {
            ask.legs.iter().try_for_each(|(parcel, _)| tell::tell(tx, setup, *parcel, &Told::Time, now).map(drop))
        })
    }

    /// Nobody is in reach: nobody is blamed, and the ask is made again whenever somebody looks.
    pub(super) fn not_sent(&mut self, ask: &Ask, came: &AskResult, now: Timestamp) -> Result<(), StoreError> {
        match self {
            Place::Watched(store) => hear::not_sent(store, ask, came, now),
            Place::Unwatched { parcels, pace } => {
                hear::not_sent(parcels, ask, came, now)?;
                pace.within(|tx| ask::take_back(tx, &ask.by_hand(), came))
            }
        }
    }
}

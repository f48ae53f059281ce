//! Numbers that are looked up and not watched. Their parcels stand in a database of their own, which is gone afterwards; the
//! pace and what was answered stand in the user's, so that nobody is asked twice within a floor.

use jiff::SignedDuration;

use super::{
    foreground::{self, LookFor, Seen, Step, Time},
    place::Place,
};
use crate::{
    app::{App, Setup, actions::add::NotAdded, tell},
    model::{Act, Health, ParcelId, Told},
    store::{Store, StoreError},
    wire::Wire,
};

/// Answers for numbers that nobody watches are kept for so long.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Parcels that nobody keeps.
pub struct Unwatched {
    /// What works on them as on the user's.
    pub app: App,
    /// Which.
    pub parcels: Vec<ParcelId>,
    pace: Store,
}

impl Unwatched {
    /// Takes them in.
    pub fn new(mut user: App, NotAdded(new): &NotAdded) -> Result<Unwatched, StoreError> {
        user.learn()?;
        let App { setup, now, store: mut pace, .. } = user;
        let next = pace.within(|tx| {
            tx.forget_unwatched_answers(now.saturating_sub(KEPT).unwrap_or(now))?;
            tx.next_id()
        })?;
        let mut store = Store::in_memory()?;
        let parcels = store.within(|tx| {
            tx.begin_ids_with(next)?;
            let mut ids = Vec::new();
            for one in new {
                let id = tx.add(one)?;
                tell::tell(tx, &setup, id, &Told::User(Act::Added), now)?;
                ids.push(id);
            }
            Ok::<_, StoreError>(ids)
        })?;
        Ok(Unwatched { app: App { setup, now, store, shown: None, learned: false }, parcels, pace })
    }

    /// Looks for them.
    pub async fn look(
        &mut self,
        wire: &Wire,
        at_home: bool,
        time: &mut impl Time,
        tell: &mut dyn FnMut(&Setup, Step<'_>),
    ) -> Result<Seen, StoreError> {
        let Unwatched { app, parcels, pace } = self;
        let place = Place::Unwatched { parcels: &mut app.store, pace };
        let wanted = LookFor { parcels: Some(parcels), at_home };
        let seen = foreground::look(place, &app.setup, wire, wanted, time, tell).await;
        app.now = time.now();
        seen
    }

    /// How the sources do.
    pub fn health(&mut self) -> Result<Vec<Health>, StoreError> {
        self.pace.reading(|tx| tx.health())
    }
}

impl App {
    /// Looks for parcels of the user's; for all that are due without.
    pub async fn look(
        &mut self,
        wire: &Wire,
        wanted: LookFor<'_>,
        time: &mut impl Time,
        tell: &mut dyn FnMut(&Setup, Step<'_>),
    ) -> Result<Seen, StoreError> {
        self.learn()?;
        // One request holds numbers of everybody: what is heard is told to each.
        let saw = self.see_only(Vec::new());
        let place = Place::Watched(&mut self.store);
        let seen = foreground::look(place, &self.setup, wire, wanted, time, tell).await;
        self.store.see_only(saw);
        self.now = time.now();
        seen
    }

    /// How the sources do.
    pub fn health(&mut self) -> Result<Vec<Health>, StoreError> {
        self.store.reading(|tx| tx.health())
    }
}

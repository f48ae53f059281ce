//! What every action and view works with.

use std::collections::BTreeSet;

use anyhow::Context;
use jiff::{Timestamp, civil::Date};

use super::{Setup, tell};
use crate::{
    config::Shown,
    model::{Act, Case, ParcelId, Ruling, Told},
    rules::history::History,
    store::{Listed, Migrate, Store, StoreError, Tx, Which},
    text::Arg,
};

/// Configuration and knowledge, the database, and what time it is.
pub struct App {
    /// Configuration and all that follows from it.
    pub setup: Setup,
    /// What time it is.
    pub now: Timestamp,
    /// The database.
    pub(super) store: Store,
    /// How much of parcels is seen, where others than the user see it.
    pub(super) shown: Option<Shown>,
    /// Whether what parcels teach was taken in.
    pub(super) learned: bool,
}

impl App {
    /// Opens the database. Only where no daemon runs may it be brought up to date: `may_migrate`.
    pub fn open(setup: Setup, now: Timestamp, may_migrate: bool) -> Result<App, StoreError> {
        let migrate = if may_migrate { Migrate::Yes } else { Migrate::No };
        let store = Store::open(&setup.folders.database(), migrate)?;
        Ok(App { setup, now, store, shown: None, learned: false })
    }

    /// Takes in what time alone has changed, as the daemon does where one runs: nothing is shown that held only until then.
    pub fn catch_up(&mut self) -> Result<(), StoreError> {
        let now = self.now;
        if self.store.reading(|tx| tx.due_parcels(now, 1))?.is_empty() {
            return Ok(());
        }
        self.learn()?;
        while !self.within(tell::pass)?.is_empty() {}
        Ok(())
    }

    /// A figure that changes when somebody else has written.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        self.store.data_version()
    }

    /// The user's day.
    pub fn today(&self) -> Date {
        self.setup.knowledge.day(self.now)
    }

    /// A phrase in the user's language.
    pub fn phrase(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.setup.phrases.phrase(id, args)
    }

    /// A phrase without variables.
    pub fn label(&self, id: &str) -> String {
        self.setup.phrases.label(id)
    }

    /// A moment by the user's clock, to the minute.
    pub fn minute(&self, at: Timestamp) -> String {
        self.setup.minute(at)
    }

    /// The parcels in sight, oldest first.
    pub fn in_sight(&mut self) -> Result<Vec<ParcelId>, StoreError> {
        Ok(self.list(Which::InSight)?.iter().map(|it| it.parcel.id).collect())
    }

    /// Parcels at a glance.
    pub(super) fn list(&mut self, which: Which) -> Result<Vec<Listed>, StoreError> {
        let house = !self.setup.config.people.is_empty();
        let listed = self.store.reading(|tx| {
            let mut listed = tx.list(which)?;
            if house {
                tx.name_people(&mut listed)?;
            }
            Ok::<_, StoreError>(listed)
        })?;
        Ok(listed.into_iter().map(|it| self.veiled(it)).collect())
    }

    /// What a parcel is called, be it one that was removed.
    ///
    /// # Errors
    /// It is gone.
    pub fn title(&mut self, id: ParcelId) -> anyhow::Result<String> {
        let (title, removed) = self.store.reading(|tx| Ok::<_, StoreError>((tx.title(id)?, tx.removed()?)))?;
        let removed = || removed.into_iter().find(|it| it.parcel == id).map(|it| it.title);
        title.or_else(removed).with_context(|| format!("parcel {id} is gone"))
    }

    /// One parcel at a glance.
    pub(super) fn listed(&mut self, id: ParcelId) -> anyhow::Result<Listed> {
        self.list(Which::One(id))?.pop().with_context(|| format!("parcel {id} is gone"))
    }

    /// These parcels at a glance, each once.
    pub(super) fn these(&mut self, ids: impl IntoIterator<Item = ParcelId>) -> Result<Vec<Listed>, StoreError> {
        let ids: BTreeSet<ParcelId> = ids.into_iter().collect();
        let mut listed = Vec::new();
        for id in ids {
            listed.extend(self.list(Which::One(id))?);
        }
        Ok(listed)
    }

    /// All that is known of a parcel.
    pub(super) fn case(&mut self, id: ParcelId) -> anyhow::Result<Case> {
        let case = self.store.reading(|tx| tx.case(id))?.with_context(|| format!("parcel {id} is gone"))?;
        Ok(self.veiled_case(case))
    }

    /// Takes in what all parcels teach; only who judges by it does.
    pub(super) fn learn(&mut self) -> Result<(), StoreError> {
        if self.learned || self.setup.knowledge.history != History::default() {
            return Ok(());
        }
        let setup = &self.setup;
        self.setup = self.store.reading(|tx| tell::learn(tx, setup))?;
        // That nothing was taught yet need not be found out twice.
        self.learned = true;
        Ok(())
    }

    /// Forgets what parcels taught so far: who stays for long takes it in anew from time to time.
    pub fn forget_lessons(&mut self) {
        self.setup.knowledge.history = History::default();
        self.learned = false;
    }

    /// Does something to a parcel, and says what follows. It can be undone.
    pub(super) fn act(&mut self, id: ParcelId, act: Act) -> anyhow::Result<Ruling> {
        self.tell(id, &Told::User(act))
    }

    /// Tells a parcel what the user knows, and says what follows. It can be undone.
    pub(super) fn tell(&mut self, id: ParcelId, told: &Told) -> anyhow::Result<Ruling> {
        self.learn()?;
        let (setup, now) = (&self.setup, self.now);
        let ruling = self.store.within(|tx| tell::undoable(tx, setup, id, told, None, now))?;
        ruling.with_context(|| format!("parcel {id} is gone"))
    }

    /// Does something in one transaction.
    pub(super) fn within<T>(
        &mut self,
        work: impl FnOnce(&Tx<'_>, &Setup, Timestamp) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let (setup, now) = (&self.setup, self.now);
        self.store.within(|tx| work(tx, setup, now))
    }
}

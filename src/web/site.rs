//! What every page and every deed works with.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{host::Host, reader::Reader, tries::Tries};
use crate::{
    app::{App, Setup, actions::sign_in::secret_word, views::status::DaemonLife},
    config::Web,
    model::{Lang, PersonId, sha256},
    text::Phrasebook,
};

/// What parcels teach is taken in anew no more often.
const LEARNED_EACH: SignedDuration = SignedDuration::from_mins(10);

/// What every page and every deed works with. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    inner: Arc<Inner>,
}

struct Inner {
    host: Arc<dyn Host>,
    settings: Web,
    language: Option<Lang>,
    /// Everybody of the house, and the language they read.
    people: BTreeMap<PersonId, Option<Lang>>,
    phrases: Arc<Phrasebook>,
    /// The other language, once somebody reads it.
    others: OnceLock<Arc<Phrasebook>>,
    app: Mutex<Open>,
    tries: Mutex<Tries>,
    uploads: Semaphore,
    looks: Arc<Semaphore>,
    /// Files that are sent in lie here until they are taken.
    folder: PathBuf,
    /// What the word of forms is made with for those a proxy vouches for.
    key: String,
}

struct Open {
    app: App,
    learned: Timestamp,
}

impl Site {
    /// Opens a connection to the database of its own.
    pub fn open(setup: Setup, host: Arc<dyn Host>) -> anyhow::Result<Site> {
        let (settings, now) = (setup.config.web.clone(), host.now());
        let (language, phrases, others) = (setup.config.language, Arc::clone(&setup.phrases), OnceLock::new());
        let people = setup.config.people.iter().map(|(id, it)| (id.clone(), it.language)).collect();
        let (folder, key) = (setup.folders.data.clone(), secret_word()?);
        let app = Mutex::new(Open { app: App::open(setup, now, false)?, learned: now });
        let (tries, uploads, looks) = (Mutex::default(), Semaphore::new(1), Arc::new(Semaphore::new(1)));
        Ok(Site {
            inner: Arc::new(Inner {
                host,
                settings,
                language,
                people,
                phrases,
                others,
                app,
                tries,
                uploads,
                looks,
                folder,
                key,
            }),
        })
    }

    /// Does something with the parcels as they stand now. Nothing is awaited meanwhile: each takes milliseconds.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut App) -> anyhow::Result<T>) -> anyhow::Result<T> {
        let mut open = held(&self.inner.app);
        let now = self.inner.host.now();
        open.app.now = now;
        if now.duration_since(open.learned) >= LEARNED_EACH {
            open.learned = now;
            open.app.forget_lessons();
        }
        if !self.inner.host.daemon().alive {
            open.app.catch_up()?;
        }
        work(&mut open.app)
    }

    /// The same for who reads it: in their language and zone, with what is theirs alone.
    pub(super) fn for_reader<T>(
        &self,
        reader: &Reader,
        work: impl FnOnce(&mut App) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let phrases = self.phrases(reader.lang);
        self.with(|app| {
            let zone = app.setup.of(reader.person.as_ref()).knowledge.zone.clone();
            let own = std::mem::replace(&mut app.setup.phrases, phrases);
            let own_zone = std::mem::replace(&mut app.setup.knowledge.zone, zone);
            app.see_only(reader.person.iter().cloned().collect());
            let done = work(app);
            app.see_only(Vec::new());
            (app.setup.phrases, app.setup.knowledge.zone) = (own, own_zone);
            done
        })
    }

    /// Somebody of the house by the name they have elsewhere.
    pub(super) fn person(&self, name: &str) -> Option<PersonId> {
        self.inner.people.keys().find(|it| it.as_str() == name).cloned()
    }

    /// The phrases of a language.
    pub(super) fn phrases(&self, lang: Lang) -> Arc<Phrasebook> {
        let own = &self.inner.phrases;
        match own.lang() == lang {
            true => Arc::clone(own),
            false => Arc::clone(self.inner.others.get_or_init(|| Arc::new(Phrasebook::new(lang)))),
        }
    }

    /// The language a person reads, or everybody, where the configuration says one.
    pub(super) fn language(&self, person: Option<&PersonId>) -> Option<Lang> {
        let theirs = person.and_then(|it| self.inner.people.get(it).copied().flatten());
        theirs.or(self.inner.language)
    }

    /// The language of this machine.
    pub(super) fn own_language(&self) -> Lang {
        self.inner.phrases.lang()
    }

    /// Where it listens, and what stands before it.
    pub(super) fn settings(&self) -> &Web {
        &self.inner.settings
    }

    /// Whether somebody watches the parcels.
    pub(super) fn daemon(&self) -> DaemonLife {
        self.inner.host.daemon()
    }

    /// Lets whoever watches look now.
    pub(super) fn nudge(&self) {
        self.inner.host.nudge();
    }

    /// Whether nobody is asked but this machine.
    pub(super) fn at_home(&self) -> bool {
        self.inner.host.at_home()
    }

    /// What time it is.
    pub(super) fn now(&self) -> Timestamp {
        self.inner.host.now()
    }

    /// Who tried in vain to come in.
    pub(super) fn tries(&self) -> MutexGuard<'_, Tries> {
        held(&self.inner.tries)
    }

    /// Where files that are sent in lie until they are taken.
    pub(super) fn folder(&self) -> &Path {
        &self.inner.folder
    }

    /// The word of forms for somebody a proxy vouches for.
    pub(super) fn form_of(&self, user: &str) -> String {
        sha256(format!("{} {user}", self.inner.key).as_bytes())
    }

    /// Begins a look, unless one is going on: it lasts as long as what is returned.
    pub(super) fn begin_look(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.inner.looks).try_acquire_owned().ok()
    }

    /// Room for one who sends photos: they are large, so one does at a time.
    pub(super) fn uploads(&self) -> &Semaphore {
        &self.inner.uploads
    }
}

/// A deed that failed halfway was undone by the database, so what is held is sound.
fn held<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

//! A round that is over: what is heard and told in the end, compared with what the carriers served and the user did.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, thread,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use posylka::{
    demo::Life,
    model::ParcelId,
    store::{Migrate, Store, StoreError},
};
use serde_json::Value;

use super::{
    life::{heard, parcels, truth},
    user::Shadow,
};
use crate::cli::Home;

/// A round that is over.
pub struct Round {
    pub home: Home,
    pub lives: Vec<Life>,
    pub shadow: Shadow,
}

/// What was told in a round.
pub struct Told {
    /// By parcel and key.
    pub letters: BTreeSet<(String, String)>,
    /// How many letters said something a second time.
    pub repeats: usize,
}

impl Round {
    /// Lets the daemon alone until everything the carriers have to say is heard and told.
    pub fn settle(&self, of: &str) {
        let mut daemon = self.home.daemon();
        let begun = Instant::now();
        loop {
            let missing = self.missing();
            let owed =
                self.store().reading(|tx| Ok::<_, StoreError>(tx.outbox()?.iter().map(|it| it.owed).sum::<u32>()));
            if missing.is_empty() && owed.unwrap() == 0 {
                break;
            }
            let log = || daemon.log();
            assert!(begun.elapsed() < Duration::from_secs(120), "{of}: never heard {missing:?}\n{}", log());
            thread::sleep(Duration::from_millis(100));
        }
        daemon.signal("TERM");
        assert_eq!(daemon.ended().code(), Some(0), "{}", daemon.log());
    }

    fn store(&self) -> Store {
        Store::open(&self.home.data().join("posylka.db"), Migrate::No).unwrap()
    }

    /// The parcels there should be: those of the start, and those the user was told are added.
    fn parcels(&self) -> Vec<(usize, ParcelId)> {
        let parcels = parcels(&mut self.store()).unwrap();
        let there: Vec<usize> = parcels.iter().map(|(index, _)| *index).collect();
        let known: Vec<usize> = (0..self.lives.len()).filter(|index| self.shadow.knows(*index)).collect();
        assert_eq!(there, known, "the parcels that are there, and those that should be");
        parcels
    }

    /// Scans the carriers served and the store lacks. A parcel the user has is asked for no more.
    fn missing(&self) -> Vec<String> {
        let mut store = self.store();
        let mut missing = Vec::new();
        for (index, id) in self.parcels().into_iter().filter(|(index, _)| !self.shadow.received.contains(index)) {
            let case = store.reading(|tx| tx.case(id)).unwrap().unwrap();
            let heard = heard(&case, &self.lives[index]).unwrap();
            missing.extend(truth(&self.lives[index]).difference(&heard).cloned());
        }
        missing
    }

    /// Compares all there is with what there should be.
    pub fn compare(&self, of: &str) -> Told {
        let mut store = self.store();
        assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
        let muted: BTreeSet<ParcelId> = store.reading(|tx| tx.muted()).unwrap().into_iter().map(|(id, _)| id).collect();
        let told = self.told(of);
        // What came about after all was told, and before the daemon had ended, waits for the next one.
        let owed = store.reading(|tx| tx.owed(Timestamp::MAX)).unwrap();
        let waits = |key: &str, id: &ParcelId| owed.iter().any(|it| it.parcel == Some(*id) && it.notice.key == key);
        for (index, id) in &self.parcels() {
            let case = store.reading(|tx| tx.case(*id)).unwrap().unwrap();
            if let Err(fault) = heard(&case, &self.lives[*index]) {
                panic!("{of}: {fault}");
            }
            if let Some(title) = self.shadow.titles.get(index) {
                assert_eq!(&case.parcel.title, title, "{of}: a title is lost");
            }
            assert_eq!(case.parcel.received.is_some(), self.shadow.received.contains(index), "{of}: {index}");
            assert_eq!(muted.contains(id), self.shadow.muted.contains(index), "{of}: {index}");
            for notice in store.reading(|tx| tx.notices_of(*id)).unwrap() {
                let known = told.letters.contains(&(id.to_string(), notice.key.clone()));
                assert!(known || waits(&notice.key, id), "{of}: {} of parcel {id} was never told", notice.key);
            }
        }
        told
    }

    /// All letters. The figure of a notice is never another's: else it would take its place.
    fn told(&self, of: &str) -> Told {
        let (mut told, mut seen) = (Told { letters: BTreeSet::new(), repeats: 0 }, BTreeMap::new());
        for letter in letters(&self.home) {
            let mut again = false;
            for notice in letter.notices {
                let named = (notice.parcel, notice.key);
                if let Some(before) = seen.insert((notice.id, notice.repeat), named.clone()) {
                    assert_eq!(before, named, "{of}: two notices have one figure");
                    again = true;
                }
                told.letters.insert(named);
            }
            told.repeats += usize::from(again);
        }
        told
    }
}

/// A letter that came whole.
pub struct Letter {
    /// The name of its file.
    pub name: String,
    pub notices: Vec<Notice>,
}

/// What a letter says of a notice.
pub struct Notice {
    pub id: i64,
    pub repeat: Option<u64>,
    pub parcel: String,
    pub key: String,
}

/// Every letter that came to a home.
pub fn letters(home: &Home) -> Vec<Letter> {
    let letter = |file: fs::DirEntry| {
        // One that was cut short was not told.
        let letter: Value = serde_json::from_slice(&fs::read(file.path()).unwrap()).ok()?;
        let many = letter["notice"]["of"].as_array().cloned().unwrap_or_else(|| vec![letter.clone()]);
        let text = |it: &Value, name: &str| it[name].as_str().unwrap_or_default().to_owned();
        let notice = |it: &Value| Notice {
            id: it["id"].as_i64().unwrap(),
            repeat: letter["repeat"].as_u64(),
            parcel: text(it, "parcel"),
            key: text(it, "key"),
        };
        Some(Letter { name: file.file_name().into_string().unwrap(), notices: many.iter().map(notice).collect() })
    };
    fs::read_dir(home.path("letters")).unwrap().filter_map(|file| letter(file.unwrap())).collect()
}

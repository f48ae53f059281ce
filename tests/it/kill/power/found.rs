//! What is found on a disk after a cut, compared with what was done, told and asked before it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use jiff::Timestamp;
use posylka::{
    demo::Life,
    model::ParcelId,
    store::{Migrate, Store, StoreError},
};

use super::{
    super::{
        life::{AT_FIRST, heard, parcels, placeholder},
        round::Letter,
        user::Shadow,
    },
    log::{Record, What},
};

/// A number was asked for, and before that, by the product's clock.
type Asked = (Timestamp, Option<Timestamp>);

/// What a disk must hold, record after record.
pub struct Expected<'r> {
    lives: &'r [Life],
    /// What was done after each act; the first is the adding of the parcels of the start.
    shadows: &'r [Shadow],
    letters: &'r [Letter],
    done: usize,
    told: BTreeSet<&'r str>,
    asked: BTreeMap<&'r str, Asked>,
}

impl<'r> Expected<'r> {
    pub fn new(lives: &'r [Life], shadows: &'r [Shadow], letters: &'r [Letter]) -> Expected<'r> {
        Expected { lives, shadows, letters, done: 0, told: BTreeSet::new(), asked: BTreeMap::new() }
    }

    pub fn take(&mut self, record: &'r Record) {
        match record.what {
            What::Done => self.done += 1,
            What::Told => drop(self.told.insert(&record.name)),
            What::Asked => {
                let (at, numbers) = std::str::from_utf8(&record.data).unwrap().split_once(' ').unwrap();
                let at: Timestamp = at.parse().unwrap();
                for number in numbers.split(',') {
                    let before = self.asked.get(number).map(|(at, _)| *at);
                    self.asked.insert(number, (at, before));
                }
            }
            _ => {}
        }
    }

    /// Acts done so far.
    pub fn done(&self) -> usize {
        self.done
    }

    /// The files of the letters that came so far.
    pub fn told(&self) -> impl Iterator<Item = &'r str> {
        self.told.iter().copied()
    }

    /// What may have been done: the last act that the user was told is done, or the one under way.
    fn shadows(&self) -> &'r [Shadow] {
        &self.shadows[self.done.saturating_sub(1)..self.shadows.len().min(self.done + 1)]
    }
}

/// What the user did, as a store has it.
#[derive(Debug, PartialEq)]
struct Deeds {
    titles: BTreeMap<usize, String>,
    received: BTreeSet<usize>,
    muted: BTreeSet<usize>,
}

impl Deeds {
    fn of(shadow: &Shadow) -> Deeds {
        let untitled = (0..AT_FIRST).map(|index| (index, placeholder(index)));
        let mut titles: BTreeMap<usize, String> = untitled.collect();
        titles.extend(shadow.titles.clone());
        Deeds { titles, received: shadow.received.clone(), muted: shadow.muted.clone() }
    }

    fn none() -> Deeds {
        Deeds { titles: BTreeMap::new(), received: BTreeSet::new(), muted: BTreeSet::new() }
    }

    /// What is otherwise in what was found.
    fn unlike(&self, found: &Deeds) -> String {
        let titles = self.titles.iter().filter(|(index, title)| found.titles.get(index) != Some(title));
        let (titles, more) = (titles.collect::<Vec<_>>(), found.titles.len());
        let received: Vec<_> = self.received.symmetric_difference(&found.received).collect();
        let muted: Vec<_> = self.muted.symmetric_difference(&found.muted).collect();
        format!("titles {titles:?} of {more} found, received {received:?}, muted {muted:?}")
    }
}

/// Opens the store of a folder as the daemon does, and finds everything in it that must be there: which of the shadows
/// it shows, or what is lost.
pub fn check<'r>(folder: &Path, expected: &Expected<'r>) -> Result<&'r Shadow, String> {
    let mut store =
        Store::open(&folder.join("posylka.db"), Migrate::Yes).map_err(|it| format!("does not open: {it}"))?;
    let faults = store.integrity().map_err(|it| it.to_string())?;
    if !faults.is_empty() {
        return Err(format!("is damaged: {}", faults.join(", ")));
    }
    let parcels = parcels(&mut store)?;
    let deeds = deeds(&mut store, &parcels, expected.lives)?;
    let shadows = expected.shadows();
    let shown = shadows.iter().find(|shadow| deeds == Deeds::of(shadow));
    let nothing = (expected.done == 0 && deeds == Deeds::none()).then_some(&shadows[0]);
    let shown =
        shown.or(nothing).ok_or_else(|| format!("an act is lost: {}", Deeds::of(&shadows[0]).unlike(&deeds)))?;
    booked(&mut store, expected)?;
    told(&mut store, expected)?;
    Ok(shown)
}

/// What the user did; and every scan is true, and there once.
fn deeds(store: &mut Store, parcels: &[(usize, ParcelId)], lives: &[Life]) -> Result<Deeds, String> {
    let text = |fault: StoreError| fault.to_string();
    let mut deeds = Deeds::none();
    let muted = store.reading(|tx| tx.muted()).map_err(text)?;
    for (index, id) in parcels {
        let case = store.reading(|tx| tx.case(*id)).map_err(text)?.ok_or("a parcel is gone while it is read")?;
        heard(&case, &lives[*index])?;
        deeds.titles.insert(*index, case.parcel.title);
        deeds.received.extend(case.parcel.received.map(|_| *index));
        deeds.muted.extend(muted.iter().any(|(muted, _)| muted == id).then_some(*index));
    }
    Ok(deeds)
}

/// Every ask that a carrier saw is booked: the leg was asked for after the carrier had seen the ask before.
fn booked(store: &mut Store, expected: &Expected<'_>) -> Result<(), String> {
    let listed = store.reading(|tx| tx.list(posylka::store::Which::All)).map_err(|it| it.to_string())?;
    for (number, (at, before)) in &expected.asked {
        let legs = listed.iter().flat_map(|it| &it.legs).filter(|leg| leg.key.number.as_str() == *number);
        let booked = legs.filter_map(|leg| leg.asks.last).max();
        if booked.is_none_or(|booked| before.is_some_and(|before| booked <= before)) {
            return Err(format!(
                "the ask for {number} at {at} is not booked: {booked:?}, the one before at {before:?}"
            ));
        }
    }
    Ok(())
}

/// Every notice that was told is there under the figure it was told with: else it would be told again under another, and
/// another notice under this one.
fn told(store: &mut Store, expected: &Expected<'_>) -> Result<(), String> {
    let told = expected.letters.iter().filter(|letter| expected.told.contains(letter.name.as_str()));
    for notice in told.flat_map(|letter| &letter.notices) {
        let found = store.reading(|tx| tx.notice(notice.id)).map_err(|it| it.to_string())?;
        let found = found.map(|(parcel, it)| (parcel.map(|id| id.to_string()).unwrap_or_default(), it.key));
        if found.as_ref().is_none_or(|(parcel, key)| *parcel != notice.parcel || *key != notice.key) {
            return Err(format!(
                "{} of parcel {} was told as {}, which is {found:?}",
                notice.key, notice.parcel, notice.id
            ));
        }
    }
    Ok(())
}

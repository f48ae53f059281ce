//! What a disk holds when the power fails: all that was synced before, and of the rest what the dice leave.
//!
//! Of every sector some of what was written since the last sync is there, in order: nothing, all, or anything between.
//! Names come and go in order, as with a journal, and are sure once their folder was synced.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::Dice,
    log::{Record, What},
};

/// No disk writes half of one.
const SECTOR: usize = 512;
/// Of eight unsure sectors so many are kept: one of these, the same for a whole cut.
const KEPT: [u64; 4] = [0, 4, 7, 8];

/// What stands in the folder, by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A disk, record after record.
#[derive(Default)]
pub struct Disk<'r> {
    files: Vec<Content<'r>>,
    /// The names that processes see, and those that a power cut leaves at least.
    names: BTreeMap<&'r str, usize>,
    sure: BTreeMap<&'r str, usize>,
    /// What happened to names since, and the record that says so.
    unsure: Vec<(usize, &'r str, Option<usize>)>,
    /// Syncs that have begun: by process, and where in the log.
    begun: BTreeMap<u32, usize>,
}

/// What a file holds for sure, and the records since.
#[derive(Default)]
struct Content<'r> {
    sure: Vec<u8>,
    unsure: Vec<(usize, &'r Record)>,
}

impl<'r> Disk<'r> {
    /// Takes in the record at a place in the log.
    pub fn take(&mut self, place: usize, record: &'r Record) {
        let name = record.name.as_str();
        match record.what {
            What::Created => {
                self.names.insert(name, self.files.len());
                self.unsure.push((place, name, Some(self.files.len())));
                self.files.push(Content::default());
            }
            What::Unlinked => {
                self.names.remove(name);
                self.unsure.push((place, name, None));
            }
            What::Written | What::Cut => self.files[self.names[name]].unsure.push((place, record)),
            What::SyncBegun => drop(self.begun.insert(record.process, place)),
            What::SyncEnded => {
                let begun = self.begun.remove(&record.process).expect("no sync ends that has not begun");
                match name {
                    "." => self.sync_names(begun),
                    _ => self.files[self.names[name]].sync(begun),
                }
            }
            What::Done | What::Told | What::Asked => {}
        }
    }

    fn sync_names(&mut self, begun: usize) {
        let covered = self.unsure.partition_point(|(place, ..)| *place < begun);
        for (_, name, file) in self.unsure.drain(..covered) {
            rename(&mut self.sure, name, file);
        }
    }

    /// What processes see.
    pub fn live(&self) -> Files {
        self.names.iter().map(|(name, file)| ((*name).to_owned(), self.files[*file].all())).collect()
    }

    /// What is there when the power comes back.
    pub fn cut(&self, dice: &mut Dice) -> Files {
        let kept = KEPT[usize::try_from(dice.below(KEPT.len() as u64)).unwrap()];
        let mut names = self.sure.clone();
        for (_, name, file) in self.unsure.iter().take_while(|_| dice.below(8) < kept) {
            rename(&mut names, name, *file);
        }
        let content = |file: usize, dice: &mut Dice| self.files[file].after(|| dice.below(8) < kept);
        names.into_iter().map(|(name, file)| (name.to_owned(), content(file, dice))).collect()
    }
}

fn rename<'r>(names: &mut BTreeMap<&'r str, usize>, name: &'r str, file: Option<usize>) {
    match file {
        Some(file) => names.insert(name, file),
        None => names.remove(name),
    };
}

impl Content<'_> {
    fn sync(&mut self, begun: usize) {
        let covered = self.unsure.partition_point(|(place, _)| *place < begun);
        for (_, record) in self.unsure.drain(..covered) {
            apply(&mut self.sure, record, |_| true);
        }
    }

    fn all(&self) -> Vec<u8> {
        self.after(|| true)
    }

    /// What is sure, and of the rest what is kept. A sector that lost one write loses those that came later, too.
    fn after(&self, mut keeps: impl FnMut() -> bool) -> Vec<u8> {
        let (mut bytes, mut stale) = (self.sure.clone(), BTreeSet::new());
        for (_, record) in &self.unsure {
            let fresh = |sector: usize| !stale.contains(&sector) && (keeps() || !stale.insert(sector));
            apply(&mut bytes, record, fresh);
        }
        bytes
    }
}

/// What a record does to a file, in those sectors that it reaches. Where a file is cut off is one thing: that of its end.
fn apply(bytes: &mut Vec<u8>, record: &Record, mut reaches: impl FnMut(usize) -> bool) {
    if record.what == What::Cut {
        if reaches(record.offset / SECTOR) {
            bytes.resize(record.offset, 0);
        }
        return;
    }
    let (mut from, end) = (record.offset, record.offset + record.data.len());
    while from < end {
        let to = end.min((from / SECTOR + 1) * SECTOR);
        if reaches(from / SECTOR) {
            if bytes.len() < to {
                bytes.resize(to, 0);
            }
            bytes[from..to].copy_from_slice(&record.data[from - record.offset..to - record.offset]);
        }
        from = to;
    }
}

#[test]
fn a_cut_leaves_what_was_synced_and_some_of_the_rest() {
    let record = |what, name: &str, offset, data: &[u8]| Record {
        what,
        name: name.to_owned(),
        process: 1,
        offset,
        data: data.to_vec(),
        at: jiff::Timestamp::UNIX_EPOCH,
    };
    let records = [
        record(What::Created, "a", 0, &[]),
        record(What::Written, "a", 0, &[1; 1024]),
        record(What::SyncBegun, "a", 0, &[]),
        record(What::Written, "a", 500, &[2; 24]),
        record(What::SyncEnded, "a", 0, &[]),
        record(What::SyncBegun, ".", 0, &[]),
        record(What::SyncEnded, ".", 0, &[]),
        record(What::Created, "b", 0, &[]),
    ];
    let mut disk = Disk::default();
    records.iter().enumerate().for_each(|(place, record)| disk.take(place, record));
    let mut seen = BTreeSet::new();
    for seed in 0..200 {
        let files = disk.cut(&mut Dice(seed));
        seen.insert((files["a"][499..513].to_vec(), files.contains_key("b")));
    }
    let halves = [[1, 1], [1, 2], [2, 1], [2, 2]];
    let all = halves.iter().flat_map(|[one, two]| {
        let mut bytes = vec![1];
        bytes.extend([[*one; 12].as_slice(), &[*two]].concat());
        [(bytes.clone(), false), (bytes, true)]
    });
    assert_eq!(seen, all.collect());
    assert_eq!(disk.live()["a"][500..524], [2; 24]);
}

//! How files come into a folder that is not ours alone, and go from it: each whole or not at all, only what has changed, and
//! never one that somebody else has put there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File, Permissions},
    io::{self, Write as _},
    os::unix::fs::PermissionsExt as _,
    path::{Component, Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::dossier::Revision;

/// What we have put into the folder stands here.
const LIST: &str = ".posylka.json";
/// A file that is not whole yet.
const UNFINISHED: (&str, &str) = (".posylka-", ".tmp");
/// Whoever serves the folder is somebody else than we.
const FILE_MODE: u32 = 0o644;
const FOLDER_MODE: u32 = 0o755;

/// Why files do not come into a folder.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// It is not there, or no folder.
    #[error("{}: there is no such folder; make it first, and let posylka write into it", .0.display())]
    NoFolder(PathBuf),
    /// Somebody else's file is in the way.
    #[error("{}: this file is not ours; take it away, or name another folder under [publish]", .0.display())]
    Foreign(PathBuf),
    /// Somebody else publishes there just now.
    #[error("{}: somebody else publishes there just now", .0.display())]
    Busy(PathBuf),
    /// The system does not let us.
    #[error("{}: {error}", .path.display())]
    File {
        /// What could not be read, written or removed.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Files there are.
    pub files: usize,
    /// Files that were written, new or in place of older ones.
    pub written: usize,
    /// Files that were taken away.
    pub removed: usize,
}

/// What we have put into the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Known {
    /// Our files, by their path in it.
    pub files: BTreeSet<String>,
    /// Deadlines with what they said, as a fingerprint, and their revision.
    pub deadlines: BTreeMap<String, (String, Revision)>,
}

/// A folder that is written to by nobody else of us.
pub(super) struct Folder {
    path: PathBuf,
    /// What we have put into it so far.
    pub known: Known,
    _lock: File,
}

impl Folder {
    /// Takes it, as long as this lives.
    pub fn open(path: &Path) -> Result<Folder, Failed> {
        if !path.is_dir() {
            return Err(Failed::NoFolder(path.to_owned()));
        }
        let fault = |error| Failed::File { path: path.to_owned(), error };
        let lock = File::open(path).map_err(fault)?;
        lock.try_lock().map_err(|_| Failed::Busy(path.to_owned()))?;
        // A list that cannot be read is none: then nothing there is ours.
        let known = fs::read(path.join(LIST)).ok().and_then(|list| serde_json::from_slice(&list).ok());
        Ok(Folder { path: path.to_owned(), known: known.unwrap_or_default(), _lock: lock })
    }

    /// Lets these files be in it and none else of ours.
    pub fn bring(&self, files: &BTreeMap<String, Vec<u8>>, known: &Known) -> Result<Written, Failed> {
        let mut changed = Vec::new();
        for (name, bytes) in files {
            if !self.holds(name, bytes)? {
                changed.push((name, bytes));
            }
        }
        let gone: Vec<&String> =
            self.known.files.iter().filter(|it| !files.contains_key(*it) && is_plain(it)).collect();
        let done = Written { files: files.len(), written: changed.len(), removed: gone.len() };
        if changed.is_empty() && gone.is_empty() && self.known == *known {
            return Ok(done);
        }
        self.sweep();
        // What is written is in the list before it is written, what is removed until it is gone.
        let both = self.known.files.union(&known.files).cloned().collect();
        if both != self.known.files {
            self.list(&Known { files: both, deadlines: self.known.deadlines.clone() })?;
        }
        for (name, bytes) in changed {
            self.write(name, bytes)?;
        }
        for name in gone {
            self.remove(name)?;
        }
        self.list(known)?;
        Ok(done)
    }

    /// Whether a file is as it should be already.
    fn holds(&self, name: &str, bytes: &[u8]) -> Result<bool, Failed> {
        let path = self.path.join(name);
        let Ok(meta) = fs::symlink_metadata(&path) else { return Ok(false) };
        let same = meta.is_file() && meta.len() == bytes.len() as u64 && fs::read(&path).is_ok_and(|it| it == bytes);
        match same || (self.known.files.contains(name) && !meta.is_dir()) {
            true => Ok(same),
            false => Err(Failed::Foreign(path)),
        }
    }

    fn list(&self, known: &Known) -> Result<(), Failed> {
        self.write(LIST, &serde_json::to_vec(known).unwrap_or_default())
    }

    /// Writes a file beside its place, and puts it there when it is whole.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failed> {
        let path = self.path.join(name);
        let fault = |error| Failed::File { path: path.clone(), error };
        let room = path.parent().unwrap_or(&self.path);
        self.make(room)?;
        let (before, after) = UNFINISHED;
        let mut new =
            tempfile::Builder::new().prefix(before).suffix(after).tempfile_in(room).map_err(|it| fault(plain(it)))?;
        new.write_all(bytes).map_err(fault)?;
        new.as_file().set_permissions(Permissions::from_mode(FILE_MODE)).map_err(fault)?;
        new.persist(&path).map_err(|it| fault(it.error))?;
        Ok(())
    }

    /// Makes a folder in ours; one that leads elsewhere is not ours.
    fn make(&self, room: &Path) -> Result<(), Failed> {
        let fault = |error| Failed::File { path: room.to_owned(), error };
        match fs::symlink_metadata(room) {
            _ if room == self.path => Ok(()),
            Ok(meta) if meta.is_dir() => Ok(()),
            Ok(_) => Err(Failed::Foreign(room.to_owned())),
            Err(_) => {
                fs::create_dir(room).map_err(fault)?;
                fs::set_permissions(room, Permissions::from_mode(FOLDER_MODE)).map_err(fault)
            }
        }
    }

    fn remove(&self, name: &str) -> Result<(), Failed> {
        let path = self.path.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failed::File { path, error }),
            _ => {
                // A folder of ours goes with the last file in it.
                let _ = path.parent().filter(|room| *room != self.path).map(fs::remove_dir);
                Ok(())
            }
        }
    }

    /// Takes away what a crash has left unfinished.
    fn sweep(&self) {
        let rooms = self.known.files.iter().filter_map(|it| Some(self.path.join(Path::new(it).parent()?)));
        for room in rooms.collect::<BTreeSet<_>>() {
            for entry in fs::read_dir(room).into_iter().flatten().flatten() {
                let name = entry.file_name();
                let unfinished = |it: &str| it.starts_with(UNFINISHED.0) && it.ends_with(UNFINISHED.1);
                if name.to_str().is_some_and(unfinished) {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
    }
}

/// Why, without the name that an unfinished file would have had.
fn plain(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::Other => error,
        kind => kind.into(),
    }
}

/// Whether a path stays in its folder.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && Path::new(name).components().all(|it| matches!(it, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(of: &[(&str, &str)]) -> (BTreeMap<String, Vec<u8>>, Known) {
        let files: BTreeMap<String, Vec<u8>> =
            of.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        let known = Known { files: files.keys().cloned().collect(), ..Known::default() };
        (files, known)
    }

    fn bring(room: &Path, of: &[(&str, &str)]) -> Result<Written, Failed> {
        let (files, known) = files(of);
        Folder::open(room)?.bring(&files, &known)
    }

    fn all(room: &Path) -> Vec<String> {
        let mut names = Vec::new();
        for entry in fs::read_dir(room).unwrap().flatten() {
            match entry.file_type().unwrap().is_dir() {
                true => names.extend(all(&entry.path())),
                false => names.push(entry.path().display().to_string()),
            }
        }
        names.sort();
        names
    }

    #[test]
    fn only_what_has_changed_is_written_and_what_is_not_ours_stays() {
        let room = tempfile::tempdir().unwrap();
        let own = room.path().join("own.txt");
        fs::write(&own, "mine").unwrap();
        let first =
            bring(room.path(), &[("index.html", "1"), ("parcels/1.html", "a"), ("parcels/2.html", "b")]).unwrap();
        assert_eq!(first, Written { files: 3, written: 3, removed: 0 });
        let again =
            bring(room.path(), &[("index.html", "1"), ("parcels/1.html", "a"), ("parcels/2.html", "b")]).unwrap();
        assert_eq!((again.written, again.removed), (0, 0));
        let mode = |name: &str| fs::metadata(room.path().join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("index.html"), mode("parcels")), (FILE_MODE, FOLDER_MODE));
        fs::write(room.path().join("parcels/.posylka-x.tmp"), "half").unwrap();
        let less = bring(room.path(), &[("index.html", "2")]).unwrap();
        assert_eq!((less.written, less.removed), (1, 2));
        let left: Vec<String> =
            [".posylka.json", "index.html", "own.txt"].map(|name| room.path().join(name).display().to_string()).into();
        assert_eq!(all(room.path()), left);
        let refused = bring(room.path(), &[("own.txt", "ours")]).unwrap_err();
        assert!(matches!(&refused, Failed::Foreign(path) if *path == own), "{refused}");
        assert_eq!(fs::read_to_string(own).unwrap(), "mine");
    }

    #[test]
    fn a_list_somebody_has_written_leads_nowhere_else() {
        let room = tempfile::tempdir().unwrap();
        let (inside, outside) = (room.path().join("in"), room.path().join("out"));
        fs::create_dir_all(&inside).unwrap();
        fs::create_dir_all(&outside).unwrap();
        fs::write(outside.join("kept"), "kept").unwrap();
        fs::write(inside.join(LIST), r#"{"files":["../out/kept",""]}"#).unwrap();
        bring(&inside, &[("a", "1")]).unwrap();
        assert!(outside.join("kept").exists());
        std::os::unix::fs::symlink(&outside, inside.join("parcels")).unwrap();
        assert!(matches!(bring(&inside, &[("a", "1"), ("parcels/1.html", "x")]), Err(Failed::Foreign(_))));
        assert_eq!(all(&outside).len(), 1);
        fs::write(inside.join(LIST), "not json").unwrap();
        assert!(matches!(bring(&inside, &[("a", "2")]), Err(Failed::Foreign(_))));
    }

    #[test]
    fn a_folder_that_is_not_there_is_not_made_and_one_in_use_is_left_alone() {
        let room = tempfile::tempdir().unwrap();
        let gone = room.path().join("gone");
        assert!(matches!(bring(&gone, &[("a", "1")]), Err(Failed::NoFolder(_))));
        assert!(!gone.exists());
        let held = Folder::open(room.path()).unwrap();
        assert!(matches!(bring(room.path(), &[("a", "1")]), Err(Failed::Busy(_))));
        drop(held);
        assert!(bring(room.path(), &[("a", "1")]).is_ok());
    }
}

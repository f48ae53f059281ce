//! When the daemon last looked: a small file in the runtime folder, so that an idle daemon writes nothing to disk.

use std::{fs, io, path::Path};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The file, in the runtime folder.
const FILE: &str = "last-look.json";

/// A sign of life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastLook {
    /// When the daemon started.
    pub since: Timestamp,
    /// When it last looked for what is due.
    pub last_tick: Timestamp,
    /// Since when no carrier is in reach, where none is.
    #[serde(default)]
    pub alone_since: Option<Timestamp>,
}

impl LastLook {
    /// Replaces the file at once, so that a reader sees the old one or the new one. Makes the folder where it is missing.
    pub fn write(&self, runtime: &Path) -> io::Result<()> {
        let (draft, path) = (runtime.join("last-look.new"), runtime.join(FILE));
        let json = serde_json::to_vec(self)?;
        if fs::write(&draft, &json).is_err() {
            fs::create_dir_all(runtime)?;
            fs::write(&draft, &json)?;
        }
        fs::rename(draft, path)
    }

    /// The last sign of life, if there is a readable one. It may be of a daemon long gone: ask the lock.
    pub fn read(runtime: &Path) -> Option<LastLook> {
        serde_json::from_slice(&fs::read(runtime.join(FILE)).ok()?).ok()
    }

    /// Takes the file away at an orderly end.
    pub fn clear(runtime: &Path) -> io::Result<()> {
        match fs::remove_file(runtime.join(FILE)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_until_it_is_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let runtime = folder.path().join("posylka");
        assert_eq!(LastLook::read(&runtime), None);
        let mut look = LastLook { since: Timestamp::UNIX_EPOCH, last_tick: Timestamp::UNIX_EPOCH, alone_since: None };
        for second in 0..3 {
            look.last_tick = Timestamp::from_second(second).unwrap();
            look.write(&runtime).unwrap();
            assert_eq!(LastLook::read(&runtime), Some(look));
        }
        assert_eq!(fs::read_dir(&runtime).unwrap().count(), 1);
        LastLook::clear(&runtime).unwrap();
        LastLook::clear(&runtime).unwrap();
        assert_eq!(LastLook::read(&runtime), None);
        fs::write(runtime.join(FILE), "{").unwrap();
        assert_eq!(LastLook::read(&runtime), None);
    }
}

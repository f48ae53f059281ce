//! When the daemon last looked: a small file in the runtime folder, so that an idle daemon writes nothing to disk.

use std::{fs, io, path::Path};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The file, in the runtime folder.
const PULSE: &str = "pulse.json";

/// A sign of life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pulse {
    /// When the daemon started.
    pub since: Timestamp,
    /// When it last looked for what is due.
    pub last_tick: Timestamp,
    /// Since when no carrier is in reach, where none is.
    #[serde(default)]
    pub alone_since: Option<Timestamp>,
}

impl Pulse {
    /// Replaces the file at once, so that a reader sees the old one or the new one. Makes the folder where it is missing.
    pub fn write(&self, runtime: &Path) -> io::Result<()> {
        let (draft, path) = (runtime.join("pulse.new"), runtime.join(PULSE));
        let json = serde_json::to_vec(self)?;
        if fs::write(&draft, &json).is_err() {
            fs::create_dir_all(runtime)?;
            fs::write(&draft, &json)?;
        }
        fs::rename(draft, path)
    }

    /// The last sign of life, if there is a readable one. It may be of a daemon long gone: ask the lock.
    pub fn read(runtime: &Path) -> Option<Pulse> {
        serde_json::from_slice(&fs::read(runtime.join(PULSE)).ok()?).ok()
    }

    /// Takes the file away at an orderly end.
    pub fn clear(runtime: &Path) -> io::Result<()> {
        match fs::remove_file(runtime.join(PULSE)) {
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
        assert_eq!(Pulse::read(&runtime), None);
        let mut pulse = Pulse { since: Timestamp::UNIX_EPOCH, last_tick: Timestamp::UNIX_EPOCH, alone_since: None };
        for second in 0..3 {
            pulse.last_tick = Timestamp::from_second(second).unwrap();
            pulse.write(&runtime).unwrap();
            assert_eq!(Pulse::read(&runtime), Some(pulse));
        }
        assert_eq!(fs::read_dir(&runtime).unwrap().count(), 1);
        Pulse::clear(&runtime).unwrap();
        Pulse::clear(&runtime).unwrap();
        assert_eq!(Pulse::read(&runtime), None);
        fs::write(runtime.join(PULSE), "{").unwrap();
        assert_eq!(Pulse::read(&runtime), None);
    }
}

//! One daemon per data folder, by a file lock that dies with its process.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
    time::Duration,
};

/// The lock's file, in the data folder.
pub const LOCK: &str = "daemon.lock";

/// How long a starting daemon waits for one that is going down, in steps of a tenth.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why the lock was not taken.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another daemon has it.
    #[error("a daemon (process {pid}) already runs on {}; stop it first, or use another --data folder", .data.display())]
    Taken {
        /// What its file says of it.
        pid: String,
        /// The data folder.
        data: PathBuf,
    },
    /// The file cannot be opened or locked.
    #[error("{}: {source}", .path.display())]
    File {
        /// The lock's file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// The lock, held until dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock of a data folder, trying for two real seconds, since the daemon before may be on its way out.
    pub async fn take(data: &Path) -> Result<Lock, LockError> {
        Lock::take_within(data, PATIENCE).await
    }

    async fn take_within(data: &Path, patience: Duration) -> Result<Lock, LockError> {
        let mut tries = 20;
        loop {
            match Lock::try_take(data) {
                Err(LockError::Taken { .. }) if tries > 0 => tries -= 1,
                done => return done,
            }
            tokio::time::sleep(patience / 20).await;
        }
    }

    /// Takes the lock now or never: for a command that must migrate while no daemon lives.
    pub fn try_take(data: &Path) -> Result<Lock, LockError> {
        let path = data.join(LOCK);
        let fault = |source| LockError::File { path: path.clone(), source };
        let mut file = open(&path).map_err(fault)?;
        match file.try_lock() {
            Ok(()) => {
                sign(&mut file).map_err(fault)?;
                Ok(Lock { file })
            }
            Err(TryLockError::WouldBlock) => Err(LockError::Taken { pid: signature(&mut file), data: data.to_owned() }),
            Err(TryLockError::Error(source)) => Err(fault(source)),
        }
    }
}

impl Lock {
    /// Says where the holder leaves its signs of life, for whoever does not know the holder's environment.
    pub fn name_runtime(&mut self, runtime: &Path) -> io::Result<()> {
        writeln!(self.file, "{}", runtime.display())
    }
}

/// Where the holder of a data folder's lock said that it leaves its signs of life.
pub fn runtime_of(data: &Path) -> Option<PathBuf> {
    let text = std::fs::read_to_string(data.join(LOCK)).ok()?;
    text.lines().nth(1).filter(|line| !line.is_empty()).map(PathBuf::from)
}

/// Whether a daemon lives on this data folder, asked without getting in its way. A folder nobody ever locked has none.
pub fn probe(data: &Path) -> Result<bool, LockError> {
    let path = data.join(LOCK);
    let fault = |source| LockError::File { path: path.clone(), source };
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(fault(error)),
    };
    match file.try_lock_shared() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(source)) => Err(fault(source)),
    }
}

/// Opens without emptying: the signature is the holder's until we hold the lock.
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())
}

fn signature(file: &mut File) -> String {
    let mut text = String::new();
    match file.take(32).read_to_string(&mut text) {
        Ok(_) => text.lines().next().filter(|pid| !pid.is_empty()).unwrap_or("unknown").to_owned(),
        Err(_) => "unknown".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_holds_the_others_are_told_who() {
        let data = tempfile::tempdir().unwrap();
        assert!(!probe(data.path()).unwrap());
        let held = Lock::take(data.path()).await.unwrap();
        assert!(probe(data.path()).unwrap());
        let error = Lock::take_within(data.path(), Duration::from_millis(20)).await.unwrap_err();
        assert!(error.to_string().contains(&format!("process {}", std::process::id())), "{error}");
        drop(held);
        assert!(!probe(data.path()).unwrap());
        Lock::try_take(data.path()).unwrap();
    }

    #[tokio::test]
    async fn a_starting_daemon_waits_for_the_one_that_goes() {
        let data = tempfile::tempdir().unwrap();
        let held = Lock::try_take(data.path()).unwrap();
        let (taken, ()) = tokio::join!(Lock::take(data.path()), async {
            tokio::task::yield_now().await;
            drop(held);
        });
        taken.unwrap();
    }

    #[tokio::test]
    async fn a_folder_that_is_not_there_is_named() {
        let error = Lock::take(Path::new("/nonexistent/posylka")).await.unwrap_err();
        assert!(error.to_string().contains("/nonexistent/posylka/daemon.lock"), "{error}");
        assert!(!probe(Path::new("/nonexistent/posylka")).unwrap());
    }
}

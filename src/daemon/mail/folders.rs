//! Files that are messages: a folder they are dropped into, and a Maildir.

use std::{
    collections::HashSet,
    fs::{self, DirEntry, File},
    io::{self, Read},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use crate::import::messages::MAIL_MAX;

/// So many files are read at a time.
const FILES: usize = 50;
/// A file younger than this may still be written to.
const FRESH: Duration = Duration::from_secs(1);
/// Mails older than this are not looked at when a Maildir is seen first.
const OLD: Duration = Duration::from_secs(30 * 24 * 3600);

/// A message that was found in a file.
#[derive(Debug)]
pub struct Found {
    /// The file.
    pub path: PathBuf,
    /// Its beginning.
    pub bytes: Vec<u8>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Look {
    /// In the drop folder.
    pub dropped: Vec<Found>,
    /// In the Maildir.
    pub mails: Vec<Found>,
    /// The Maildir's files that need not be looked at again.
    pub seen: HashSet<String>,
    /// What could not be read.
    pub faults: Vec<String>,
    /// Whether more wait.
    pub more: bool,
}

/// Looks at both, off the loop's thread.
pub fn look(drop: Option<&Path>, maildir: Option<&Path>, seen: HashSet<String>) -> Look {
    let mut look = Look { seen, ..Look::default() };
    if let Some(folder) = drop {
        let files = listed(folder, &mut look.faults);
        look.more |= files.len() > FILES;
        look.dropped =
            files.iter().filter(|it| finished(it)).take(FILES).filter_map(|it| read(it, &mut look.faults)).collect();
    }
    if let Some(folder) = maildir {
        look_at_mails(&mut look, folder);
    }
    look
}

fn look_at_mails(look: &mut Look, folder: &Path) {
    let mut files = listed(&folder.join("new"), &mut look.faults);
    files.extend(listed(&folder.join("cur"), &mut look.faults));
    let here: HashSet<String> = files.iter().map(unique).collect();
    look.seen.retain(|name| here.contains(name));
    let mut new = 0;
    for file in files {
        if new >= FILES {
            look.more = true;
            break;
        }
        if look.seen.insert(unique(&file)) && age(&file) < OLD {
            new += 1;
            look.mails.extend(read(&file, &mut look.faults));
        }
    }
}

/// The files of a folder by name: no folders, no links, nothing hidden or half written. A folder that is not there is made
/// by nobody but its owner.
fn listed(folder: &Path, faults: &mut Vec<String>) -> Vec<DirEntry> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(fault) => {
            faults.push(format!("{}: {fault}", folder.display()));
            return Vec::new();
        }
    };
    let half =
        |name: &str| name.starts_with('.') || name.ends_with('~') || name.ends_with(".part") || name.ends_with(".tmp");
    let file = |entry: &DirEntry| {
        entry.file_type().is_ok_and(|it| it.is_file()) && !half(&entry.file_name().to_string_lossy())
    };
    let mut files: Vec<DirEntry> = entries.flatten().filter(file).collect();
    files.sort_by_key(DirEntry::file_name);
    files
}

fn finished(file: &DirEntry) -> bool {
    age(file) >= FRESH
}

/// A file of the future is new.
fn age(file: &DirEntry) -> Duration {
    let written = file.metadata().and_then(|it| it.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    SystemTime::now().duration_since(written).unwrap_or(FRESH)
}

/// A Maildir's name for a mail, without the flags that change.
fn unique(file: &DirEntry) -> String {
    let name = file.file_name().to_string_lossy().into_owned();
    name.split(":2,").next().unwrap_or_default().to_owned()
}

fn read(file: &DirEntry, faults: &mut Vec<String>) -> Option<Found> {
    let path = file.path();
    let mut bytes = Vec::new();
    match File::open(&path).and_then(|it| it.take(MAIL_MAX as u64).read_to_end(&mut bytes)) {
        Ok(_) => Some(Found { path, bytes }),
        Err(fault) => {
            faults.push(format!("{}: {fault}", path.display()));
            None
        }
    }
}

/// Puts a dropped file away: to `done/`, or to `failed/` with the reason beside it. Gives its new place.
pub fn put_away(path: &Path, failed: Option<&str>) -> io::Result<PathBuf> {
    let missing = || io::Error::from(io::ErrorKind::NotFound);
    let (folder, name) = path.parent().zip(path.file_name()).ok_or_else(missing)?;
    let folder = folder.join(if failed.is_some() { "failed" } else { "done" });
    make_private(&folder)?;
    let name = name.to_string_lossy();
    let names = (0..1000).map(|at| if at == 0 { name.to_string() } else { format!("{at}-{name}") });
    let free = names.map(|name| folder.join(name)).find(|it| !it.exists()).ok_or_else(missing)?;
    fs::rename(path, &free)?;
    if let Some(why) = failed {
        let beside = format!("{}.why.txt", free.file_name().unwrap_or_default().to_string_lossy());
        fs::write(folder.join(beside), format!("{why}\n"))?;
    }
    Ok(free)
}

fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

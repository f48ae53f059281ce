//! Copies of the database that come round: one is written when it is due, the oldest go, and a copy that fails is told once.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};

use super::{backup::copy, forget::place_of};
use crate::{
    app::{Setup, refusal::Refusal},
    model::{Notice, NoticeKind},
    store::{Migrate, Store, StoreError, Tx},
};

/// When a copy was last written, and when one was last tried, among the moments.
pub const WRITTEN: &str = "backup";
const TRIED: &str = "backup-tried";

/// Where the last copy lies, among the notes.
pub const FILE: &str = "backup-file";
/// Why the last try failed, among the notes.
pub const FAULT: &str = "backup-fault";

/// The name of copies that fail among the troubles.
const TROUBLE: &str = "backup";

/// What failed is tried again after so long.
const AGAIN: SignedDuration = SignedDuration::from_hours(1);

/// When the next copy is due; nothing where nobody wants any. The first is due at once, so that it is seen that it works.
pub fn due(tx: &Tx<'_>, setup: &Setup, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let Some(settings) = &setup.config.backup else { return Ok(None) };
    let tried = tx.moment(TRIED)?.filter(|it| *it <= now);
    let written = tx.moment(WRITTEN)?;
    let zone = setup.config.zone();
    Ok(match tried {
        None => Some(now),
        Some(tried) => {
            let next = settings.at.next_after(tried, &zone);
            let again = (written != Some(tried)).then(|| tried.saturating_add(AGAIN).ok()).flatten();
            next.into_iter().chain(again).min()
        }
    })
}

/// Writes the copy that is due, with a connection of its own, and removes those that are too many. Another try is not due
/// before an hour has passed.
///
/// # Errors
/// What hindered it, in the user's language.
pub fn write(setup: &Setup, now: Timestamp) -> Result<PathBuf, String> {
    written(setup, now).map_err(|error| match error.downcast_ref::<Refusal>() {
        Some(refusal) => refusal.in_words(&setup.phrases),
        None => format!("{error:#}"),
    })
}

fn written(setup: &Setup, now: Timestamp) -> anyhow::Result<PathBuf> {
    let settings = setup.config.backup.as_ref().context("no copies are wanted")?;
    let folder = setup.folders.data.join(&settings.folder);
    // The process lets nobody else read what it makes.
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let mut store = Store::open(&setup.folders.database(), Migrate::No)?;
    let wall = now.to_zoned(setup.config.zone());
    let path = folder.join(format!("posylka-{}.db", wall.strftime("%Y%m%dT%H%M%S")));
    copy(&mut store, &path, now)?;
    rotate(&mut store, &place_of(&folder), settings.keep)?;
    Ok(path)
}

/// Removes the oldest of our own copies in a folder: those this database knows of, and nothing else that lies there.
fn rotate(store: &mut Store, folder: &Path, keep: usize) -> anyhow::Result<()> {
    let known = store.reading(|tx| tx.copies())?;
    let ours = |path: &PathBuf| path.parent() == Some(folder) && is_of_a_round(path) && path.exists();
    let mut ours: Vec<PathBuf> = known.into_iter().filter(ours).collect();
    // The name is the time.
    ours.sort();
    for old in ours.iter().take(ours.len().saturating_sub(keep)) {
        fs::remove_file(old).with_context(|| old.display().to_string())?;
        store.within(|tx| tx.drop_copy(old))?;
    }
    Ok(())
}

fn is_of_a_round(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let time = name.strip_prefix("posylka-").and_then(|it| it.strip_suffix(".db")).unwrap_or_default();
    time.len() == 15 && time.bytes().enumerate().all(|(at, it)| if at == 8 { it == b'T' } else { it.is_ascii_digit() })
}

/// Notes what came of it: a failure is told once, and so is that it works again.
pub fn note(tx: &Tx<'_>, setup: &Setup, came: &Result<PathBuf, String>, now: Timestamp) -> Result<(), StoreError> {
    tx.came(TRIED, now)?;
    let channels = setup.channel_names();
    let day = setup.knowledge.day(now);
    let notice = |word: &str, kind| Notice { key: format!("backup:{word}:{day}"), kind, urgent: false, at: now };
    match came {
        Ok(path) => {
            tx.came(WRITTEN, now)?;
            tx.note(FILE, &path.display().to_string())?;
            tx.note(FAULT, "")?;
            tx.trouble_ends(TROUBLE, &notice("back", NoticeKind::BackupIsBack), &channels)?;
        }
        Err(fault) => {
            tx.note(FAULT, fault)?;
            let since = tx.moment(WRITTEN)?.map_or(day, |at| setup.knowledge.day(at));
            let kind = NoticeKind::BackupFails { since, detail: fault.clone() };
            tx.trouble_begins(TROUBLE, &notice("fails", kind), &channels)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_are_times_are_of_a_round() {
        for (name, ours) in [
            ("posylka-20260301T040000.db", true),
            ("posylka-20260301T040000.db-wal", false),
            ("posylka-before-the-move.db", false),
            ("posylka.db", false),
        ] {
            assert_eq!(is_of_a_round(Path::new("/x").join(name).as_path()), ours, "{name}");
        }
    }
}

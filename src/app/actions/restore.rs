//! The database is put back from a copy; what stood there is kept beside it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::forget::place_of;
use crate::{
    app::refusal::Refusal,
    config::Folders,
    store::{Migrate, Store},
};

/// What was put back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Restored {
    /// The database.
    pub file: String,
    /// How many parcels are in it.
    pub parcels: usize,
    /// Where the database of before lies, if there was one.
    pub kept: Option<String>,
}

/// Puts the database back from a copy. Nobody may have it open: whoever calls holds the daemon's lock.
///
/// # Errors
/// A [`Refusal`] where there is no such file or it is no sound database of ours; nothing has changed then.
pub fn restore(folders: &Folders, copy: &Path, now: Timestamp) -> anyhow::Result<Restored> {
    let shown = copy.display().to_string();
    if !copy.is_file() {
        return Err(Refusal::new("restore-none").with("path", shown).into());
    }
    let (database, new) = (folders.database(), folders.data.join("posylka.db.restoring"));
    remove_whole(&new)?;
    // The copy itself stays as it is: an older one is brought up to date beside it.
    fs::copy(copy, &new).with_context(|| new.display().to_string())?;
    let looked = look(&new).map_err(|fault| {
        let _ = remove_whole(&new);
        let fault = fault.replace(&new.display().to_string(), &shown);
        Refusal::new("backup-broken").with("path", shown).with("faults", fault)
    });
    let parcels = looked?;
    let kept = keep(&database, folders, now)?;
    if let Some(kept) = &kept {
        // What is forgotten later is forgotten there too.
        let mut store = Store::open(&new, Migrate::Yes)?;
        let place = place_of(kept);
        store.within(|tx| tx.note_copy(&place, now))?;
    }
    remove_whole(&database)?;
    fs::rename(&new, &database).with_context(|| database.display().to_string())?;
    let kept = kept.map(|it| it.display().to_string());
    Ok(Restored { file: database.display().to_string(), parcels, kept })
}

/// How many parcels are in it, where it is sound.
fn look(path: &Path) -> Result<usize, String> {
    let in_words = |error: crate::store::StoreError| error.to_string();
    let mut store = Store::open(path, Migrate::Yes).map_err(in_words)?;
    let faults = store.integrity().map_err(in_words)?;
    if !faults.is_empty() {
        return Err(faults.join("; "));
    }
    store.reading(|tx| tx.count()).map_err(in_words)
}

/// A whole copy of what stands there.
fn keep(database: &Path, folders: &Folders, now: Timestamp) -> anyhow::Result<Option<PathBuf>> {
    if !database.exists() {
        return Ok(None);
    }
    let kept = folders.data.join(format!("posylka.db.before-{}", now.strftime("%Y%m%dT%H%M%SZ")));
    match Store::open(database, Migrate::No).and_then(|store| store.backup_to(&kept)) {
        Ok(()) => {}
        // What cannot be read, and is perhaps why somebody restores, is kept as it is.
        Err(_) => drop(fs::copy(database, &kept).with_context(|| kept.display().to_string())?),
    }
    Ok(Some(kept))
}

/// A database with what SQLite keeps beside it.
pub(super) fn remove_whole(path: &Path) -> anyhow::Result<()> {
    for end in ["", "-wal", "-shm"] {
        let path = PathBuf::from(format!("{}{end}", path.display()));
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).with_context(|| path.display().to_string());
            }
            _ => {}
        }
    }
    Ok(())
}

//! A whole copy of the database while everything goes on, checked before it is called one.

use std::{fs, path::Path};

use anyhow::Context;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{forget::place_of, restore::remove_whole};
use crate::{
    app::{refusal::Refusal, state::App},
    store::{Migrate, Store, StoreError},
};

/// A copy that is sound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BackupCopy {
    /// Where it lies.
    pub file: String,
    /// How many parcels are in it.
    pub parcels: usize,
}

impl App {
    /// Writes a copy to a file that does not exist yet.
    ///
    /// # Errors
    /// A [`Refusal`] where the file exists, or where the copy is not sound.
    pub fn back_up(&mut self, path: &Path) -> anyhow::Result<BackupCopy> {
        copy(&mut self.store, path, self.now)
    }
}

/// Writes a copy to a file that does not exist yet. Until it is whole and sound it has another name.
///
/// # Errors
/// A [`Refusal`] where the file exists, or where the copy is not sound.
pub(super) fn copy(store: &mut Store, path: &Path, now: Timestamp) -> anyhow::Result<BackupCopy> {
    let file = path.display().to_string();
    if path.exists() {
        return Err(Refusal::new("backup-exists").with("path", file).into());
    }
    let mut draft = path.as_os_str().to_owned();
    draft.push(".part");
    let draft = Path::new(&draft);
    // What an end in the middle left behind.
    remove_whole(draft)?;
    store.backup_to(draft).map_err(|fault| match fault {
        // The draft's name says nothing to anybody.
        StoreError::File { error, .. } => StoreError::File { path: path.to_owned(), error },
        other => other,
    })?;
    let (parcels, faults) = look(draft)?;
    if !faults.is_empty() {
        return Err(Refusal::new("backup-broken").with("path", file).with("faults", faults.join("; ")).into());
    }
    fs::rename(draft, path).with_context(|| file.clone())?;
    let place = place_of(path);
    store.within(|tx| tx.note_copy(&place, now))?;
    Ok(BackupCopy { file, parcels })
}

/// Reads the copy as one would who puts it in place of a lost one.
fn look(path: &Path) -> Result<(usize, Vec<String>), StoreError> {
    let mut copy = Store::open(path, Migrate::No)?;
    let parcels = copy.reading(|tx| tx.count())?;
    Ok((parcels, copy.integrity()?))
}

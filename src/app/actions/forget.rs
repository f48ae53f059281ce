//! A parcel is forgotten: in the database to the last page, in the dossiers that were written of it, and in the copies of the
//! database that are known of. What was printed, exported or sent to somebody is out of reach.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::remove::Removed;
use crate::{
    app::{refusal::Refusal, state::App},
    model::ParcelId,
    store::{Migrate, Store, StoreError},
};

impl App {
    /// Forgets a parcel at once, and all that is known of it, one that was removed before too. This cannot be undone. A copy
    /// or a dossier that cannot be reached now is named, and keeps what it holds.
    ///
    /// # Errors
    /// A [`Refusal`] where there is none.
    pub fn forget(&mut self, id: ParcelId) -> anyhow::Result<Removed> {
        let (title, added) = match self.store.reading(|tx| tx.case(id))? {
            Some(case) => (case.parcel.title, Some(case.parcel.added)),
            None => (self.removed_title(id)?, None),
        };
        let family = self.store.reading(|tx| tx.family(id))?;
        let mut left_in = Vec::new();
        for id in &family {
            let folder = self.setup.folders.dossiers().join(id.to_string());
            match fs::remove_dir_all(&folder) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => left_in.push(folder.display().to_string()),
                _ => {}
            }
        }
        let (copies, unreached) = self.forget_in_copies(id, &title, added)?;
        left_in.extend(unreached);
        self.within(|tx, _, _| tx.remove(id))?;
        if !self.store.leave_no_trace()? {
            left_in.push(format!("{}-wal", self.setup.folders.database().display()));
        }
        Ok(Removed { id: id.to_string(), until: None, title, copies, left_in })
    }

    /// Forgets it in the copies: those it was found in, and those that could not be looked at.
    fn forget_in_copies(
        &mut self,
        id: ParcelId,
        title: &str,
        added: Option<Timestamp>,
    ) -> Result<(Vec<String>, Vec<String>), StoreError> {
        let (mut found, mut unreached) = (Vec::new(), Vec::new());
        for path in self.store.reading(|tx| tx.copies())? {
            if !path.exists() {
                self.within(|tx, _, _| tx.drop_copy(&path))?;
                continue;
            }
            match forget_in(&path, id, title, added) {
                Ok(true) => found.push(path.display().to_string()),
                Ok(false) => {}
                Err(_) => unreached.push(path.display().to_string()),
            }
        }
        Ok((found, unreached))
    }

    fn removed_title(&mut self, id: ParcelId) -> anyhow::Result<String> {
        let removed = self.store.reading(|tx| tx.removed())?.into_iter().find(|it| it.parcel == id);
        let none = || Refusal::new("which-none").with("what", id.to_string()).with("meant", "");
        Ok(removed.ok_or_else(none)?.title)
    }
}

/// Forgets it in one copy; whether it was there. Another database, put where the copy was, may know another parcel by the
/// same id.
fn forget_in(path: &Path, id: ParcelId, title: &str, added: Option<Timestamp>) -> Result<bool, StoreError> {
    let mut copy = Store::open(path, Migrate::Yes)?;
    let case = copy.reading(|tx| tx.case(id))?;
    let same = |it: &Timestamp| added.is_none_or(|added| added == *it);
    let there = case.is_some_and(|it| same(&it.parcel.added));
    let aside = copy.reading(|tx| tx.removed())?.iter().any(|it| it.parcel == id && it.title == title);
    if !there && !aside {
        return Ok(false);
    }
    copy.within(|tx| tx.remove(id))?;
    // Nobody else reads it; where somebody does, its log goes with the last who closes it.
    copy.leave_no_trace()?;
    Ok(true)
}

/// Where a copy lies, told so that it is found from anywhere.
pub(super) fn place_of(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

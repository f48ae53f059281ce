//! What was mended is taken back.

use std::path::PathBuf;

use super::by_itself;
use crate::{
    app::{Setup, setup::mended_file},
    store::{Migrate, Store},
};

/// Takes a mended definition back: what was in force before is in force again, and is not mended by itself. The file that was
/// changed, if there was one.
pub fn take_back(setup: &Setup, id: &str) -> anyhow::Result<Option<PathBuf>> {
    let definition = setup.find_source(id)?;
    let before = by_itself::before(setup, &definition.id);
    let path = mended_file::take_back(&setup.folders, definition.id.as_str())?;
    let file = setup.folders.database();
    if path.is_some() && file.exists() {
        Store::open(&file, Migrate::No)?.within(|tx| by_itself::decline(tx, &definition.id, &before))?;
    }
    Ok(path)
}

//! A mended definition among the user's own, and what was there before it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;

use super::configuration_file::put;
use crate::config::Folders;

/// Lays a mended definition in place. What stood there is kept beside it; nothing stood there: that is kept too.
pub fn lay(folders: &Folders, id: &str, text: &str) -> anyhow::Result<PathBuf> {
    let folder = folders.carriers();
    let path = folder.join(format!("{id}.toml"));
    let old = if path.exists() {
        fs::read_to_string(&path).with_context(|| path.display().to_string())?
    } else {
        String::new()
    };
    put(&before(&folder, id), &old)?;
    put(&path, text)?;
    Ok(path)
}

/// Puts back what stood there before; nothing where nothing was mended.
pub fn take_back(folders: &Folders, id: &str) -> anyhow::Result<Option<PathBuf>> {
    let folder = folders.carriers();
    let (path, before) = (folder.join(format!("{id}.toml")), before(&folder, id));
    if !before.exists() {
        return Ok(None);
    }
    let old = fs::read_to_string(&before).with_context(|| before.display().to_string())?;
    match old.is_empty() {
        true if path.exists() => fs::remove_file(&path).with_context(|| path.display().to_string())?,
        true => {}
        false => put(&path, &old)?,
    }
    fs::remove_file(&before).with_context(|| before.display().to_string())?;
    Ok(Some(path))
}

/// What stood there before it was mended, where it was: empty where nothing did.
pub fn as_it_was(folders: &Folders, id: &str) -> Option<String> {
    fs::read_to_string(before(&folders.carriers(), id)).ok()
}

fn before(folder: &Path, id: &str) -> PathBuf {
    folder.join(format!(".{id}.before-mending"))
}

//! `posylka backup`: a whole copy while everything goes on, checked before it is called one.

use std::path::{Path, PathBuf};

use anyhow::bail;
use serde_json::json;

use super::output::Reply;
use crate::{
    app::App,
    store::{Migrate, Store},
};

#[derive(Debug, clap::Args)]
pub(super) struct Backup {
    /// A file that does not exist yet
    pub file: PathBuf,
}

pub(super) fn run(app: &mut App, args: &Backup) -> anyhow::Result<Reply> {
    let path = std::path::absolute(&args.file)?;
    let shown = path.display().to_string();
    if path.exists() {
        bail!(app.phrase("backup-exists", &[("path", shown.into())]));
    }
    app.store.backup_to(&path)?;
    let (parcels, faults) = look(&path)?;
    if !faults.is_empty() {
        bail!(app.phrase("backup-broken", &[("path", shown.into()), ("faults", faults.join("; ").into())]));
    }
    let text = app.phrase("backup-done", &[("path", shown.clone().into())]);
    Ok(Reply::new(text, json!({ "file": shown, "parcels": parcels })))
}

/// Reads the copy as one would who puts it in place of a lost one.
fn look(path: &Path) -> anyhow::Result<(usize, Vec<String>)> {
    let mut copy = Store::open(path, Migrate::No)?;
    let parcels = copy.reading(|tx| tx.parcels())?;
    Ok((parcels.len(), copy.integrity()?))
}

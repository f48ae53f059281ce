//! `posylka backup`: a whole copy while everything goes on, checked before it is called one.

use std::path::{Path, PathBuf};

use anyhow::bail;
use serde_json::json;

use super::{Reply, desk::Desk};
use crate::store::{Migrate, Store};

#[derive(Debug, clap::Args)]
pub(super) struct Backup {
    /// A file that does not exist yet
    pub file: PathBuf,
}

pub(super) fn run(desk: &mut Desk, args: &Backup) -> anyhow::Result<Reply> {
    let path = std::path::absolute(&args.file)?;
    let shown = path.display().to_string();
    if path.exists() {
        bail!(desk.say("backup-exists", &[("path", shown.into())]));
    }
    desk.store.backup_to(&path)?;
    let (parcels, faults) = look(&path)?;
    if !faults.is_empty() {
        bail!(desk.say("backup-broken", &[("path", shown.into()), ("faults", faults.join("; ").into())]));
    }
    let text = desk.say("backup-done", &[("path", shown.clone().into())]);
    Ok(Reply::new(text, json!({ "file": shown, "parcels": parcels })))
}

/// Reads the copy as one would who puts it in place of a lost one.
fn look(path: &Path) -> anyhow::Result<(usize, Vec<String>)> {
    let mut copy = Store::open(path, Migrate::No)?;
    let parcels = copy.reading(|tx| tx.parcels())?;
    Ok((parcels.len(), copy.integrity()?))
}

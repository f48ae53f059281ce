//! `posylka backup`: a whole copy while everything goes on, checked before it is called one.

use std::path::PathBuf;

use super::output::Reply;
use crate::app::App;

#[derive(Debug, clap::Args)]
pub(super) struct Backup {
    /// A file that does not exist yet
    pub file: PathBuf,
}

pub(super) fn run(app: &mut App, args: &Backup) -> anyhow::Result<Reply> {
    let copied = app.back_up(&std::path::absolute(&args.file)?)?;
    Ok(Reply::new(app.phrase("backup-done", &[("path", copied.file.as_str().into())]), copied))
}

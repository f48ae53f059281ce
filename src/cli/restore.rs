//! `posylka restore`: the database put back from a copy.

use std::path::PathBuf;

use super::{
    global::Global,
    open,
    output::{Reply, in_words},
};
use crate::{app::actions::restore::restore, daemon::lock::Lock};

/// `posylka restore`
#[derive(Debug, clap::Args)]
pub(super) struct Restore {
    /// A copy that `backup` wrote
    pub file: PathBuf,
}

pub(super) fn run(global: &Global, args: &Restore) -> anyhow::Result<Reply> {
    let setup = open::setup(global)?;
    let now = open::clock(&setup)?.now();
    // A daemon would go on writing to what is put away.
    let _lock = Lock::try_take(&setup.folders.data)?;
    let copy = std::path::absolute(&args.file)?;
    let restored = restore(&setup.folders, &copy, now).map_err(|error| in_words(error, &setup.phrases))?;
    let phrases = &setup.phrases;
    let count = [("count", restored.parcels.into()), ("path", copy.display().to_string().into())];
    let mut text = phrases.phrase("restore-done", &count);
    if let Some(kept) = &restored.kept {
        text += &format!("\n{}", phrases.phrase("restore-kept", &[("path", kept.into())]));
    }
    Ok(Reply::new(text, restored))
}

//! `posylka carrier install`: newer definitions are laid in place, after showing whom they would send what.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use super::{ask::agreed, global::Global, open, output::Reply};
use crate::app::{
    Setup,
    setup::install::{self, Change, NewDefinition},
};

pub(super) fn run(global: &Global, from: &Path, yes: bool) -> anyhow::Result<Reply> {
    let setup = open::setup(global)?;
    let new: Vec<NewDefinition> = files(from)?.into_iter().map(read).collect::<anyhow::Result<_>>()?;
    if new.is_empty() {
        bail!("{}: no .toml file is there", from.display());
    }
    let changes = install::changes(&setup, new)?;
    let shown: String = changes.iter().map(|it| in_words(&setup, it)).collect();
    let ask = || agreed(&format!("{shown}{}", setup.phrases.label("install-ask")), &setup.phrases);
    if !yes && ask()? != Some(true) {
        bail!("{shown}{}", setup.phrases.label("install-not"));
    }
    install::install(&setup.folders, &changes)?;
    Ok(Reply::new(format!("{shown}{}", setup.phrases.label("install-done")), changes))
}

fn read(path: PathBuf) -> anyhow::Result<NewDefinition> {
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    Ok(NewDefinition { path, text })
}

/// The file, or the definitions of the folder.
fn files(from: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !from.is_dir() {
        return Ok(vec![from.to_owned()]);
    }
    let entries = fs::read_dir(from).with_context(|| from.display().to_string())?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    files.retain(|path| path.extension().is_some_and(|it| it == "toml"));
    files.sort();
    Ok(files)
}

pub(super) fn in_words(setup: &Setup, change: &Change) -> String {
    let from = change.from.map_or_else(|| "-".to_owned(), |it| it.to_string());
    let mut text = format!("{}: {from} -> {}\n", change.id, change.to);
    for (id, names) in [("install-hosts", &change.new_hosts), ("install-secrets", &change.new_secrets)] {
        if !names.is_empty() {
            text += &format!("  {}\n", setup.phrases.phrase(id, &[("names", names.join(", ").into())]));
        }
    }
    text
}

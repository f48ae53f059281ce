//! The user's own definitions, rules and templates of messages.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context;

use crate::{
    config::{Config, Folders},
    model::SourceId,
    rules::OwnRules,
    wire::Roots,
};

/// The user's own definitions: id, text, path.
pub(super) fn overrides(folder: &Path) -> anyhow::Result<Vec<(String, String, String)>> {
    let read = |(id, path): (String, PathBuf)| Ok((id, text(&path)?, path.display().to_string()));
    files(folder)?.into_iter().map(read).collect()
}

/// Rule files the user may replace, beside one for each shop.
const RULES: [&str; 4] = ["norms", "seasons", "customs", "evidence"];

/// The user's own rules, and files among them of a name that no rules have.
pub(super) fn own_rules(folder: &Path) -> anyhow::Result<(Vec<OwnRules>, Vec<PathBuf>)> {
    let (known, unknown): (Vec<_>, Vec<_>) =
        files(folder)?.into_iter().partition(|(name, _)| RULES.contains(&name.as_str()));
    let shops = files(&folder.join("marketplaces"))?;
    let shops = shops.into_iter().map(|(id, path)| (format!("marketplaces/{id}"), path));
    let read =
        |(name, path): (String, PathBuf)| Ok(OwnRules { name, text: text(&path)?, origin: path.display().to_string() });
    let own: anyhow::Result<_> = known.into_iter().chain(shops).map(read).collect();
    Ok((own?, unknown.into_iter().map(|(_, path)| path).collect()))
}

/// The user's own roots of certificates, by source, or why they cannot be used: a fault costs its source only.
pub(super) fn roots(config: &Config, folders: &Folders) -> BTreeMap<SourceId, Result<Roots, String>> {
    let named = config.carriers.sources.iter().filter_map(|(id, it)| Some((id, folders.config.join(it.ca.as_ref()?))));
    let read =
        |path: &Path| Roots::of_pem(fs::read(path).map_err(|error| error.to_string())?).map_err(|it| it.to_string());
    let told = |path: PathBuf| read(&path).map_err(|fault| format!("{}: {fault}", path.display()));
    named.map(|(id, path)| (id.clone(), told(path))).collect()
}

/// The TOML files of a folder, by name; a folder that is not there has none.
fn files(folder: &Path) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| folder.display().to_string()),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "toml") {
            files.push((path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), path));
        }
    }
    files.sort();
    Ok(files)
}

fn text(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

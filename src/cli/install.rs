//! `posylka carrier install`: newer definitions are laid in place, after showing whom they would send what.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use serde::Serialize;

use super::{global::Global, open, output::Reply};
use crate::{
    app::Setup,
    carriers::{self, Definition, DefinitionError},
    model::SourceId,
    text::Phrasebook,
};

/// What a new definition changes for the user.
#[derive(Serialize)]
struct Change {
    id: String,
    from: Option<u32>,
    to: u32,
    new_hosts: Vec<String>,
    new_secrets: Vec<String>,
    #[serde(skip)]
    tables_of: Option<SourceId>,
    #[serde(skip)]
    text: String,
}

pub(super) fn run(global: &Global, from: &Path, yes: bool) -> anyhow::Result<Reply> {
    let setup = open::setup(global)?;
    let changes = files(from)?.iter().map(|file| change(&setup, file)).collect::<anyhow::Result<Vec<_>>>()?;
    if changes.is_empty() {
        bail!("{}: no .toml file is there", from.display());
    }
    tables_exist(&setup, from, &changes)?;
    let shown: String = changes.iter().map(|it| in_words(&setup, it)).collect();
    if !yes && !agreed(&shown, &setup.phrases)? {
        bail!("{shown}{}", setup.phrases.label("install-not"));
    }
    let folder = setup.folders.carriers();
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    for change in &changes {
        let (path, draft) = (folder.join(format!("{}.toml", change.id)), folder.join(format!(".{}.new", change.id)));
        // Half a definition, which is what a power cut would leave, would keep every command from starting.
        File::create(&draft)
            .and_then(|mut file| file.write_all(change.text.as_bytes()).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&draft, &path))
            .with_context(|| path.display().to_string())?;
    }
    Ok(Reply::new(format!("{shown}{}", setup.phrases.label("install-done")), changes))
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

fn change(setup: &Setup, file: &Path) -> anyhow::Result<Change> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let id = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let new = carriers::validate(&id, &text, Some(file.display().to_string()))?;
    let old = setup.registry.source(&new.id);
    let news = |of: fn(&Definition) -> BTreeSet<String>| {
        let known = old.map(of).unwrap_or_default();
        of(&new).difference(&known).cloned().collect::<Vec<_>>()
    };
    Ok(Change {
        id,
        from: old.map(|it| it.revision),
        to: new.revision,
        new_hosts: news(hosts),
        new_secrets: news(secrets),
        tables_of: new.tables_of.clone(),
        text,
    })
}

/// In force, a definition without the tables it names would keep every command from starting.
fn tables_exist(setup: &Setup, from: &Path, changes: &[Change]) -> Result<(), DefinitionError> {
    let there = |id: &SourceId| setup.registry.source(id).is_some() || changes.iter().any(|it| it.id == id.as_str());
    for change in changes {
        if let Some(missing) = change.tables_of.as_ref().filter(|it| !there(it)) {
            let file = if from.is_dir() { from.join(format!("{}.toml", change.id)) } else { from.to_owned() };
            return Err(DefinitionError::Meaning {
                origin: file.display().to_string(),
                key: "tables_of".to_owned(),
                message: format!("there is no source \"{missing}\""),
            });
        }
    }
    Ok(())
}

/// Every host it may send a number to.
fn hosts(definition: &Definition) -> BTreeSet<String> {
    let requests = [
        definition.request.as_ref(),
        definition.token.as_ref().map(|it| &it.request),
        definition.register.as_ref().map(|it| &it.request),
        definition.register.as_ref().and_then(|it| it.then.as_ref()),
    ];
    requests.into_iter().flatten().flat_map(|request| request.hosts.iter().cloned()).collect()
}

fn secrets(definition: &Definition) -> BTreeSet<String> {
    definition.secrets.keys().cloned().collect()
}

fn in_words(setup: &Setup, change: &Change) -> String {
    let from = change.from.map_or_else(|| "-".to_owned(), |it| it.to_string());
    let mut text = format!("{}: {from} -> {}\n", change.id, change.to);
    for (id, names) in [("install-hosts", &change.new_hosts), ("install-secrets", &change.new_secrets)] {
        if !names.is_empty() {
            text += &format!("  {}\n", setup.phrases.phrase(id, &[("names", names.join(", ").into())]));
        }
    }
    text
}

/// Asks the person at the terminal; whoever pipes must say `--yes`.
fn agreed(shown: &str, phrases: &Phrasebook) -> anyhow::Result<bool> {
    if !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    eprint!("{shown}{} ", phrases.label("install-ask"));
    std::io::stderr().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    let answer = answer.trim().to_lowercase();
    Ok(phrases.label("install-yes").split(' ').any(|yes| yes == answer))
}

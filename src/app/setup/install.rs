//! Newer definitions are laid among the user's own, where they go before the program's.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde::Serialize;

use super::{
    Consent, Setup,
    configuration_file::{make_folder, replace},
};
use crate::{
    carriers::{self, Definition, DefinitionError},
    config::Folders,
    model::SourceId,
};

/// A definition that may be laid in place, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDefinition {
    /// Where it was read; the name of the file is the id of the source.
    pub path: PathBuf,
    /// The definition.
    pub text: String,
}

/// What a new definition changes for the user.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// The source.
    pub id: String,
    /// The revision in force, if there is one.
    pub from: Option<u32>,
    /// The revision of the new definition.
    pub to: u32,
    /// Hosts it would also ask.
    pub new_hosts: Vec<String>,
    /// What the user would also have to give.
    pub new_secrets: Vec<String>,
    #[serde(skip)]
    hosts: BTreeSet<String>,
    #[serde(skip)]
    tables_of: Option<SourceId>,
    #[serde(skip)]
    definition: NewDefinition,
}

/// What these definitions would change. One that cannot be in force makes all of it an error.
pub fn changes(setup: &Setup, new: Vec<NewDefinition>) -> Result<Vec<Change>, DefinitionError> {
    let changes: Vec<Change> = new.into_iter().map(|it| change(setup, it)).collect::<Result<_, _>>()?;
    tables_exist(setup, &changes)?;
    Ok(changes)
}

/// Lays them in place, and notes that the user agreed to their hosts.
pub fn install(folders: &Folders, changes: &[Change]) -> anyhow::Result<()> {
    let folder = folders.carriers();
    make_folder(&folder).with_context(|| folder.display().to_string())?;
    let mut consent = Consent::read(folders)?;
    for change in changes {
        lay_in_place(&folder, change)?;
        consent.give(folders, &SourceId::from(change.id.as_str()), change.hosts.clone())?;
    }
    Ok(())
}

fn lay_in_place(folder: &Path, change: &Change) -> anyhow::Result<()> {
    let (path, draft) = (folder.join(format!("{}.toml", change.id)), folder.join(format!(".{}.new", change.id)));
    replace(&path, &draft, &change.definition.text).with_context(|| path.display().to_string())
}

fn change(setup: &Setup, definition: NewDefinition) -> Result<Change, DefinitionError> {
    let id = definition.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let new = carriers::validate(&id, &definition.text, Some(definition.path.display().to_string()))?;
    let old = setup.registry.source(&new.id);
    let news = |of: fn(&Definition) -> BTreeSet<String>| {
        let known = old.map(of).unwrap_or_default();
        of(&new).difference(&known).cloned().collect::<Vec<_>>()
    };
    Ok(Change {
        id,
        from: old.map(|it| it.revision),
        to: new.revision,
        new_hosts: news(Definition::hosts),
        new_secrets: news(secrets),
        hosts: new.hosts(),
        tables_of: new.tables_of.clone(),
        definition,
    })
}

/// In force, a definition without the tables it names would keep every command from starting.
fn tables_exist(setup: &Setup, changes: &[Change]) -> Result<(), DefinitionError> {
    let there = |id: &SourceId| setup.registry.source(id).is_some() || changes.iter().any(|it| it.id == id.as_str());
    for change in changes {
        if let Some(missing) = change.tables_of.as_ref().filter(|it| !there(it)) {
            return Err(DefinitionError::Meaning {
                origin: change.definition.path.display().to_string(),
                key: "tables_of".to_owned(),
                message: format!("there is no source \"{missing}\""),
            });
        }
    }
    Ok(())
}

fn secrets(definition: &Definition) -> BTreeSet<String> {
    definition.secrets.keys().cloned().collect()
}

//! What the user let their own definitions of sources ask. A definition that is laid among them names hosts that see the
//! numbers, and one that replaces ours the key too; so a host that ours does not ask is asked only after the user said so.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::PathBuf,
};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::configuration_file::{make_folder, replace};
use crate::{
    carriers::{Definition, Registry},
    config::{Config, Folders},
    model::SourceId,
};

/// Hosts the user agreed to, by source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Consent(BTreeMap<SourceId, BTreeSet<String>>);

impl Consent {
    /// As it was written down; nothing where it was not.
    pub fn read(folders: &Folders) -> anyhow::Result<Consent> {
        let path = file(folders);
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).with_context(|| path.display().to_string()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Consent::default()),
            Err(error) => Err(error).with_context(|| path.display().to_string()),
        }
    }

    /// Agrees to the hosts of a source, in place of what was agreed for it before, and writes it down. Where the power goes
    /// meanwhile, all is as before.
    pub fn give(&mut self, folders: &Folders, id: &SourceId, hosts: BTreeSet<String>) -> anyhow::Result<()> {
        self.0.insert(id.clone(), hosts);
        let (path, draft) = (file(folders), folders.config.join(".trusted-hosts.new"));
        let text = toml::to_string(self)?;
        make_folder(&folders.config)
            .and_then(|()| replace(&path, &draft, &text))
            .with_context(|| path.display().to_string())
    }

    /// The hosts of a definition that the user has not agreed to. Ours needs no consent, nor does one whose every request goes
    /// where the configuration says.
    pub fn lacking(&self, config: &Config, definition: &Definition) -> BTreeSet<String> {
        let settings = config.source(&definition.id);
        if definition.origin.is_none() || settings.is_some_and(|it| it.base_url.is_some()) {
            return BTreeSet::new();
        }
        let mut known = Registry::embedded_hosts(&definition.id);
        known.extend(self.0.get(&definition.id).into_iter().flatten().cloned());
        known.extend(settings.into_iter().flat_map(|it| &it.hosts).map(|host| host.to_ascii_lowercase()));
        definition.hosts().difference(&known).cloned().collect()
    }
}

/// Beside the configuration: a backup of that holds it too.
fn file(folders: &Folders) -> PathBuf {
    folders.config.join("trusted-hosts.toml")
}

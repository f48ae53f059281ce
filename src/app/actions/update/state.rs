//! What was taken from updates, beside the configuration: which index was the last, whom it made trusted, and what was there before.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context;
use jiff::civil::Date;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{app::setup::configuration_file::put, config::Folders};

/// So many updates can be taken back.
const KEPT: usize = 3;

/// What was taken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// The serial of the last index that was taken; an older one is not.
    pub serial: u64,
    /// Its day.
    pub day: Option<Date>,
    /// Its fingerprint: of the same serial no other is taken.
    pub index: String,
    /// Keys that an index named, signed by a trusted one.
    pub keys: BTreeSet<String>,
    /// Keys that others took over from.
    pub retired: BTreeSet<String>,
    /// What was laid in place, by path: the fingerprint of each file.
    pub laid: BTreeMap<String, String>,
}

/// What an update changed: to take it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Its serial.
    pub serial: u64,
    /// Its day.
    pub day: Date,
    /// The files it laid in place.
    #[serde(rename = "file")]
    pub files: Vec<Replaced>,
}

/// A file that was replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// As in the index.
    pub path: String,
    /// What stood there, if anything did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The fingerprint of what was laid there before, if that was an update's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub laid_before: Option<String>,
    /// The fingerprint of what was laid in its place.
    pub after: String,
}

impl State {
    /// As it was written down; nothing where it was not.
    pub fn read(folders: &Folders) -> anyhow::Result<State> {
        Ok(read(&folder(folders).join("state.toml"))?.unwrap_or_default())
    }

    /// Writes it down.
    pub fn write(&self, folders: &Folders) -> anyhow::Result<()> {
        put(&folder(folders).join("state.toml"), &toml::to_string(self)?)
    }
}

/// Keeps what an update changed; of the older ones only the last stay.
pub fn keep(folders: &Folders, taken: &Taken) -> anyhow::Result<()> {
    let path = folder(folders).join(format!("{:020}.toml", taken.serial));
    put(&path, &toml::to_string(taken)?)?;
    let mut all = kept(folders)?;
    while all.len() > KEPT {
        let oldest = all.remove(0);
        fs::remove_file(&oldest).with_context(|| oldest.display().to_string())?;
    }
    Ok(())
}

/// The last update that can be taken back, and where it is kept.
pub fn last(folders: &Folders) -> anyhow::Result<Option<(PathBuf, Taken)>> {
    let Some(path) = kept(folders)?.pop() else { return Ok(None) };
    let taken = read(&path)?;
    Ok(taken.map(|it| (path, it)))
}

fn kept(folders: &Folders) -> anyhow::Result<Vec<PathBuf>> {
    let folder = folder(folders);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| folder.display().to_string()),
    };
    let mut paths = entries.map(|it| Ok(it?.path())).collect::<io::Result<Vec<_>>>()?;
    let is_kept = |it: &PathBuf| {
        let stem = it.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        stem.bytes().all(|byte| byte.is_ascii_digit()) && it.extension().is_some_and(|it| it == "toml")
    };
    paths.retain(is_kept);
    paths.sort();
    Ok(paths)
}

fn read<T: DeserializeOwned>(path: &Path) -> anyhow::Result<Option<T>> {
    match fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).with_context(|| path.display().to_string()).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| path.display().to_string()),
    }
}

fn folder(folders: &Folders) -> PathBuf {
    folders.config.join("updates")
}

//! Definitions, rules and messages that are newer than the program: an index that somebody trusted has signed, from a folder or an
//! address. Nothing is asked for by itself.

pub mod index;
mod mirror;
mod state;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail, ensure};
use jiff::civil::Date;
use serde::Serialize;

use self::{
    index::{Entry, FILE_MAX, INDEX_MAX, Index, is_key, verified},
    mirror::Mirror,
    state::{Replaced, State, Taken},
};
use crate::{
    app::{
        Refusal, Setup,
        setup::{
            configuration_file::put,
            install::{self, Change, NewDefinition},
        },
        views::sources::definition_text,
    },
    carriers::{Definition, validate},
    config::Folders,
    model::{SourceId, sha256},
    wire::Wire,
};

/// The keys that every build trusts.
const PINNED: &str = include_str!("../../../rules/update-key.pub");

/// What an update would change.
#[derive(Debug, Serialize)]
pub struct Offer {
    /// Of which day it is.
    pub day: Date,
    /// The serial of its index.
    pub serial: u64,
    /// Files that are laid in place.
    pub files: Vec<String>,
    /// Files that are not, and why: an id of a phrase.
    pub left: Vec<Left>,
    /// Definitions among them.
    pub definitions: Vec<Change>,
    /// Definitions that ask at another pace.
    pub other_pace: Vec<String>,
    /// The key that is trusted from then on.
    pub next_key: Option<String>,
    #[serde(skip)]
    taken: State,
    #[serde(skip)]
    texts: Vec<(String, String)>,
}

/// A file that is not laid in place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    /// Which.
    pub path: String,
    /// Why.
    pub why: &'static str,
}

impl Offer {
    /// Whether the user is asked first: somebody else would be asked, for something more, or more often.
    pub fn asks(&self) -> bool {
        let more = |it: &Change| !it.new_hosts.is_empty() || !it.new_secrets.is_empty();
        !self.other_pace.is_empty() || self.definitions.iter().any(more)
    }
}

/// Looks what an update would change. Nothing is changed.
///
/// # Errors
/// Nobody is trusted, nobody who is has signed it, it is older than what was taken, or a file is not the one that was signed.
pub async fn look(setup: &Setup, wire: &Wire, named: Option<&str>) -> anyhow::Result<Offer> {
    let from = named.or(setup.config.carriers.update_from.as_deref()).ok_or_else(|| Refusal::new("update-where"))?;
    let state = State::read(&setup.folders)?;
    let keys = trusted(setup, &state);
    if keys.is_empty() {
        return Err(Refusal::new("update-no-key").into());
    }
    let mirror = Mirror::of(from)?;
    let bytes = mirror.index(wire, INDEX_MAX).await?;
    let (index, key) = verified(&bytes, &mirror.signature(wire).await?, &keys).context(from.to_owned())?;
    let taken = newer(&state, &index, &bytes, key)?;
    let mut offer = Offer {
        day: index.day,
        serial: index.serial,
        files: Vec::new(),
        left: Vec::new(),
        definitions: Vec::new(),
        other_pace: Vec::new(),
        next_key: index.next_key.clone(),
        taken,
        texts: Vec::new(),
    };
    for entry in &index.files {
        offer.consider(setup, wire, &mirror, &state, entry).await?;
    }
    let definitions = offer.texts.iter().filter(|(path, _)| path.starts_with("carriers/"));
    let new = definitions.map(|(path, text)| NewDefinition { path: PathBuf::from(path), text: text.clone() }).collect();
    offer.definitions = install::changes(setup, new)?;
    Ok(offer)
}

impl Offer {
    async fn consider(
        &mut self,
        setup: &Setup,
        wire: &Wire,
        mirror: &Mirror,
        state: &State,
        entry: &Entry,
    ) -> anyhow::Result<()> {
        let there = fs::read(place(&setup.folders, &entry.path)).ok();
        if there.as_ref().is_some_and(|it| entry.is(it)) {
            return Ok(());
        }
        let laid = state.laid.get(&entry.path);
        if there.is_some_and(|it| laid != Some(&sha256(&it))) {
            self.left.push(Left { path: entry.path.clone(), why: "update-left-own" });
            return Ok(());
        }
        let bytes = mirror.file(wire, &entry.path, entry.size.min(FILE_MAX)).await?;
        ensure!(entry.is(&bytes), "{}: it is not the file that was signed", entry.path);
        let text = String::from_utf8(bytes).with_context(|| entry.path.clone())?;
        match age(setup, entry, &text)? {
            Age::Same => {}
            Age::Older => self.left.push(Left { path: entry.path.clone(), why: "update-left-older" }),
            Age::Newer { other_pace } => {
                self.other_pace.extend(entry.source().filter(|_| other_pace).map(str::to_owned));
                self.files.push(entry.path.clone());
                self.texts.push((entry.path.clone(), text));
            }
        }
        Ok(())
    }
}

/// Lays it in place. What was there is kept; where not all of it can be used, all is as before.
pub fn take(setup: &Setup, offer: Offer) -> anyhow::Result<Setup> {
    let folders = &setup.folders;
    let mut files = Vec::new();
    for (path, text) in &offer.texts {
        let (before, after) = (fs::read_to_string(place(folders, path)).ok(), sha256(text.as_bytes()));
        files.push(Replaced { path: path.clone(), before, laid_before: offer.taken.laid.get(path).cloned(), after });
    }
    let taken = Taken { serial: offer.serial, day: offer.day, files };
    let laid = lay(folders, &offer).and_then(|()| setup.with_own_files_anew());
    match laid {
        Ok(anew) => {
            let mut state = offer.taken;
            state.laid.extend(taken.files.iter().map(|it| (it.path.clone(), it.after.clone())));
            if !taken.files.is_empty() {
                state::keep(folders, &taken)?;
            }
            state.write(folders)?;
            Ok(anew)
        }
        Err(fault) => {
            put_back(folders, &taken)?;
            Err(fault)
        }
    }
}

/// Takes the last update back, file by file; what was changed since stays. The day it was of, and what stays.
pub fn undo(setup: &Setup) -> anyhow::Result<Option<(Date, Vec<String>)>> {
    let folders = &setup.folders;
    let Some((kept, taken)) = state::last(folders)? else { return Ok(None) };
    let stays = put_back(folders, &taken)?;
    let mut state = State::read(folders)?;
    for it in &taken.files {
        match &it.laid_before {
            Some(before) => state.laid.insert(it.path.clone(), before.clone()),
            None => state.laid.remove(&it.path),
        };
    }
    state.write(folders)?;
    fs::remove_file(&kept).with_context(|| kept.display().to_string())?;
    Ok(Some((taken.day, stays)))
}

fn lay(folders: &Folders, offer: &Offer) -> anyhow::Result<()> {
    install::install(folders, &offer.definitions)?;
    for (path, text) in offer.texts.iter().filter(|(path, _)| !path.starts_with("carriers/")) {
        put(&place(folders, path), text)?;
    }
    Ok(())
}

/// Puts back what was there before, where it is still as the update laid it. What is not.
fn put_back(folders: &Folders, taken: &Taken) -> anyhow::Result<Vec<String>> {
    let mut stays = Vec::new();
    for it in &taken.files {
        let path = place(folders, &it.path);
        match (fs::read(&path).ok().map(|there| sha256(&there)), &it.before) {
            (Some(there), _) if there != it.after => stays.push(it.path.clone()),
            (_, Some(before)) => put(&path, before)?,
            (Some(_), None) => fs::remove_file(&path).with_context(|| path.display().to_string())?,
            (None, None) => {}
        }
    }
    Ok(stays)
}

/// What would be remembered of an index, if it is newer than the last.
fn newer(state: &State, index: &Index, bytes: &[u8], key: String) -> anyhow::Result<State> {
    let print = sha256(bytes);
    let same = index.serial == state.serial && print == state.index;
    let later = index.serial > state.serial && state.day.is_none_or(|day| index.day >= day);
    if !same && !later {
        bail!("it is older than what was taken: {} of {}, {} was taken", index.serial, index.day, state.serial);
    }
    let mut next = State { serial: index.serial, day: Some(index.day), index: print, ..state.clone() };
    if let Some(new) = index.next_key.clone().filter(|new| *new != key) {
        next.retired.remove(&new);
        next.keys.insert(new);
        next.retired.insert(key);
    }
    Ok(next)
}

/// Whose signature counts: the keys that are pinned, those the user names, those that took over from one of them.
fn trusted(setup: &Setup, state: &State) -> BTreeSet<String> {
    let pinned = PINNED.lines().map(str::trim).filter(|it| is_key(it)).map(str::to_owned);
    let mut keys: BTreeSet<String> = pinned.collect();
    keys.extend(setup.config.carriers.update_keys.iter().cloned());
    keys.extend(state.keys.iter().cloned());
    keys.retain(|it| !state.retired.contains(it));
    keys
}

/// How a file stands to what is in force.
enum Age {
    Same,
    Older,
    Newer { other_pace: bool },
}

fn age(setup: &Setup, entry: &Entry, text: &str) -> anyhow::Result<Age> {
    let Some(id) = entry.source() else { return age_of_rules(setup, entry, text) };
    let new = validate(id, text, Some(entry.path.clone()))?;
    let Some(old) = setup.registry.source(&SourceId::from(id)) else { return Ok(Age::Newer { other_pace: false }) };
    let old_text = definition_text(old)?.toml;
    Ok(match new.revision.cmp(&old.revision) {
        _ if old_text == text => Age::Same,
        std::cmp::Ordering::Greater => Age::Newer { other_pace: has_other_pace(old, &new) },
        _ => Age::Older,
    })
}

fn has_other_pace(old: &Definition, new: &Definition) -> bool {
    let of = |it: &Definition| (it.pace.gap, it.pace.floor, it.pace.per_day, it.pace.batch);
    of(old) != of(new)
}

/// Rules are as old as they say.
fn age_of_rules(setup: &Setup, entry: &Entry, text: &str) -> anyhow::Result<Age> {
    let day = |text: &str| -> Option<Date> { text.parse::<toml::Table>().ok()?.get("as_of")?.as_str()?.parse().ok() };
    let new = day(text).with_context(|| format!("{}: it does not say of which day it is (as_of)", entry.path))?;
    let name = entry.path.strip_prefix("rules/").and_then(|it| it.strip_suffix(".toml")).unwrap_or_default();
    let in_force = setup.knowledge.origins.iter().find(|it| it.name == name).map(|it| it.as_of);
    let there = fs::read_to_string(place(&setup.folders, &entry.path)).ok().and_then(|it| day(&it));
    Ok(match in_force.into_iter().chain(there).max() {
        Some(old) if new < old => Age::Older,
        _ => Age::Newer { other_pace: false },
    })
}

fn place(folders: &Folders, path: &str) -> PathBuf {
    match path.split_once('/') {
        Some(("rules", rest)) => folders.rules().join(rest),
        Some((_, rest)) => folders.carriers().join(rest),
        None => folders.config.join(Path::new("updates")).join(path),
    }
}

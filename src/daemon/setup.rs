//! Configuration and all that follows from it, made anew as a whole when it is read anew.

use std::{collections::BTreeMap, fs, io, path::Path};

use anyhow::Context;
use jiff::{SignedDuration, Timestamp, civil::Date};

use crate::{
    carriers::{Definition, Registry, Secrets},
    config::{Config, Folders, quiet_at},
    model::{Access, Advice, CarrierId, Notice, Number, SourceId},
    notify::Channel,
    rules::Book,
    text::{Lang, Phrasebook, Setting},
};

/// What the program works with.
pub struct Setup {
    /// What the user wants.
    pub config: Config,
    /// Where things lie.
    pub folders: Folders,
    /// The definitions in force.
    pub registry: Registry,
    /// What rules need to know.
    pub book: Book,
    /// The words.
    pub phrases: Phrasebook,
    secrets: BTreeMap<SourceId, Secrets>,
    channels: Vec<Channel>,
}

impl Setup {
    /// Puts everything together. `secrets` are the user's, by source; a source whose secrets are missing is not asked.
    /// `channels` are the ways out to the user: the configured ones, or a demo's own.
    pub fn new(
        config: Config,
        folders: Folders,
        lang: Lang,
        secrets: BTreeMap<SourceId, Secrets>,
        channels: Vec<Channel>,
        seed: u64,
    ) -> anyhow::Result<Setup> {
        let registry = Registry::with_overrides(overrides(&folders.carriers())?)?;
        let askable = |definition: &Definition| {
            let off = config.source(&definition.id).is_some_and(|it| it.off);
            let given = |name: &String| secrets.get(&definition.id).is_some_and(|it| it.contains_key(name));
            let keyed = definition.secrets.iter().all(|(name, secret)| secret.optional || given(name));
            definition.access != Access::LinkOnly && !off && keyed
        };
        let book = Book::embedded(config.home.clone(), config.zone(), registry.carriers(&askable), seed)?;
        Ok(Setup { phrases: Phrasebook::new(lang), config, folders, registry, book, secrets, channels })
    }

    /// The channels every notice is owed to.
    pub fn channel_names(&self) -> Vec<String> {
        self.channels.iter().map(|it| it.name().to_owned()).collect()
    }

    /// A channel by its name.
    pub fn channel(&self, name: &str) -> Option<Channel> {
        self.channels.iter().find(|it| it.name() == name).cloned()
    }

    /// What the user gave for a source.
    pub fn secrets_of(&self, source: &SourceId) -> &Secrets {
        static NONE: Secrets = Secrets::new();
        self.secrets.get(source).unwrap_or(&NONE)
    }

    /// Least time between two asks to a source's host: the definition's, or the user's longer one.
    pub fn gap(&self, definition: &Definition) -> SignedDuration {
        let wanted = self.config.source(&definition.id).and_then(|it| it.gap);
        wanted.unwrap_or(definition.pace.gap)
    }

    /// Whether a notice waits for the end of the quiet hours.
    pub fn waits(&self, notice: &Notice, now: Timestamp) -> bool {
        !notice.urgent && quiet_at(&self.config, now)
    }

    /// What the reader calls a carrier.
    pub fn name_of(&self, id: &CarrierId) -> String {
        let Some(carrier) = self.book.carriers.get(id) else { return id.to_string() };
        match (self.phrases.lang(), &carrier.name_ru) {
            (Lang::Ru, Some(name)) => name.clone(),
            _ => carrier.name.clone(),
        }
    }

    /// Tells with everything a sentence must know beside its own facts.
    pub fn telling<T>(&self, today: Date, tell: impl FnOnce(&Setting<'_>) -> T) -> T {
        let carrier = |id: &CarrierId| self.name_of(id);
        let page = |id: &CarrierId, number: &Number| self.book.carriers.get(id)?.page_for(number.as_str());
        let reason = |advice: &Advice| {
            let (shop, id) = (self.book.shop(advice.shop.as_ref()?)?, advice.reason.as_deref()?);
            let claim = shop.reason(id).or_else(|| shop.former.iter().find_map(|it| it.reason(id)))?;
            Some(if self.phrases.lang() == Lang::Ru { claim.ru.clone() } else { claim.en.clone() })
        };
        tell(&Setting { today, carrier: &carrier, page: &page, reason: &reason })
    }
}

/// The user's own definitions: id, text, path.
fn overrides(folder: &Path) -> anyhow::Result<Vec<(String, String, String)>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| folder.display().to_string()),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "toml") {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            files.push((id, text, path.display().to_string()));
        }
    }
    files.sort();
    Ok(files)
}

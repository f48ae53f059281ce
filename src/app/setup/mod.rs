//! Configuration and all that follows from it, made anew as a whole when it is read anew.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;
use jiff::{SignedDuration, Timestamp, civil::Date};

use crate::{
    carriers::{Definition, Registry, Secrets},
    config::{Config, Folders, quiet_at},
    import::messages::Templates,
    model::{Access, Advice, CarrierId, Case, Number, SourceId},
    notify::{Channel, Heartbeat},
    rules::{Knowledge, OwnRules, history::History},
    store::{Because, Owed},
    text::{Lang, Phrasebook, Setting},
};

/// What the program works with.
pub struct Setup {
    /// What the user wants.
    pub config: Config,
    /// Where things lie.
    pub folders: Folders,
    /// The definitions in force.
    pub registry: Arc<Registry>,
    /// What rules need to know.
    pub knowledge: Knowledge,
    /// What senders of messages write.
    pub templates: Arc<Templates>,
    /// The words.
    pub phrases: Arc<Phrasebook>,
    /// What is called while all is well.
    pub heartbeat: Option<Heartbeat>,
    /// Files in the user's `rules/` of a name that no rules have.
    pub unknown_rules: Vec<PathBuf>,
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
        let (own, unknown_rules) = own_rules(&folders.rules())?;
        let mut knowledge =
            Knowledge::with(config.home.clone(), config.zone(), registry.carriers(&askable), seed, &own)?;
        knowledge.customs.rates = config.customs.rates();
        knowledge.postcodes.clone_from(&config.postcodes);
        let templates = Arc::new(Templates::with_overrides(overrides(&folders.rules().join("messages"))?)?);
        let (registry, phrases) = (Arc::new(registry), Arc::new(Phrasebook::new(lang)));
        Ok(Setup {
            phrases,
            config,
            folders,
            registry,
            knowledge,
            templates,
            heartbeat: None,
            unknown_rules,
            secrets,
            channels,
        })
    }

    /// The same with what the user's own parcels teach by now, if they may.
    pub fn taught(&self, cases: &[Case], now: Timestamp) -> Setup {
        let heeded = if self.config.norms.learn { cases } else { &[] };
        self.with(Knowledge { history: History::of(heeded, &self.knowledge, now), ..self.knowledge.clone() })
    }

    /// The same in the zone this machine is in by now; `None` where it is still in the same.
    pub fn moved(&self) -> Option<Setup> {
        let zone = self.config.zone();
        (zone != self.knowledge.zone).then(|| self.with(Knowledge { zone, ..self.knowledge.clone() }))
    }

    fn with(&self, knowledge: Knowledge) -> Setup {
        Setup {
            config: self.config.clone(),
            folders: self.folders.clone(),
            registry: Arc::clone(&self.registry),
            knowledge,
            templates: Arc::clone(&self.templates),
            phrases: Arc::clone(&self.phrases),
            heartbeat: self.heartbeat.clone(),
            unknown_rules: self.unknown_rules.clone(),
            secrets: self.secrets.clone(),
            channels: self.channels.clone(),
        }
    }

    /// The channels a new notice is owed to: the first, or all where the user wants that.
    pub fn channel_names(&self) -> Vec<String> {
        let many = if self.config.notify.every { self.channels.len() } else { 1 };
        self.all_channels().into_iter().take(many).collect()
    }

    /// Every channel, in the user's order.
    pub fn all_channels(&self) -> Vec<String> {
        self.channels.iter().map(|it| it.name().to_owned()).collect()
    }

    /// Who takes over from a channel; nobody from the last, nor where each is told everything anyway.
    pub fn after(&self, channel: &str) -> Option<String> {
        let mut others = self.channels.iter().skip_while(|it| it.name() != channel).skip(1);
        others.next().filter(|_| !self.config.notify.every).map(|it| it.name().to_owned())
    }

    /// Who takes over what this channel owes: a reminder goes around, since it may have begun anywhere.
    pub fn taking_over(&self, owed: &Owed) -> Option<String> {
        match owed.because {
            Because::Reminder => self.around(&owed.channel).filter(|next| *next != owed.channel),
            Because::New | Because::TakesOver => self.after(&owed.channel),
        }
    }

    /// The next channel, the first after the last: the same one where it is the only one.
    pub fn around(&self, channel: &str) -> Option<String> {
        let at = self.channels.iter().position(|it| it.name() == channel)?;
        self.channels.iter().cycle().nth(at + 1).map(|it| it.name().to_owned())
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

    /// Until when a notice waits, or when to look at it again: for the end of a mute, for the digest, for the end of the
    /// quiet hours. What is urgent waits for a mute only, and what has a deadline for nothing.
    pub fn waits_until(&self, owed: &Owed, now: Timestamp) -> Option<Timestamp> {
        let notice = &owed.notice;
        if notice.insists() {
            return None;
        }
        if let Some(until) = owed.muted.filter(|until| *until > now) {
            return Some(until);
        }
        if notice.urgent {
            return None;
        }
        let digest = self.config.notify.digest.as_ref();
        let digest = digest.and_then(|it| it.next_after(notice.at.min(now), &self.config.zone()));
        let quiet = || quiet_at(&self.config, now).then(|| now.saturating_add(SignedDuration::from_mins(1)).ok());
        digest.filter(|at| *at > now).or_else(|| quiet().flatten())
    }

    /// What the reader calls a carrier.
    pub fn name_of(&self, id: &CarrierId) -> String {
        let Some(carrier) = self.knowledge.carriers.get(id) else { return id.to_string() };
        match (self.phrases.lang(), &carrier.name_ru) {
            (Lang::Ru, Some(name)) => name.clone(),
            _ => carrier.name.clone(),
        }
    }

    /// Tells with everything a sentence must know beside its own facts.
    pub fn telling<T>(&self, today: Date, tell: impl FnOnce(&Setting<'_>) -> T) -> T {
        let carrier = |id: &CarrierId| self.name_of(id);
        let page = |id: &CarrierId, number: &Number| self.knowledge.carriers.get(id)?.page_for(number.as_str());
        let reason = |advice: &Advice| {
            let (shop, id) = (self.knowledge.shop(advice.shop.as_ref()?)?, advice.reason.as_deref()?);
            let claim = shop.reason(id).or_else(|| shop.former.iter().find_map(|it| it.reason(id)))?;
            Some(if self.phrases.lang() == Lang::Ru { claim.ru.clone() } else { claim.en.clone() })
        };
        tell(&Setting { today, carrier: &carrier, page: &page, reason: &reason })
    }
}

/// The user's own definitions: id, text, path.
fn overrides(folder: &Path) -> anyhow::Result<Vec<(String, String, String)>> {
    let read = |(id, path): (String, PathBuf)| Ok((id, text(&path)?, path.display().to_string()));
    files(folder)?.into_iter().map(read).collect()
}

/// Rule files the user may replace, beside one for each shop.
const RULES: [&str; 3] = ["norms", "seasons", "customs"];

/// The user's own rules, and files among them of a name that no rules have.
fn own_rules(folder: &Path) -> anyhow::Result<(Vec<OwnRules>, Vec<PathBuf>)> {
    let (known, unknown): (Vec<_>, Vec<_>) =
        files(folder)?.into_iter().partition(|(name, _)| RULES.contains(&name.as_str()));
    let shops = files(&folder.join("marketplaces"))?;
    let shops = shops.into_iter().map(|(id, path)| (format!("marketplaces/{id}"), path));
    let read =
        |(name, path): (String, PathBuf)| Ok(OwnRules { name, text: text(&path)?, origin: path.display().to_string() });
    let own: anyhow::Result<_> = known.into_iter().chain(shops).map(read).collect();
    Ok((own?, unknown.into_iter().map(|(_, path)| path).collect()))
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

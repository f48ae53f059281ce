//! Configuration and all that follows from it, made anew as a whole when it is read anew.
//!
//! Belongs here: what the program works with, and how it is put together of files, environment and secrets. Does not belong
//! here: how single values are read (`config`).

mod channel_order;
pub mod channel_table;
pub(in crate::app) mod configuration_file;
mod consent;
mod environment;
pub mod install;
pub mod mended_file;
mod own_files;
mod people;

pub use consent::Consent;
pub use environment::Environment;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp, civil::Date};

use self::own_files::{overrides, own_rules, roots};
use crate::{
    carriers::{Brief, Pace, Registry, Secrets},
    config::{Config, Folders, is_this_machine},
    import::messages::Templates,
    model::{Access, Advice, CarrierId, Number, ParcelId, PersonId, SourceId, Stay, sha256},
    notify::{Channel, Heartbeat},
    rules::{Knowledge, history},
    text::{Lang, Phrasebook, Setting},
    wire::Roots,
};

/// What the program works with.
#[derive(Clone)]
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
    /// Hosts of the user's own definitions that they have not agreed to; those sources are not asked.
    pub not_agreed: BTreeMap<SourceId, BTreeSet<String>>,
    /// The user's own roots, or why they cannot be used.
    pub roots: BTreeMap<SourceId, Result<Roots, String>>,
    /// What is wrong with the user's files and set aside, a line each: only for who looks; see [`Environment`].
    pub slips: Vec<String>,
    secrets: BTreeMap<SourceId, Secrets>,
    channels: Vec<Channel>,
    /// Whose channels these are; of the whole house without it.
    person: Option<PersonId>,
    /// How everybody of the house is told: language, zone, channels and quiet hours are theirs.
    people: BTreeMap<PersonId, Arc<Setup>>,
    /// What the user's own definitions and rules say, as a fingerprint.
    own: String,
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
        let own_carriers = overrides(&folders.carriers())?;
        let (own, unknown_rules) = own_rules(&folders.rules())?;
        let print = sha256(format!("{own_carriers:?}{own:?}").as_bytes());
        let own_ids: Vec<SourceId> = own_carriers.iter().map(|(id, ..)| SourceId::from(id.as_str())).collect();
        let registry = Registry::with_overrides(own_carriers)?;
        let consent = Consent::read(&folders)?;
        let lacking = |id: &SourceId| Some((id.clone(), consent.lacking(&config, registry.source(id)?)));
        let not_agreed: BTreeMap<_, _> =
            own_ids.iter().filter_map(lacking).filter(|(_, hosts)| !hosts.is_empty()).collect();
        let roots = roots(&config, &folders);
        let askable = |definition: &Brief| {
            let off = config.source(&definition.id).is_some_and(|it| it.off);
            let given = |name: &String| secrets.get(&definition.id).is_some_and(|it| it.contains_key(name));
            let keyed = definition.secrets.iter().all(|(name, secret)| secret.optional || given(name));
            let agreed = !not_agreed.contains_key(&definition.id);
            definition.access != Access::LinkOnly && !off && keyed && agreed
        };
        let mut knowledge =
            Knowledge::with(config.home.clone(), config.zone(), registry.carriers(&askable), seed, &own)?;
        knowledge.customs.rates = config.customs.rates();
        knowledge.postcodes.clone_from(&config.postcodes);
        let templates = Templates::with_overrides(overrides(&folders.rules().join("messages"))?)?;
        let templates = Arc::new(templates.of_user(&config.messages.own));
        let (registry, phrases) = (Arc::new(registry), Arc::new(Phrasebook::new(lang)));
        let people: Vec<_> = config.people.keys().map(|id| (id.clone(), Vec::new())).collect();
        let house = Setup {
            phrases,
            config,
            folders,
            registry,
            knowledge,
            templates,
            heartbeat: None,
            unknown_rules,
            not_agreed,
            roots,
            slips: Vec::new(),
            secrets,
            channels,
            person: None,
            people: BTreeMap::new(),
            own: print,
        };
        Ok(house.with_people(people))
    }

    /// The same with the user's own definitions and rules as they lie in their folders by now.
    ///
    /// # Errors
    /// One of them cannot be read.
    pub fn with_own_files_anew(&self) -> anyhow::Result<Setup> {
        let (config, folders, lang) = (self.config.clone(), self.folders.clone(), self.phrases.lang());
        let (secrets, channels) = (self.secrets.clone(), self.channels.clone());
        let mut setup = Setup::new(config, folders, lang, secrets, channels, self.knowledge.seed)?;
        setup.heartbeat.clone_from(&self.heartbeat);
        setup.knowledge.history = self.knowledge.history.clone();
        let people = self.people.iter().map(|(id, theirs)| (id.clone(), theirs.channels.clone()));
        Ok(setup.with_people(people.collect()))
    }

    /// Whether the user's own definitions and rules are the same.
    pub fn has_own_files_of(&self, other: &Setup) -> bool {
        self.own == other.own
    }

    /// All that judgements rest on beside the parcels themselves: this program, the user's files and configuration, which
    /// sources can be asked. The same as long as none of it changes.
    pub fn fingerprint(&self) -> String {
        let Knowledge { carriers, zone, .. } = &self.knowledge;
        let parts = format!("{}{}{:?}{carriers:?}{zone:?}", env!("POSYLKA_SOURCES"), self.own, self.config);
        sha256(parts.as_bytes())
    }

    /// The same with what the user's own parcels teach by now, if they may.
    pub fn taught(&self, stays: Vec<(ParcelId, Stay)>) -> Setup {
        let heeded = if self.config.norms.learn { stays } else { Vec::new() };
        self.with(Knowledge { history: history::of_stays(heeded, &self.knowledge.norms), ..self.knowledge.clone() })
    }

    /// What rules would know with the files of a folder in place of those of the same name that are in force.
    ///
    /// # Errors
    /// A file that is not understood, by its name, line and column; a folder without a file of rules.
    pub fn with_rules_of(&self, folder: &Path) -> anyhow::Result<Knowledge> {
        let (tried, _) = own_rules(folder)?;
        anyhow::ensure!(
            !tried.is_empty(),
            "{}: no rules are in it; name a folder with norms.toml, seasons.toml, customs.toml, evidence.toml or \
             marketplaces/SHOP.toml",
            folder.display()
        );
        let (mut own, _) = own_rules(&self.folders.rules())?;
        own.extend(tried);
        let Knowledge { home, zone, carriers, seed, .. } = self.knowledge.clone();
        let mut knowledge = Knowledge::with(home, zone, carriers, seed, &own)?;
        knowledge.customs.rates = self.config.customs.rates();
        knowledge.postcodes.clone_from(&self.knowledge.postcodes);
        Ok(knowledge)
    }

    /// The same in the zone this machine is in by now; `None` where it is still in the same.
    pub fn moved(&self) -> Option<Setup> {
        let zone = self.config.zone();
        (zone != self.knowledge.zone).then(|| self.with(Knowledge { zone, ..self.knowledge.clone() }))
    }

    fn with(&self, knowledge: Knowledge) -> Setup {
        let people = self.people.iter().map(|(id, it)| (id.clone(), Arc::new(it.knowing(&knowledge)))).collect();
        Setup { knowledge, people, ..self.clone() }
    }

    /// Which of the user's own definitions are not asked until they agree, a line each.
    pub fn not_agreed_in_words(&self) -> Vec<String> {
        self.not_agreed.keys().filter_map(|id| self.not_agreed_in_words_for(id)).collect()
    }

    /// The same of one of them.
    pub fn not_agreed_in_words_for(&self, id: &SourceId) -> Option<String> {
        let hosts = self.not_agreed.get(id)?.iter().cloned().collect::<Vec<_>>().join(", ");
        Some(self.phrases.phrase("trust-not", &[("id", id.as_str().into()), ("hosts", hosts.into())]))
    }

    /// What the user gave for a source.
    pub fn secrets_of(&self, source: &SourceId) -> &Secrets {
        static NONE: Secrets = Secrets::new();
        self.secrets.get(source).unwrap_or(&NONE)
    }

    /// Least time between two asks to a source's host: the definition's, or the user's longer one.
    pub fn gap(&self, source: &SourceId, pace: &Pace) -> SignedDuration {
        self.config.source(source).and_then(|it| it.gap).unwrap_or(pace.gap)
    }

    /// Whether the user's configuration has moved a source to this very machine.
    pub fn stands_here(&self, source: &SourceId) -> bool {
        let base = self.config.source(source).and_then(|it| it.base_url.as_deref());
        let host = base.and_then(|base| base.split_once("://")).map(|(_, host)| host.trim_end_matches('/'));
        host.is_some_and(|host| is_this_machine(host.rsplit_once(':').map_or(host, |(host, _)| host)))
    }

    /// A moment by the user's clock, to the minute.
    pub fn minute(&self, at: Timestamp) -> String {
        at.to_zoned(self.knowledge.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// What the reader calls a carrier.
    pub fn name_of(&self, id: &CarrierId) -> String {
        self.name_in(self.phrases.lang(), id)
    }

    fn name_in(&self, lang: Lang, id: &CarrierId) -> String {
        let Some(carrier) = self.knowledge.carriers.get(id) else { return id.to_string() };
        match (lang, &carrier.name_ru) {
            (Lang::Ru, Some(name)) => name.clone(),
            _ => carrier.name.clone(),
        }
    }

    /// Tells with everything a sentence must know beside its own facts.
    pub fn telling<T>(&self, today: Date, tell: impl FnOnce(&Setting<'_>) -> T) -> T {
        self.telling_in(self.phrases.lang(), today, tell)
    }

    /// The same for readers of a language.
    pub fn telling_in<T>(&self, lang: Lang, today: Date, tell: impl FnOnce(&Setting<'_>) -> T) -> T {
        let carrier = |id: &CarrierId| self.name_in(lang, id);
        let page = |id: &CarrierId, number: &Number| self.knowledge.carriers.get(id)?.page_for(number.as_str());
        let reason = |advice: &Advice| {
            let (shop, id) = (self.knowledge.shop(advice.shop.as_ref()?)?, advice.reason.as_deref()?);
            let claim = shop.reason(id).or_else(|| shop.former.iter().find_map(|it| it.reason(id)))?;
            Some(if lang == Lang::Ru { claim.ru.clone() } else { claim.en.clone() })
        };
        tell(&Setting { today, carrier: &carrier, page: &page, reason: &reason })
    }
}

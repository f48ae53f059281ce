//! The user's TOML; unknown keys refused; passed down, never global.
//!
//! Every key has a default, and no file at all is the default configuration. What stands in the file is checked when it is
//! read, so that whoever gets a [`Config`] need not check again.
//!
//! Belongs here: what the user may write into the configuration, where files and secrets lie. Does not belong here:
//! what is made of it (`app::setup`).

mod backup;
mod carriers;
mod cron_times;
mod folders;
mod messages;
mod mqtt;
mod notify;
mod people;
mod publish;
mod secret;
mod system_zone;
#[cfg(test)]
mod tests;
mod this_machine;
mod tolerant;
mod values;
pub mod web;

use std::{
    collections::BTreeMap,
    fs, io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use jiff::{SignedDuration, tz::TimeZone};
use serde::Deserialize;

pub use self::{
    backup::BackupSettings,
    carriers::{Carriers, Mend},
    cron_times::{Minutes, quiet_at},
    folders::Folders,
    messages::{Imap, MAIL_PASSWORD, Messages},
    mqtt::{BROKER_PASSWORD, Mqtt},
    notify::{
        ChannelName, CommandSettings, DesktopSettings, EmailSettings, Notify, NtfySettings, TelegramSettings,
        VkSettings, WebhookSettings,
    },
    people::PersonSettings,
    publish::{NumbersShown, Publish, Shown},
    secret::{Keys, Revealed, Secret, SecretError, SecretFrom, Surroundings},
    tolerant::Tolerant,
    web::Web,
};
use crate::model::{Lang, PersonId, ShopId, SourceId, words};
pub use this_machine::is_this_machine;

/// What is wrong with the configuration, where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A piece of the file is not what it should be.
    #[error("{}:{line}:{column}: {what}", .path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What is wrong, with what could stand there.
        what: String,
    },
    /// A channel is named that is not set up.
    #[error(
        "{}: [{table}] channels names \"{name}\", but it is not set up; add [{table}.{name}] with {}",
        .path.display(), .name.needs()
    )]
    NotSetUp {
        /// The file.
        path: PathBuf,
        /// The table that names it.
        table: String,
        /// Which channel.
        name: ChannelName,
    },
    /// A password would travel in the clear to another machine.
    #[error(
        "{}: [messages.imap] tls = \"none\" is for a server on this machine only; write tls = \"starttls\" or \"implicit\"",
        .0.display()
    )]
    InTheClear(PathBuf),
    /// What the sensors say, and a password, would travel in the clear to another machine.
    #[error(
        "{}: [mqtt] another machine would be spoken to in the clear; write tls = true, or tls = false if nobody reads along in \
         your network",
        .0.display()
    )]
    BrokerInTheClear(PathBuf),
    /// This program was built without a part that the configuration wants.
    #[error("{}: this posylka was built without [{part}]; take a package, or build it with --features {part}", .path.display())]
    NotBuiltIn {
        /// The file.
        path: PathBuf,
        /// The table, and the feature.
        part: &'static str,
    },
    /// A secret stands in a file that others can read.
    #[error(
        "{path}: a secret stands in this file and others can read it; run `chmod 600 {path}`, \
        or write {{ file = ... }}, {{ command = [...] }}, {{ env = ... }} or {{ credential = ... }}",
        path = .0.display()
    )]
    Exposed(PathBuf),
    /// The file cannot be read.
    #[error("{}: {error}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Nobody's home.
    #[error("no home folder is known; set HOME, or give both --config and --data")]
    Homeless,
}

/// What the user wants otherwise than by default.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The language we speak. Not set: by the locale.
    pub language: Option<Lang>,
    /// The user's time zone. Not set: the system's.
    #[serde(deserialize_with = "values::zone")]
    pub zone: Option<TimeZone>,
    /// The country parcels come to, ISO 3166-1 alpha-2.
    #[serde(deserialize_with = "values::country")]
    pub home: String,
    /// Beginnings of the postcodes that the user's parcels come to: a number of a parcel for another is not theirs.
    #[serde(deserialize_with = "values::postcodes")]
    pub postcodes: Vec<String>,
    /// The shop of orders that name none.
    pub shop: ShopId,
    /// Claims.
    pub dispute: DisputeSettings,
    /// What money is worth at the border.
    pub customs: CustomsSettings,
    /// How norms are used.
    pub norms: NormsSettings,
    /// Ways out to the user.
    pub notify: Notify,
    /// Those of the house, by name.
    #[serde(deserialize_with = "people::people")]
    pub people: BTreeMap<PersonId, PersonSettings>,
    /// Where messages about parcels come in.
    pub messages: Messages,
    /// The page.
    pub web: Web,
    /// Files for others.
    pub publish: Publish,
    /// The broker of a house.
    pub mqtt: Option<Mqtt>,
    /// What is kept of what was heard.
    pub privacy: PrivacySettings,
    /// Copies of the database that come round; none without.
    pub backup: Option<BackupSettings>,
    /// The sources.
    pub carriers: Carriers,
    /// By source and name: where its secrets are.
    pub secrets: BTreeMap<SourceId, BTreeMap<String, SecretFrom>>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            language: None,
            zone: None,
            home: "RU".to_owned(),
            postcodes: Vec::new(),
            shop: ShopId::from("aliexpress-ru"),
            dispute: DisputeSettings::default(),
            customs: CustomsSettings::default(),
            norms: NormsSettings::default(),
            notify: Notify::default(),
            people: BTreeMap::new(),
            messages: Messages::default(),
            web: Web::default(),
            publish: Publish::default(),
            mqtt: None,
            privacy: PrivacySettings::default(),
            backup: None,
            carriers: Carriers::default(),
            secrets: BTreeMap::new(),
        }
    }
}

words! {
    /// When the texts of a claim are written.
    Draft {
        /// When the user asks.
        Suggest = "suggest",
        /// As soon as the advice says so.
        Auto = "auto",
    }
}

/// `[dispute]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DisputeSettings {
    /// When the texts of a claim are written.
    pub draft: Draft,
    /// The longest text of a claim, in characters: what the shop's form takes.
    #[serde(deserialize_with = "values::longest")]
    pub longest: usize,
}

impl Default for DisputeSettings {
    fn default() -> DisputeSettings {
        DisputeSettings { draft: Draft::Suggest, longest: 1000 }
    }
}

/// `[norms]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NormsSettings {
    /// Whether the user's own parcels speak in them.
    pub learn: bool,
}

impl Default for NormsSettings {
    fn default() -> NormsSettings {
        NormsSettings { learn: true }
    }
}

/// `[privacy]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PrivacySettings {
    /// Whether the newest answer of each source is kept word for word: the evidence of a claim, with whoever is named in it.
    pub keep_answers: bool,
}

impl Default for PrivacySettings {
    fn default() -> PrivacySettings {
        PrivacySettings { keep_answers: true }
    }
}

/// `[customs]`: roubles for one unit of a currency. Without them a sum at the border is told in the price's currency
/// where that is possible, and not at all where it is not.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CustomsSettings {
    /// For a euro.
    #[serde(deserialize_with = "values::rate")]
    pub rate_eur: Option<f64>,
    /// For a dollar.
    #[serde(deserialize_with = "values::rate")]
    pub rate_usd: Option<f64>,
    /// For a yuan.
    #[serde(deserialize_with = "values::rate")]
    pub rate_cny: Option<f64>,
}

impl CustomsSettings {
    /// The rates that are set, by ISO 4217.
    pub fn rates(&self) -> BTreeMap<String, f64> {
        let all = [("EUR", self.rate_eur), ("USD", self.rate_usd), ("CNY", self.rate_cny)];
        all.into_iter().filter_map(|(currency, rate)| Some((currency.to_owned(), rate?))).collect()
    }
}

/// `[carriers.ID]`
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "`mend`, `update_from`, `update_keys`, or the table of a source")]
pub struct SourceSettings {
    /// Never asked.
    pub off: bool,
    /// Replaces scheme, host and port of every request, without a slash at its end.
    #[serde(deserialize_with = "values::base_url")]
    pub base_url: Option<String>,
    /// Every request goes through it. It may hold a password.
    #[serde(deserialize_with = "values::proxy")]
    pub proxy: Option<Secret>,
    /// Between asks to the host, where the definition's is too short.
    #[serde(deserialize_with = "values::gap")]
    pub gap: Option<SignedDuration>,
    /// Hosts that a definition of the user's own may ask, beside those of the one it replaces.
    #[serde(deserialize_with = "values::hosts")]
    pub hosts: Vec<String>,
    /// A PEM file with roots that are trusted for this source alone, beside the system's; a relative path begins at the
    /// configuration folder.
    pub ca: Option<PathBuf>,
}

impl Config {
    /// Reads `config.toml`. A file that is not there is the default configuration, unless the user named it.
    pub fn load(folders: &Folders) -> Result<Config, ConfigError> {
        let path = &folders.file;
        let fault = |error| ConfigError::File { path: path.clone(), error };
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !folders.named => return Ok(Config::default()),
            Err(error) => return Err(fault(error)),
        };
        let config = Config::read(&text, path)?;
        let mode = fs::metadata(path).map_err(fault)?.permissions().mode();
        if mode & 0o077 != 0 && config.holds_secret() {
            return Err(ConfigError::Exposed(path.clone()));
        }
        Ok(config)
    }

    /// Reads the text of a configuration; errors name `path`.
    pub fn read(text: &str, path: &Path) -> Result<Config, ConfigError> {
        let config: Config = toml::from_str(text).map_err(|error| located(path.to_owned(), text, &error))?;
        if config.messages.imap.as_ref().is_some_and(Imap::is_exposed) {
            return Err(ConfigError::InTheClear(path.to_owned()));
        }
        match &config.mqtt {
            Some(_) if !cfg!(feature = "mqtt") => {
                return Err(ConfigError::NotBuiltIn { path: path.to_owned(), part: "mqtt" });
            }
            Some(mqtt) if mqtt.is_exposed() => return Err(ConfigError::BrokerInTheClear(path.to_owned())),
            _ => {}
        }
        let missing = |(table, notify): (String, &Notify)| Some((table, notify.missing()?));
        if let Some((table, name)) = config.all_notify().find_map(missing) {
            return Err(ConfigError::NotSetUp { path: path.to_owned(), table, name });
        }
        Ok(config)
    }

    /// The language: as set, else Russian for a Russian locale (`LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set).
    pub fn language(&self, locale: Option<&str>) -> Lang {
        let by_locale = if locale.is_some_and(|it| it.starts_with("ru")) { Lang::Ru } else { Lang::En };
        self.language.unwrap_or(by_locale)
    }

    /// The user's zone: as set, else the system's.
    pub fn zone(&self) -> TimeZone {
        self.zone.clone().unwrap_or_else(system_zone::system_zone)
    }

    /// What is set for a source.
    pub fn source(&self, id: &SourceId) -> Option<&SourceSettings> {
        self.carriers.sources.get(id)
    }

    /// Every secret that can be had, and what hinders the others. One that is missing costs its source only.
    pub async fn reveal(&self, around: &Surroundings) -> Revealed {
        let mut wanted = self.secrets.clone();
        wanted.extend(self.messages.secrets());
        wanted.extend(self.mqtt.iter().flat_map(Mqtt::secrets));
        let of_notify = self.all_notify().flat_map(|(table, notify)| notify.secrets(&table)).collect();
        secret::reveal(&wanted, of_notify, around).await
    }

    /// The ways out of the house and of everybody in it, with the name of their table.
    fn all_notify(&self) -> impl Iterator<Item = (String, &Notify)> {
        let people = self.people.iter().filter_map(|(id, it)| Some((Notify::table_of(id), it.notify.as_ref()?)));
        std::iter::once((Notify::TABLE.to_owned(), &self.notify)).chain(people)
    }

    fn holds_secret(&self) -> bool {
        let mail = self.messages.imap.as_ref().map(|imap| &imap.password);
        let broker = self.mqtt.as_ref().and_then(|mqtt| mqtt.password.as_ref());
        let carriers = self.secrets.values().flat_map(BTreeMap::values).chain(mail).chain(broker);
        let notify = self.all_notify().flat_map(|(table, notify)| notify.secrets(&table)).map(|(_, _, from)| from);
        carriers.chain(notify).any(|from| matches!(from, SecretFrom::Literal(_)))
    }
}

/// Where in the text it went wrong. The text itself is not repeated: a secret may stand there.
fn located(path: PathBuf, text: &str, error: &toml::de::Error) -> ConfigError {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    ConfigError::Wrong { path, line, column, what: error.message().to_owned() }
}

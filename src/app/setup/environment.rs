//! The setup of this machine: its configuration, its folders, and what its environment says.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use tracing::warn;

use super::Setup;
use crate::{
    carriers::Secrets,
    config::{ChannelName, Config, Folders, Keys, Notify, Secret, Surroundings, Tolerant},
    model::{PersonId, SourceId},
    notify::{self, Channel, Line, Means},
    text::Phrasebook,
};

/// What the environment of the process says.
#[derive(Debug, Clone, Copy)]
pub struct Environment {
    /// A variable, if it is set to something.
    pub var: fn(&str) -> Option<String>,
}

impl Environment {
    /// The locale people set: the first of these counts.
    pub fn locale(&self) -> Option<String> {
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(self.var)
    }

    /// The address of the session bus: the one that is named, else where sessions have it, be it there yet or not.
    pub fn session_bus(&self) -> Option<String> {
        let usual = || (self.var)("XDG_RUNTIME_DIR").map(|folder| format!("unix:path={folder}/bus"));
        (self.var)("DBUS_SESSION_BUS_ADDRESS").or_else(usual)
    }

    /// Where secrets may be.
    pub fn surroundings(&self, folders: &Folders) -> Surroundings {
        Surroundings {
            config: folders.config.clone(),
            credentials: (self.var)("CREDENTIALS_DIRECTORY").map(Into::into),
            var: self.var,
        }
    }

    /// The setup of who sends nothing: it knows which secrets there are but not what they say.
    pub fn setup_without_secrets(&self, folders: Folders) -> anyhow::Result<Setup> {
        let config = Config::load(&folders)?;
        let named = named(&config);
        self.setup(config, folders, named, &Keys::new())
    }

    /// The setup of who only looks: what is wrong with the user's files is set aside ([`Setup::slips`]).
    ///
    /// # Errors
    /// A configuration file that the user named and that is not there.
    pub fn setup_as_far_as_it_goes(&self, folders: Folders) -> anyhow::Result<Setup> {
        let Tolerant { config, wrong, set_aside } = Config::load_tolerant(&folders)?;
        let phrases = Phrasebook::new(config.language(self.locale().as_deref()));
        let mut slips: Vec<String> = wrong
            .map(|wrong| {
                let aside = if set_aside.is_empty() { phrases.label("slip-all") } else { set_aside.join(", ") };
                phrases.phrase("slip-config", &[("wrong", wrong.to_string().into()), ("aside", aside.into())])
            })
            .into_iter()
            .collect();
        let whole = self.setup(config.clone(), folders.clone(), named(&config), &Keys::new());
        let setup = whole.or_else(|error| {
            slips.push(phrases.phrase("slip-files", &[("wrong", without_the_line(&format!("{error:#}")).into())]));
            let bare = Folders { config: folders.config.join("set-aside"), ..folders.clone() };
            let named = named(&config);
            self.setup(config, bare, named, &Keys::new())
        })?;
        Ok(Setup { folders, slips, ..setup })
    }

    /// The setup with the secrets themselves, as who asks carriers needs them. One that cannot be had costs its source only.
    pub async fn setup_with_secrets(&self, folders: Folders) -> anyhow::Result<Setup> {
        let config = Config::load(&folders)?;
        let revealed = config.reveal(&self.surroundings(&folders)).await;
        for trouble in &revealed.troubles {
            warn!("{trouble}");
        }
        for path in &revealed.exposed {
            warn!("{}: others than you can read this secret; run chmod 600", path.display());
        }
        let secrets = revealed.secrets.into_iter().map(|(source, named)| {
            let named: Secrets = named.into_iter().map(|(name, secret)| (name, secret.expose().to_owned())).collect();
            (source, named)
        });
        let setup = self.setup(config, folders, secrets.collect(), &revealed.keys)?;
        for warning in setup.registry.warnings() {
            warn!("{warning}");
        }
        for line in setup.not_agreed_in_words() {
            warn!("{line}");
        }
        for fault in setup.roots.values().filter_map(|it| it.as_ref().err()) {
            warn!("{fault}");
        }
        Ok(setup)
    }

    /// One channel of a configuration, be it among those that are told or not; none where it is not set up.
    pub fn channel(&self, config: &Config, name: ChannelName, keys: &Keys) -> Option<Channel> {
        let only = Notify { channels: vec![name], ..config.notify.clone() };
        let bus = self.session_bus();
        let loopback_only = (self.var)("POSYLKA_CLOCK").is_some();
        notify::channels(&only, &Means { bus: bus.as_deref(), table: Notify::TABLE, keys, loopback_only }).pop()
    }

    /// How a channel's server is reached before the channel is set up.
    pub fn line(&self, config: &Config, own: Option<Secret>) -> Line {
        let loopback_only = (self.var)("POSYLKA_CLOCK").is_some();
        let proxy = own.or_else(|| config.notify.proxy.clone());
        Line { proxy, timeout: SignedDuration::from_secs(15), loopback_only }
    }

    /// The setup with these secrets.
    pub fn setup(
        &self,
        config: Config,
        folders: Folders,
        secrets: BTreeMap<SourceId, Secrets>,
        keys: &Keys,
    ) -> anyhow::Result<Setup> {
        let lang = config.language(self.locale().as_deref());
        let bus = self.session_bus();
        let loopback_only = (self.var)("POSYLKA_CLOCK").is_some();
        let means = Means { bus: bus.as_deref(), table: Notify::TABLE, keys, loopback_only };
        let channels = notify::channels(&config.notify, &means);
        let of_people = config.people.iter().map(|(id, person)| {
            let table = Notify::table_of(id);
            let ways = person.notify.as_ref().map(|it| notify::channels(it, &Means { table: &table, ..means }));
            (id.clone(), ways.unwrap_or_default())
        });
        let of_people: Vec<(PersonId, Vec<Channel>)> = of_people.collect();
        let heartbeat = notify::heartbeat(&config.notify, &means);
        // Any seed spreads asks; this one differs between users and stays the same for one.
        let seed = folders
            .data
            .to_string_lossy()
            .bytes()
            .fold(7, |seed: u64, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
        let mut setup = Setup::new(config, folders, lang, secrets, channels, seed)?;
        setup.heartbeat = heartbeat;
        Ok(setup.with_people(of_people))
    }
}

/// Which secrets there are, without what they say.
fn named(config: &Config) -> BTreeMap<SourceId, Secrets> {
    let named = config
        .secrets
        .iter()
        .map(|(source, names)| (source.clone(), names.keys().map(|name| (name.clone(), String::new())).collect()));
    named.collect()
}

/// What is wrong, without the line of the file that it quotes.
fn without_the_line(error: &str) -> String {
    error.lines().filter(|line| !line.contains('|')).map(str::trim).collect::<Vec<_>>().join(" ")
}

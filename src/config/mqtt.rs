//! `[mqtt]`: the broker of a house, and how much of a parcel its sensors say.

use std::{collections::BTreeMap, path::PathBuf};

use serde::{Deserialize, Deserializer, de::Error};

use super::{NumbersShown, SecretFrom, Shown, is_this_machine};
use crate::model::SourceId;

/// The name under which the password of the broker is kept among the secrets.
pub const BROKER_PASSWORD: (&str, &str) = ("mqtt", "password");

/// `[mqtt]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mqtt {
    /// The broker.
    pub host: String,
    /// Its port. Not set: 8883 with TLS, 1883 without.
    port: Option<u16>,
    /// Whether it is spoken to by TLS. Not set: as the port says, see [`Mqtt::tls`].
    tls: Option<bool>,
    /// A PEM file with roots that are trusted for this broker alone; a relative path begins at the configuration folder.
    pub ca: Option<PathBuf>,
    /// The account.
    pub user: Option<String>,
    /// Its password.
    pub password: Option<SecretFrom>,
    /// The topic below which everything of ours stands.
    #[serde(default = "topic", deserialize_with = "plain_topic")]
    pub topic: String,
    /// The topic below which things are announced.
    #[serde(default = "discovery", deserialize_with = "plain_topic")]
    pub discovery: String,
    /// Whose parcels have sensors: names of `[people]`. Not set: what is nobody's.
    #[serde(default, rename = "for")]
    pub people: Vec<String>,
    /// How much of a tracking number is said.
    #[serde(default = "short")]
    pub numbers: NumbersShown,
    /// Whether titles are.
    #[serde(default)]
    pub titles: bool,
    /// Whether purchases are.
    #[serde(default)]
    pub purchases: bool,
}

fn topic() -> String {
    "posylka".to_owned()
}

fn discovery() -> String {
    "homeassistant".to_owned()
}

fn short() -> NumbersShown {
    NumbersShown::Short
}

impl Mqtt {
    /// How much of a parcel is said.
    pub fn shown(&self) -> Shown {
        Shown { numbers: self.numbers, titles: self.titles, purchases: self.purchases }
    }

    /// Whether the broker is spoken to by TLS: as is said, else on port 8883.
    pub fn tls(&self) -> bool {
        self.tls.unwrap_or(self.port == Some(8883))
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(if self.tls() { 8883 } else { 1883 })
    }

    /// Whether all of it would travel in the clear to another machine, and nobody has said that it may.
    pub(super) fn is_exposed(&self) -> bool {
        self.tls.is_none() && !self.tls() && !is_this_machine(&self.host)
    }

    pub(super) fn secrets(&self) -> BTreeMap<SourceId, BTreeMap<String, SecretFrom>> {
        let (source, name) = BROKER_PASSWORD;
        let password = self.password.iter().map(|it| (name.to_owned(), it.clone())).collect::<BTreeMap<_, _>>();
        if password.is_empty() { BTreeMap::new() } else { BTreeMap::from([(SourceId::from(source), password)]) }
    }
}

/// Words with slashes between them, as brokers and those who announce things take them.
fn plain_topic<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    let plain = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    match text.len() <= 100 && text.split('/').all(plain) {
        true => Ok(text),
        false => Err(D::Error::custom(format!("{text:?} is no topic; write for example \"home/posylka\""))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Mqtt, String> {
        toml::from_str(text).map_err(|fault| fault.message().to_owned())
    }

    #[test]
    fn another_machine_is_spoken_to_in_the_clear_only_where_that_is_said() {
        for (text, tls, port, exposed) in [
            ("host = 'localhost'", false, 1883, false),
            ("host = 'broker.home'", false, 1883, true),
            ("host = 'broker.home'\ntls = false", false, 1883, false),
            ("host = 'broker.home'\ntls = true", true, 8883, false),
            ("host = 'broker.home'\nport = 8883", true, 8883, false),
            ("host = 'broker.home'\nport = 1884", false, 1884, true),
        ] {
            let mqtt = read(text).unwrap();
            assert_eq!((mqtt.tls(), mqtt.port(), mqtt.is_exposed()), (tls, port, exposed), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused_with_an_example() {
        let least = read("host = 'localhost'").unwrap();
        assert_eq!((least.topic.as_str(), least.discovery.as_str()), ("posylka", "homeassistant"));
        assert_eq!(least.shown(), crate::config::Publish::default().shown());
        for (wrong, cure) in [
            ("topic = 'a/#'", "home/posylka"),
            ("topic = '/a'", "home/posylka"),
            ("discovery = ''", "home/posylka"),
            ("password = ''", "a secret is"),
            ("qos = 1", "unknown field"),
        ] {
            let told = read(&format!("host = 'localhost'\n{wrong}")).unwrap_err();
            assert!(told.contains(cure), "{wrong}: {told}");
        }
    }
}

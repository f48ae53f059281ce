//! `[people.NAME]`: those of the house, each with ways out, a language and a zone of their own.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, de::Error};

use super::{Notify, values};
use crate::model::{Lang, PersonId};

/// `[people.NAME]`
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersonSettings {
    /// The language they read. Not set: the one of the house.
    pub language: Option<Lang>,
    /// Their time zone. Not set: the one of the house.
    #[serde(deserialize_with = "values::zone")]
    pub zone: Option<TimeZone>,
    /// Their ways out, as `[notify]` has those of the house. Without them they are told by those of the house.
    #[serde(deserialize_with = "ways")]
    pub notify: Option<Notify>,
}

/// The people by name.
pub(super) fn people<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<PersonId, PersonSettings>, D::Error> {
    let people = BTreeMap::<PersonId, PersonSettings>::deserialize(from)?;
    match people.keys().find_map(|it| Some((it, PersonId::fault(it.as_str())?))) {
        None => Ok(people),
        Some((name, fault)) => Err(D::Error::custom(format!("{name:?}: {fault}; write for example [people.anna]"))),
    }
}

/// The ways of a person are named: that of the desk here is hardly theirs.
fn ways<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Notify>, D::Error> {
    let table = toml::Table::deserialize(from)?;
    if !table.contains_key("channels") {
        return Err(D::Error::custom(
            "a person's notify must name its channels; write for example channels = [\"email\"]",
        ));
    }
    let notify: Notify = table.try_into().map_err(|fault: toml::de::Error| D::Error::custom(fault.message()))?;
    match notify.heartbeat {
        None => Ok(Some(notify)),
        Some(_) => Err(D::Error::custom("the heartbeat is of the machine; write it under [notify]")),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::config::Config;

    fn read(text: &str) -> Result<Config, String> {
        Config::read(text, Path::new("config.toml")).map_err(|fault| fault.to_string())
    }

    #[test]
    fn a_person_is_told_in_their_own_way_or_in_that_of_the_house() {
        let config =
            read("[people.anna]\nlanguage = 'ru'\nzone = 'Asia/Omsk'\n[people.boris.notify]\nchannels = []").unwrap();
        let names: Vec<&str> = config.people.keys().map(|it| it.as_str()).collect();
        assert_eq!(names, ["anna", "boris"]);
        assert!(config.people[&"anna".into()].notify.is_none());
        assert!(config.people[&"boris".into()].notify.as_ref().unwrap().channels.is_empty());
    }

    #[test]
    fn what_cannot_be_meant_is_refused_with_the_cure() {
        for (wrong, cure) in [
            ("[people.'anna/boris']", "letters, digits"),
            ("[people.'']", "1 to 40"),
            ("[people.anna]\nzone = 'Omsk'", "Europe/Moscow"),
            ("[people.anna.notify]\nquiet = '* 22-7 * * *'", "must name its channels"),
            ("[people.anna.notify]\nchannels = ['email']", "people.anna.notify.email"),
            ("[people.anna.notify]\nchannels = []\nheartbeat = 'https://example.org'", "[notify]"),
            ("[people.anna]\nphone = 1", "unknown field"),
        ] {
            let told = read(wrong).unwrap_err();
            assert!(told.contains(cure), "{wrong}: {told}");
        }
    }
}

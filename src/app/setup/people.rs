//! How each of the house is told: what is the house's for all, and what is theirs.

use std::{collections::BTreeMap, sync::Arc};

use super::Setup;
use crate::{
    app::refusal::Refusal,
    config::{Config, Notify},
    model::PersonId,
    notify::Channel,
    rules::Knowledge,
    text::Phrasebook,
};

impl Setup {
    /// The same with those of the house, each with the channels that are theirs.
    pub(super) fn with_people(self, people: Vec<(PersonId, Vec<Channel>)>) -> Setup {
        let people = people.into_iter().map(|(id, channels)| {
            let theirs = self.of_person(&id, channels);
            (id, Arc::new(theirs))
        });
        Setup { people: people.collect(), ..self }
    }

    fn of_person(&self, id: &PersonId, channels: Vec<Channel>) -> Setup {
        let settings = self.config.people.get(id).cloned().unwrap_or_default();
        let notify = settings.notify.unwrap_or(Notify { channels: Vec::new(), ..self.config.notify.clone() });
        let zone = settings.zone.or_else(|| self.config.zone.clone());
        let language = settings.language.or(self.config.language);
        let config = Config { language, zone, notify, people: BTreeMap::new(), ..self.config.clone() };
        let phrases = match settings.language.filter(|lang| *lang != self.phrases.lang()) {
            Some(lang) => Arc::new(Phrasebook::new(lang)),
            None => Arc::clone(&self.phrases),
        };
        let (heartbeat, person, people) = (None, Some(id.clone()), BTreeMap::new());
        let theirs = Setup { config, phrases, channels, heartbeat, person, people, ..self.clone() };
        theirs.knowing(&self.knowledge)
    }

    /// A person's setup with what is known by now, in their zone.
    pub(super) fn knowing(&self, knowledge: &Knowledge) -> Setup {
        let zone = self.config.zone.clone().unwrap_or_else(|| knowledge.zone.clone());
        Setup { knowledge: Knowledge { zone, ..knowledge.clone() }, ..self.clone() }
    }

    /// How somebody is told; as the house where nobody of this name is in it.
    pub fn of(&self, person: Option<&PersonId>) -> &Setup {
        person.and_then(|it| self.people.get(it)).map_or(self, |it| it)
    }

    /// How those are told whose channel this is.
    pub fn of_channel(&self, channel: &str) -> &Setup {
        let person = channel.split_once('/').map(|(person, _)| PersonId::from(person));
        self.of(person.as_ref())
    }

    /// Everybody of the house, as they are told.
    pub fn everybody(&self) -> impl Iterator<Item = (&PersonId, &Setup)> {
        self.people.iter().map(|(id, it)| (id, it.as_ref()))
    }

    /// The names of those of the house.
    pub fn names(&self) -> Vec<PersonId> {
        self.config.people.keys().cloned().collect()
    }

    /// Somebody of the house by their name.
    ///
    /// # Errors
    /// A [`Refusal`] where nobody is called so.
    pub fn find_person(&self, name: &str) -> Result<PersonId, Refusal> {
        let person = PersonId::from(name.trim());
        match self.config.people.contains_key(&person) {
            true => Ok(person),
            false => {
                let known = self.names().iter().map(PersonId::to_string).collect::<Vec<_>>().join(", ");
                let id = if known.is_empty() { "person-nobody-yet" } else { "person-nobody" };
                Err(Refusal::new(id).with("name", person.to_string()).with("known", known))
            }
        }
    }
}

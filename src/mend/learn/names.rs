//! What fields are called, by the definitions there are: they are the examples.

use std::collections::BTreeMap;

use super::super::likeness::{last_name, likeness};
use crate::{
    carriers::{Definition, Registry},
    model::SourceId,
};

/// The names of each kind of field.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeMap<&'static str, Vec<String>>);

impl Names {
    /// Those of all definitions but one.
    pub(super) fn of(registry: &Registry, except: Option<&SourceId>) -> Names {
        let mut names = Names::default();
        let definitions = registry.iter().filter(|it| except != Some(&it.id));
        for definition in definitions.filter(|it| it.answer.as_ref().is_some_and(|it| it.format.word() != "html")) {
            names.add(definition);
        }
        names
    }

    fn add(&mut self, definition: &Definition) {
        let Some(answer) = &definition.answer else { return };
        let fields = [
            ("time", &answer.time),
            ("code", &answer.code),
            ("text", &answer.text),
            ("place", &answer.place),
            ("identity", &answer.identity),
        ];
        for (key, many) in fields {
            let places = many.0.iter().flat_map(|it| it.place.places());
            let all = self.0.entry(key).or_default();
            all.extend(places.map(|it| last_name(it.source()).to_owned()).filter(|it| it.parse::<u32>().is_err()));
        }
    }

    /// 0 to 1: how much a name is like those of a field, and not like those of the others.
    pub(super) fn like(&self, key: &str, name: &str) -> f64 {
        let best = |key: &str| {
            let names = self.0.get(key).into_iter().flatten();
            let (most, count) = names.map(|it| likeness(it, name)).fold((0, 0), |(most, count), it| match it {
                it if it > most => (it, 1),
                it if it == most => (most, count + 1),
                _ => (most, count),
            });
            f64::from(most) / 100.0 + f64::from(count.min(10)) / 100.0
        };
        let own = best(key);
        let others = self.0.keys().filter(|it| **it != key).map(|it| best(it)).fold(0.0, f64::max);
        (own - (others - own).max(0.0)).clamp(0.0, 1.0)
    }
}

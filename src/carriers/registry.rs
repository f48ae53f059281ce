//! All definitions in force.

use std::{collections::BTreeMap, sync::OnceLock};

use regex::{RegexSet, RegexSetBuilder};

use super::{
    definition::{Definition, DefinitionError, NumberRule, Tables},
    numbers::Words,
    phrases::Phrases,
    request::takes,
};
use crate::model::{Carrier, CarrierId, Reason, Source, SourceId, Status};

const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/carriers.rs"));

/// Something about an override that the user should know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// The user's file is older than the embedded definition it replaces.
    #[error("carriers/{id}.toml: your revision {theirs} replaces the newer {ours}; compare them, or remove yours")]
    Stale {
        /// Which source.
        id: SourceId,
        /// The user's revision.
        theirs: u32,
        /// The embedded revision.
        ours: u32,
    },
}

/// All definitions in force.
#[derive(Debug)]
pub struct Registry {
    /// By id, which keeps their places steady for the shapes.
    sources: Vec<Definition>,
    warnings: Vec<Warning>,
    shapes: OnceLock<Shapes>,
    words: OnceLock<Words>,
    phrases: OnceLock<Option<Phrases>>,
}

/// The number rules of all definitions, matched at once.
#[derive(Debug)]
struct Shapes {
    set: RegexSet,
    /// The place of a definition, and of the rule in it.
    rules: Vec<(usize, usize)>,
}

impl Registry {
    /// What the words of a scan say, where its code says nothing.
    pub fn by_words(&self, text: &str) -> Option<(Status, Option<Reason>)> {
        // The phrases are compiled with the first text that needs them. That they can be is tested.
        self.phrases.get_or_init(|| Phrases::embedded().ok()).as_ref()?.by_words(text)
    }

    /// The definitions this program brings.
    pub fn embedded() -> Result<Registry, DefinitionError> {
        Registry::of(EMBEDDED.iter().map(|(id, text)| Definition::parse(id, text, None)))
    }

    /// The text of a definition this program brings: what a mended one begins with.
    pub fn embedded_text(id: &SourceId) -> Option<&'static str> {
        EMBEDDED.iter().find(|(it, _)| *it == id.as_str()).map(|(_, text)| *text)
    }

    /// The same, with a user's files (id, text, path) in place of those with the same id.
    pub fn with_overrides(
        files: impl IntoIterator<Item = (String, String, String)>,
    ) -> Result<Registry, DefinitionError> {
        let mut registry = Registry::embedded()?;
        for (id, text, origin) in files {
            let theirs = super::definition::validate(&id, &text, Some(origin))?;
            let revision = theirs.revision;
            if let Some(ours) = registry.put(theirs).filter(|it| it.revision > revision) {
                registry.warnings.push(Warning::Stale { id: ours.id, theirs: revision, ours: ours.revision });
            }
        }
        registry.named_sources_exist()?;
        Ok(registry)
    }

    /// Definitions as given; of two with one id the last counts.
    pub fn of(
        definitions: impl IntoIterator<Item = Result<Definition, DefinitionError>>,
    ) -> Result<Registry, DefinitionError> {
        let mut registry = Registry {
            sources: Vec::new(),
            warnings: Vec::new(),
            shapes: OnceLock::new(),
            words: OnceLock::new(),
            phrases: OnceLock::new(),
        };
        for definition in definitions {
            registry.put(definition?);
        }
        registry.named_sources_exist()?;
        Ok(registry)
    }

    /// Takes a definition in; gives back the one it replaces.
    fn put(&mut self, definition: Definition) -> Option<Definition> {
        match self.place(&definition.id) {
            Ok(at) => Some(std::mem::replace(&mut self.sources[at], definition)),
            Err(at) => {
                self.sources.insert(at, definition);
                None
            }
        }
    }

    /// Where a source is, or belongs.
    fn place(&self, id: &SourceId) -> Result<usize, usize> {
        self.sources.binary_search_by(|it| it.id.cmp(id))
    }

    fn named_sources_exist(&self) -> Result<(), DefinitionError> {
        let tables = self.iter().flat_map(|it| it.tables_of.iter().map(move |id| (it, "tables_of", id)));
        let through = self.iter().flat_map(|it| it.asked_through.iter().map(move |id| (it, "asked_through", id)));
        match tables.chain(through).find(|(.., id)| self.source(id).is_none()) {
            None => Ok(()),
            Some((definition, key, _)) => Err(DefinitionError::Meaning {
                origin: definition.named().to_owned(),
                key: key.to_owned(),
                message: "there is no such source".to_owned(),
            }),
        }
    }

    /// One source.
    pub fn source(&self, id: &SourceId) -> Option<&Definition> {
        self.place(id).ok().map(|at| &self.sources[at])
    }

    /// All sources, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Definition> {
        self.sources.iter()
    }

    /// What the user should know of their own files.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The tables a source reads by: its own, or those of the source it names.
    pub fn tables<'a>(&'a self, definition: &'a Definition) -> &'a Tables {
        let other = definition.tables_of.as_ref().and_then(|id| self.source(id));
        &other.unwrap_or(definition).tables
    }

    /// The carriers, each with its sources in order of preference; names come from the first of them.
    pub fn carriers(&self, askable: &dyn Fn(&Definition) -> bool) -> BTreeMap<CarrierId, Carrier> {
        let mut sorted: Vec<&Definition> = self.iter().collect();
        sorted.sort_by_key(|it| it.preference);
        let mut carriers: BTreeMap<CarrierId, Carrier> = BTreeMap::new();
        for definition in sorted {
            let carrier = carriers.entry(definition.of.clone()).or_insert_with(|| carrier_of(definition));
            carrier.page = carrier.page.take().or_else(|| definition.page.clone());
            extend(&mut carrier.also_called, &definition.also_called);
            extend(&mut carrier.post_of, &definition.post_of);
            carrier.sources.push(source_of(definition, askable));
        }
        for definition in self.iter().filter(|it| !it.asked_through.is_empty()) {
            let through = definition.asked_through.iter().filter_map(|id| self.source(id));
            let sources = through.map(|it| source_of(it, askable));
            carriers.entry(definition.of.clone()).and_modify(|it| it.sources.extend(sources));
        }
        carriers
    }

    /// What words say of a number after them.
    pub(super) fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::of(self.iter()))
    }

    fn shapes(&self) -> &Shapes {
        self.shapes.get_or_init(|| {
            let all = self.sources.iter().enumerate();
            let rules: Vec<_> = all.flat_map(|(at, it)| (0..it.numbers.len()).map(move |index| (at, index))).collect();
            let whole =
                |(at, index): &(usize, usize)| format!("^(?:{})$", self.sources[*at].numbers[*index].pattern.source());
            let set = RegexSetBuilder::new(rules.iter().map(whole)).unicode(false).build();
            // A rule that does not compile matches nothing; `check` refuses it with its place.
            Shapes { set: set.unwrap_or_else(|_| RegexSet::empty()), rules }
        })
    }

    /// The rules whose shape a text has, each with its definition.
    pub(super) fn claims(&self, text: &str) -> impl Iterator<Item = (&Definition, &NumberRule)> {
        let shapes = self.shapes();
        shapes.set.matches(text).into_iter().map(|rule| {
            let (at, index) = shapes.rules[rule];
            (&self.sources[at], &self.sources[at].numbers[index])
        })
    }

    /// Whether any rule knows the shape of a text.
    pub(super) fn knows(&self, text: &str) -> bool {
        self.shapes().set.is_match(text)
    }
}

fn source_of(definition: &Definition, askable: &dyn Fn(&Definition) -> bool) -> Source {
    Source {
        id: definition.id.clone(),
        access: definition.access,
        askable: definition.request.is_some() && askable(definition),
        floor: definition.pace.floor,
        takes_postcode: takes(definition, "postcode"),
        carrier_codes: definition.carrier_codes.as_ref().map(|it| it.from.clone()),
    }
}

fn carrier_of(definition: &Definition) -> Carrier {
    Carrier {
        id: definition.of.clone(),
        name: definition.name.clone(),
        name_ru: definition.name_ru.clone(),
        also_called: Vec::new(),
        post_of: Vec::new(),
        page: definition.page.clone(),
        sources: Vec::new(),
    }
}

fn extend(known: &mut Vec<String>, more: &[String]) {
    for text in more {
        if !known.contains(text) {
            known.push(text.clone());
        }
    }
}

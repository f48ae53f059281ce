//! All definitions in force.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use super::{
    brief::Brief,
    definition::{Definition, DefinitionError, NumberRule, Tables},
    numbers::{Shapes, Words},
    phrases::Phrases,
};
use crate::model::{Carrier, CarrierId, Reason, Source, SourceId, Status};

/// The embedded definitions: id, TOML, and the same as JSON, which is read faster.
const EMBEDDED: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/carriers.rs"));

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
    sources: Vec<Entry>,
    warnings: Vec<Warning>,
    shapes: OnceLock<Shapes>,
    /// The place of a definition, and of the rule in it, by the place of its shape.
    rules: OnceLock<Vec<(usize, usize)>>,
    words: OnceLock<Words>,
    phrases: OnceLock<Option<Phrases>>,
}

/// A definition, read in full when it is first needed.
#[derive(Debug)]
struct Entry {
    brief: Brief,
    /// The embedded one as JSON.
    text: &'static str,
    full: OnceLock<Definition>,
}

impl Entry {
    fn full(&self) -> &Definition {
        self.full.get_or_init(|| Definition::embedded(self.brief.id.clone(), self.text))
    }

    fn of(definition: Definition) -> Entry {
        Entry { brief: Brief::of(&definition), text: "", full: OnceLock::from(definition) }
    }
}

impl Registry {
    /// What the words of a scan say, where its code says nothing.
    pub fn by_words(&self, text: &str) -> Option<(Status, Option<Reason>)> {
        // The phrases are compiled with the first text that needs them. That they can be is tested.
        self.phrases.get_or_init(|| Phrases::embedded().ok()).as_ref()?.by_words(text)
    }

    /// The definitions this program brings.
    pub fn embedded() -> Result<Registry, DefinitionError> {
        let entry =
            |(brief, (_, _, text)): (Brief, &(&str, &str, &'static str))| Entry { brief, text, full: OnceLock::new() };
        Ok(Registry::with(Brief::embedded().into_iter().zip(EMBEDDED).map(entry).collect()))
    }

    fn with(sources: Vec<Entry>) -> Registry {
        Registry {
            sources,
            warnings: Vec::new(),
            shapes: OnceLock::new(),
            rules: OnceLock::new(),
            words: OnceLock::new(),
            phrases: OnceLock::new(),
        }
    }

    /// The text of a definition this program brings: what a mended one begins with.
    pub fn embedded_text(id: &SourceId) -> Option<&'static str> {
        EMBEDDED.iter().find(|(it, ..)| *it == id.as_str()).map(|(_, text, _)| *text)
    }

    /// The hosts that the definition this program brings for a source asks; none where it brings none.
    pub fn embedded_hosts(id: &SourceId) -> BTreeSet<String> {
        let text = Registry::embedded_text(id);
        let ours = text.and_then(|text| Definition::parse(id.as_str(), text, None).ok());
        ours.map(|it| it.hosts()).unwrap_or_default()
    }

    /// The same, with a user's files (id, text, path) in place of those with the same id.
    pub fn with_overrides(
        files: impl IntoIterator<Item = (String, String, String)>,
    ) -> Result<Registry, DefinitionError> {
        let mut registry = Registry::embedded()?;
        for (id, text, origin) in files {
            let theirs = super::definition::validate(&id, &text, Some(origin))?;
            let (id, revision) = (theirs.id.clone(), theirs.revision);
            let ours = registry.source(&id).map(|it| it.revision).filter(|ours| *ours > revision);
            registry.put(theirs);
            registry.warnings.extend(ours.map(|ours| Warning::Stale { id, theirs: revision, ours }));
        }
        if !registry.sources.iter().all(|it| it.full.get().is_none()) {
            registry.named_sources_exist()?;
        }
        Ok(registry)
    }

    /// Definitions as given; of two with one id the last counts.
    pub fn of(
        definitions: impl IntoIterator<Item = Result<Definition, DefinitionError>>,
    ) -> Result<Registry, DefinitionError> {
        let mut registry = Registry::with(Vec::new());
        for definition in definitions {
            registry.put(definition?);
        }
        registry.named_sources_exist()?;
        Ok(registry)
    }

    /// Takes a definition in; gives back what the one it replaces says in brief.
    fn put(&mut self, definition: Definition) -> Option<Brief> {
        match self.place(&definition.id) {
            Ok(at) => Some(std::mem::replace(&mut self.sources[at], Entry::of(definition)).brief),
            Err(at) => {
                self.sources.insert(at, Entry::of(definition));
                None
            }
        }
    }

    /// Where a source is, or belongs.
    fn place(&self, id: &SourceId) -> Result<usize, usize> {
        self.sources.binary_search_by(|it| it.brief.id.cmp(id))
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
        self.place(id).ok().map(|at| self.sources[at].full())
    }

    /// All sources in full, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Definition> {
        self.sources.iter().map(Entry::full)
    }

    /// All sources in brief, by id.
    pub fn briefs(&self) -> impl Iterator<Item = &Brief> {
        self.sources.iter().map(|it| &it.brief)
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
    pub fn carriers(&self, askable: &dyn Fn(&Brief) -> bool) -> BTreeMap<CarrierId, Carrier> {
        let mut sorted: Vec<&Brief> = self.briefs().collect();
        sorted.sort_by_key(|it| it.preference);
        let mut carriers: BTreeMap<CarrierId, Carrier> = BTreeMap::new();
        for brief in sorted {
            let carrier = carriers.entry(brief.of.clone()).or_insert_with(|| carrier_of(brief));
            carrier.page = carrier.page.take().or_else(|| brief.page.clone());
            extend(&mut carrier.also_called, &brief.also_called);
            extend(&mut carrier.post_of, &brief.post_of);
            carrier.sources.push(source_of(brief, askable));
        }
        for brief in self.briefs().filter(|it| !it.asked_through.is_empty()) {
            let known = |id: &SourceId| Some(&self.sources[self.place(id).ok()?].brief);
            let sources = brief.asked_through.iter().filter_map(known).map(|it| source_of(it, askable));
            carriers.entry(brief.of.clone()).and_modify(|it| it.sources.extend(sources));
        }
        carriers
    }

    /// What words say of a number after them.
    pub(super) fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::of(self.briefs()))
    }

    fn rules(&self) -> &[(usize, usize)] {
        self.rules.get_or_init(|| {
            let all = self.briefs().enumerate();
            all.flat_map(|(at, it)| (0..it.numbers.len()).map(move |index| (at, index))).collect()
        })
    }

    fn shapes(&self) -> &Shapes {
        let pattern = |(at, index): &(usize, usize)| {
            let brief = &self.sources[*at].brief;
            (brief.numbers[*index].pattern.source(), brief.bounds[*index].clone())
        };
        self.shapes.get_or_init(|| Shapes::of(self.rules().iter().map(pattern)))
    }

    /// The rules whose shape a text has, each with its definition.
    pub(super) fn claims<'r>(&'r self, text: &'r str) -> impl Iterator<Item = (&'r Brief, &'r NumberRule)> {
        self.shapes().of_text(text).map(|rule| {
            let (at, index) = self.rules()[rule];
            let brief = &self.sources[at].brief;
            (brief, &brief.numbers[index])
        })
    }

    /// Whether any rule knows the shape of a text.
    pub(super) fn knows(&self, text: &str) -> bool {
        self.shapes().of_text(text).next().is_some()
    }
}

fn source_of(brief: &Brief, askable: &dyn Fn(&Brief) -> bool) -> Source {
    Source {
        id: brief.id.clone(),
        access: brief.access,
        askable: brief.has_request && askable(brief),
        floor: brief.pace.floor,
        takes_postcode: brief.takes_postcode,
        carrier_codes: brief.carrier_codes.as_ref().map(|it| it.from.clone()),
    }
}

fn carrier_of(brief: &Brief) -> Carrier {
    Carrier {
        id: brief.of.clone(),
        name: brief.name.clone(),
        name_ru: brief.name_ru.clone(),
        also_called: Vec::new(),
        post_of: Vec::new(),
        page: brief.page.clone(),
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

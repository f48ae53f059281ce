//! What a definition says of one field of an answer: alternatives, each a template of places.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer},
};

use super::Pattern;
use crate::carriers::{
    document_path::Scope,
    place::{Pick, Place},
};

/// Ways to a value; the first whose parts are all there counts.
#[derive(Debug, Clone, Default)]
pub struct Alternatives(pub Vec<Alternative>);

/// One way to a value.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// Where it stands.
    pub place: Template,
    /// What of it counts: the first group.
    pub pattern: Option<Pattern>,
    /// Their words to ours. A value that is not in it is none.
    #[serde(default)]
    pub map: BTreeMap<String, String>,
    /// Which of several.
    #[serde(default = "first")]
    pub pick: Pick,
    /// The unit of a weight: a word, or a place in braces.
    pub unit: Option<Template>,
}

fn first() -> Pick {
    Pick::First
}

/// Text with places in braces. Without braces the whole of it is one place.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub struct Template {
    source: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
enum Part {
    Text(String),
    Place(Place),
}

impl From<String> for Template {
    fn from(source: String) -> Template {
        let parts = if source.contains('{') { parts_of(&source) } else { vec![Part::Place(Place::new(&source))] };
        Template { source, parts }
    }
}

fn parts_of(source: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for piece in source.split_inclusive('}') {
        let (text, place) = piece.split_once('{').unwrap_or((piece, ""));
        if !text.is_empty() {
            parts.push(Part::Text(text.to_owned()));
        }
        if let Some(place) = place.strip_suffix('}') {
            parts.push(Part::Place(Place::new(place)));
        }
    }
    parts
}

impl Template {
    /// As it is written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Its places.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.parts.iter().filter_map(|part| match part {
            Part::Place(place) => Some(place),
            Part::Text(_) => None,
        })
    }

    /// Filled in, if every place holds something.
    pub fn render<'a>(&self, at: Scope<'_, 'a>, pick: Pick) -> Option<Cow<'a, str>> {
        if let [Part::Place(place)] = self.parts.as_slice() {
            return place.value(at, pick);
        }
        let mut filled = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => filled.push_str(text),
                Part::Place(place) => filled.push_str(&place.value(at, pick)?),
            }
        }
        Some(Cow::Owned(filled))
    }
}

impl Alternative {
    /// The value, if it is there.
    pub fn value<'a>(&self, at: Scope<'_, 'a>) -> Option<Cow<'a, str>> {
        self.refine(self.place.render(at, self.pick)?)
    }

    /// Every value of its place.
    pub fn values<'a>(&self, at: Scope<'_, 'a>) -> Vec<Cow<'a, str>> {
        match self.place.parts.as_slice() {
            [Part::Place(place)] => place.values(at).into_iter().filter_map(|value| self.refine(value)).collect(),
            _ => self.value(at).into_iter().collect(),
        }
    }

    fn refine<'a>(&self, value: Cow<'a, str>) -> Option<Cow<'a, str>> {
        let value = match &self.pattern {
            Some(pattern) => Cow::Owned(pattern.capture(&value)?.trim().to_owned()),
            None => value,
        };
        match self.map.is_empty() {
            true => Some(value),
            false => self.map.get(value.as_ref()).map(|ours| Cow::Owned(ours.clone())),
        }
    }
}

impl Alternatives {
    /// The first value that is there.
    pub fn value<'a>(&self, at: Scope<'_, 'a>) -> Option<Cow<'a, str>> {
        self.0.iter().find_map(|it| it.value(at))
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

struct ManyVisitor;

impl<'de> Visitor<'de> for ManyVisitor {
    type Value = Alternatives;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a place, a table with `place`, or a list of them")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Alternatives, E> {
        Ok(Alternatives(vec![Alternative::from(text)]))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Alternatives, A::Error> {
        Ok(Alternatives(vec![Alternative::deserialize(MapAccessDeserializer::new(map))?]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Alternatives, A::Error> {
        let mut all = Vec::new();
        while let Some(Alternatives(some)) = items.next_element()? {
            all.extend(some);
        }
        Ok(Alternatives(all))
    }
}

impl From<&str> for Alternative {
    fn from(text: &str) -> Alternative {
        let place = Template::from(text.to_owned());
        Alternative { place, pattern: None, map: BTreeMap::new(), pick: Pick::First, unit: None }
    }
}

impl<'de> Deserialize<'de> for Alternatives {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Alternatives, D::Error> {
        deserializer.deserialize_any(ManyVisitor)
    }
}

//! Places in answers: `a/b/0/c`, `@attribute`, `list/*`, `list[kind=x]/value`; in HTML a CSS selector, `td a@href`.
//!
//! A place is looked for below the row or element. `/a` looks from the document, `../a` from what encloses it, `+1/a`
//! in the next row of a stride, `.` is the piece itself. A name below a list is looked for in every item.

use std::{borrow::Cow, sync::OnceLock};

use scraper::Selector;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    document_node::{Format, Node},
    document_path::{Scope, Trail},
};
use crate::model::words;

words! {
    /// Which of several values of a place counts.
    Pick {
        /// The first.
        First = "first",
        /// The last.
        Last = "last",
        /// All, with commas between.
        All = "all",
    }
}

/// A place, taken apart when first used.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub struct Place {
    source: String,
    way: OnceLock<Option<Way>>,
}

#[derive(Debug, Clone)]
struct Way {
    start: Start,
    steps: Vec<Step>,
}

#[derive(Debug, Clone, Copy)]
enum Start {
    Up(usize),
    Root,
    Sibling(usize),
}

#[derive(Debug, Clone)]
enum Step {
    Name(String),
    Index(usize),
    Every,
    Attribute(String),
    Where(String, String),
    Css(Selector),
}

/// One place, or several that all count.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "OneOrMany")]
pub struct Places(pub Vec<Place>);

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<OneOrMany> for Places {
    fn from(places: OneOrMany) -> Places {
        Places(match places {
            OneOrMany::One(one) => vec![Place::from(one)],
            OneOrMany::Many(many) => many.into_iter().map(Place::from).collect(),
        })
    }
}

impl Places {
    /// The rows at all of the places, remembered on the trail below `from`.
    pub fn rows<'a>(&self, trail: &mut Trail<'a>, from: usize) -> Vec<usize> {
        self.0.iter().flat_map(|place| place.rows(trail, from)).collect()
    }
}

impl From<String> for Place {
    fn from(source: String) -> Place {
        Place { source, way: OnceLock::new() }
    }
}

impl Place {
    /// A place as it is written.
    pub fn new(source: &str) -> Place {
        Place::from(source.to_owned())
    }

    /// As it is written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What is wrong with it in answers of this format.
    pub fn fault(&self, format: Format) -> Option<String> {
        way_of(&self.source, format == Format::Html).is_none().then(|| format!("`{}` is no place", self.source))
    }

    /// Goes through the pieces there, in their order, as long as the visitor returns true.
    pub fn each<'a>(&self, at: Scope<'_, 'a>, visit: &mut dyn FnMut(Node<'a>) -> bool) {
        let Some(way) = self.way(at.node()) else { return };
        let start = match way.start {
            Start::Root => Some(at.root()),
            Start::Up(levels) => Some(at.up(levels)),
            Start::Sibling(index) => at.sibling(index),
        };
        if let Some(start) = start {
            walk(start, &way.steps, visit);
        }
    }

    /// Whether anything is there, an empty text too; JSON's `null` is nothing.
    pub fn is_present(&self, at: Scope<'_, '_>) -> bool {
        let mut present = false;
        self.each(at, &mut |node| {
            present = !matches!(node, Node::Json(Value::Null));
            !present
        });
        present
    }

    /// Whether it is named, be it with `null`.
    pub fn is_named(&self, at: Scope<'_, '_>) -> bool {
        let mut named = false;
        self.each(at, &mut |_| {
            named = true;
            false
        });
        named
    }

    /// The text there, one of several by `pick`; never empty.
    pub fn value<'a>(&self, at: Scope<'_, 'a>, pick: Pick) -> Option<Cow<'a, str>> {
        match pick {
            Pick::First => {
                let mut found = None;
                self.each(at, &mut |node| {
                    found = node.text();
                    found.is_none()
                });
                found
            }
            Pick::Last => self.values(at).pop(),
            Pick::All => Some(self.values(at).join(", ")).filter(|all| !all.is_empty()).map(Cow::Owned),
        }
    }

    /// All texts there.
    pub fn values<'a>(&self, at: Scope<'_, 'a>) -> Vec<Cow<'a, str>> {
        let mut values = Vec::new();
        self.each(at, &mut |node| {
            values.extend(node.text());
            true
        });
        values
    }

    /// The rows there, remembered on the trail below `from`. A list at the end stands for its items.
    pub fn rows<'a>(&self, trail: &mut Trail<'a>, from: usize) -> Vec<usize> {
        let Some(way) = self.way(trail.node(from)) else { return Vec::new() };
        let mut met = vec![if matches!(way.start, Start::Root) { 0 } else { from }];
        for step in way.steps.iter() {
            met = met.into_iter().flat_map(|at| below(trail, at, step)).collect();
        }
        met
    }

    fn way(&self, node: Node<'_>) -> Option<&Way> {
        self.way.get_or_init(|| way_of(&self.source, matches!(node, Node::Html(_)))).as_ref()
    }
}

/// One step down, remembering what was met; lists themselves enclose nothing, nor does a condition.
fn below<'a>(trail: &mut Trail<'a>, at: usize, step: &Step) -> Vec<usize> {
    let mut met = Vec::new();
    walk(trail.node(at), std::slice::from_ref(step), &mut |node| {
        match node {
            Node::Json(Value::Null) => {}
            Node::Json(Value::Array(items)) => met.extend(items.iter().map(Node::Json)),
            Node::Json(Value::Object(fields)) if is_list(fields) => met.extend(in_order_of_keys(fields)),
            node => met.push(node),
        }
        true
    });
    match step {
        Step::Where(..) => met.iter().map(|_| at).collect(),
        _ => met.into_iter().map(|node| trail.push(node, at)).collect(),
    }
}

/// Some languages write a list from which something was taken as an object: `{"0": ..., "2": ...}`.
fn is_list(fields: &Map<String, Value>) -> bool {
    !fields.is_empty() && fields.iter().all(|(key, item)| item.is_object() && key.parse::<u32>().is_ok())
}

fn in_order_of_keys(fields: &Map<String, Value>) -> Vec<Node<'_>> {
    let mut items: Vec<_> = fields.iter().map(|(key, item)| (key.parse().unwrap_or(u32::MAX), item)).collect();
    items.sort_by_key(|(key, _)| *key);
    items.into_iter().map(|(_, item)| Node::Json(item)).collect()
}

/// Follows the steps; its depth is the number of steps. Says whether to go on.
fn walk<'a>(node: Node<'a>, steps: &[Step], visit: &mut dyn FnMut(Node<'a>) -> bool) -> bool {
    let Some((step, rest)) = steps.split_first() else { return visit(node) };
    match (node, step) {
        (Node::Json(value), step) => walk_json(value, step, rest, visit),
        (Node::Xml(node), Step::Name(name)) => {
            let named = |child: &roxmltree::Node<'_, '_>| child.is_element() && child.tag_name().name() == name;
            node.children().filter(named).all(|child| walk(Node::Xml(child), rest, visit))
        }
        (Node::Xml(node), Step::Every) => {
            node.children().filter(|it| it.is_element()).all(|child| walk(Node::Xml(child), rest, visit))
        }
        (Node::Xml(xml), Step::Where(key, value)) => {
            let holds = match key.strip_prefix('@') {
                Some(name) => attribute(xml, name) == Some(value.as_str()),
                None => xml.children().any(|it| it.tag_name().name() == key && it.text() == Some(value.as_str())),
            };
            !holds || walk(node, rest, visit)
        }
        (Node::Xml(node), Step::Attribute(name)) => {
            attribute(node, name).is_none_or(|value| walk(Node::Attribute(value), rest, visit))
        }
        (Node::Html(element), Step::Css(selector)) => {
            element.select(selector).all(|found| walk(Node::Html(found), rest, visit))
        }
        (Node::Html(element), Step::Attribute(name)) => {
            element.attr(name).is_none_or(|value| walk(Node::Attribute(value), rest, visit))
        }
        _ => true,
    }
}

fn attribute<'a>(node: roxmltree::Node<'a, 'a>, name: &str) -> Option<&'a str> {
    node.attributes().find(|it| it.name() == name).map(|it| it.value())
}

fn walk_json<'a>(value: &'a Value, step: &Step, rest: &[Step], visit: &mut dyn FnMut(Node<'a>) -> bool) -> bool {
    match (value, step) {
        (Value::Array(items), Step::Index(index)) => {
            items.get(*index).is_none_or(|item| walk(Node::Json(item), rest, visit))
        }
        (Value::Array(items), Step::Every) => items.iter().all(|item| walk(Node::Json(item), rest, visit)),
        (Value::Array(items), step) => {
            items.iter().filter(|item| !item.is_array()).all(|item| walk_json(item, step, rest, visit))
        }
        (Value::Object(fields), Step::Every) => fields.values().all(|item| walk(Node::Json(item), rest, visit)),
        (Value::Object(fields), Step::Name(name)) => {
            fields.get(name).is_none_or(|item| walk(Node::Json(item), rest, visit))
        }
        (Value::Object(fields), Step::Where(key, wanted)) => {
            let holds = fields.get(key).and_then(|it| Node::Json(it).text()).is_some_and(|it| it == *wanted);
            !holds || walk(Node::Json(value), rest, visit)
        }
        _ => true,
    }
}

fn way_of(source: &str, html: bool) -> Option<Way> {
    let (start, rest) = start_of(source.trim())?;
    let steps = if html { css_steps(rest)? } else { path_steps(rest)? };
    Some(Way { start, steps })
}

fn start_of(source: &str) -> Option<(Start, &str)> {
    if let Some(rest) = source.strip_prefix('/') {
        return Some((Start::Root, rest));
    }
    if let Some((index, rest)) = source.strip_prefix('+').and_then(|it| it.split_once('/')) {
        return Some((Start::Sibling(index.parse().ok()?), rest));
    }
    let (mut levels, mut rest) = (0, source);
    while let Some(above) = rest.strip_prefix("..") {
        levels += 1;
        rest = above.strip_prefix('/').unwrap_or(above);
    }
    Some((Start::Up(levels), rest))
}

fn path_steps(path: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for step in path.split('/').filter(|step| !step.is_empty() && *step != ".") {
        let (name, filter) = match step.split_once('[') {
            Some((name, filter)) => (name, Some(filter.strip_suffix(']')?.split_once('=')?)),
            None => (step, None),
        };
        steps.push(match (name, name.strip_prefix('@'), name.parse()) {
            ("*", ..) => Step::Every,
            (_, Some(attribute), _) => Step::Attribute(attribute.to_owned()),
            (.., Ok(index)) => Step::Index(index),
            _ => Step::Name(name.to_owned()),
        });
        steps.extend(filter.map(|(key, value)| Step::Where(key.to_owned(), value.to_owned())));
    }
    Some(steps)
}

fn css_steps(path: &str) -> Option<Vec<Step>> {
    let (selectors, attribute) = path.rsplit_once('@').map_or((path, None), |(path, name)| (path, Some(name)));
    let mut steps = Vec::new();
    for selector in selectors.split(" >> ").map(str::trim).filter(|it| !it.is_empty() && *it != ".") {
        steps.push(Step::Css(Selector::parse(selector).ok()?));
    }
    steps.extend(attribute.map(|name| Step::Attribute(name.trim().to_owned())));
    Some(steps)
}

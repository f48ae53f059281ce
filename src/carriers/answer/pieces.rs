//! What of an answer for several numbers speaks of each, as it came.

use std::{collections::BTreeMap, ops::Range};

use serde_json::{Value, value::RawValue};

use super::{Answered, document::Document, elements, identity_of, opened, text_of};
use crate::{
    carriers::{definition::Definition, document_node::Node, document_path::Trail},
    model::Number,
};

/// The bytes that speak of each number, in their order; nothing where none do, or where they cannot be told from the others.
pub fn pieces(definition: &Definition, numbers: &[Number], answered: &Answered) -> Vec<Vec<u8>> {
    let text = text_of(answered);
    let places = places(definition, numbers, answered, &text).unwrap_or_else(|| vec![None; numbers.len()]);
    places.into_iter().map(|place| place.map_or_else(Vec::new, |it| text[it].as_bytes().to_vec())).collect()
}

/// Where in the text each number's element stands.
fn places(
    definition: &Definition,
    numbers: &[Number],
    answered: &Answered,
    text: &str,
) -> Option<Vec<Option<Range<usize>>>> {
    let answer = definition.answer.as_ref()?;
    let document = opened(definition, answer, answered, text).ok()?;
    let mut trail = Trail::new(document.root());
    let found: Vec<(usize, Vec<Number>)> = elements(answer, &mut trail)
        .into_iter()
        .filter_map(|at| Some((at, identity_of(&answer.identity, trail.scope(at))?)))
        .collect();
    let element =
        |number: &Number| found.iter().find(|(_, names)| names.contains(number)).map(|(at, _)| trail.node(*at));
    let nodes: Vec<Option<Node<'_>>> = numbers.iter().map(element).collect();
    match &document {
        Document::Json(root) => Some(json_places(text, root, &nodes)),
        Document::Xml(_) => {
            let before = text.len() - text.trim_start().len();
            let place = |node: &Option<Node<'_>>| match node {
                Some(Node::Xml(element)) => Some(element.range().start + before..element.range().end + before),
                _ => None,
            };
            Some(nodes.iter().map(place).collect())
        }
        Document::Html(_) => None,
    }
}

/// A step from a value down into it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Key(String),
    Index(usize),
}

/// One value that is looked for: which of them, and the way to it.
type Wanted<'w> = (usize, &'w [Step]);

fn json_places(text: &str, root: &Value, nodes: &[Option<Node<'_>>]) -> Vec<Option<Range<usize>>> {
    let mut ways: Vec<Option<Vec<Step>>> = vec![None; nodes.len()];
    walk(root, &mut Vec::new(), nodes, &mut ways);
    let wanted: Vec<Wanted<'_>> =
        ways.iter().enumerate().filter_map(|(index, way)| Some((index, way.as_deref()?))).collect();
    let mut places = vec![None; nodes.len()];
    // JSON between marks, or in a string of JSON, is not cut.
    descend(text, text, &wanted, &mut places);
    places
}

/// Finds the way to each of the values, which are known by where they lie.
fn walk(value: &Value, way: &mut Vec<Step>, nodes: &[Option<Node<'_>>], ways: &mut [Option<Vec<Step>>]) {
    for (node, found) in nodes.iter().zip(ways.iter_mut()) {
        if matches!(node, Some(Node::Json(it)) if std::ptr::eq(*it, value)) {
            *found = Some(way.clone());
        }
    }
    let mut below = |step: Step, value: &Value| {
        way.push(step);
        walk(value, way, nodes, ways);
        way.pop();
    };
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(index, it)| below(Step::Index(index), it)),
        Value::Object(fields) => fields.iter().for_each(|(key, it)| below(Step::Key(key.clone()), it)),
        _ => {}
    }
}

/// Reads one level of the text, and goes on where something is wanted.
fn descend(text: &str, piece: &str, wanted: &[Wanted<'_>], places: &mut [Option<Range<usize>>]) {
    let mut further: BTreeMap<&Step, Vec<Wanted<'_>>> = BTreeMap::new();
    for (index, way) in wanted {
        match way.split_first() {
            None => places[*index] = within(text, piece),
            Some((step, rest)) => further.entry(step).or_default().push((*index, rest)),
        }
    }
    let Some(first) = further.keys().next() else { return };
    let below: BTreeMap<Step, &RawValue> = match first {
        Step::Index(_) => {
            let items: Vec<&RawValue> = serde_json::from_str(piece).unwrap_or_default();
            items.into_iter().enumerate().map(|(index, it)| (Step::Index(index), it)).collect()
        }
        Step::Key(_) => {
            let fields: BTreeMap<String, &RawValue> = serde_json::from_str(piece).unwrap_or_default();
            fields.into_iter().map(|(key, it)| (Step::Key(key), it)).collect()
        }
    };
    for (step, wanted) in further {
        if let Some(raw) = below.get(step) {
            descend(text, raw.get(), &wanted, places);
        }
    }
}

/// Where a piece of a text stands in it.
fn within(text: &str, piece: &str) -> Option<Range<usize>> {
    let start = (piece.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (start + piece.len() <= text.len()).then(|| start..start + piece.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{carriers::Registry, model::SourceId};

    fn number(text: &str) -> Number {
        Number::new(text).unwrap()
    }

    fn cut(source: &str, numbers: &[&str], body: &str) -> Vec<String> {
        let registry = Registry::embedded().unwrap();
        let definition = registry.source(&SourceId::from(source)).unwrap();
        let numbers: Vec<Number> = numbers.iter().map(|it| number(it)).collect();
        let answered = Answered::whole(200, body);
        let pieces = pieces(definition, &numbers, &answered);
        pieces.iter().map(|it| String::from_utf8(it.clone()).unwrap()).collect()
    }

    #[test]
    fn each_number_keeps_its_own_element_as_it_came() {
        let one = r#"{ "mailNo" :"LP00000000000001", "detailList": [ {"time" : 1767225600000, "desc":"ку \"}]" } ] }"#;
        let two = r#"{"mailNo":"LP00000000000002","detailList":[]}"#;
        let body = format!(r#"{{"success": true, "module" : [ {one} , {two} ]}}"#);
        let pieces = cut("cainiao", &["LP00000000000002", "LP00000000000001", "LP00000000000003"], &body);
        assert_eq!(pieces, [two, one, ""]);
    }

    #[test]
    fn what_cannot_be_cut_is_not_kept_for_anybody() {
        assert_eq!(cut("cainiao", &["LP00000000000001"], "<html>"), [""]);
    }
}

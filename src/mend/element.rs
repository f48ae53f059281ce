//! The piece of an answer that speaks of a number, and where the number stands in it.

use super::{
    Case, edit,
    frame::Shape,
    likeness::{last_name, likeness},
    places,
    rows::index_of,
    tree::Tree,
};
use crate::{
    carriers::{
        answer::{Document, identity_of},
        definition::Alternatives,
        document_path::Trail,
        numbers,
        place::{Pick, Place},
    },
    model::Number,
};

/// How far above its number the element is looked for.
const HEIGHTS: usize = 8;
/// So many places of the number are looked at.
const LEAVES: usize = 6;

/// A piece that speaks of the number.
#[derive(Debug, Clone)]
pub(super) struct Element {
    /// The piece itself.
    pub(super) at: usize,
    /// Where the definition is to look for it; `None`: where it does.
    pub(super) place: Option<String>,
    /// Where in it the number stands, as an alternative of `identity`; `None`: where the definition looks.
    pub(super) identity: Option<String>,
}

/// The pieces that may speak of the number of a case: those the definition finds, then others from the smallest. An empty
/// list says that the number does not stand in the answer.
pub(super) fn find(document: &Document<'_>, tree: &Tree<'_>, shape: &Shape, case: &Case, named: bool) -> Vec<Element> {
    let mut found = as_defined(document, tree, shape, &case.number);
    if !named && found.is_empty() && shape.element.is_none() {
        found.push(Element { at: 0, place: None, identity: None });
    }
    let leaves = number_leaves(tree, shape, &case.number);
    for leaf in &leaves {
        for at in old_pieces(document, tree, shape) {
            if tree.is_in(*leaf, at) && found.iter().all(|it| it.at != at) {
                let identity = identity(tree, at, *leaf, shape, &case.number);
                found.extend(identity.map(|it| Element { at, place: None, identity: Some(it) }));
            }
        }
    }
    if shape.element.is_some() {
        found.extend(elsewhere(document, tree, shape, &case.number, &leaves, &found));
    }
    found
}

/// Pieces around the number that the definition does not look at: first those in which it stands where it did, then those in
/// which it stands as deep as it did.
fn elsewhere(
    document: &Document<'_>,
    tree: &Tree<'_>,
    shape: &Shape,
    number: &Number,
    leaves: &[usize],
    known: &[Element],
) -> Vec<Element> {
    let depth = |place: &str| place.split(['/', ' ']).filter(|it| !it.is_empty() && *it != ">").count();
    let old: Vec<usize> = shape.identity.0.iter().map(|it| depth(it.place.source())).collect();
    let mut found: Vec<(usize, Element)> = Vec::new();
    for leaf in leaves {
        let (mut at, signature) = (tree.0[*leaf].above, tree.signature(*leaf));
        for _ in 0..HEIGHTS {
            // A piece that names the number in several items of a list speaks of other shipments too.
            let named = leaves.iter().filter(|it| tree.is_in(**it, at) && tree.signature(**it) == signature);
            if named.count() > 1 {
                break;
            }
            let new = known.iter().chain(found.iter().map(|(_, it)| it)).all(|it| it.at != at);
            if let Some(place) = place_of(tree, at, number).filter(|_| new && tree.is_row(at)) {
                let there = shape.with_element(&place);
                if as_defined(document, tree, &there, number).iter().any(|it| it.at == at) {
                    found.push((0, Element { at, place: Some(place), identity: None }));
                } else if let Some(identity) = identity(tree, at, *leaf, shape, number) {
                    let deep = tree.way(at, *leaf).map_or(0, |it| it.len());
                    let far = old.iter().map(|it| it.abs_diff(deep)).min().unwrap_or_default();
                    found.push((1 + far, Element { at, place: Some(place), identity: Some(identity) }));
                }
            }
            if at == 0 {
                break;
            }
            at = tree.0[at].above;
        }
    }
    found.sort_by_key(|(far, _)| *far);
    found.into_iter().map(|(_, it)| it).collect()
}

/// The element as the definition finds it, where it names the number itself.
fn as_defined(document: &Document<'_>, tree: &Tree<'_>, shape: &Shape, number: &Number) -> Vec<Element> {
    let mut trail = Trail::new(document.root());
    let at = super::frame::element(&mut trail, shape, number);
    let at = at.filter(|at| identity_of(&shape.identity, trail.scope(*at)).is_some() || shape.identity.is_empty());
    let at = at.and_then(|at| index_of(tree, trail.node(at)));
    at.map(|at| Element { at, place: None, identity: None }).into_iter().collect()
}

fn old_pieces(document: &Document<'_>, tree: &Tree<'_>, shape: &Shape) -> Vec<usize> {
    let Some(places) = &shape.element else { return vec![0] };
    let mut trail = Trail::new(document.root());
    let at = places.rows(&mut trail, 0);
    at.into_iter().take(200).filter_map(|at| index_of(tree, trail.node(at))).collect()
}

/// Where the number stands, most like the old place first.
fn number_leaves(tree: &Tree<'_>, shape: &Shape, number: &Number) -> Vec<usize> {
    let is_it = |text: &str| text.len() <= 60 && numbers::parse(text).is_ok_and(|it| it == *number);
    let mut found: Vec<usize> = tree.leaves(0).filter(|(_, text)| is_it(text)).map(|(at, _)| at).collect();
    if found.is_empty() {
        let holds = |text: &str| text.len() <= 200 && text.contains(number.as_str());
        found = tree.leaves(0).filter(|(_, text)| holds(text)).map(|(at, _)| at).collect();
    }
    let old: Vec<&str> = shape.identity.0.iter().map(|it| last_name(it.place.source())).collect();
    let like = |at: &usize| old.iter().map(|it| likeness(it, tree.name(*at))).max().unwrap_or_default();
    found.sort_by_key(|at| std::cmp::Reverse(like(at)));
    found.truncate(LEAVES);
    found
}

/// Where the element stands in the document. A key that is the number itself is any key.
fn place_of(tree: &Tree<'_>, at: usize, number: &Number) -> Option<String> {
    let place = places::to_rows(tree, 0, &[at]).into_iter().next()?;
    Some(place.split('/').map(|it| if it == number.as_str() { "*" } else { it }).collect::<Vec<_>>().join("/"))
}

/// The alternative of `identity` that names the number at a leaf.
fn identity(tree: &Tree<'_>, at: usize, leaf: usize, shape: &Shape, number: &Number) -> Option<String> {
    let text = tree.0[leaf].text.as_deref()?;
    let mut trail = Trail::new(tree.0[at].node);
    let from = trail.push(tree.0[at].node, 0);
    let leads = |it: &String| Place::new(it).value(trail.scope(from), Pick::First).as_deref() == Some(text);
    let place = places::to_leaf(tree, at, leaf).into_iter().find(leads)?;
    if numbers::parse(text).is_ok_and(|it| it == *number) {
        return Some(edit::quoted(&place));
    }
    let patterns = shape.identity.0.iter().filter_map(|it| it.pattern.as_ref());
    let fits = |it: &str| numbers::parse(it).is_ok_and(|it| it == *number);
    if let Some(old) = patterns.into_iter().find(|it| it.capture(text).is_some_and(fits)) {
        return Some(format!("{{ place = {}, pattern = {} }}", edit::quoted(&place), edit::quoted(old.source())));
    }
    let (before, _) = text.split_once(number.as_str())?;
    let pattern = format!("^{}([A-Z0-9-]+)", regex::escape(before));
    Some(format!("{{ place = {}, pattern = {} }}", edit::quoted(&place), edit::quoted(&pattern)))
}

/// The definition's alternatives of `identity` with one more.
pub(super) fn with(identity: &Alternatives, more: Option<&String>) -> Alternatives {
    let mut all = identity.clone();
    if let Some(parsed) = more.and_then(|it| super::site::parsed(std::slice::from_ref(it))) {
        all.0.extend(parsed.0);
    }
    all
}

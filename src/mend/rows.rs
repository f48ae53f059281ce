//! The rows around the times: the repeated piece that holds one time each, and the places that lead to it.

use std::collections::BTreeSet;

use super::{
    frame::{self, Frame, Shape},
    places,
    times::Times,
    tree::Tree,
};
use crate::{carriers::answer::Document, carriers::document_node::Node, model::Number};

/// How far above its time the piece of a scan is looked for.
const HEIGHTS: usize = 6;

/// Rows, each with the leaf of its time and, where the day stands by itself, the leaf of that.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    pub(super) rows: Vec<usize>,
    /// Which of the times stands in each.
    pub(super) times: Vec<usize>,
}

/// The sets of pieces that may be rows, from the smallest; each holds one of the times.
pub(super) fn sets(tree: &Tree<'_>, within: usize, times: &Times) -> Vec<Rows> {
    let mut found = Vec::new();
    // What tells the newest time once more beside the list is no row of it.
    let leaves: Vec<usize> = times.leaves.iter().map(|(at, _)| *at).collect();
    let all: Vec<usize> = (0..leaves.len()).collect();
    for chosen in [all.clone(), most_alike(tree, &leaves)] {
        if chosen.is_empty() || (chosen.len() == all.len() && !found.is_empty()) {
            continue;
        }
        let mut at: Vec<usize> = chosen.iter().map(|it| tree.0[leaves[*it]].above).collect();
        for _ in 0..HEIGHTS {
            let distinct = at.iter().collect::<BTreeSet<_>>().len() == at.len();
            let apart = distinct && at.iter().all(|it| *it != 0 && tree.is_in(*it, within));
            if !apart {
                break;
            }
            if at.iter().all(|it| tree.is_row(*it) && *it != within) {
                found.push(Rows { rows: at.clone(), times: chosen.clone() });
            }
            at = at.iter().map(|it| tree.0[*it].above).collect();
        }
    }
    found
}

/// Of the leaves those at the place where most of them stand.
fn most_alike(tree: &Tree<'_>, leaves: &[usize]) -> Vec<usize> {
    let signatures: Vec<String> = leaves.iter().map(|it| tree.signature(*it)).collect();
    let count = |it: &String| signatures.iter().filter(|other| *other == it).count();
    let Some(most) = signatures.iter().max_by_key(|it| count(it)) else { return Vec::new() };
    (0..leaves.len()).filter(|it| signatures[*it] == *most).collect()
}

/// Places below the element that find exactly these rows, or these and others that tell no time; the plainest first. Rows at
/// several places need several.
pub(super) fn places(
    document: &Document<'_>,
    tree: &Tree<'_>,
    element: usize,
    rows: &[usize],
    shape: &Shape,
    number: &Number,
) -> Vec<Vec<String>> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut of: Vec<String> = Vec::new();
    for row in rows {
        let signature = tree.signature(*row);
        match of.iter().position(|it| *it == signature) {
            Some(at) => parts[at].push(*row),
            None => {
                of.push(signature);
                parts.push(vec![*row]);
            }
        }
    }
    // Rows told apart by a key of their own stand at one place.
    let mut ways = vec![rows.to_vec()];
    if parts.len() > 1 {
        ways.extend(parts);
    }
    let wanted: BTreeSet<usize> = rows.iter().map(|it| frame::key(tree.0[*it].node)).collect();
    let heads = |places: &[String]| -> Option<BTreeSet<usize>> {
        let frame = Frame::of(document, &shape.with_rows(places), number)?;
        Some(frame.heads().map(frame::key).collect())
    };
    let (mut exact, mut wider) = (Vec::new(), Vec::new());
    let mut best_of_parts: Vec<String> = Vec::new();
    for (index, part) in ways.iter().enumerate() {
        let own: BTreeSet<usize> = part.iter().map(|it| frame::key(tree.0[*it].node)).collect();
        let mut first = None;
        for place in places::to_rows(tree, element, part) {
            match heads(std::slice::from_ref(&place)) {
                Some(found) if found == own => {
                    first.get_or_insert(place.clone());
                    if index == 0 {
                        exact.push(vec![place]);
                    }
                }
                Some(found) if index == 0 && found.is_superset(&own) => wider.push((found.len(), vec![place])),
                _ => {}
            }
        }
        if index > 0 {
            best_of_parts.extend(first);
        }
    }
    if exact.is_empty() && !best_of_parts.is_empty() && heads(&best_of_parts).is_some_and(|it| it == wanted) {
        exact.push(best_of_parts);
    }
    wider.sort();
    exact.truncate(3);
    exact.extend(wider.into_iter().map(|(_, it)| it).take(2));
    exact
}

/// Whether a definition finds exactly these rows as it is.
pub(super) fn finds(document: &Document<'_>, tree: &Tree<'_>, shape: &Shape, number: &Number, rows: &[usize]) -> bool {
    let wanted: BTreeSet<usize> = rows.iter().map(|it| frame::key(tree.0[*it].node)).collect();
    let found = Frame::of(document, shape, number).map(|it| it.heads().map(frame::key).collect::<BTreeSet<_>>());
    found.is_some_and(|it| it.is_superset(&wanted))
}

/// Which piece of the tree a piece of the trail is.
pub(super) fn index_of(tree: &Tree<'_>, node: Node<'_>) -> Option<usize> {
    let key = frame::key(node);
    tree.0.iter().position(|it| frame::key(it.node) == key && same_kind(it.node, node))
}

fn same_kind(one: Node<'_>, other: Node<'_>) -> bool {
    matches!(one, Node::Attribute(_)) == matches!(other, Node::Attribute(_))
}

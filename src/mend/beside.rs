//! Facts and other numbers, which stand beside the rows: where what an earlier answer said of them stands now.

use super::{
    body::Body,
    edit::{self, Change, Key, Path},
    likeness::{last_name, likeness},
    places,
    site::Site,
};
use crate::carriers::{definition::Definition, place::Place};

/// A value shorter than this is told from others by its name alone.
const TELLING: usize = 4;
/// Names that are as like as this are one.
const LIKE: u32 = 50;

const FACTS: [&str; 9] =
    ["weight", "origin", "destination", "postcode", "promised_by", "hold_until", "service", "flow", "last_mile"];

/// The text with the places of facts and other numbers where they are now. What is not found stays as it was.
pub(super) fn moved(definition: &Definition, mut text: String, sites: &[Site<'_, '_>], bodies: &[&Body<'_>]) -> String {
    let mut paths: Vec<Path> = FACTS.iter().map(|it| edit::path(["facts", it])).collect();
    for index in 0..definition.linked.len() {
        paths.extend(["number", "carrier"].map(|it| vec![Key::Name("linked"), Key::At(index), Key::Name(it)]));
    }
    for path in paths {
        let Some((_, _, items)) = edit::items(&text, &path) else { continue };
        let mut changes = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let name = |place: &str| new_place(place, sites, bodies).unwrap_or_else(|| place.to_owned());
            let other = edit::item_with(&text, item, &name);
            if other != text[item.span.clone()] {
                changes.push(Change::Behind(index, other));
            }
        }
        text = edit::changed(&text, &path, &changes).unwrap_or(text);
    }
    text
}

/// Where what stood at a place stands now; `None` where it still does, never did, or is not found for sure.
fn new_place(place: &str, sites: &[Site<'_, '_>], bodies: &[&Body<'_>]) -> Option<String> {
    let known: Vec<(usize, &Vec<String>)> = bodies
        .iter()
        .enumerate()
        .filter_map(|(index, body)| Some((index, body.before.as_ref()?.raw.get(place)?)))
        .collect();
    let holds = |place: &str| {
        let place = Place::new(place);
        known.iter().all(|(index, wanted)| {
            let frame = &sites[*index].frame;
            place
                .values(frame.trail.scope(frame.element))
                .iter()
                .map(|it| it.as_ref())
                .eq(wanted.iter().map(String::as_str))
        })
    };
    let (index, wanted) = known.iter().find(|(_, wanted)| !wanted.is_empty())?;
    if holds(place) {
        return None;
    }
    let (site, first) = (&sites[*index], wanted.first()?);
    let element = site.element()?;
    let name = last_name(place);
    let mut found: Vec<(u32, String)> = Vec::new();
    // What rows say is said of scans.
    let rows: Vec<usize> = (0..site.frame.groups.len()).filter_map(|it| site.row(it)).collect();
    let outside = |leaf: usize| rows.iter().all(|row| *row == element || !site.tree.is_in(leaf, *row));
    let leaves = site.tree.leaves(element).filter(|(leaf, text)| *text == first.as_str() && outside(*leaf));
    for (leaf, _) in leaves.take(12) {
        for new in places::to_leaf(site.tree, element, leaf) {
            if holds(&new) {
                found.push((likeness(last_name(&new), name), new));
                break;
            }
        }
    }
    let most = found.iter().map(|(like, _)| *like).max()?;
    let sure = most >= LIKE || (found.len() == 1 && first.len() >= TELLING);
    found.into_iter().find(|(like, _)| *like == most && sure).map(|(_, new)| new)
}

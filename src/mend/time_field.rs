//! The field of the time: its place and how it is written, where the rows are known.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::{
    body::Body,
    edit::{self, Change},
    frame::Frame,
    places,
    rows::Rows,
    times::Times,
};
use crate::carriers::{
    Definition,
    answer::timed,
    definition::Answer,
    place::{Pick, Place},
};

/// The texts of the definition that may read the times, the least changed first; a candidate has to be tried.
pub(super) fn texts(
    definition: &Definition,
    text: &str,
    body: &Body<'_>,
    frame: &Frame<'_>,
    rows: &Rows,
    times: &Times,
) -> Vec<String> {
    let mut texts = vec![text.to_owned()];
    let Some(answer) = &definition.answer else { return texts };
    let (time, format) = (edit::path(["answer", "time"]), edit::path(["answer", "time_format"]));
    let last = answer.time.0.len().saturating_sub(1);
    let old_formats = format_words(text).unwrap_or_default();
    for place in alternatives(body, frame, rows, times).into_iter().take(4) {
        let place = edit::quoted(&place);
        let behind = edit::changed(text, &time, &[Change::Behind(last, place.clone())]);
        let alone = edit::put(text, &time, &place);
        let renamed = renamed(text, &place);
        let renamed = renamed.and_then(|it| edit::changed(text, &time, &[Change::Behind(last, it)]));
        let stays = answer.time.0.iter().any(|it| edit::quoted(it.place.source()) == place).then(|| text.to_owned());
        for with_place in [stays, behind, renamed, alone].into_iter().flatten() {
            texts.push(with_place.clone());
            let new: Vec<String> =
                times.formats.iter().filter(|it| !old_formats.contains(it)).map(|it| edit::quoted(it)).collect();
            if !new.is_empty() {
                let at = old_formats.len().saturating_sub(1);
                let all = new.join(", ");
                texts.extend(edit::changed(&with_place, &format, &[Change::Behind(at, all.clone())]));
                texts.extend(edit::changed(&with_place, &format, &[Change::Before(0, all)]));
            }
            if !times.formats.is_empty() {
                let all: Vec<String> = times.formats.iter().map(|it| edit::quoted(it)).collect();
                texts.extend(edit::put(&with_place, &format, &format!("[{}]", all.join(", "))));
            }
        }
    }
    texts
}

/// The definition's times of one place each, which take a part of what stands there, at the new place.
fn renamed(text: &str, place: &str) -> Option<String> {
    let (_, _, items) = edit::items(text, &edit::path(["answer", "time"]))?;
    let parts = items.iter().filter(|it| text[it.span.clone()].contains("pattern"));
    let single = parts.filter(|it| it.places.iter().all(|(_, it)| !it.contains('{')));
    let bare = place.trim_matches(['"', '\'']);
    let new: Vec<String> = single.map(|it| edit::item_with(text, it, &|_| bare.to_owned())).collect();
    (!new.is_empty()).then(|| new.join(", ") + ", " + place)
}

fn format_words(text: &str) -> Option<Vec<String>> {
    let (_, _, items) = edit::items(text, &edit::path(["answer", "time_format"]))?;
    Some(items.into_iter().flat_map(|it| it.places).map(|(_, word)| word).collect())
}

/// A definition of which only the reading is wanted.
#[derive(Deserialize)]
struct Reading {
    answer: Answer,
}

/// How a definition's text says that answers are read.
pub(super) fn answer_of(text: &str) -> Option<Answer> {
    toml::from_str::<Reading>(text).ok().map(|it| it.answer)
}

/// Whether a definition reads the known times in these rows, all of them.
pub(super) fn reads(answer: &Answer, frame: &Frame<'_>, body: &Body<'_>) -> bool {
    let walls = walls(answer, frame);
    let walls: HashSet<_> = walls.into_iter().flatten().collect();
    body.moments().iter().all(|(wall, _)| walls.contains(wall))
}

/// The wall time of each scan.
pub(super) fn walls(answer: &Answer, frame: &Frame<'_>) -> Vec<Option<jiff::civil::DateTime>> {
    let wall = |group: usize| {
        let at = frame.scope(group);
        let code = answer.code.value(at).unwrap_or_default();
        timed(answer, &answer.time, at, &code).map(|(wall, _)| wall)
    };
    (0..frame.groups.len()).map(wall).collect()
}

/// The places of the time as seen from the rows: of its leaf, or of the day's and the hour's.
fn alternatives(body: &Body<'_>, frame: &Frame<'_>, rows: &Rows, times: &Times) -> Vec<String> {
    let leaf = |it: &usize| times.leaves[*it].0;
    let hours: Vec<usize> = rows.times.iter().map(leaf).collect();
    let of_hours = to_all(body, frame, rows, &hours);
    let Some(days) = &times.days else { return of_hours };
    let days: Vec<usize> = rows.times.iter().map(|it| days[*it]).collect();
    let of_days = to_all(body, frame, rows, &days);
    let Some(hour) = of_hours.first() else { return Vec::new() };
    of_days.iter().take(2).map(|day| format!("{{{day}}} {{{hour}}}")).collect()
}

/// The places that lead from every row to its leaf.
fn to_all(body: &Body<'_>, frame: &Frame<'_>, rows: &Rows, leaves: &[usize]) -> Vec<String> {
    let tree = &body.tree;
    let mut groups: HashMap<usize, usize> = HashMap::new();
    for (group, head) in frame.heads().enumerate() {
        if let Some(row) = body.index.get(&super::frame::key(head)) {
            groups.entry(*row).or_insert(group);
        }
    }
    let of_rows: Vec<(usize, usize)> =
        rows.rows.iter().zip(leaves).filter_map(|(row, leaf)| Some((*groups.get(row)?, *leaf))).collect();
    let Some((group, leaf)) = of_rows.first().copied() else { return Vec::new() };
    let mut found = Vec::new();
    let (mut at, mut before) = (frame.groups[group][0], String::new());
    for _ in 0..4 {
        let piece = body.index.get(&super::frame::key(frame.trail.node(at))).copied();
        if let Some(piece) = piece.filter(|it| tree.is_in(leaf, *it)) {
            found.extend(places::to_leaf(tree, piece, leaf).into_iter().map(|it| format!("{before}{it}")));
            break;
        }
        if at == frame.element {
            break;
        }
        at = frame.trail.above(at);
        before += "../";
    }
    let reads = |place: &String| {
        let place = Place::new(place);
        of_rows.iter().all(|(group, leaf)| {
            place.value(frame.scope(*group), Pick::First).as_deref() == tree.0[*leaf].text.as_deref()
        })
    };
    found.into_iter().filter(reads).collect()
}

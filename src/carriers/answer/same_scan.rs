//! One scan that an answer tells twice, by two providers or in two lists, is one scan: with the nearer place.

use std::borrow::Cow;

use jiff::Timestamp;

use crate::{carriers::countries, model::Event};

/// A scan, and which list of the answer it stood in.
pub(super) struct Row<'a> {
    pub event: Event,
    /// Its time as it is written.
    pub when: Option<Cow<'a, str>>,
    /// The moment as it is printed, even where the definition does not believe the offset.
    pub printed: Option<Timestamp>,
    /// The piece of the answer that encloses it.
    pub list: usize,
}

/// Leaves each scan once, in the order of the answer.
pub(super) fn once(rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let mut kept: Vec<Row<'_>> = Vec::with_capacity(rows.len());
    for row in rows {
        match kept.iter().position(|it| is_same(it, &row)) {
            Some(at) if nearness(&row.event.place) > nearness(&kept[at].event.place) => kept[at] = row,
            Some(_) => {}
            None => kept.push(row),
        }
    }
    kept
}

/// The same status at the same instant or by the same wall time. In one list only rows that are written alike are one scan.
fn is_same(one: &Row<'_>, other: &Row<'_>) -> bool {
    let (a, b) = (&one.event, &other.event);
    let moments = |row: &Row<'_>| row.event.instant().or(row.printed);
    let at_once = a.wall == b.wall || moments(one).is_some_and(|at| moments(other) == Some(at));
    if !at_once || a.status != b.status || a.is_undated() != b.is_undated() {
        return false;
    }
    match one.list == other.list {
        true => one.when == other.when && a.code == b.code && a.text == b.text && may_be_one(&a.place, &b.place),

        false => a.status.is_some() || (a.code == b.code && a.text == b.text),
    }
}

/// Whether two places can be one: one of them says less.
fn may_be_one(a: &str, b: &str) -> bool {
    a.contains(b) || b.contains(a) || nearness(a).0 < 2 || nearness(b).0 < 2
}

/// A town says more than a country, a country more than nothing.
fn nearness(place: &str) -> (u8, usize) {
    match place {
        "" => (0, 0),
        place if countries::find(place).is_some() => (1, 0),
        place => (2, place.split([',', ' ']).filter(|word| !word.is_empty()).count()),
    }
}

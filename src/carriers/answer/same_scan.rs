//! One scan that an answer tells twice, by two providers or in two lists, is one scan: with the nearer place.

use std::{borrow::Cow, collections::HashMap};

use jiff::{Timestamp, civil::DateTime};

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

/// No more scans of one moment are held against another: so many are no answer of a carrier.
const AT_ONCE: usize = 50;

/// Leaves each scan once, in the order of the answer. Only scans of one moment are held against each other: an answer may be long.
pub(super) fn once(rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let mut kept: Vec<Row<'_>> = Vec::with_capacity(rows.len());
    let mut moments = Moments::default();
    for row in rows {
        let at = match moments.near(&row).filter(|at| is_same(&kept[*at], &row)).min() {
            Some(at) if nearness(&row.event.place) > nearness(&kept[at].event.place) => at,
            Some(_) => continue,
            None => kept.len(),
        };
        moments.add(&row, at);
        if at < kept.len() {
            kept[at] = row;
        } else {
            kept.push(row);
        }
    }
    kept
}

/// Which scans are of a moment.
#[derive(Default)]
struct Moments {
    by_wall: HashMap<DateTime, Vec<usize>>,
    by_instant: HashMap<Timestamp, Vec<usize>>,
}

impl Moments {
    fn add(&mut self, row: &Row<'_>, at: usize) {
        self.by_wall.entry(row.event.wall).or_default().push(at);
        if let Some(moment) = moment(row) {
            self.by_instant.entry(moment).or_default().push(at);
        }
    }

    fn near(&self, row: &Row<'_>) -> impl Iterator<Item = usize> {
        let by_wall = self.by_wall.get(&row.event.wall);
        let by_instant = moment(row).and_then(|it| self.by_instant.get(&it));
        by_wall.into_iter().chain(by_instant).flat_map(|it| it.iter().take(AT_ONCE)).copied()
    }
}

fn moment(row: &Row<'_>) -> Option<Timestamp> {
    row.event.instant().or(row.printed)
}

/// The same status at the same instant or by the same wall time. In one list only rows that are written alike are one scan.
fn is_same(one: &Row<'_>, other: &Row<'_>) -> bool {
    let (a, b) = (&one.event, &other.event);
    let at_once = a.wall == b.wall || moment(one).is_some_and(|at| moment(other) == Some(at));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: usize, minutes: i64) -> Vec<Row<'static>> {
        let first = jiff::civil::date(2026, 1, 1).at(0, 0, 0, 0);
        let event = |at: usize| Event {
            wall: first + jiff::SignedDuration::from_mins(minutes * at as i64),
            zone: None,
            status: None,
            reason: None,
            by_words: false,
            code: at.to_string(),
            text: "x".to_owned(),
            place: String::new(),
        };
        (0..count).map(|at| Row { event: event(at), when: None, printed: None, list: 0 }).collect()
    }

    /// How many pairs of scans are held against each other.
    fn pairs(rows: &[Row<'_>]) -> usize {
        let mut moments = Moments::default();
        let near = |(at, row): (usize, &Row<'_>)| {
            let count = moments.near(row).count();
            moments.add(row, at);
            count
        };
        rows.iter().enumerate().map(near).sum()
    }

    #[test]
    fn a_long_answer_costs_as_much_for_each_scan_as_a_short_one() {
        assert_eq!(pairs(&rows(20_000, 1)), 0, "no two are of one moment");
        assert!(pairs(&rows(20_000, 0)) <= 20_000 * AT_ONCE, "all are");
        let twice: Vec<Row<'_>> = rows(500, 1).into_iter().chain(rows(500, 1)).collect();
        assert_eq!((pairs(&twice), once(twice).len()), (500, 500));
    }
}

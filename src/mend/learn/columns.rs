//! What stands in rows, place by place.

use std::collections::BTreeSet;

use super::super::{frame::Frame, places, tree::Tree};
use crate::carriers::place::{Pick, Place};

/// So many rows are looked at, and so many places in them.
const ROWS: usize = 60;
const COLUMNS: usize = 120;

/// A place in rows, and what stands there in each.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) place: String,
    /// Names on the way, the last one last.
    pub(super) names: Vec<String>,
    pub(super) values: Vec<Option<String>>,
    /// Whether rows say several things here.
    pub(super) several: bool,
}

impl Column {
    pub(super) fn said(&self) -> impl Iterator<Item = &str> {
        self.values.iter().flatten().map(String::as_str)
    }

    pub(super) fn distinct(&self) -> BTreeSet<&str> {
        self.said().collect()
    }

    pub(super) fn name(&self) -> &str {
        self.names.last().map_or("", String::as_str)
    }

    /// How far below the row it stands; several things at one place are further off.
    pub(super) fn depth(&self) -> f64 {
        0.3 * self.place.matches(['/', '>']).count() as f64 + 1.5 * f64::from(u8::from(self.several))
    }

    /// What encloses it.
    pub(super) fn above(&self) -> &str {
        self.place.rsplit_once('/').map_or("", |(above, _)| above)
    }

    /// The share of rows that say something here.
    pub(super) fn filled(&self) -> f64 {
        self.said().count() as f64 / self.values.len().max(1) as f64
    }

    /// The share of what is said for which something holds.
    pub(super) fn share(&self, holds: &dyn Fn(&str) -> bool) -> f64 {
        let said = self.said().count();
        self.said().filter(|it| holds(it)).count() as f64 / said.max(1) as f64
    }
}

/// The columns of rows.
pub(super) fn of(tree: &Tree<'_>, rows: &[usize], frame: &Frame<'_>) -> Vec<Column> {
    let mut found: Vec<Column> = Vec::new();
    let mut seen = BTreeSet::new();
    for row in rows.iter().take(ROWS) {
        let alone = tree.0[*row].end == row + 1;
        for (leaf, _) in tree.leaves(*row).filter(|(leaf, _)| leaf != row || alone) {
            if found.len() >= COLUMNS {
                return found;
            }
            let Some(place) = places::to_leaf(tree, *row, leaf).into_iter().next() else { continue };
            if !seen.insert(place.clone()) {
                continue;
            }
            let names = tree.way(*row, leaf).unwrap_or_default();
            let names = names.iter().filter(|it| !matches!(tree.0[**it].step, super::super::tree::Step::Item(_)));
            let names = names.map(|it| tree.name(*it).to_owned()).collect();
            let at = Place::new(&place);
            let value = |group: usize| at.value(frame.scope(group), Pick::First).map(|it| it.into_owned());
            let values: Vec<Option<String>> = (0..frame.groups.len()).map(value).collect();
            let all: usize = (0..frame.groups.len()).map(|it| at.values(frame.scope(it)).len()).sum();
            let several = all > values.iter().flatten().count() * 6 / 5;
            found.push(Column { place, names, values, several });
        }
    }
    found
}

/// How sure a guess with this score is, 0 to 100, where `full` is as good as certain.
pub(super) fn sureness(score: f64, full: f64) -> u8 {
    (50.0 + 45.0 * (score / full).clamp(0.0, 1.0)) as u8
}

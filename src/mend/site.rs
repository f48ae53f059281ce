//! The rows of a changed answer beside what is known of them.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::DateTime;
use serde::Deserialize;

use super::{
    frame::{self, Frame},
    known::KnownRow,
    places,
    tree::Tree,
};
use crate::carriers::{
    definition::{Alternatives, spelling::same_code},
    document_node::Node,
    document_path::Scope,
    people::without_people,
    utc_offset::offset_of,
};

/// How many levels above a row a field of it is looked for.
const LEVELS: usize = 3;
/// Leaves that hold the value looked for; more are chance.
const LEAVES: usize = 12;

/// The rows of one changed answer beside what is known of them.
pub(super) struct Site<'d, 't> {
    pub(super) frame: Frame<'d>,
    pub(super) tree: &'t Tree<'d>,
    /// Which piece of the tree a piece of the document is.
    pub(super) index: &'t HashMap<usize, usize>,
    /// Known rows, each with the scan that is it.
    pub(super) pairs: Vec<(&'t KnownRow, usize)>,
    /// Scans of which nothing is known.
    pub(super) free: Vec<usize>,
}

impl<'d, 't> Site<'d, 't> {
    /// Lays known rows beside scans of the same wall time; where several are, the one that shares the most values.
    pub(super) fn new(
        frame: Frame<'d>,
        tree: &'t Tree<'d>,
        index: &'t HashMap<usize, usize>,
        known: &'t [KnownRow],
        walls: &[Option<DateTime>],
    ) -> Site<'d, 't> {
        let mut site = Site { frame, tree, index, pairs: Vec::new(), free: Vec::new() };
        let mut taken = BTreeSet::new();
        let mut of_wall: HashMap<DateTime, Vec<usize>> = HashMap::new();
        for (group, wall) in walls.iter().enumerate().take(site.frame.groups.len()) {
            wall.iter().for_each(|wall| of_wall.entry(*wall).or_default().push(group));
        }
        for row in known {
            let same = of_wall.get(&row.wall).into_iter().flatten().copied().filter(|it| !taken.contains(it));
            let best = same.max_by_key(|it| (site.shared(row, *it), usize::MAX - it));
            if let Some(group) = best {
                taken.insert(group);
                site.pairs.push((row, group));
            }
        }
        site.free = (0..site.frame.groups.len()).filter(|it| !taken.contains(it)).collect();
        site
    }

    fn shared(&self, row: &KnownRow, group: usize) -> usize {
        let leaves: BTreeSet<&str> =
            self.row(group).map_or_else(BTreeSet::new, |at| self.tree.leaves(at).map(|(_, text)| text).collect());
        let raw = row.raw.values().flatten().filter(|it| leaves.contains(it.as_str())).count();
        raw + row.fields.values().flatten().filter(|it| leaves.contains(it.as_str())).count()
    }

    /// The first row of a scan.
    pub(super) fn row(&self, group: usize) -> Option<usize> {
        self.piece(self.frame.trail.node(self.frame.groups[group][0]))
    }

    fn piece(&self, node: Node<'_>) -> Option<usize> {
        self.index.get(&frame::key(node)).copied()
    }

    /// The places a leaf with a fitting text may have, as seen from a scan.
    pub(super) fn places(&self, group: usize, fits: &dyn Fn(&str) -> bool) -> Vec<String> {
        let mut found = Vec::new();
        for (index, row) in self.frame.groups[group].iter().enumerate() {
            let Some(at) = self.piece(self.frame.trail.node(*row)) else { continue };
            let before = if index == 0 { String::new() } else { format!("+{index}/") };
            self.below(at, &before, fits, &mut found);
        }
        let mut at = self.frame.groups[group][0];
        let mut before = String::new();
        for _ in 0..LEVELS {
            if at == self.frame.element {
                break;
            }
            at = self.frame.trail.above(at);
            before += "../";
            if let Some(piece) = self.piece(self.frame.trail.node(at)) {
                self.below(piece, &before, fits, &mut found);
            }
        }
        found
    }

    /// The piece that speaks of the number.
    pub(super) fn element(&self) -> Option<usize> {
        self.piece(self.frame.trail.node(self.frame.element))
    }

    /// The places in the rows of a scan whose text holds something.
    pub(super) fn places_holding(&self, group: usize, holds: &dyn Fn(&str) -> bool) -> Vec<String> {
        let Some(at) = self.row(group) else { return Vec::new() };
        let leaves = self.tree.leaves(at).filter(|(_, text)| holds(text)).take(LEAVES);
        leaves.flat_map(|(leaf, _)| places::to_leaf(self.tree, at, leaf).into_iter().take(3)).collect()
    }

    /// The view from a scan.
    pub(super) fn scope_of(&self, group: usize) -> Scope<'_, 'd> {
        self.frame.scope(group)
    }

    fn below(&self, at: usize, before: &str, fits: &dyn Fn(&str) -> bool, found: &mut Vec<String>) {
        for (leaf, _) in self.tree.leaves(at).filter(|(_, text)| fits(text)).take(LEAVES) {
            let ways = places::to_leaf(self.tree, at, leaf);
            found.extend(ways.into_iter().map(|it| format!("{before}{it}")));
        }
    }
}

/// What one field is known to say, scan by scan: site, scan, value.
pub(super) type Wants<'w> = Vec<(usize, usize, Option<&'w str>)>;

/// What is known of a field in all sites.
pub(super) fn wants<'w>(sites: &[Site<'_, 'w>], key: &str) -> Wants<'w> {
    let mut wants = Vec::new();
    for (index, site) in sites.iter().enumerate() {
        for (row, group) in &site.pairs {
            wants.extend(row.fields.get(key).map(|value| (index, *group, value.as_deref())));
        }
    }
    wants
}

/// Whether two values of a field are one.
pub(super) fn same(key: &str, is: Option<&str>, known: Option<&str>) -> bool {
    match (is, known) {
        (None, None) => true,
        (Some(is), Some(known)) if is == known => true,
        (Some(is), Some(known)) if key == "code" => same_code(is, known),
        (Some(is), Some(known)) if key.starts_with("zone") => {
            offset_of(is).is_some_and(|it| offset_of(known) == Some(it))
        }
        (Some(is), Some(known)) => without_people(is) == known,
        _ => false,
    }
}

#[derive(Deserialize)]
struct Field {
    it: Alternatives,
}

/// Alternatives as TOML has them.
pub(super) fn parsed(items: &[String]) -> Option<Alternatives> {
    toml::from_str::<Field>(&format!("it = [{}]", items.join(", "))).ok().map(|it| it.it)
}

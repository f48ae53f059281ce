//! Where the scans stand in an answer of which nothing is known: the repeated piece in which times stand.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::super::{
    moments::{self, Written},
    tree::{Step, Tree},
};
use crate::carriers::time::{TimeFormat, Told};

/// Leaves at one place that tell moments, and the pieces around them.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) leaves: Vec<usize>,
    /// The ways that read all of them.
    pub(super) ways: Vec<Written>,
    pub(super) walls: Vec<DateTime>,
    pub(super) rows: Vec<usize>,
    pub(super) score: f64,
}

/// All places where times stand, the likeliest to be those of scans first.
pub(super) fn find(tree: &Tree<'_>, is_text: &dyn Fn(&str) -> bool, name: &dyn Fn(&str) -> f64) -> Vec<Group> {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, text) in tree.leaves(0) {
        if text.len() <= 48 && text.bytes().filter(u8::is_ascii_digit).count() >= 3 {
            places.entry(tree.signature(at)).or_default().push(at);
        }
    }
    let mut found: Vec<Group> = places.into_values().filter_map(|it| group(tree, it, is_text, name)).collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found
}

/// The place of the scans. Where each of its pieces holds several of another's, those are the scans, and these their parcels.
pub(super) fn best<'g>(tree: &Tree<'_>, groups: &'g [Group]) -> Option<&'g Group> {
    let first = groups.first().filter(|it| it.score > 1.5)?;
    let inside = |group: &&Group| {
        let within = group.rows.iter().all(|row| first.rows.iter().any(|it| it != row && tree.is_in(*row, *it)));
        group.rows.len() > first.rows.len() && within && group.score + 1.5 > first.score
    };
    Some(groups.iter().skip(1).find(inside).unwrap_or(first))
}

fn group(
    tree: &Tree<'_>,
    leaves: Vec<usize>,
    is_text: &dyn Fn(&str) -> bool,
    name: &dyn Fn(&str) -> f64,
) -> Option<Group> {
    let texts: Vec<&str> = leaves.iter().filter_map(|it| tree.0[*it].text.as_deref()).collect();
    let mut ways: Vec<Written> = Vec::new();
    for text in texts.iter().take(8) {
        for way in moments::ways(text).into_iter().filter(|it| it.day) {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
    }
    let count = |way: &Written| texts.iter().filter(|it| moments::reads(way, it)).count();
    let most = ways.iter().map(count).max().filter(|it| *it > 0 && *it * 10 >= texts.len() * 6)?;
    ways.retain(|way| count(way) == most);
    let format = TimeFormat::try_from(ways.first()?.format.clone()).ok()?;
    let (mut told, mut walls) = (Vec::new(), Vec::new());
    for at in &leaves {
        let wall = tree.0[*at].text.as_deref().and_then(|it| format.read(it)).map(|it| match it {
            Told::Wall(wall, _) => wall,
            Told::Instant(instant) => jiff::tz::Offset::UTC.to_datetime(instant),
        });
        if let Some(wall) = wall {
            told.push(*at);
            walls.push(wall);
        }
    }
    let rows = rows(tree, &told, is_text)?;
    let score =
        score(tree, &told, &walls, &rows, &ways, is_text) + 2.0 * told.first().map_or(0.0, |it| name(tree.name(*it)));
    Some(Group { leaves: told, ways, walls, rows, score })
}

/// The largest pieces that hold one of the leaves each; of one leaf the smallest that holds words beside it.
fn rows(tree: &Tree<'_>, leaves: &[usize], is_text: &dyn Fn(&str) -> bool) -> Option<Vec<usize>> {
    let mut at: Vec<usize> = leaves.iter().map(|it| tree.0[*it].above).collect();
    let mut best = None;
    for _ in 0..8 {
        let mut sorted = at.clone();
        sorted.sort_unstable();
        sorted.dedup();
        if sorted.len() < at.len() || at.contains(&0) && at.len() > 1 {
            break;
        }
        if at.iter().all(|it| tree.is_row(*it)) {
            best = Some(at.clone());
            let listed = at.iter().all(|it| matches!(tree.0[*it].step, Step::Item(_) | Step::Key(_)));
            let words = tree.leaves(at[0]).any(|(_, text)| is_text(text));
            if listed || (at.len() == 1 && words) {
                break;
            }
        }
        if at.contains(&0) {
            break;
        }
        at = at.iter().map(|it| tree.0[*it].above).collect();
    }
    best
}

/// Scans are many, in order, tell an hour, and say something.
fn score(
    tree: &Tree<'_>,
    leaves: &[usize],
    walls: &[DateTime],
    rows: &[usize],
    ways: &[Written],
    is_text: &dyn Fn(&str) -> bool,
) -> f64 {
    let many = (leaves.len() as f64).min(8.0).ln_1p();
    let ordered = walls.is_sorted() || walls.iter().rev().is_sorted();
    let hour = ways.iter().any(|it| it.hour);
    let says = rows.iter().filter(|row| tree.leaves(**row).any(|(_, text)| is_text(text))).count();
    let listed = rows.iter().all(|it| matches!(tree.0[*it].step, Step::Item(_) | Step::Key(_)));
    many + f64::from(u8::from(ordered && walls.len() > 1))
        + f64::from(u8::from(hour))
        + 3.0 * says as f64 / rows.len().max(1) as f64
        + f64::from(u8::from(listed))
}

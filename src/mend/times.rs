//! Where the known times stand in a changed answer, and how they are written there.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::{civil::DateTime, tz::Offset};

use super::{
    moments::{self, Written},
    tree::Tree,
};
use crate::carriers::{
    definition::{Answer, Pattern},
    time::{self, TimeFormat, Told},
};

/// Answers with more leaves that look like a time are not searched for pairs of them.
const PAIRS_MAX: usize = 4_000;
/// Different shapes looked at for one place.
const SHAPES_MAX: usize = 6;
const DAY: &str = "%Y-%m-%d";

/// A known moment: the wall time, and the offset where it is certain.
pub(super) type Moment = (DateTime, Option<Offset>);

/// How the definition reads times.
pub(super) struct OldTimes<'a> {
    formats: &'a [TimeFormat],
    patterns: Vec<&'a Pattern>,
}

impl<'a> OldTimes<'a> {
    pub(super) fn of(answer: &'a Answer) -> OldTimes<'a> {
        let patterns = answer.time.0.iter().filter_map(|it| it.pattern.as_ref()).collect();
        OldTimes { formats: &answer.time_format, patterns }
    }

    fn read(&self, text: &str) -> Option<Told> {
        let parts = self.patterns.iter().filter_map(|it| it.capture(text)).chain([text]);
        parts.into_iter().find_map(|it| time::read(self.formats, it))
    }
}

/// Leaves that tell the times of rows.
#[derive(Debug, Clone)]
pub(super) struct Times {
    /// How they are written; none: as the definition knows already.
    pub(super) formats: Vec<String>,
    /// The leaf of each time, and the time.
    pub(super) leaves: Vec<(usize, DateTime)>,
    /// Where the day stands by itself: the leaf of it for each of those, which then tell the hour.
    pub(super) days: Option<Vec<usize>>,
}

impl Times {
    /// How many of the known moments are among them.
    fn covers(&self, wanted: &[Moment]) -> usize {
        let walls: BTreeSet<DateTime> = self.leaves.iter().map(|(_, wall)| *wall).collect();
        wanted.iter().filter(|(wall, _)| walls.contains(wall)).count()
    }
}

/// Leaves by where they stand, and one way to read them all.
struct Reading {
    way: Option<Written>,
    leaves: Vec<(usize, DateTime)>,
}

impl Reading {
    fn times(&self) -> Times {
        let formats = self.way.iter().map(|way| way.format.clone()).collect();
        Times { formats, leaves: self.leaves.clone(), days: None }
    }
}

/// All places and ways that tell every known moment; beside them how many the best of the others tells.
pub(super) fn find(tree: &Tree<'_>, within: usize, wanted: &[Moment], old: &OldTimes<'_>) -> (Vec<Times>, usize) {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, text) in tree.leaves(within) {
        if text.len() <= 60 && text.bytes().any(|it| it.is_ascii_digit()) {
            places.entry(tree.signature(at)).or_default().push(at);
        }
    }
    let mut all: Vec<Reading> = Vec::new();
    let (mut days, mut hours, mut several) = (Vec::new(), Vec::new(), Vec::new());
    for leaves in places.values() {
        let first = all.len();
        all.extend(by_old(tree, leaves, old, wanted).map(|leaves| Reading { way: None, leaves }));
        for way in ways_of(tree, leaves) {
            let read = Reading { leaves: read(tree, leaves, &way, wanted), way: Some(way.clone()) };
            if read.leaves.is_empty() {
                continue;
            }
            match (way.day, way.hour) {
                (true, true) => all.push(shifted(read, wanted)),
                (true, false) => {
                    days.push(Reading { way: read.way.clone(), leaves: read.leaves.clone() });
                    all.push(read);
                }
                _ => hours.push(read),
            }
        }
        several.extend(in_several_ways(&all[first..], wanted));
    }
    let mut partial: Vec<Times> = all.iter().map(Reading::times).filter(|it| it.covers(wanted) > 0).collect();
    partial.extend(several);
    let mut whole: Vec<Times> = partial.extract_if(.., |it| it.covers(wanted) == wanted.len()).collect();
    whole.extend(pairs(tree, within, &days, &hours, wanted));
    if whole.is_empty() {
        whole.extend(together(&partial, wanted));
    }
    // What is read already needs no other way.
    let read: Vec<Vec<(usize, DateTime)>> =
        whole.iter().filter(|it| it.formats.is_empty()).map(|it| it.leaves.clone()).collect();
    whole.retain(|it| it.formats.is_empty() || !read.contains(&it.leaves));
    let best = partial.iter().chain(&whole).map(|it| it.covers(wanted)).max().unwrap_or_default();
    whole.truncate(24);
    (whole, best)
}

/// At one place times may be written in two ways, with and without an hour or an offset.
fn in_several_ways(ways: &[Reading], wanted: &[Moment]) -> Option<Times> {
    let mut ways: Vec<Times> = ways.iter().map(Reading::times).collect();
    ways.sort_by_key(|it| std::cmp::Reverse(it.covers(wanted)));
    let mut ways = ways.into_iter();
    let mut all = ways.next().filter(|it| it.covers(wanted) < wanted.len())?;
    for more in ways {
        let mut with = all.clone();
        let there: HashSet<usize> = all.leaves.iter().map(|(at, _)| *at).collect();
        with.leaves.extend(more.leaves.into_iter().filter(|(at, _)| !there.contains(at)));
        if with.covers(wanted) > all.covers(wanted) {
            with.formats.extend(more.formats);
            all = with;
        }
    }
    all.leaves.sort_unstable();
    (all.covers(wanted) == wanted.len() && all.formats.len() <= 3).then_some(all)
}

/// The times of leaves as the definition reads them already; an instant counts where a known scan was at it.
fn by_old(tree: &Tree<'_>, leaves: &[usize], old: &OldTimes<'_>, wanted: &[Moment]) -> Option<Vec<(usize, DateTime)>> {
    let instants: HashMap<_, _> =
        wanted.iter().filter_map(|(wall, offset)| Some((offset.as_ref()?.to_timestamp(*wall).ok()?, *wall))).collect();
    let mut found = Vec::new();
    for at in leaves {
        let told = tree.0[*at].text.as_deref().and_then(|it| old.read(it));
        found.extend(match told {
            Some(Told::Wall(wall, _)) => Some((*at, wall)),
            Some(Told::Instant(instant)) => {
                let wall = instants.get(&instant).copied();
                Some((*at, wall.unwrap_or_else(|| Offset::UTC.to_datetime(instant))))
            }
            None => None,
        });
    }
    (!found.is_empty()).then_some(found)
}

/// The ways the leaves of one place may be written; each reads at least one of them.
fn ways_of(tree: &Tree<'_>, leaves: &[usize]) -> Vec<Written> {
    let mut shapes = BTreeSet::new();
    let mut ways: Vec<Written> = Vec::new();
    for at in leaves {
        let Some(text) = tree.0[*at].text.as_deref() else { continue };
        if shapes.len() < SHAPES_MAX && shapes.insert(moments::shape(text)) {
            for way in moments::ways(text) {
                if !ways.contains(&way) {
                    ways.push(way);
                }
            }
        }
    }
    ways
}

fn read(tree: &Tree<'_>, leaves: &[usize], way: &Written, wanted: &[Moment]) -> Vec<(usize, DateTime)> {
    let pattern = if way.day { way.format.clone() } else { format!("{DAY} {}", way.format) };
    let Ok(format) = TimeFormat::try_from(pattern) else { return Vec::new() };
    // An hour alone is read on the day of any known scan: only the hour counts.
    let day = wanted.first().map(|(wall, _)| wall.strftime(DAY).to_string()).unwrap_or_default();
    let mut found = Vec::new();
    for at in leaves {
        let Some(text) = tree.0[*at].text.as_deref() else { continue };
        let told = if way.day { format.read(text) } else { format.read(&format!("{day} {text}")) };
        found.extend(match told.filter(|it| moments::likely(*it)) {
            Some(Told::Wall(wall, _)) => Some((*at, wall)),
            Some(Told::Instant(instant)) => Some((*at, Offset::UTC.to_datetime(instant))),
            None => None,
        });
    }
    found
}

/// Counts since 1970 tell the wall time of a place once it is known how far it is from theirs: one and the same for all.
fn shifted(read: Reading, wanted: &[Moment]) -> Reading {
    let Some(way) = read.way.as_ref().filter(|it| it.format.starts_with("epoch")) else { return read };
    let walls: BTreeSet<DateTime> = read.leaves.iter().map(|(_, wall)| *wall).collect();
    let Some((first, _)) = wanted.first() else { return read };
    let shifts: BTreeSet<i64> = walls
        .iter()
        .take(500)
        .map(|it| first.duration_since(*it).as_secs())
        .filter(|it| it.abs() <= 14 * 3_600 && it % 900 == 0)
        .collect();
    let moved = |wall: &DateTime, by: i64| wall.checked_add(jiff::SignedDuration::from_secs(by)).unwrap_or(*wall);
    let fits = |by: &i64| wanted.iter().all(|(wall, _)| walls.contains(&moved(wall, -by)));
    let mut fitting = shifts.into_iter().filter(fits);
    let (Some(by), None) = (fitting.next(), fitting.next()) else { return read };
    let (hours, minutes) = (by.abs() / 3_600, by.abs() % 3_600 / 60);
    let sign = if by < 0 { '-' } else { '+' };
    let format = format!("{} shifted {sign}{hours:02}:{minutes:02}", way.format);
    let way = Written { format, ..way.clone() };
    Reading { way: Some(way), leaves: read.leaves.into_iter().map(|(at, wall)| (at, moved(&wall, by))).collect() }
}

/// Days and hours that stand apart: each hour with the day that is nearest to it.
fn pairs(tree: &Tree<'_>, within: usize, days: &[Reading], hours: &[Reading], wanted: &[Moment]) -> Vec<Times> {
    let (dates, clocks): (BTreeSet<_>, BTreeSet<_>) = wanted.iter().map(|(it, _)| (it.date(), it.time())).unzip();
    let has_all = |have: BTreeSet<_>, all: &BTreeSet<_>| all.is_subset(&have);
    let days = days.iter().filter(|it| has_all(it.leaves.iter().map(|(_, wall)| wall.date()).collect(), &dates));
    let has_all = |have: BTreeSet<_>, all: &BTreeSet<_>| all.is_subset(&have);
    let hours: Vec<&Reading> =
        hours.iter().filter(|it| has_all(it.leaves.iter().map(|(_, wall)| wall.time()).collect(), &clocks)).collect();
    let mut found = Vec::new();
    for day in days {
        for hour in &hours {
            if day.leaves.len().max(hour.leaves.len()) > PAIRS_MAX {
                continue;
            }
            let Some(times) = paired(tree, within, day, hour) else { continue };
            if times.covers(wanted) == wanted.len() {
                found.push(times);
            }
        }
    }
    found
}

fn paired(tree: &Tree<'_>, within: usize, days: &Reading, hours: &Reading) -> Option<Times> {
    let (day_way, hour_way) = (days.way.as_ref()?, hours.way.as_ref()?);
    let (mut leaves, mut of) = (Vec::new(), Vec::new());
    for (at, clock) in &hours.leaves {
        let mut above = tree.0[*at].above;
        let near = loop {
            let mut inside = days.leaves.iter().filter(|(day, _)| tree.is_in(*day, above));
            match (inside.next(), inside.next()) {
                (Some(day), None) => break Some(day),
                (Some(_), Some(_)) => break None,
                (None, _) if above == within || above == 0 => break None,
                _ => above = tree.0[above].above,
            }
        };
        let Some((day, date)) = near else { continue };
        leaves.push((*at, date.date().to_datetime(clock.time())));
        of.push(*day);
    }
    let format = match day_way.format.as_str() {
        "iso" => "iso".to_owned(),
        day => format!("{day} {}", hour_way.format),
    };
    (!leaves.is_empty()).then_some(Times { formats: vec![format], leaves, days: Some(of) })
}

/// Scans may stand in several lists, all written alike: the places that tell the most, until all are told.
fn together(partial: &[Times], wanted: &[Moment]) -> Option<Times> {
    let mut formats: Vec<&Vec<String>> = Vec::new();
    for it in partial {
        if !formats.contains(&&it.formats) {
            formats.push(&it.formats);
        }
    }
    for format in formats {
        let mut alike: Vec<&Times> = partial.iter().filter(|it| it.formats == *format).collect();
        alike.sort_by_key(|it| std::cmp::Reverse(it.covers(wanted)));
        let mut all = Times { formats: format.clone(), leaves: Vec::new(), days: None };
        for more in alike.into_iter().take(4) {
            let before = all.covers(wanted);
            let mut with = all.clone();
            with.leaves.extend(more.leaves.iter().copied());
            if with.covers(wanted) > before {
                all = with;
            }
        }
        all.leaves.sort_unstable();
        if all.covers(wanted) == wanted.len() {
            return Some(all);
        }
    }
    None
}

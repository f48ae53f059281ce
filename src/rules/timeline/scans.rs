//! One line of all legs: what happened, without loss or repetition.
//!
//! The store keeps everything any source ever said, as a set; two equal descriptions at different times are two scans.
//! The line is derived from that set, so the order in which answers came in cannot matter.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::{SignedDuration, Timestamp, civil::DateTime};

use crate::model::{BY_MESSAGE, Case, Entry, Event, Leg, LegKey, Number, Order, Role, SourceId, Status};

/// One scan of the line, and the same scan as others told it.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// The scan.
    pub entry: &'a Entry,
    /// Others that tell the same scan.
    pub also: Vec<&'a Entry>,
}

impl<'a> Line<'a> {
    fn of(entry: &'a Entry) -> Line<'a> {
        Line { entry, also: Vec::new() }
    }

    /// The numbers it is told under.
    pub fn numbers(&self) -> impl Iterator<Item = &'a Number> {
        self.also.iter().chain([&self.entry]).map(|it| &it.leg.number)
    }

    /// Whether nobody but messages tells it.
    pub fn is_by_message(&self) -> bool {
        let mut told = self.also.iter().chain([&self.entry]);
        told.all(|it| it.source.as_str().starts_with(BY_MESSAGE))
    }
}

/// Entries that may be this parcel's: on sure legs, and not older than the parcel can be. Numbers are used again after a
/// year, so scans from before the purchase belong to somebody else's parcel; so does what a number that took over did
/// before this parcel left the country of origin.
pub fn own<'a>(case: &Case, legs: &[Leg], entries: &'a [Entry]) -> Vec<&'a Entry> {
    let sure: HashMap<&LegKey, Role> = legs.iter().filter(|leg| leg.sure()).map(|leg| (&leg.key, leg.role)).collect();
    let earliest = earliest(&case.orders, case.parcel.added);
    let its = |entry: &&Entry| sure.contains_key(&entry.leg) && entry.event.about() >= earliest;
    let mut own: Vec<_> = entries.iter().filter(its).collect();
    let Some(abroad) = abroad_until(legs, entries) else { return own };
    for leg in legs.iter().filter(|leg| leg.sure() && took_over(leg)) {
        let told = || entries.iter().filter(|entry| entry.leg == leg.key).map(|entry| &entry.event);
        if let Some(last) = used_before(told(), abroad) {
            own.retain(|entry| entry.leg != leg.key || entry.event.about() > last.about());
        }
    }
    own
}

/// Whether the number came after another one.
pub fn took_over(leg: &Leg) -> bool {
    leg.role == Role::Domestic || leg.witness.of.as_ref().is_some_and(|of| *of != leg.key.number)
}

/// Until when the parcel was surely abroad: its export as the numbers it crossed the border with tell it. One that was sent
/// again has crossed it more than once; the first time counts.
pub fn abroad_until(legs: &[Leg], entries: &[Entry]) -> Option<Timestamp> {
    let crossed = |key: &LegKey| legs.iter().any(|leg| leg.key == *key && leg.sure() && leg.role != Role::Domestic);
    let exported = entries.iter().filter(|it| it.event.status == Some(Status::Exported) && crossed(&it.leg));
    let mut by_number: HashMap<&Number, Timestamp> = HashMap::new();
    for entry in exported {
        let last = by_number.entry(&entry.leg.number).or_insert(Timestamp::MIN);
        *last = entry.event.about().max(*last);
    }
    by_number.into_values().min()
}

/// The last scan that a later number has of another parcel, which it belonged to while this one was still abroad. Where
/// the number tells the export itself, its movements before that are this parcel's, but no end of a trip is.
pub fn used_before<'a>(events: impl Iterator<Item = &'a Event> + Clone, abroad: Timestamp) -> Option<&'a Event> {
    let whole = events.clone().any(|it| it.status == Some(Status::Exported));
    let certain = abroad.saturating_sub(SignedDuration::from_hours(24)).unwrap_or(abroad);
    let strange = |event: &&Event| match event.status {
        Some(Status::InTransit | Status::HandedOver) => !whole,
        Some(Status::OutForDelivery | Status::ReadyForPickup | Status::AttemptFailed) => true,
        Some(Status::Delivered | Status::Returning | Status::Returned) => true,
        _ => false,
    };
    events.filter(strange).filter(|it| it.about() < certain).max_by_key(|it| it.about())
}

/// Three days before the purchase (clocks differ); without its date, half a year before the parcel was added.
pub fn earliest(orders: &[Order], added: Timestamp) -> Timestamp {
    let ordered = orders.iter().filter_map(|order| order.ordered).min();
    let ordered = ordered.and_then(|day| day.to_zoned(jiff::tz::TimeZone::UTC).ok()).map(|it| it.timestamp());
    match ordered {
        Some(day) => before(day, 3),
        None => before(added, 180),
    }
}

pub(super) fn before(moment: Timestamp, days: i64) -> Timestamp {
    moment.saturating_sub(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::MIN)
}

/// The events of an answer that are new, or that a mended definition now reads better. Of rows alike in everything a scan
/// is known by the first counts.
pub fn fresh(known: &[Entry], told: &[Entry]) -> Vec<Entry> {
    let known: HashMap<_, _> = known.iter().map(|entry| (identity(entry), &entry.event)).collect();
    let (mut fresh, mut seen) = (Vec::new(), HashSet::with_capacity(told.len()));
    for entry in told {
        let scan = identity(entry);
        let same = |known: &&Event| **known == entry.event || known.is_undated() && entry.event.is_undated();
        if seen.insert(scan) && !known.get(&scan).is_some_and(same) {
            fresh.push(entry.clone());
        }
    }
    fresh
}

/// Everything known together: what is fresh takes the place of what it reads better.
pub fn union(known: &[Entry], fresh: &[Entry]) -> Vec<Entry> {
    let better: HashSet<_> = fresh.iter().map(identity).collect();
    known.iter().filter(|entry| !better.contains(&identity(entry))).chain(fresh).cloned().collect()
}

type Identity<'a> = (&'a LegKey, &'a SourceId, DateTime, &'a str, &'a str, &'a str);

fn identity(entry: &Entry) -> Identity<'_> {
    let event = &entry.event;
    // What has no time of its own is known again by all the rest; the first moment stands.
    let wall = if event.is_undated() { DateTime::ZERO } else { event.wall };
    (&entry.leg, &entry.source, wall, &event.code, &event.text, &event.place)
}

/// The line, oldest first. Scans with a certain offset stand at their instant, the others at their wall time read as
/// UTC; ties keep the order of the answer.
pub fn merge<'a>(entries: &[&'a Entry]) -> Vec<Line<'a>> {
    let mut lines = one_source_per_scan(&dated_where_known(entries));
    lines.sort_by(|a, b| place_in_line(a.entry).cmp(&place_in_line(b.entry)));
    one_carrier_per_scan(lines)
}

/// Without what has no time where the same leg tells that end with its time.
fn dated_where_known<'a>(entries: &[&'a Entry]) -> Vec<&'a Entry> {
    let told = |entry: &Entry| {
        let same = |it: &Entry| it.leg == entry.leg && it.event.status == entry.event.status && !it.event.is_undated();
        entries.iter().any(|it| same(it))
    };
    entries.iter().copied().filter(|entry| !entry.event.is_undated() || !told(entry)).collect()
}

fn place_in_line(entry: &Entry) -> (Timestamp, &LegKey, u32, &SourceId, &str, &str) {
    let event = &entry.event;
    (event.about(), &entry.leg, entry.order, &entry.source, &event.code, &event.text)
}

/// Two sources of one carrier tell the same scan in different words: the one that tells more rows of a code and second
/// is believed for them.
fn one_source_per_scan<'a>(entries: &[&'a Entry]) -> Vec<Line<'a>> {
    let scan = |entry: &&'a Entry| (&entry.leg, entry.event.wall, entry.event.code.as_str());
    let (mut coded, bare): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|it| !it.event.code.is_empty());
    coded.sort_by(|a, b| scan(a).cmp(&scan(b)));
    let mut lines: Vec<Line<'a>> = bare.into_iter().map(Line::of).collect();
    for told in coded.chunk_by(|a, b| scan(a) == scan(b)) {
        match told {
            [one] => lines.push(Line::of(one)),
            several => lines.extend(believed(several)),
        }
    }
    lines
}

/// The rows of the source that tells most, each with what the others say of it.
fn believed<'a>(entries: &[&'a Entry]) -> Vec<Line<'a>> {
    let mut told: BTreeMap<&SourceId, Vec<&'a Entry>> = BTreeMap::new();
    for entry in entries {
        told.entry(&entry.source).or_default().push(entry);
    }
    let most = told.values().map(Vec::len).max().unwrap_or(0);
    let (mut rows, mut others) = (Vec::new(), Vec::new());
    for told in told.into_values() {
        let list = if rows.is_empty() && told.len() == most { &mut rows } else { &mut others };
        list.extend(told);
    }
    rows.sort_by(|a, b| place_in_line(a).cmp(&place_in_line(b)));
    others.sort_by(|a, b| place_in_line(a).cmp(&place_in_line(b)));
    let mut lines: Vec<Line<'a>> = rows.into_iter().map(Line::of).collect();
    for other in others {
        let twin = lines.iter().position(|line| line.entry.event.text == other.event.text).unwrap_or(0);
        lines[twin].also.push(other);
    }
    lines
}

/// The same scan told by two carriers, or by one carrier under two numbers.
fn one_carrier_per_scan(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut merged: Vec<Line<'_>> = Vec::new();
    for line in lines {
        let twin = merged
            .iter_mut()
            .rev()
            .take(8)
            .find(|it| same_scan(it.entry, line.entry) && it.also.iter().all(|also| also.leg != line.entry.leg));
        match twin {
            Some(twin) => {
                let surer = sureness(&line.entry.event) > sureness(&twin.entry.event);
                let other = if surer { std::mem::replace(&mut twin.entry, line.entry) } else { line.entry };
                twin.also.push(other);
                twin.also.extend(line.also);
            }
            None => merged.push(line),
        }
    }
    merged
}

/// Who speaks for a scan that two tell: the one that is understood, not by words alone, and that says how the trip ended.
fn sureness(event: &Event) -> (bool, bool, bool) {
    let ends = matches!(event.status, Some(Status::Delivered | Status::Returned | Status::Lost));
    let understood = event.status.is_some();
    let unsure = !understood || event.by_words;
    (understood, !unsure, unsure && ends)
}

/// By one carrier: equal code and time under two numbers. By two: equal status, and the same instant or the same second on
/// the wall (one of the zones is wrong then) where both offsets are certain, the same minute on the wall where one is not.
fn same_scan(a: &Entry, b: &Entry) -> bool {
    let (one, other) = (&a.event, &b.event);
    if a.leg.carrier == b.leg.carrier {
        let coded = !one.code.is_empty() || one.text == other.text;
        return a.leg.number != b.leg.number && one.wall == other.wall && one.code == other.code && coded;
    }
    // One that is not understood, or by its words alone, is known by its second.
    let unsure = |event: &Event| event.status.is_none() || event.by_words;
    if (unsure(one) || unsure(other)) && one.wall == other.wall && one.wall.second() != 0 {
        return true;
    }
    if one.status.is_none() || one.status != other.status {
        return false;
    }
    match (one.instant(), other.instant()) {
        // Two that both name the second are the same scan to the second.
        (Some(a), Some(b)) if one.wall.second() != 0 && other.wall.second() != 0 => a == b || one.wall == other.wall,
        (Some(a), Some(b)) => a.duration_since(b).abs() < SignedDuration::from_mins(1) || one.wall == other.wall,
        _ => minute(one.wall) == minute(other.wall),
    }
}

fn minute(wall: DateTime) -> (jiff::civil::Date, i8, i8) {
    (wall.date(), wall.hour(), wall.minute())
}

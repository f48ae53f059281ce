//! Rows to events. One bad row never costs the others.

use std::borrow::Cow;

use jiff::{Timestamp, tz::Offset};

use crate::{
    carriers::{
        definition::{Alternatives, Answer, Definition, Tables},
        document_path::{Scope, Trail},
        numbers,
        registry::Registry,
        time::{self, Told},
        zone,
    },
    model::{Complaint, ComplaintKind, Event, Heard, Number, Reason, Status, Zone, ZoneFrom},
};

/// What rows told.
pub(super) struct Read {
    pub(super) heard: Heard,
    pub(super) numbers: Vec<ScanNumber>,
}

/// A number a scan was made under, and by whom.
pub(super) struct ScanNumber {
    pub(super) number: Number,
    pub(super) carrier: Option<String>,
}

/// Reads rows, `stride` of them to a scan; the events come oldest first.
pub(super) fn read(
    registry: &Registry,
    definition: &Definition,
    answer: &Answer,
    trail: &Trail<'_>,
    rows: &[usize],
) -> Read {
    let tables = registry.tables(definition);
    let mut read = Read { heard: Heard::default(), numbers: Vec::new() };
    read.heard.events.reserve(rows.len());
    for group in rows.chunks(answer.stride.max(1)) {
        let at = trail.scope(group[0]).beside(group);
        match row(answer, tables, at, &mut read.heard.complaints) {
            Some(event) => read.heard.events.push(event),
            None => continue,
        }
        read.numbers
            .extend(scan_number(answer, at).filter(|it| read.numbers.iter().all(|old| old.number != it.number)));
    }
    let newest_first = answer.newest_first || falls(&read.heard.events);
    if newest_first {
        read.heard.events.reverse();
    }
    in_order(&mut read.heard.events);
    read
}

fn falls(events: &[Event]) -> bool {
    events.first().zip(events.last()).is_some_and(|(first, last)| first.about() > last.about())
}

/// By instant; a wall time without an offset stands as if it had the offset of its nearest neighbour in the answer, which
/// compares the two by wall time and keeps the order a total one.
fn in_order(events: &mut Vec<Event>) {
    let mut near = events.iter().find_map(|event| event.zone).map_or(Offset::UTC, |zone| zone.offset);
    let moment = |event: &Event, offset: Offset| offset.to_timestamp(event.wall).unwrap_or(Timestamp::UNIX_EPOCH);
    let moments = events.iter().map(|event| {
        near = event.zone.map_or(near, |zone| zone.offset);
        moment(event, near)
    });
    let moments: Vec<Timestamp> = moments.collect();
    if moments.is_sorted() {
        return;
    }
    let mut keyed: Vec<_> = moments.into_iter().zip(events.drain(..)).collect();
    keyed.sort_by_key(|(moment, _)| *moment);
    events.extend(keyed.into_iter().map(|(_, event)| event));
}

fn scan_number(answer: &Answer, at: Scope<'_, '_>) -> Option<ScanNumber> {
    let number = numbers::parse(&answer.number.value(at)?).ok()?;
    Some(ScanNumber { number, carrier: answer.carrier.value(at).map(Cow::into_owned) })
}

fn row(answer: &Answer, tables: &Tables, at: Scope<'_, '_>, complaints: &mut Vec<Complaint>) -> Option<Event> {
    if !at.node().is_row() {
        complain(complaints, ComplaintKind::BadRow, "a row that is none");
        return None;
    }
    let (code, status, sure) = coded(&answer.code, tables, at);
    let text = answer.text.value(at).unwrap_or_default();
    if answer.drop.iter().any(|it| *it == code || code.is_empty() && *it == text) {
        return None;
    }
    let Some(when) = answer.time.value(at) else {
        if !code.is_empty() || !text.is_empty() {
            complain(complaints, ComplaintKind::BadRow, &format!("no time: {code} {text}"));
        }
        return None;
    };
    let Some((wall, zone)) = timed(answer, at, &code, &when) else {
        complain(complaints, ComplaintKind::BadTime, &when);
        return None;
    };
    let status = if code.is_empty() { tables.status_of_text(&text) } else { status };
    if !sure && !code.is_empty() || code.is_empty() && status.is_none() && !text.is_empty() {
        complain(complaints, ComplaintKind::UnknownCode, if code.is_empty() { &text } else { &code });
    }
    let reason = reason(answer, tables, at, &code);
    let place = answer.place.value(at).unwrap_or_default().into_owned();
    Some(Event { wall, zone, status, reason, code: code.into_owned(), text: text.into_owned(), place })
}

/// The code as the first alternative gives it, the status of the first a table knows, and whether that was the first.
fn coded<'a>(places: &Alternatives, tables: &Tables, at: Scope<'_, 'a>) -> (Cow<'a, str>, Option<Status>, bool) {
    let mut first: Option<Cow<'a, str>> = None;
    for one in &places.0 {
        let Some(code) = one.value(at) else { continue };
        let status = tables.status(&code);
        let sure = first.is_none();
        let raw = first.get_or_insert(code);
        if status.is_some() {
            return (raw.clone(), status, sure);
        }
    }
    (first.unwrap_or_default(), None, false)
}

fn reason(answer: &Answer, tables: &Tables, at: Scope<'_, '_>, code: &str) -> Option<Reason> {
    answer.reason.value(at).and_then(|it| tables.reason(&it)).or_else(|| tables.reason(code))
}

fn timed(answer: &Answer, at: Scope<'_, '_>, code: &str, when: &str) -> Option<(jiff::civil::DateTime, Option<Zone>)> {
    match time::read(&answer.time_format, when)? {
        Told::Wall(wall, Some(offset)) => Some((wall, Some(Zone { offset, from: ZoneFrom::Printed }))),
        Told::Wall(wall, None) => Some((wall, zone::zone_of(&answer.zone, at, code, wall))),
        Told::Instant(instant) => {
            let utc = Offset::UTC.to_datetime(instant);
            let zone = zone::zone_of(&answer.zone, at, code, utc);
            let zone = zone.unwrap_or(Zone { offset: Offset::UTC, from: ZoneFrom::Source });
            Some((zone.offset.to_datetime(instant), Some(zone)))
        }
    }
}

fn complain(complaints: &mut Vec<Complaint>, kind: ComplaintKind, detail: &str) {
    let complaint = Complaint { kind, detail: detail.trim().chars().take(120).collect() };
    if !complaints.contains(&complaint) {
        complaints.push(complaint);
    }
}

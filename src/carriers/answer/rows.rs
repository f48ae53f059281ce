//! Rows to events. One bad row never costs the others.

use std::borrow::Cow;

use jiff::{civil::DateTime, tz::Offset};

use super::{
    order,
    same_scan::{self, Row},
};
use crate::{
    carriers::{
        definition::{Alternatives, Answer, Definition, Latest, Tables, spelling::same_code},
        document_path::{Scope, Trail},
        numbers,
        people::without_people,
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
    /// Whether a row held something of which nothing was found where it should be.
    pub(super) unread: bool,
}

/// A number a scan was made under, and by whom.
pub(super) struct ScanNumber {
    pub(super) number: Number,
    pub(super) carrier: Option<String>,
}

/// What a row is.
enum Found {
    /// A scan.
    Scan(Event),
    /// Nothing that is said of the parcel, or something that is complained of.
    Nothing,
    /// It holds something, and nothing where code and text should be.
    Unread,
}

/// Reads rows, `stride` of them to a scan, and what stands beside them below `element`; the events come oldest first.
pub(super) fn read(
    registry: &Registry,
    definition: &Definition,
    answer: &Answer,
    trail: &mut Trail<'_>,
    element: usize,
    rows: &[usize],
) -> Read {
    let tables = registry.tables(definition);
    let mut read = Read { heard: Heard::default(), numbers: Vec::new(), unread: false };
    let mut scans: Vec<Row<'_>> = Vec::with_capacity(rows.len());
    for group in rows.chunks(answer.stride.max(1)) {
        let at = trail.scope(group[0]).beside(group);
        match row(registry, answer, tables, at, &mut read.heard.complaints) {
            Found::Scan(event) => {
                let when = answer.time.value(at);
                let printed = when.as_ref().and_then(|when| time::printed_instant(when));
                scans.push(Row { event, when, printed, list: trail.above(group[0]) });
            }
            Found::Nothing => continue,
            Found::Unread => {
                read.unread = true;
                continue;
            }
        }
        read.numbers
            .extend(scan_number(answer, at).filter(|it| read.numbers.iter().all(|old| old.number != it.number)));
    }
    let mut events: Vec<Event> = same_scan::once(scans).into_iter().map(|row| row.event).collect();
    order::oldest_first(&mut events, answer.newest_first);
    if let Some(latest) = &answer.latest {
        let mut complaints = Vec::new();
        let told = newest(registry, answer, latest, tables, trail, element, &mut complaints);
        if let Some(told) = told.filter(|it| is_news(it, &events)) {
            events.push(told);
            complaints.iter().for_each(|it| complain(&mut read.heard.complaints, it.kind, &it.detail));
        }
    }
    for event in &mut events {
        event.text = without_people(&event.text).into_owned();
        event.place = without_people(&event.place).into_owned();
    }
    for complaint in &mut read.heard.complaints {
        complaint.detail = without_people(&complaint.detail).into_owned();
    }
    read.heard.events = events;
    read
}

/// The state that stands beside the list.
fn newest(
    registry: &Registry,
    answer: &Answer,
    latest: &Latest,
    tables: &Tables,
    trail: &mut Trail<'_>,
    element: usize,
    complaints: &mut Vec<Complaint>,
) -> Option<Event> {
    if let Some(places) = &latest.row {
        let at = places.rows(trail, element).into_iter().next()?;
        return match row(registry, answer, tables, trail.scope(at), complaints) {
            Found::Scan(event) => Some(event),
            Found::Nothing | Found::Unread => None,
        };
    }
    let at = trail.scope(element);
    let (code, status, sure) = coded(&latest.code, tables, at);
    let text = latest.text.value(at).unwrap_or_default();
    let (status, why, by_words) = witnessed(registry, tables, &code, status, &text);
    let (wall, zone) = timed(answer, &latest.time, at, &code).or_else(|| undated(status))?;
    let reason = tables.reason(&code).or(why);
    let place = latest.place.value(at).unwrap_or_default().into_owned();
    let said = !code.is_empty() && (sure || status.is_some());
    said.then(|| Event {
        wall,
        zone,
        status,
        reason,
        by_words,
        code: code.into_owned(),
        text: text.into_owned(),
        place,
    })
}

/// Whether the list does not say it.
fn is_news(latest: &Event, events: &[Event]) -> bool {
    if latest.is_undated() {
        return latest.status.is_some() && events.iter().all(|it| it.status != latest.status);
    }
    let end = matches!(latest.status, Some(Status::Delivered | Status::Returned | Status::Lost));
    events.is_empty() || end && events.iter().all(|it| it.about() < latest.about())
}

fn scan_number(answer: &Answer, at: Scope<'_, '_>) -> Option<ScanNumber> {
    let number = numbers::parse(&answer.number.value(at)?).ok()?;
    Some(ScanNumber { number, carrier: answer.carrier.value(at).map(Cow::into_owned) })
}

fn row(
    registry: &Registry,
    answer: &Answer,
    tables: &Tables,
    at: Scope<'_, '_>,
    complaints: &mut Vec<Complaint>,
) -> Found {
    if !at.node().is_row() {
        complain(complaints, ComplaintKind::BadRow, "a row that is none");
        return Found::Nothing;
    }
    let (code, status, sure) = coded(&answer.code, tables, at);
    let text = answer.text.value(at).unwrap_or_default();
    if answer.drop.iter().any(|it| same_code(it, &code) || code.is_empty() && *it == text) {
        return Found::Nothing;
    }
    let (status, why, by_words) = witnessed(registry, tables, &code, status, &text);
    let Some((wall, zone)) = timed(answer, &answer.time, at, &code).or_else(|| undated(status)) else {
        let when = answer.time.value(at);
        match when {
            Some(when) => complain(complaints, ComplaintKind::BadTime, &when),
            None if code.is_empty() && text.is_empty() && at.node().holds_something() => return Found::Unread,
            None if code.is_empty() && text.is_empty() => {}
            None => complain(complaints, ComplaintKind::BadRow, &format!("no time: {code} {text}")),
        }
        return Found::Nothing;
    };
    if !sure && !code.is_empty() || code.is_empty() && (status.is_none() || by_words) && !text.is_empty() {
        complain(complaints, ComplaintKind::UnknownCode, if code.is_empty() { &text } else { &code });
    }
    let (reason, place) = (reason(answer, tables, at, &code).or(why), answer.place.value(at).unwrap_or_default());
    let place = place.into_owned();
    Found::Scan(Event { wall, zone, status, reason, by_words, code: code.into_owned(), text: text.into_owned(), place })
}

/// The status of a code or, where no table knows it, of the words beside it, with the reason they give; and whether it rests
/// on words alone. The definition's own texts are as good as codes where there is no code.
fn witnessed(
    registry: &Registry,
    tables: &Tables,
    code: &str,
    status: Option<Status>,
    text: &str,
) -> (Option<Status>, Option<Reason>, bool) {
    if let Some(status) = status.or_else(|| tables.status_of_text(text).filter(|_| code.is_empty())) {
        return (Some(status), None, false);
    }
    match tables.status_of_text(text).map(|status| (status, None)).or_else(|| registry.by_words(text)) {
        Some((status, reason)) => (Some(status), reason, true),
        None => (None, None, false),
    }
}

/// A final state counts without a time: it came about by the time of the answer.
fn undated(status: Option<Status>) -> Option<(DateTime, Option<Zone>)> {
    let end = matches!(status?, Status::Delivered | Status::Returned | Status::Lost);
    end.then_some((DateTime::ZERO, Some(Zone { offset: Offset::UTC, from: ZoneFrom::Answer })))
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

/// The wall time at the first of the places that can be read as a time, with its offset where that is certain for a scan with
/// this code.
pub fn timed(
    answer: &Answer,
    places: &Alternatives,
    at: Scope<'_, '_>,
    code: &str,
) -> Option<(DateTime, Option<Zone>)> {
    let told = places.0.iter().find_map(|one| time::read(&answer.time_format, &one.value(at)?))?;
    Some(match told {
        Told::Wall(wall, Some(offset)) => (wall, Some(Zone { offset, from: ZoneFrom::Printed })),
        Told::Wall(wall, None) => (wall, zone::zone_of(&answer.zone, at, code, wall)),
        Told::Instant(instant) => {
            let utc = Offset::UTC.to_datetime(instant);
            let zone = zone::zone_of(&answer.zone, at, code, utc);
            let zone = zone.unwrap_or(Zone { offset: Offset::UTC, from: ZoneFrom::Source });
            (zone.offset.to_datetime(instant), Some(zone))
        }
    })
}

fn complain(complaints: &mut Vec<Complaint>, kind: ComplaintKind, detail: &str) {
    let complaint = Complaint { kind, detail: detail.trim().chars().take(120).collect() };
    if !complaints.contains(&complaint) {
        complaints.push(complaint);
    }
}

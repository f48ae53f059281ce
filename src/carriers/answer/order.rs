//! The order of an answer's scans.

use jiff::{Timestamp, tz::Offset};

use crate::model::Event;

/// Oldest first; what has no time comes last.
pub(super) fn oldest_first(events: &mut Vec<Event>, newest_first: bool) {
    let undated: Vec<Event> = events.extract_if(.., |event| event.is_undated()).collect();
    if newest_first || falls(events) {
        events.reverse();
    }
    in_order(events);
    events.extend(undated);
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

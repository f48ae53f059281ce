//! Ends that turn. Delivered, returned, lost and on its way back hold until a newer scan of a number that is the parcel's
//! own says otherwise: a second piece, another try, the same goods sent again.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp, civil::DateTime};

use super::scans::Line;
use crate::model::{Entry, LegKey, Number, SourceId, Stage, Status};

/// Times of two sources are in an order that is sure if they are apart by so much.
const APART: SignedDuration = SignedDuration::from_hours(24);
/// What a number tells later than this after an end is another parcel's: numbers are used again.
const USED_AGAIN: SignedDuration = SignedDuration::from_hours(180 * 24);

/// When and by whom a scan was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    leg: LegKey,
    source: SourceId,
    about: Timestamp,
    instant: Option<Timestamp>,
    wall: DateTime,
}

impl Stamp {
    pub(super) fn of(entry: &Entry) -> Stamp {
        let event = &entry.event;
        let (about, instant, wall) = (event.about(), event.instant(), event.wall);
        Stamp { leg: entry.leg.clone(), source: entry.source.clone(), about, instant, wall }
    }

    /// Whether it is told under this number.
    pub(super) fn is_of(&self, number: &Number) -> bool {
        self.leg.number == *number
    }

    /// Whether this is surely after another. Sources are wrong about zones, so only one's own times are compared to the
    /// hour.
    pub(super) fn is_after(&self, other: &Stamp) -> bool {
        match (self.instant, other.instant) {
            (Some(at), Some(before)) if self.source == other.source => at > before,
            _ if self.leg == other.leg && self.source == other.source => self.wall > other.wall,
            _ => self.about.duration_since(other.about) > APART,
        }
    }
}

/// An end of the trip, or a turn back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct End {
    stamp: Stamp,
    /// The numbers it was told under.
    numbers: Vec<Number>,
    stage: Stage,
    /// How far the parcel was before.
    before: Stage,
    /// Whether nobody but a message told it.
    by_message: bool,
}

/// How a trip goes on after an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// The same trip, which had got so far.
    On(Stage),
    /// The parcel was sent again.
    Again,
}

impl End {
    pub(super) fn of(line: &Line<'_>, stage: Stage, before: Stage) -> End {
        let numbers = line.also.iter().chain([&line.entry]).map(|it| it.leg.number.clone()).collect();
        End { stamp: Stamp::of(line.entry), numbers, stage, before, by_message: line.is_by_message() }
    }

    /// When it was told.
    pub(super) fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// How far the parcel was before it.
    pub(super) fn before(&self) -> Stage {
        self.before
    }

    /// Whether a message changes nothing of it: a carrier told it, and messages come late. One of a later number does.
    pub(super) fn outlasts_a_message(&self, line: &Line<'_>, begun: &Begun<'_>) -> bool {
        !self.by_message && !line.numbers().any(|number| begun.after(number, &self.stamp))
    }

    /// Whether a scan turns it. On the way back a parcel is scanned as well: there only a number that began later counts.
    pub(super) fn turned_by(&self, line: &Line<'_>, status: Status, begun: &Begun<'_>) -> Option<Turn> {
        let (scan, entry) = (Stamp::of(line.entry), line.entry);
        if entry.event.is_undated() || !scan.is_after(&self.stamp) {
            return None;
        }
        let same = self.numbers.contains(&entry.leg.number);
        let later = |number: &Number| !self.numbers.contains(number) && begun.after(number, &self.stamp);
        let again = line.numbers().any(later);
        let late = scan.about.duration_since(self.stamp.about) > USED_AGAIN;
        match self.stage {
            _ if matches!(status, Status::Announced | Status::Renumbered | Status::Note) => None,
            _ if again => Some(Turn::Again),
            // Messages come late and out of turn: a reminder to collect what was collected yesterday.
            _ if late || line.is_by_message() => None,
            Stage::Returned => same.then_some(Turn::Again),
            Stage::Returning => None,
            _ => Some(Turn::On(self.before.min(Stage::Domestic))),
        }
    }
}

/// When each number's scans begin.
pub(super) struct Begun<'a>(HashMap<&'a Number, Stamp>);

impl<'a> Begun<'a> {
    /// Of lines in their order.
    pub(super) fn of(lines: &[Line<'a>]) -> Begun<'a> {
        let mut begun = HashMap::new();
        for entry in lines.iter().flat_map(|line| line.also.iter().chain([&line.entry])) {
            begun.entry(&entry.leg.number).or_insert_with(|| Stamp::of(entry));
        }
        Begun(begun)
    }

    /// Whether a number is not told of before an end.
    pub(super) fn after(&self, number: &Number, end: &Stamp) -> bool {
        self.0.get(number).is_some_and(|first| !end.is_after(first))
    }
}

//! How far the line brought the parcel, and since when it is silent.

use jiff::{SignedDuration, Timestamp};

use super::{
    ends::{Begun, End, Stamp, Turn},
    scans::{Line, before, merge, own},
};
use crate::{
    model::{Case, Entry, Leg, LegKey, Reason, Role, Stage, Status},
    rules::{belief, forwarder},
};

/// What the line says of the parcel.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// How far it is.
    pub stage: Stage,
    /// Since when nothing new is scanned; `None` where nothing was ever scanned.
    pub quiet_since: Option<Timestamp>,
    /// The legs that told the last scan.
    pub told_by: Vec<LegKey>,
    /// The first scan by which a carrier had it.
    pub accepted: Option<Timestamp>,
    /// When it left the country of origin.
    pub exported: Option<Timestamp>,
    /// When customs let it go or it was handed over, whichever was first.
    pub released: Option<Timestamp>,
    /// The latest status, `note` left out.
    pub latest: Option<Status>,
    /// The reason beside it.
    pub reason: Option<Reason>,
    /// When that was.
    pub latest_at: Option<Timestamp>,
    /// Since when it waits to be collected.
    pub ready: Option<Timestamp>,
    /// Where that was, in the words of who told it; empty where nobody says.
    pub place: String,
    /// Since when a forwarder has it; `None` once it was scanned on its way from there.
    pub at_forwarder: Option<Timestamp>,
    /// The end of the trip by its last scan, where that is not believed.
    pub doubted: Option<Doubted>,
    /// How often it went on after an end, or was held again after customs let it go: what it reaches then it reaches anew.
    pub turns: u32,
    /// The end of the trip, as long as it holds.
    end: Option<End>,
    /// When customs last let it go.
    let_go: Option<Stamp>,
    /// The end of the trip before, where it was sent again under another number.
    again_after: Option<Stamp>,
}

/// An end of the trip that is not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubted {
    /// Delivered, returned or lost.
    pub status: Status,
    /// When.
    pub at: Timestamp,
    /// Where, in the source's words.
    pub place: String,
}

/// What the line says of the parcel at a moment. Scans dated later than tomorrow do not count for silence.
pub fn progress(case: &Case, legs: &[Leg], entries: &[Entry], now: Timestamp) -> Progress {
    walk(case, legs, entries, now, |_, _| {})
}

/// Every scan that ended a silence, oldest first, with the stage the parcel was in from then on.
pub fn course(case: &Case, now: Timestamp) -> Vec<(Timestamp, Stage)> {
    let mut course = Vec::new();
    walk(case, &case.legs, &case.entries, now, |at, stage| course.push((at, stage)));
    course
}

fn walk(
    case: &Case,
    legs: &[Leg],
    entries: &[Entry],
    now: Timestamp,
    mut heard: impl FnMut(Timestamp, Stage),
) -> Progress {
    let own = own(case, legs, entries);
    let lines = merge(&own);
    let begun = Begun::of(&lines);
    let mut progress = Progress {
        stage: if legs.is_empty() { Stage::Ordered } else { Stage::Announced },
        quiet_since: None,
        told_by: Vec::new(),
        accepted: None,
        exported: None,
        released: None,
        latest: None,
        reason: None,
        latest_at: None,
        ready: None,
        place: String::new(),
        at_forwarder: None,
        doubted: None,
        turns: 0,
        end: None,
        let_go: None,
        again_after: None,
    };
    let tomorrow = now.saturating_add(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MAX);
    let mut previous: Option<&Entry> = None;
    for line in &lines {
        let entry = line.entry;
        if entry.event.status == Some(Status::Note) || entry.event.about() > tomorrow {
            continue;
        }
        progress.told_by = line.also.iter().chain([&entry]).map(|it| it.leg.clone()).collect();
        let repeated = previous.is_some_and(|it| {
            (it.event.status, &it.event.place, &it.event.text)
                == (entry.event.status, &entry.event.place, &entry.event.text)
        });
        if !repeated {
            progress.quiet_since = Some(entry.event.about());
        }
        let role = legs.iter().find(|leg| leg.key == entry.leg).map(|leg| leg.role);
        let domestic = role == Some(Role::Domestic) && !leaves_a_country(&own, entry);
        let leg_of = |told: &Entry| legs.iter().find(|leg| leg.key == told.leg);
        let mut told = line.also.iter().chain([&entry]);
        match told.any(|it| leg_of(it).is_some_and(|leg| belief::is_end_believed(&it.event, leg))) {
            _ if role == Some(Role::ToForwarder) => progress.hear_of_forwarder(line, &begun),
            true => progress.hear(line, domestic, &begun),
            false => progress.doubt(entry),
        }
        if !repeated {
            heard(entry.event.about(), progress.stage);
        }
        previous = Some(entry);
    }
    progress
}

impl Progress {
    /// The end of the trip that is doubted, as long as the user has not said what is so. Their word may be of the day
    /// rather than of the hour.
    pub fn open_doubt(&self, case: &Case) -> Option<&Doubted> {
        let doubted = self.doubted.as_ref()?;
        let denied = case.dispute.denied().is_some_and(|wrong| wrong.at >= before(doubted.at, 1));
        (case.parcel.received.is_none() && !denied).then_some(doubted)
    }

    fn doubt(&mut self, entry: &Entry) {
        let place = entry.event.place.clone();
        self.doubted = entry.event.status.map(|status| Doubted { status, at: entry.event.about(), place });
    }

    /// The end of this leg is not the end of the trip.
    fn hear_of_forwarder(&mut self, line: &Line<'_>, begun: &Begun<'_>) {
        let entry = forwarder::on_the_way(line.entry);
        self.hear(&Line { entry: &entry, also: line.also.clone() }, false, begun);
        self.at_forwarder = self.latest_at.filter(|_| line.entry.event.status == Some(Status::Delivered));
    }

    fn hear(&mut self, line: &Line<'_>, domestic: bool, begun: &Begun<'_>) {
        let entry = line.entry;
        let at = entry.event.about();
        let Some(status) = entry.event.status else { return };
        if self.again_after.as_ref().is_some_and(|end| !line.numbers().any(|number| begun.after(number, end))) {
            return;
        }
        if self.doubted.is_some() && line.is_by_message() && end_of(status).is_none() {
            return;
        }
        if !self.goes_on(line, status, begun) {
            return;
        }
        (self.doubted, self.at_forwarder) = (None, None);
        let told = std::iter::once(&entry).chain(&line.also).map(|it| &it.event.place);
        self.place = told.into_iter().find(|place| !place.is_empty()).cloned().unwrap_or_default();
        (self.latest, self.reason, self.latest_at) = (Some(status), entry.event.reason, Some(at));
        match status {
            Status::Accepted => note(&mut self.accepted, at),
            Status::Exported => note(&mut self.exported, at),
            Status::ReleasedByCustoms | Status::HandedOver => note(&mut self.released, at),
            Status::ReadyForPickup if self.ready.is_none() => self.ready = Some(at),
            Status::OutForDelivery => self.ready = None,
            _ => {}
        }
        if status == Status::ReleasedByCustoms {
            self.let_go = Some(Stamp::of(entry));
        }
        if let Some(stage) = self.stage_of(status, domestic) {
            self.stage = stage;
        }
    }

    /// Takes in that a scan ends the trip or turns its end; whether the scan says anything of how far the parcel is.
    fn goes_on(&mut self, line: &Line<'_>, status: Status, begun: &Begun<'_>) -> bool {
        if let Some(stage) = end_of(status) {
            if line.is_by_message() && self.end.as_ref().is_some_and(|end| end.outlasts_a_message(line, begun)) {
                return false;
            }
            self.turns += u32::from(self.stage == Stage::Delivered && stage != Stage::Delivered);
            let before = self.end.as_ref().map_or(self.stage, End::before);
            self.end = Some(End::of(line, stage, before));
            return true;
        }
        match self.end.as_ref().map(|end| (end.turned_by(line, status, begun), end.stamp().clone())) {
            Some((None, _)) => return false,
            Some((Some(turn), end)) => self.turn(turn, end, line),
            None if self.is_held_again(line.entry, status) => {
                self.turns += 1;
                (self.stage, self.released) = (Stage::Customs, None);
            }
            None => {}
        }
        true
    }

    fn turn(&mut self, turn: Turn, end: Stamp, line: &Line<'_>) {
        self.turns += 1;
        (self.end, self.ready) = (None, None);
        match turn {
            Turn::On(stage) => self.stage = stage,
            Turn::Again => {
                self.stage = Stage::Announced;
                (self.accepted, self.exported, self.released, self.let_go) = (None, None, None, None);
                let own = |end: &Stamp| line.numbers().all(|number| end.is_of(number));
                self.again_after = Some(end).filter(|end| !own(end));
            }
        }
    }

    /// Whether customs keeps what it had let go.
    fn is_held_again(&self, entry: &Entry, status: Status) -> bool {
        let held = matches!(status, Status::CustomsHeld | Status::CustomsRefused);
        let gone = matches!(self.stage, Stage::Released | Stage::Domestic);
        held && gone && self.let_go.as_ref().is_some_and(|it| Stamp::of(entry).is_after(it))
    }

    /// The stage a status leads to, if it leads further.
    fn stage_of(&self, status: Status, domestic: bool) -> Option<Stage> {
        let further = |stage: Stage| (stage > self.stage).then_some(stage);
        match status {
            Status::Returning | Status::Returned | Status::Lost | Status::Delivered => end_of(status),
            Status::Announced => further(Stage::Announced),
            Status::Accepted | Status::InTransit if domestic || self.stage >= Stage::Released => {
                further(Stage::Domestic)
            }
            Status::Accepted | Status::InTransit | Status::ExportCustoms => further(Stage::Accepted),
            Status::Exported => further(Stage::Exported),
            Status::Imported => further(Stage::Imported),
            // Customs of the country of origin.
            Status::AtCustoms | Status::CustomsHeld if self.stage < Stage::Exported => None,
            Status::AtCustoms | Status::CustomsHeld | Status::CustomsRefused => further(Stage::Customs),
            Status::ReleasedByCustoms => further(Stage::Released),
            Status::HandedOver => further(Stage::Domestic),
            Status::OutForDelivery | Status::AttemptFailed => further(Stage::OutForDelivery),
            Status::ReadyForPickup => further(Stage::ReadyForPickup),
            Status::Renumbered | Status::Note => None,
        }
    }
}

/// The end of a trip, or the way back, that a status tells.
fn end_of(status: Status) -> Option<Stage> {
    match status {
        Status::Returning => Some(Stage::Returning),
        Status::Returned => Some(Stage::Returned),
        Status::Lost => Some(Stage::Lost),
        Status::Delivered => Some(Stage::Delivered),
        _ => None,
    }
}

/// Whether the number of a scan is told to leave a country: nothing that happens under it before is at home.
fn leaves_a_country(own: &[&Entry], scan: &Entry) -> bool {
    own.iter().any(|it| it.leg == scan.leg && it.event.status == Some(Status::Exported))
}

fn note(slot: &mut Option<Timestamp>, at: Timestamp) {
    if slot.is_none_or(|old| at < old) {
        *slot = Some(at);
    }
}

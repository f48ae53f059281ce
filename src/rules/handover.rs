//! Which other numbers a parcel goes under. A witness makes a proposal, one look-up confirms or contradicts it; a
//! confirmed one is sticky. Numbers are never guessed.

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};

use super::{Book, timeline};
use crate::model::{
    Asks, Candidate, CarrierId, Case, Event, Facts, Flow, Heard, Leg, LegKey, LegState, Linked, Number, Role, SourceId,
    Stage, Status, Witness,
};

/// How many numbers may follow one another: placeholder, second placeholder, line haul, domestic.
const DEPTH: usize = 4;
/// Above this a candidate is worth a look-up beside the first.
const WORTH_ASKING: f32 = 0.5;
/// Scales of carriers differ; more than this and half of it are two parcels.
const WEIGHT_TOLERANCE_G: u32 = 100;

/// Legs that an answer for `told` proposes: the numbers it names, at the carriers they may belong to.
pub fn proposals(
    legs: &[Leg],
    told: &LegKey,
    source: &SourceId,
    heard: &Heard,
    book: &Book,
    now: Timestamp,
) -> Vec<Leg> {
    if depth(legs, &told.number) >= DEPTH {
        return Vec::new();
    }
    // A number nobody knew yet may be named again with its carrier.
    let settled = |number: &Number| {
        legs.iter().any(|leg| leg.key.number == *number && leg.state != LegState::Proposed) || *number == told.number
    };
    let mut seen: HashSet<LegKey> = legs.iter().map(|leg| leg.key.clone()).collect();
    let mut new = Vec::new();
    for linked in heard.numbers.iter().filter(|linked| !settled(&linked.number)) {
        let witness =
            Witness { by: source.0.clone(), place: linked.from.clone(), of: Some(told.number.clone()), at: now };
        let legs = carriers_of(linked, book).into_iter().map(|it| proposed(&linked.number, it, witness.clone(), now));
        new.extend(legs.filter(|leg| seen.insert(leg.key.clone())));
    }
    new
}

/// The carriers worth a look-up: those that can be asked before those that cannot, and the post of the user's country
/// before those of others, whose numbers it delivers. Two at the most.
fn carriers_of(linked: &Linked, book: &Book) -> Vec<Candidate> {
    let mut worth: Vec<_> = linked.candidates.iter().filter(|it| it.confidence >= WORTH_ASKING).cloned().collect();
    if worth.is_empty() {
        worth.extend(linked.candidates.first().cloned());
    }
    if worth.is_empty() {
        worth.push(Candidate {
            carrier: CarrierId::from("unknown"),
            rule: String::new(),
            confidence: 0.0,
            flow: Flow::Unknown,
            role: Role::Domestic,
        });
    }
    let home = book.home_post().map(|it| &it.id);
    worth.sort_by_key(|it| (!book.askable(&it.carrier), home != Some(&it.carrier)));
    worth.truncate(2);
    worth
}

fn proposed(number: &Number, candidate: Candidate, witness: Witness, now: Timestamp) -> Leg {
    Leg {
        key: LegKey { number: number.clone(), carrier: candidate.carrier },
        role: candidate.role,
        state: LegState::Proposed,
        flow: candidate.flow,
        witness,
        facts: Facts::default(),
        asks: Asks::new(now),
    }
}

fn depth(legs: &[Leg], number: &Number) -> usize {
    let mut depth = 0;
    let mut current = number;
    while let Some(leg) = legs.iter().find(|leg| &leg.key.number == current) {
        depth += 1;
        match &leg.witness.of {
            Some(parent) if depth <= DEPTH => current = parent,
            _ => break,
        }
    }
    depth.saturating_sub(1)
}

/// A number that is kept at the border is asked at the post of the user's country once the parcel has left.
pub fn kept_at_home(legs: &[Leg], stage: Stage, book: &Book, now: Timestamp) -> Option<Leg> {
    if stage < Stage::Exported || stage >= Stage::Delivered {
        return None;
    }
    let home = book.home_post()?;
    let leg = legs.iter().find(|leg| leg.sure() && leg.flow == Flow::Kept && leg.role != Role::Domestic)?;
    if legs.iter().any(|it| it.key.carrier == home.id && it.key.number == leg.key.number) {
        return None;
    }
    let witness = Witness { by: "rules".into(), place: "kept".into(), of: Some(leg.key.number.clone()), at: now };
    let candidate = Candidate {
        carrier: home.id.clone(),
        rule: "kept".into(),
        confidence: 1.0,
        flow: Flow::Kept,
        role: Role::International,
    };
    Some(proposed(&leg.key.number, candidate, witness, now))
}

/// What a look-up of a proposed leg means: `None` where it says nothing yet. A number that ended another parcel's trip may
/// be in use again any day: it stays proposed.
pub fn settle(case: &Case, legs: &[Leg], leg: &Leg, heard: &Heard) -> Option<(LegState, &'static str)> {
    if leg.state != LegState::Proposed || heard.events.is_empty() {
        return None;
    }
    let start = start(case, leg);
    let abroad = timeline::abroad_until(legs, &case.entries).filter(|_| timeline::took_over(leg));
    let before = abroad.and_then(|at| timeline::used_before(heard.events.iter(), at));
    let since = before.map_or(start, |event| event.about().max(start));
    let newest = heard.events.iter().max_by_key(|event| event.about())?;
    let over = |event: &Event| matches!(event.status, Some(Status::Delivered | Status::Returned));
    Some(match (newest.about() > since, before) {
        (false, _) if over(newest) => (LegState::Proposed, "dates"),
        (false, _) => (LegState::Contradicted, "dates"),
        // It was on its way to somebody else while this parcel was abroad, and still is.
        (true, Some(before)) if !over(before) => (LegState::Contradicted, "dates"),
        (true, _) => match contradiction(legs, leg, heard) {
            Some(why) => (LegState::Contradicted, why),
            None => (LegState::Confirmed, ""),
        },
    })
}

/// Nothing of the parcel can be older: the first scan of the number that named it, or the purchase; clocks differ.
fn start(case: &Case, leg: &Leg) -> Timestamp {
    let parent = leg.witness.of.as_ref();
    let first =
        case.entries.iter().filter(|entry| Some(&entry.leg.number) == parent).map(|entry| entry.event.about()).min();
    let start = first.unwrap_or_else(|| timeline::earliest(&case.orders, case.parcel.added));
    start.saturating_sub(SignedDuration::from_hours(72)).unwrap_or(start)
}

fn contradiction(legs: &[Leg], leg: &Leg, heard: &Heard) -> Option<&'static str> {
    let known = legs.iter().filter(|it| it.sure() && it.key != leg.key).map(|it| &it.facts);
    for facts in known {
        if facts.weight_g.zip(heard.facts.weight_g).is_some_and(|(a, b)| far_apart(a, b)) {
            return Some("weight");
        }
        if facts.postcode.as_ref().zip(heard.facts.postcode.as_ref()).is_some_and(|(a, b)| a != b) {
            return Some("postcode");
        }
    }
    None
}

/// Whether two weights in grams are those of two parcels.
pub(super) fn far_apart(a: u32, b: u32) -> bool {
    a.abs_diff(b) > WEIGHT_TOLERANCE_G.max(a.max(b) / 2)
}

/// Once a number is confirmed, the one whose answer named it has done its part.
pub fn retire_parent(legs: &mut [Leg], child: &LegKey) {
    let Some(parent) = legs.iter().find(|leg| &leg.key == child).and_then(|leg| leg.witness.of.clone()) else { return };
    if parent == child.number {
        return;
    }
    for leg in legs.iter_mut().filter(|leg| leg.key.number == parent && leg.sure()) {
        leg.state = LegState::Old;
    }
}

/// The leg the parcel goes under now: a domestic one, be it only proposed, before the one it crossed the border with.
pub fn carrying(legs: &[Leg]) -> Option<&Leg> {
    let at = |state: LegState, domestic: bool| {
        legs.iter().rev().find(move |leg| leg.state == state && (!domestic || leg.role == Role::Domestic))
    };
    at(LegState::Confirmed, true)
        .or_else(|| at(LegState::Proposed, true))
        .or_else(|| at(LegState::Current, false))
        .or_else(|| at(LegState::Confirmed, false))
        .or_else(|| legs.iter().find(|leg| leg.state == LegState::Proposed))
        .or(legs.last())
}

/// Whether everything that can be looked up after a moment has been looked up.
pub fn looked_since(legs: &[Leg], since: Timestamp, book: &Book) -> bool {
    let mut asked = legs.iter().filter(|leg| leg.watched() && book.askable(&leg.key.carrier)).peekable();
    asked.peek().is_some() && asked.all(|leg| leg.asks.answered.is_some_and(|at| at > since))
}

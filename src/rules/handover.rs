//! Which other numbers a parcel goes under. A witness makes a proposal, one look-up confirms or contradicts it; a
//! confirmed one is sticky. Numbers are never guessed.

use std::collections::HashSet;

use jiff::Timestamp;

use super::{Knowledge, timeline};
use crate::model::{
    Asks, Candidate, CarrierId, Case, Facts, Flow, Heard, Leg, LegKey, LegState, Linked, Number, Role, SourceId, Stage,
    Witness,
};

/// How many numbers may follow one another: placeholder, second placeholder, line haul, domestic.
const DEPTH: usize = 4;
/// Above this a candidate is worth a look-up beside the first.
const WORTH_ASKING: f32 = 0.5;
/// Scales of carriers differ; more than this and half of it are two parcels.
const WEIGHT_TOLERANCE_G: u32 = 100;

/// More numbers than this no answer names for one parcel: the rest is a list of something else.
const NAMED: usize = 6;
/// More numbers than this no parcel goes under: a source that names a new one each time is not followed for ever.
const LEGS: usize = 24;
/// What `Witness::place` says of a number the user attached later than at the start.
const LINKED: &str = "link";
/// Why a number of another parcel of the user's does not come in question.
pub(super) const TAKEN: &str = "taken";

/// Legs that an answer for `told` proposes: the numbers it names, at the carriers they may belong to. One that another
/// parcel of the user goes under is `contradicted` from the start.
pub fn proposals(
    case: &Case,
    legs: &[Leg],
    told: &LegKey,
    source: &SourceId,
    heard: &Heard,
    knowledge: &Knowledge,
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
    for linked in heard.numbers.iter().filter(|linked| !settled(&linked.number)).take(NAMED) {
        let witness =
            Witness { by: source.0.clone(), place: linked.from.clone(), of: Some(told.number.clone()), at: now };
        let proven = is_proven(&linked.number, Some(linked), knowledge);
        let evidence = knowledge.evidence.weigh(witness.how(), [], proven);
        let legs = carriers_of(linked, knowledge)
            .into_iter()
            .map(|it| Leg { evidence: evidence.clone(), ..proposed(&linked.number, it, witness.clone(), now) });
        new.extend(legs.filter(|leg| seen.insert(leg.key.clone())));
    }
    new.truncate(LEGS.saturating_sub(legs.len()));
    new.iter_mut().filter(|leg| taken(case, &leg.key.number)).for_each(contradict_as_taken);
    new
}

/// Whether another parcel of the user goes under the number.
pub fn taken(case: &Case, number: &Number) -> bool {
    case.taken.iter().any(|taken| taken.number == *number)
}

/// Whether a parcel can travel under a number that another one goes under, by their dates: the number was first scanned
/// when this parcel was on its way, and the other was not in the user's hands before this one was bought.
pub fn travels_with(case: &Case, other: &Case, number: &Number) -> bool {
    let scans = |of: &Case, under: Option<&Number>| {
        let told = of.entries.iter().filter(|it| under.is_none_or(|number| it.leg.number == *number));
        told.map(|it| it.event.about()).min()
    };
    let started = scans(case, None).unwrap_or_else(|| timeline::earliest(&case.orders, case.parcel.added));
    let bought = timeline::earliest(&case.orders, case.parcel.added);
    let first = scans(other, Some(number));
    first.is_none_or(|first| first >= started) && other.parcel.received.is_none_or(|at| at >= bought)
}

/// The legs of a parcel that turns out to travel with others: of a number that both had the surer knowledge counts, and what
/// spoke against a number when there were two parcels is looked at anew.
pub fn join(legs: &mut [Leg], joining: &[Leg], now: Timestamp) {
    let sureness = |leg: &Leg| match leg.state {
        LegState::Current | LegState::Confirmed | LegState::Old => 3,
        LegState::Proposed => 2,
        LegState::Contradicted => 1,
        LegState::Rejected => 0,
    };
    for leg in legs.iter_mut() {
        if let Some(theirs) = joining.iter().find(|it| it.key == leg.key) {
            leg.facts.learn(theirs.facts.clone());
            if sureness(theirs) > sureness(leg) {
                let (key, facts, witness) = (leg.key.clone(), leg.facts.clone(), leg.witness.clone());
                *leg = Leg { key, facts, witness, ..theirs.clone() };
            }
        }
        if leg.state == LegState::Contradicted {
            leg.state = LegState::Proposed;
            leg.asks.next = now;
            leg.asks.detail.clear();
        }
    }
}

fn contradict_as_taken(leg: &mut Leg) {
    leg.state = LegState::Contradicted;
    leg.asks.detail = TAKEN.to_owned();
}

/// Whether a number's form is a tracking number's: it has letters, or the rule of a carrier says so.
pub fn is_proven(number: &Number, linked: Option<&Linked>, knowledge: &Knowledge) -> bool {
    let surest = linked.into_iter().flat_map(|it| &it.candidates).map(|it| it.confidence).fold(0.0, f32::max);
    has_letters(number) || surest >= knowledge.evidence.proven_from
}

/// Whether a number has letters in it, as no telephone, sum or date has.
pub(super) fn has_letters(number: &Number) -> bool {
    number.as_str().bytes().any(|it| it.is_ascii_alphabetic())
}

/// A leg for a number that a message names or the user attaches.
pub fn told_of(legs: &[Leg], key: &LegKey, by: &str, sure: bool, now: Timestamp) -> Leg {
    let same = legs.iter().find(|leg| leg.key.number == key.number).map(|leg| (leg.role, leg.flow));
    // What a forwarder sends on crosses the border under its number.
    let abroad = legs.iter().filter(|leg| leg.watched()).all(|leg| leg.role == Role::ToForwarder);
    let first = if abroad { Role::International } else { Role::Domestic };
    let (role, flow) = same.unwrap_or((first, Flow::Unknown));
    let user = by == "user";
    let of = if user { None } else { carrying(legs).map(|leg| leg.key.number.clone()) };
    Leg {
        key: key.clone(),
        role,
        state: if sure { LegState::Confirmed } else { LegState::Proposed },
        flow,
        witness: Witness {
            by: by.to_owned(),
            place: if user { LINKED.to_owned() } else { String::new() },
            of,
            at: now,
        },
        facts: Facts::default(),
        evidence: Default::default(),
        codes: Default::default(),
        asks: Asks::new(now),
    }
}

/// The carriers worth a look-up: those that can be asked before those that cannot, and the post of the user's country
/// before those of others, whose numbers it delivers. Two at the most, one at the least.
pub(super) fn carriers_of(linked: &Linked, knowledge: &Knowledge) -> Vec<Candidate> {
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
    let home = knowledge.home_post().map(|it| &it.id);
    worth.sort_by_key(|it| (!knowledge.askable(&it.carrier), home != Some(&it.carrier)));
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
        evidence: Default::default(),
        codes: Default::default(),
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
pub fn kept_at_home(legs: &[Leg], stage: Stage, knowledge: &Knowledge, now: Timestamp) -> Option<Leg> {
    if stage < Stage::Exported {
        return None;
    }
    let home = knowledge.home_post()?;
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

/// Whether two weights in grams are those of two parcels.
pub(super) fn far_apart(a: u32, b: u32) -> bool {
    a.abs_diff(b) > WEIGHT_TOLERANCE_G.max(a.max(b) / 2)
}

/// Says of every number that is the parcel's own whether another has taken over from it: one that its answer named and
/// that is confirmed, or one that the user attached later. Nothing else makes a number old, so a number that is rejected
/// leaves the others as they were.
pub fn stand(legs: &mut [Leg]) {
    let takes_over: Vec<(LegKey, Option<Number>, Timestamp)> = legs
        .iter()
        .filter(|leg| leg.sure() && !given(leg))
        .map(|leg| (leg.key.clone(), leg.witness.of.clone(), leg.witness.at))
        .collect();
    for leg in legs.iter_mut().filter(|leg| leg.sure()) {
        let older = takes_over.iter().any(|(key, of, at)| {
            key.number != leg.key.number
                && match of {
                    Some(of) => *of == leg.key.number,
                    None => leg.witness.at < *at && leg.witness.of.as_ref() != Some(&key.number),
                }
        });
        leg.state = match older {
            true => LegState::Old,
            false if given(leg) => LegState::Current,
            false => LegState::Confirmed,
        };
    }
}

/// Whether the parcel went under the number from the start, by the user's word.
fn given(leg: &Leg) -> bool {
    leg.witness.of.is_none() && leg.witness.place != LINKED
}

/// Takes a number away, and those that only its answers named.
pub fn reject(legs: &mut [Leg], number: &Number) {
    let mut away = vec![number.clone()];
    while let Some(number) = away.pop() {
        for leg in legs.iter_mut().filter(|leg| leg.state != LegState::Rejected) {
            let named = leg.witness.of.as_ref() == Some(&number) && leg.witness.by != "user";
            if leg.key.number == number || named {
                leg.state = LegState::Rejected;
                away.push(leg.key.number.clone());
            }
        }
    }
}

/// The leg the parcel goes under now: a domestic one, be it only proposed, before the one it crossed the border with. A
/// number that was looked up, and for which too little speaks, carries nothing.
pub fn carrying(legs: &[Leg]) -> Option<&Leg> {
    let at = |state: LegState, domestic: bool| {
        legs.iter().rev().find(move |leg| leg.state == state && (!domestic || leg.role == Role::Domestic))
    };
    let proposed = |leg: &&Leg| leg.state == LegState::Proposed && leg.role == Role::Domestic;
    let plausible = |leg: &&Leg| leg.evidence.suffices() || leg.asks.last.is_none();
    at(LegState::Confirmed, true)
        .or_else(|| legs.iter().rev().filter(proposed).find(plausible))
        .or_else(|| at(LegState::Current, false))
        .or_else(|| at(LegState::Confirmed, false))
        .or_else(|| legs.iter().find(|leg| leg.state == LegState::Proposed))
        .or(legs.last())
}

/// Whether everything that can be looked up after a moment has been looked up.
pub fn looked_since(legs: &[Leg], since: Timestamp, knowledge: &Knowledge) -> bool {
    let mut asked = legs.iter().filter(|leg| leg.watched() && knowledge.askable(&leg.key.carrier)).peekable();
    asked.peek().is_some() && asked.all(|leg| leg.asks.answered.is_some_and(|at| at > since))
}

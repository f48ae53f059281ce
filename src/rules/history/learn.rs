//! What is learned from parcels, as they stand at a moment.

use jiff::Timestamp;

use super::learned_norms::{Cell, History};
use crate::model::{Case, Flag, ParcelId, Stage, Stay};
use crate::rules::{
    Knowledge,
    norms::{Norm, Norms, Travel},
    survival::Lasted,
    timeline,
    verdict::silence,
};

/// What these parcels teach, as they stand at a moment. What was learned before is not looked at.
pub fn learn(cases: &[Case], knowledge: &Knowledge, now: Timestamp) -> History {
    let stays =
        cases.iter().flat_map(|case| stays(case, knowledge, now).into_iter().map(|stay| (case.parcel.id, stay)));
    of_stays(stays, &knowledge.norms)
}

/// What the silences of parcels teach, each parcel's in the order of its stages.
pub fn of_stays(stays: impl IntoIterator<Item = (ParcelId, Stay)>, norms: &Norms) -> History {
    let mut history = History::default();
    for (parcel, stay) in stays {
        let Some(norm) = norms.by_id(&stay.norm) else { continue };
        let lasted = Lasted { days: stay.days, finished: stay.finished };
        let seen = norm.published().seen(&lasted, norms.never);
        let cell = Cell { norm: stay.norm, from: stay.from, class: stay.class };
        let learned = history.cells.entry(cell.clone()).or_default();
        learned.seen = learned.seen + seen;
        learned.ranked.push(norm.published().ranked(&lasted, norms.never));
        match stay.finished {
            true => learned.finished += 1,
            false => {
                learned.unfinished += 1;
                history.present.insert(parcel, (cell, seen, learned.ranked.len() - 1));
            }
        }
    }
    history
}

/// How long a parcel was silent at each stage, as it stands at a moment.
pub fn stays(case: &Case, knowledge: &Knowledge, now: Timestamp) -> Vec<Stay> {
    let travel = knowledge.travel(&case.legs);
    let stay = |visit: Visit| {
        let norm = knowledge.norms.norm(visit.stage, &travel)?;
        let Cell { norm: id, from, class } = Cell::of(norm, &travel);
        let days = longest(&visit, norm, knowledge, &travel);
        Some(Stay { stage: visit.stage, norm: id, from, class, days, finished: visit.finished })
    };
    visits(case, now).into_iter().filter_map(stay).collect()
}

/// A parcel's visit to a stage.
struct Visit {
    stage: Stage,
    silences: Vec<(Timestamp, Timestamp)>,
    finished: bool,
}

/// The longest silence of a stay in days of the norm's, the season taken out.
fn longest(visit: &Visit, norm: &Norm, knowledge: &Knowledge, travel: &Travel<'_>) -> f64 {
    let days = |(since, until): &(Timestamp, Timestamp)| {
        let days = norm.days(*since, *until, &knowledge.norms.seasons, travel.to, &knowledge.zone);
        days / knowledge.norms.seasons.factor(norm.stage, knowledge.day(*since))
    };
    visit.silences.iter().map(days).fold(0.0, f64::max)
}

/// The stages a parcel was in, as far as its silences there can be believed: not while we could not know how it goes on.
fn visits(case: &Case, now: Timestamp) -> Vec<Visit> {
    let mut visits: Vec<Visit> = Vec::new();
    let course = timeline::course(case, now);
    let mut visit = |stage: Stage, silence: (Timestamp, Timestamp), finished: bool| {
        match visits.last_mut().filter(|it| it.stage == stage) {
            Some(last) => last.silences.push(silence),
            None => visits.push(Visit { stage, silences: vec![silence], finished: true }),
        }
        visits.last_mut().into_iter().for_each(|last| last.finished = finished);
    };
    for pair in course.windows(2) {
        let [(since, stage), (until, _)] = pair else { continue };
        visit(*stage, (*since, *until), true);
    }
    if let (Some((since, stage)), false) = (course.last().copied(), unknowable(case)) {
        match case.parcel.received {
            Some(received) => visit(stage, (since, received.max(since)), true),
            None => visit(stage, (since, known_until(case, since, now)), false),
        }
    }
    visits.retain(|it| it.stage < Stage::ReadyForPickup && it.stage != Stage::Ordered);
    visits
}

/// Whether the parcel may have gone on without our knowing.
fn unknowable(case: &Case) -> bool {
    [Flag::NumberProbablyChanged, Flag::Dark, Flag::Blind, Flag::SuspiciousNumber]
        .iter()
        .any(|flag| case.verdict.has(*flag))
}

fn known_until(case: &Case, since: Timestamp, now: Timestamp) -> Timestamp {
    let progress = timeline::progress(case, &case.legs, &case.entries, now);
    silence(case, &case.legs, &progress, now).answered.unwrap_or(since).clamp(since, now.max(since))
}

#[cfg(test)]
mod tests;

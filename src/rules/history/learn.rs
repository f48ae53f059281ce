//! What is learned from parcels, as they stand at a moment.

use jiff::Timestamp;

use super::learned_norms::{Cell, History};
use crate::model::{Case, Flag, Stage};
use crate::rules::{
    Knowledge,
    norms::{Norm, Travel},
    survival::Lasted,
    timeline,
    verdict::silence,
};

/// What these parcels teach, as they stand at a moment. What was learned before is not looked at.
pub fn learn(cases: &[Case], knowledge: &Knowledge, now: Timestamp) -> History {
    let mut history = History::default();
    cases.iter().for_each(|case| learn_from(&mut history, case, knowledge, now));
    history
}

fn learn_from(history: &mut History, case: &Case, knowledge: &Knowledge, now: Timestamp) {
    let travel = knowledge.travel(&case.legs);
    for stay in stays(case, now) {
        let Some(norm) = knowledge.norms.norm(stay.stage, &travel) else { continue };
        let lasted = Lasted { days: longest(&stay, norm, knowledge, &travel), finished: stay.finished };
        let seen = norm.published().seen(&lasted, knowledge.norms.never);
        let cell = Cell::of(norm, &travel);
        let learned = history.cells.entry(cell.clone()).or_default();
        learned.seen = learned.seen + seen;
        learned.ranked.push(norm.published().ranked(&lasted, knowledge.norms.never));
        match stay.finished {
            true => learned.finished += 1,
            false => {
                learned.unfinished += 1;
                history.present.insert(case.parcel.id, (cell, seen, learned.ranked.len() - 1));
            }
        }
    }
}

/// A parcel's stay in a stage.
struct Stay {
    stage: Stage,
    silences: Vec<(Timestamp, Timestamp)>,
    finished: bool,
}

/// The longest silence of a stay in days of the norm's, the season taken out.
fn longest(stay: &Stay, norm: &Norm, knowledge: &Knowledge, travel: &Travel<'_>) -> f64 {
    let days = |(since, until): &(Timestamp, Timestamp)| {
        let days = norm.days(*since, *until, &knowledge.norms.seasons, travel.to, &knowledge.zone);
        days / knowledge.norms.seasons.factor(norm.stage, knowledge.day(*since))
    };
    stay.silences.iter().map(days).fold(0.0, f64::max)
}

/// The stages a parcel was in, as far as its silences there can be believed: not while we could not know how it goes on.
fn stays(case: &Case, now: Timestamp) -> Vec<Stay> {
    let mut stays: Vec<Stay> = Vec::new();
    let course = timeline::course(case, now);
    let mut stay = |stage: Stage, silence: (Timestamp, Timestamp), finished: bool| {
        match stays.last_mut().filter(|it| it.stage == stage) {
            Some(last) => last.silences.push(silence),
            None => stays.push(Stay { stage, silences: vec![silence], finished: true }),
        }
        stays.last_mut().into_iter().for_each(|last| last.finished = finished);
    };
    for pair in course.windows(2) {
        let [(since, stage), (until, _)] = pair else { continue };
        stay(*stage, (*since, *until), true);
    }
    if let (Some((since, stage)), false) = (course.last().copied(), unknowable(case)) {
        match case.parcel.received {
            Some(received) => stay(stage, (since, received.max(since)), true),
            None => stay(stage, (since, known_until(case, since, now)), false),
        }
    }
    stays.retain(|it| it.stage < Stage::ReadyForPickup && it.stage != Stage::Ordered);
    stays
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

//! The legs a number begins with, whoever it may be of.

use jiff::Timestamp;

use crate::{
    app::setup::Setup,
    carriers::{self, Recognised},
    model::{Asks, Candidate, CarrierId, Facts, Flow, Leg, LegKey, LegState, Number, Role, Witness},
};

/// A candidate as sure as this, and alone in that, is taken without asking.
const SURE: f32 = 0.85;
/// The best so many are asked where none is sure.
const ASKED: usize = 3;

/// The legs of a number alone; none where nobody knows its shape.
pub fn first_legs_of(setup: &Setup, number: &Number, now: Timestamp) -> Vec<Leg> {
    let found = carriers::recognise(&setup.registry, number.as_str()).into_iter().find(|it| it.number == *number);
    found.map_or_else(Vec::new, |found| first_legs(setup, &found, None, now))
}

/// The legs a number begins with: the carrier the user names, or the one it surely is; else the best few, and who answers
/// with something recent is believed.
pub fn first_legs(setup: &Setup, found: &Recognised, chosen: Option<&CarrierId>, now: Timestamp) -> Vec<Leg> {
    if let Some(carrier) = chosen {
        let known = found.candidates.iter().find(|it| it.carrier == *carrier).cloned();
        let (flow, role) = (Flow::Unknown, Role::International);
        let named = Candidate { carrier: carrier.clone(), rule: "user".into(), confidence: 1.0, flow, role };
        return vec![leg(&found.number, &known.unwrap_or(named), LegState::Current, now)];
    }
    match found.candidates.as_slice() {
        [] => Vec::new(),
        [only] => vec![leg(&found.number, only, LegState::Current, now)],
        [first, second, ..] if first.confidence >= SURE && second.confidence < SURE => {
            vec![leg(&found.number, first, LegState::Current, now)]
        }
        [first, ..] => {
            let askable = found.candidates.iter().filter(|it| setup.knowledge.askable(&it.carrier)).take(ASKED);
            let mut asked: Vec<&Candidate> = askable.collect();
            if asked.is_empty() {
                asked.push(first);
            }
            asked.into_iter().map(|it| leg(&found.number, it, LegState::Proposed, now)).collect()
        }
    }
}

fn leg(number: &Number, candidate: &Candidate, state: LegState, now: Timestamp) -> Leg {
    Leg {
        key: LegKey { number: number.clone(), carrier: candidate.carrier.clone() },
        role: candidate.role,
        state,
        flow: candidate.flow,
        witness: Witness { by: "user".into(), place: candidate.rule.clone(), of: None, at: now },
        facts: Facts::default(),
        evidence: Default::default(),
        asks: Asks::new(now),
    }
}

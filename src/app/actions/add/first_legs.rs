//! The legs a number begins with, whoever it may be of.

use jiff::Timestamp;

use crate::{
    app::setup::Setup,
    carriers::{self, Recognised, numbers::may_be_watched},
    model::{Asks, Candidate, CarrierId, Facts, Flow, Leg, LegKey, LegState, Number, Role, Witness},
};

/// A candidate as sure as this, and alone in that, is taken without asking.
const SURE: f32 = 0.85;
/// The best so many are asked where none is sure.
const ASKED: usize = 3;

/// The legs of a number alone, of the carrier that is named beside it if it may be; none of what is no number.
pub fn first_legs_of(setup: &Setup, number: &Number, called: Option<&str>, now: Timestamp) -> Vec<Leg> {
    let candidates = carriers::candidates_for(&setup.registry, number, called);
    first_legs(setup, &Recognised { candidates, ..Recognised::said(number.clone()) }, None, now)
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
        [] if !may_be_watched(&found.number) => Vec::new(),
        [] => vec![leg(&found.number, &nobodys(), LegState::Current, now)],
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

/// Whose number it is nobody knows: it is watched all the same, by what messages and the user tell of it.
fn nobodys() -> Candidate {
    let (flow, role) = (Flow::Unknown, Role::International);
    Candidate { carrier: CarrierId::unknown(), rule: String::new(), confidence: 0.0, flow, role }
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
        codes: Default::default(),
        asks: Asks::new(now),
    }
}

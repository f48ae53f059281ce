//! A parcel as it was known at an earlier moment, as far as what is kept tells.

use jiff::Timestamp;

use crate::model::{Asks, Case, Dispute, Leg, LegState, Parcel};

/// What was known of a parcel at a moment. Kept is when a scan was heard, a number named, the parcel received; of a source
/// only when it answered last, so that until then it is taken to have answered. Orders are known from the start, and so is
/// what answers said beside scans, but for days that a later answer may have set.
pub(super) fn known(case: &Case, moment: Timestamp) -> Case {
    let by_then = |at: Option<Timestamp>| at.filter(|at| *at <= moment);
    let parcel = Parcel {
        received: by_then(case.parcel.received),
        archived: by_then(case.parcel.archived),
        ..case.parcel.clone()
    };
    let entries: Vec<_> = case.entries.iter().filter(|it| it.heard <= moment).cloned().collect();
    let told = |leg: &Leg| entries.iter().any(|it| it.leg == leg.key);
    let legs = case.legs.iter().filter(|leg| leg.witness.at <= moment || leg.witness.at <= case.parcel.added);
    let legs = legs.map(|leg| then(leg, told(leg), moment)).collect();
    let wrong = case.dispute.wrong.clone().filter(|it| it.at <= moment);
    let dispute = Dispute { steps: Vec::new(), wrong, ..case.dispute.clone() };
    let orders = case.orders.clone();
    Case { entries, dispute, ..Case::new(parcel, orders, legs) }
}

/// A number that somebody else named was proposed until its carrier first told of it.
fn then(leg: &Leg, told: bool, moment: Timestamp) -> Leg {
    let mut leg = leg.clone();
    (leg.facts.promised_by, leg.facts.hold_until) = (None, None);
    (leg.facts.duty, leg.facts.duty_by) = (None, None);
    if leg.sure() && !told && leg.witness.by != "user" {
        leg.state = LegState::Proposed;
    }
    // What a carrier answered before its first scan is not kept.
    leg.asks.outcome = leg.asks.outcome.filter(|_| told);
    let answering = leg.asks.answered.is_some_and(|last| moment <= last);
    if answering {
        let gap = leg.asks.gap.filter(|gap| gap.over <= moment);
        let answered = Some(moment);
        leg.asks = Asks { last: answered, answered, vain_since: None, gap, failures: 0, ..leg.asks };
    }
    leg
}

//! How a claim may go on: what can follow what.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::settlement;
use crate::model::{Dispute, DisputeState, Finding, Step, Why, words};

words! {
    /// Why a step cannot follow.
    NotNow {
        /// Nothing was opened.
        NotOpened = "not-opened",
        /// It runs already, or is over.
        Running = "running",
        /// It was agreed or decided; what is left is the money.
        Settled = "settled",
        /// The money came.
        Refunded = "refunded",
        /// It was withdrawn.
        Withdrawn = "withdrawn",
        /// The shop was asked to look again once.
        Appealed = "appealed",
        /// Nobody asked for the goods.
        NothingToSend = "nothing-to-send",
        /// That is not what a seller, or a shop, can say.
        Finding = "finding",
        /// It is said to be earlier than the step before.
        Earlier = "earlier",
        /// It is said to be in the future.
        Future = "future",
    }
}

/// Whether a step can follow what happened so far.
pub fn check(dispute: &Dispute, step: &Step, now: Timestamp) -> Result<(), NotNow> {
    use DisputeState as State;
    let state = dispute.state();
    let settled = settled(dispute);
    match (step.state, state) {
        (State::None, _) => Err(NotNow::NotOpened),
        (State::Refunded, State::Refunded) if more_may_come(dispute) => Ok(()),
        (_, State::Refunded) => Err(NotNow::Refunded),
        (State::Drafted | State::Opened, State::None | State::Drafted | State::Withdrawn) => Ok(()),
        (State::Drafted, _) => Err(NotNow::Running),
        (State::Refunded, _) => Ok(()),
        (_, State::None | State::Drafted) => Err(NotNow::NotOpened),
        (_, State::Withdrawn) => Err(NotNow::Withdrawn),
        (State::SentBack, _) if asked_back(dispute) => Ok(()),
        (State::SentBack, _) => Err(NotNow::NothingToSend),
        (State::Escalated, State::Decided) => appeal(dispute),
        (State::Escalated, State::Escalated) => Err(NotNow::Running),
        // A decision is told of once more when more of it is known.
        (State::Decided, State::Decided) => Ok(()),
        _ if settled => Err(NotNow::Settled),
        _ => Ok(()),
    }?;
    if step.at > now {
        return Err(NotNow::Future);
    }
    if dispute.steps.last().is_some_and(|last| last.at > step.at) {
        return Err(NotNow::Earlier);
    }
    if step.finding.is_some_and(|finding| !says(step.state, finding)) { Err(NotNow::Finding) } else { Ok(()) }
}

/// Whether there is nothing more to agree on.
fn settled(dispute: &Dispute) -> bool {
    match dispute.state() {
        DisputeState::Decided | DisputeState::SentBack => true,
        DisputeState::Replied => {
            let finding = dispute.steps.last().and_then(|step| step.finding);
            matches!(finding, Some(Finding::Accepted | Finding::Refund))
        }
        _ => false,
    }
}

fn asked_back(dispute: &Dispute) -> bool {
    dispute.steps.last().is_some_and(|step| step.finding == Some(Finding::Return))
}

/// Whether less came than was due, or nobody can tell.
fn more_may_come(dispute: &Dispute) -> bool {
    let came = settlement::came(dispute, &[], &BTreeMap::new());
    matches!(came, Some(Why::Came { missing: Some(_), .. } | Why::NoRate { .. }))
}

/// A decision can be objected to that gives nothing, or less than was asked for.
fn appeal(dispute: &Dispute) -> Result<(), NotNow> {
    let against = dispute.steps.last().is_some_and(|step| step.finding == Some(Finding::Against));
    match against || settlement::partial(dispute, &[]).is_some() {
        _ if appealed(dispute) => Err(NotNow::Appealed),
        true => Ok(()),
        false => Err(NotNow::Settled),
    }
}

/// Whether a decision was objected to.
pub(super) fn appealed(dispute: &Dispute) -> bool {
    let decided = dispute.steps.iter().skip_while(|step| step.state != DisputeState::Decided);
    decided.into_iter().any(|step| step.state == DisputeState::Escalated)
}

fn says(state: DisputeState, finding: Finding) -> bool {
    use Finding::{Against, Refund, Return};
    match state {
        DisputeState::Replied => finding != Against,
        DisputeState::Decided => matches!(finding, Refund | Return | Against),
        _ => false,
    }
}

//! Which text a claim needs now, and when there can be none.

use super::{settlement, step::appealed};
use crate::model::{Action, Case, DisputeState, Finding, Round, Stage, Status, Why};

/// Why there is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoText {
    /// Nothing is to be written just now.
    Nothing,
    /// Tracking says it was delivered; whether the user has it, only they can say.
    SayFirst,
    /// The user has it, and has not said that anything is wrong.
    AllIsWell,
}

/// What is to be written for a case as it stands.
pub fn round(case: &Case) -> Result<Round, NoText> {
    let round = next(case).ok_or(NoText::Nothing)?;
    let said = case.dispute.wrong.is_some();
    match () {
        () if said || round == Round::Money => Ok(round),
        () if case.parcel.received.is_some() => Err(NoText::AllIsWell),
        () if said_to_be_there(case) => Err(NoText::SayFirst),
        () => Ok(round),
    }
}

fn next(case: &Case) -> Option<Round> {
    let (dispute, action) = (&case.dispute, case.advice.action);
    let finding = dispute.steps.last().and_then(|step| step.finding);
    match dispute.state() {
        _ if action.drafts() => Some(Round::First),
        DisputeState::None | DisputeState::Drafted | DisputeState::Withdrawn => Some(Round::First),
        DisputeState::Opened if matches!(action, Action::CheckPage | Action::Escalate) => Some(Round::Escalation),
        DisputeState::Opened => Some(Round::First),
        DisputeState::Replied if matches!(action, Action::AwaitDecision | Action::Escalate) => Some(Round::Escalation),
        DisputeState::Replied => match finding {
            Some(Finding::Wait) => Some(Round::Wait),
            Some(Finding::Counter) => Some(Round::Counter),
            Some(Finding::Rejected) | None => Some(Round::Refused),
            _ => (action == Action::AskRefund).then_some(Round::Money),
        },
        DisputeState::Escalated if appealed(dispute) => Some(Round::Appeal),
        DisputeState::Escalated => Some(Round::Escalation),
        DisputeState::Decided if finding == Some(Finding::Against) => Some(Round::Appeal),
        DisputeState::Decided if action == Action::AskRefund => Some(Round::Money),
        DisputeState::Decided => settlement::partial(dispute, &case.orders).map(|_| Round::Appeal),
        DisputeState::SentBack => (action == Action::AskRefund).then_some(Round::Money),
        DisputeState::Refunded => (action == Action::AskRest).then_some(Round::Money),
    }
}

fn said_to_be_there(case: &Case) -> bool {
    let delivered = |why: &Why| matches!(why, Why::SaidToHaveEnded { status: Status::Delivered, .. });
    case.verdict.stage == Stage::Delivered || case.verdict.because.iter().any(delivered)
}

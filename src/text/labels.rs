//! Short words for the fixed vocabulary.

use super::Phrasebook;
use crate::model::{
    Access, Action, Check, DisputeState, Flag, Flow, LegState, Milestone, OutcomeKind, Problem, Reason, Role, Stage,
    Status,
};

macro_rules! labels {
    ($($(#[$doc:meta])* $method:ident($kind:ty) = $prefix:literal;)+) => {
        impl Phrasebook {
            $($(#[$doc])* pub fn $method(&self, it: $kind) -> String {
                self.label(&format!(concat!($prefix, "-{}"), it))
            })+
        }
    };
}

labels! {
    /// How far a parcel is.
    stage(Stage) = "stage";
    /// A step of the way, as a place on it.
    milestone(Milestone) = "milestone";
    /// What is out of the ordinary.
    flag(Flag) = "flag";
    /// What a scan says.
    status(Status) = "status";
    /// Why a status came about.
    reason(Reason) = "reason";
    /// What to do, in a word or two.
    action(Action) = "action";
    /// What a number is for.
    role(Role) = "role";
    /// What is thought of a leg.
    leg_state(LegState) = "leg";
    /// What happens to a number at the border.
    flow(Flow) = "flow";
    /// What the check digits say.
    check(Check) = "check";
    /// What came of an ask.
    outcome(OutcomeKind) = "outcome";
    /// How a source can be reached.
    access(Access) = "access";
    /// How far a claim is.
    dispute_state(DisputeState) = "dispute-is";
    /// What is wrong with what arrived.
    problem(Problem) = "problem";
}

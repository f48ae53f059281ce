//! The way of a parcel in a few steps, to be drawn.

use serde::Serialize;

use super::{Stage, words};

words! {
    /// A step of the way that people tell apart.
    Milestone {
        /// A carrier has it.
        Posted = "posted",
        /// It left the country of origin.
        Abroad = "abroad",
        /// It is in the country of destination, at its border.
        Border = "border",
        /// It travels inside that country.
        Inland = "inland",
        /// A courier or a point has it.
        AtHand = "at-hand",
        /// It arrived.
        Arrived = "arrived",
    }
}

words! {
    /// How a parcel stands to a step.
    Passage {
        /// It has come further.
        Done = "done",
        /// It is here.
        Current = "current",
        /// It has not come so far.
        Ahead = "ahead",
    }
}

/// The way in steps, in order. One that goes back or is lost has left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Journey {
    /// Each step, and how the parcel stands to it.
    pub steps: Vec<(Milestone, Passage)>,
    /// Whether it goes back, is back or is lost: how far it came is not known then, and no step is the current one.
    pub left: bool,
}

impl Stage {
    /// The way of a parcel that got so far.
    pub fn journey(self) -> Journey {
        let at = self.milestone();
        let passage = |step: Milestone| match at {
            Some(at) if step < at => Passage::Done,
            Some(at) if step == at && at == Milestone::Arrived => Passage::Done,
            Some(at) if step == at => Passage::Current,
            _ => Passage::Ahead,
        };
        let left = matches!(self, Stage::Returning | Stage::Returned | Stage::Lost);
        Journey { steps: Milestone::ALL.iter().map(|step| (*step, passage(*step))).collect(), left }
    }

    /// The step it has reached; nothing while nobody has it, and where it has left the way.
    fn milestone(self) -> Option<Milestone> {
        match self {
            Stage::Ordered | Stage::Announced | Stage::Returning | Stage::Returned | Stage::Lost => None,
            Stage::Accepted => Some(Milestone::Posted),
            Stage::Exported => Some(Milestone::Abroad),
            Stage::Imported | Stage::Customs | Stage::Released => Some(Milestone::Border),
            Stage::Domestic => Some(Milestone::Inland),
            Stage::OutForDelivery | Stage::ReadyForPickup => Some(Milestone::AtHand),
            Stage::Delivered => Some(Milestone::Arrived),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_goes_on_step_by_step_and_is_left_by_what_turns_back() {
        let drawn = |stage: Stage| -> String {
            let sign = |it: &(Milestone, Passage)| match it.1 {
                Passage::Done => '=',
                Passage::Current => '>',
                Passage::Ahead => '.',
            };
            stage.journey().steps.iter().map(sign).collect()
        };
        let along = Stage::ALL.iter().take_while(|it| **it != Stage::Returning);
        let drawn_along: Vec<String> = along.map(|it| drawn(*it)).collect();
        assert_eq!(drawn_along.first().map(String::as_str), Some("......"));
        assert_eq!(drawn(Stage::Customs), "==>...");
        assert_eq!(drawn_along.last().map(String::as_str), Some("======"));
        let far = |it: &String| it.chars().filter(|c| *c != '.').count();
        assert!(drawn_along.is_sorted_by_key(far), "{drawn_along:?}");
        for stage in [Stage::Returning, Stage::Returned, Stage::Lost] {
            assert!(stage.journey().left && drawn(stage) == "......");
        }
    }
}

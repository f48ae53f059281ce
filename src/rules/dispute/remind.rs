//! When to remind of a deadline: by the user's clock, in daylight, each moment no later than its name says.

use jiff::{Timestamp, civil::Date};

use crate::{
    model::{Advice, words},
    rules::{Knowledge, days::plus},
};

words! {
    /// How long before the end of the last day.
    Lead {
        /// A week.
        Week = "7d",
        /// Three days.
        Three = "3d",
        /// A day.
        Day = "1d",
        /// Six hours.
        Hours = "6h",
    }
}

impl Lead {
    /// The same in hours.
    pub fn hours(self) -> i32 {
        match self {
            Lead::Week => 168,
            Lead::Three => 72,
            Lead::Day => 24,
            Lead::Hours => 6,
        }
    }

    /// Whether it may not wait for the morning.
    pub fn urgent(self) -> bool {
        matches!(self, Lead::Day | Lead::Hours)
    }

    /// Days before the last day, and the hour of that day.
    fn when(self) -> (i32, i8) {
        match self {
            Lead::Week => (7, 9),
            Lead::Three => (3, 9),
            Lead::Day => (1, 9),
            Lead::Hours => (0, 18),
        }
    }

    /// The moment for a last day. A wall time that a change of clocks skips is the next there is.
    fn moment(self, last: Date, knowledge: &Knowledge) -> Option<Timestamp> {
        let (days, hour) = self.when();
        let wall = plus(last, -days).at(hour, 0, 0, 0);
        Some(wall.to_zoned(knowledge.zone.clone()).ok()?.timestamp())
    }
}

/// The last reminder that is due for an advice, if its day is not over: one is enough after a long sleep. What was first
/// advised on the same day or later needs no reminder yet, and what waits for nobody needs none at all.
pub fn lead(advice: &Advice, knowledge: &Knowledge, now: Timestamp) -> Option<Lead> {
    let last = advice.act_by.filter(|day| *day >= knowledge.day(now))?;
    let action = advice.action;
    let wanted = |lead: &&Lead| action.needs_user() || (action.awaits() && **lead == Lead::Day);
    let due = |lead: &&Lead| {
        let at = lead.moment(last, knowledge);
        at.is_some_and(|at| at <= now && advice.since.is_none_or(|since| knowledge.day(at) > since))
    };
    Lead::ALL.iter().filter(wanted).rfind(due).copied()
}

/// How many hours are left of a last day; none once it is over.
pub fn hours_left(last: Date, knowledge: &Knowledge, now: Timestamp) -> Option<i32> {
    let over = last.tomorrow().ok()?.to_zoned(knowledge.zone.clone()).ok()?.timestamp();
    let left = over.duration_since(now);
    (left.is_positive()).then(|| i32::try_from(left.as_hours()).unwrap_or(i32::MAX))
}

/// When the next reminder for an advice is due.
pub fn next_lead(advice: &Advice, knowledge: &Knowledge, now: Timestamp) -> Option<Timestamp> {
    let last = advice.act_by?;
    Lead::ALL.iter().filter_map(|lead| lead.moment(last, knowledge)).find(|at| *at > now)
}

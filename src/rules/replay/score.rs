//! What came of what the rules said.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Watched;
use crate::{
    model::{Action, Flag},
    rules::trips::End,
};

/// A claim advised with so many days left, or fewer, comes late: it was the last call.
const LATE: i32 = 3;

/// What came of what the rules said of all parcels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Score {
    /// By flag, those that were never up left out.
    pub alarms: BTreeMap<Flag, Alarm>,
    /// The claims that would have been advised.
    pub claims: Claims,
    /// The silence.
    pub quiet: Quiet,
}

/// Parcels of which a flag was up before they came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Alarm {
    /// Days, of all parcels together.
    pub days: usize,
    /// Parcels that came after all.
    pub came: usize,
    /// Parcels that never came.
    pub lost: usize,
    /// Parcels of which that is not known yet.
    pub open: usize,
}

/// Parcels by the claim that would have been advised.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Claims {
    /// It never came, and a claim was advised in time.
    pub in_time: usize,
    /// It never came, and the claim was advised in the last days only.
    pub late: usize,
    /// It never came, and no claim was advised while one could be opened.
    pub missed: usize,
    /// It never came, and the shop's dates are not known: nobody can tell.
    pub undated: usize,
    /// It came after a claim was advised.
    pub early: usize,
    /// It came, and none was advised.
    pub spared: usize,
    /// Not over yet.
    pub open: usize,
}

/// Days on which nothing new was heard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quiet {
    /// Days waited, of all parcels together.
    pub waited: usize,
    /// Of them without news.
    pub silent: usize,
    /// The longest run of them for one parcel.
    pub longest: usize,
}

/// When a claim would have been advised, and how that turned out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advised {
    /// It came after all.
    Early(Date),
    /// It never came, and there was time.
    InTime(Date),
    /// It never came, and these were the last days.
    Late(Date),
    /// It never came, and none was advised.
    Missed,
    /// It never came, and no dates are known.
    Undated,
    /// It came, and none was advised.
    Spared,
    /// It is not over; perhaps one is advised.
    Open(Option<Date>),
}

/// What came of what was said.
pub fn score(all: &[Watched]) -> Score {
    let mut score = Score::default();
    for it in all {
        score.raise(it);
        score.claims.add(it.advised());
        score.quiet.add(it);
    }
    score
}

impl Score {
    fn raise(&mut self, it: &Watched) {
        for flag in Flag::ALL {
            let days = it.waiting().filter(|day| day.flags.contains(flag)).count();
            if days == 0 {
                continue;
            }
            let alarm = self.alarms.entry(*flag).or_default();
            alarm.days += days;
            match it.end {
                End::Arrived => alarm.came += 1,
                End::Lost => alarm.lost += 1,
                End::None => alarm.open += 1,
            }
        }
    }
}

impl Watched {
    /// When a claim that it did not come would have been advised, and how that turned out.
    pub fn advised(&self) -> Advised {
        let claim = |action| matches!(action, Action::Recommend | Action::Open);
        let day = self.waiting().find(|it| claim(it.action));
        let dated = self.waiting().any(|it| it.left.is_some());
        match (self.end, day) {
            (End::None, day) => Advised::Open(day.map(|it| it.day)),
            (End::Arrived, Some(day)) => Advised::Early(day.day),
            (End::Arrived, None) => Advised::Spared,
            (End::Lost, Some(day)) if day.left.is_some_and(|left| left <= LATE) => Advised::Late(day.day),
            (End::Lost, Some(day)) => Advised::InTime(day.day),
            (End::Lost, None) if dated => Advised::Missed,
            (End::Lost, None) => Advised::Undated,
        }
    }
}

impl Claims {
    fn add(&mut self, advised: Advised) {
        let count = match advised {
            Advised::Early(_) => &mut self.early,
            Advised::InTime(_) => &mut self.in_time,
            Advised::Late(_) => &mut self.late,
            Advised::Missed => &mut self.missed,
            Advised::Undated => &mut self.undated,
            Advised::Spared => &mut self.spared,
            Advised::Open(_) => &mut self.open,
        };
        *count += 1;
    }
}

impl Quiet {
    fn add(&mut self, it: &Watched) {
        let mut run = 0;
        for day in it.waiting() {
            self.waited += 1;
            run = if day.heard { 0 } else { run + 1 };
            self.silent += usize::from(!day.heard);
            self.longest = self.longest.max(run);
        }
    }
}

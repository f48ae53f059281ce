//! What the rules would have said of the user's own parcels on each day, with what was known then: so a rule is judged by
//! what became of them, and a changed norm is tried before it is in force.
//!
//! An entry counts from the moment it was heard, a number from the moment it was named. The user's own claims are left out:
//! the rules speak as if none had been opened.
//!
//! Belongs here: going over the days, and what came of it. Does not belong here: the rules themselves.

mod known;
mod score;

pub use score::{Advised, Alarm, Claims, Quiet, Score, score};

use jiff::{Timestamp, civil::Date};

use self::known::known;
use super::{
    Knowledge, digest, follow,
    history::{self, learned_norms::History},
    timeline,
    trips::{End, end},
};
use crate::model::{Action, Advice, Case, DisputeState, Flag, ParcelId, Stage, Told, Verdict};

/// No parcel is followed longer, in days.
const LONGEST: usize = 400;
/// What own parcels teach is worked out anew after so many days.
const LEARNED_EVERY: usize = 7;

/// A parcel, day by day.
#[derive(Debug, Clone, PartialEq)]
pub struct Watched {
    /// Which.
    pub parcel: ParcelId,
    /// How it ended, as is known now.
    pub end: End,
    /// The day it came, where it did.
    pub came: Option<Date>,
    /// What would have been said, from the day it was added until it came, the money did, it was put out of sight,
    /// or now.
    pub days: Vec<Day>,
}

/// What the rules would have said on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The day, at its end.
    pub day: Date,
    /// What would have been out of the ordinary.
    pub flags: Vec<Flag>,
    /// What would have been advised.
    pub action: Action,
    /// Days then left to open a claim, where the dates are known.
    pub left: Option<i32>,
    /// Whether anything new was heard on that day.
    pub heard: bool,
}

/// Goes over the days of these parcels. `learn`: own parcels teach norms, by what was known of them at the time.
pub fn replay(cases: &[Case], knowledge: &Knowledge, learn: bool, now: Timestamp) -> Vec<Watched> {
    let mut knowledge = Knowledge { history: History::default(), ..knowledge.clone() };
    let mut courses: Vec<Course<'_>> = cases.iter().map(|case| Course::of(case, &knowledge, now)).collect();
    let Some(mut day) = courses.iter().map(|it| it.begins).min() else { return Vec::new() };
    let mut count = 0;
    while day <= knowledge.day(now) {
        let moment = end_of(day, &knowledge).min(now);
        if learn && count % LEARNED_EVERY == 0 {
            knowledge.history = history::learn(&known_of(&courses, moment), &knowledge, moment);
        }
        courses.iter_mut().filter(|it| it.runs(day)).for_each(|it| it.live(day, moment, &knowledge));
        let Ok(next) = day.tomorrow() else { break };
        (day, count) = (next, count + 1);
    }
    courses.into_iter().map(|it| it.watched).collect()
}

/// The last second of a day of the user's.
fn end_of(day: Date, knowledge: &Knowledge) -> Timestamp {
    let last = day.at(23, 59, 59, 0).to_zoned(knowledge.zone.clone());
    last.map_or(Timestamp::MAX, |it| it.timestamp())
}

/// What was known by then, with what would have been thought of it, of all parcels there were.
fn known_of(courses: &[Course<'_>], moment: Timestamp) -> Vec<Case> {
    let there = courses.iter().filter(|it| it.case.parcel.added <= moment);
    there.map(|it| Case { verdict: it.verdict.clone(), ..known(it.case, moment) }).collect()
}

/// A parcel while its days are gone over.
struct Course<'a> {
    case: &'a Case,
    begins: Date,
    ends: Option<Date>,
    verdict: Verdict,
    advice: Advice,
    watched: Watched,
}

impl<'a> Course<'a> {
    fn of(case: &'a Case, knowledge: &Knowledge, now: Timestamp) -> Course<'a> {
        let progress = timeline::progress(case, &case.legs, &case.entries, now);
        let end = end(case, &progress);
        let scanned = progress.latest_at.filter(|_| progress.stage == Stage::Delivered);
        let came = scanned.or(case.parcel.received).filter(|_| end == End::Arrived).map(|at| knowledge.day(at));
        let away = case.parcel.archived.map(|at| knowledge.day(at));
        let watched = Watched { parcel: case.parcel.id, end, came, days: Vec::new() };
        let begins = knowledge.day(case.parcel.added);
        let verdict = Verdict::new(Stage::Announced);
        let refunded = case.dispute.since(DisputeState::Refunded).map(|at| knowledge.day(at));
        let ends = came.into_iter().chain(away).chain(refunded).min();
        Course { case, begins, ends, verdict, advice: Advice::nothing(), watched }
    }

    fn runs(&self, day: Date) -> bool {
        self.begins <= day && self.ends.is_none_or(|end| day <= end) && self.watched.days.len() < LONGEST
    }

    fn live(&mut self, day: Date, moment: Timestamp, knowledge: &Knowledge) {
        let (verdict, advice) = (self.verdict.clone(), self.advice.clone());
        let mut then = Case { verdict, advice, ..known(self.case, moment) };
        let ruling = digest(&then, &Told::Time, knowledge, moment);
        follow(&mut then, ruling);
        let heard = then.entries.iter().any(|it| knowledge.day(it.heard) == day);
        let left = then.advice.window.map(|window| (window.closes - day).get_days());
        let (flags, action) = (then.verdict.flags.clone(), then.advice.action);
        self.watched.days.push(Day { day, flags, action, left, heard });
        (self.verdict, self.advice) = (then.verdict, then.advice);
    }
}

impl Watched {
    /// The days cut where something changes: from, to, and what was said.
    pub fn spans(&self) -> Vec<(Date, Date, &[Flag], Action)> {
        let mut spans: Vec<(Date, Date, &[Flag], Action)> = Vec::new();
        for it in &self.days {
            match spans.last_mut().filter(|last| (last.2, last.3) == (&it.flags[..], it.action)) {
                Some(last) => last.1 = it.day,
                None => spans.push((it.day, it.day, &it.flags, it.action)),
            }
        }
        spans
    }

    /// The days before it came: on the day itself it is there.
    fn waiting(&self) -> impl Iterator<Item = &Day> {
        let end = self.came.unwrap_or(Date::MAX);
        self.days.iter().filter(move |it| it.day < end)
    }
}

#[cfg(test)]
mod tests;

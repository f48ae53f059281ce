//! What is out of the ordinary, why, and when time alone would change that.
//!
//! | file | decides |
//! |---|---|
//! | `silence` | since when it is quiet, and until when we know that |
//! | `reach` | whether we can ask who has it: `dark`, `blind` |
//! | `border` | customs, duty, and the number that changes there |
//! | `quiet` | what the norms say of the silence |
//! | `waiting` | the place of issue, the promise |
//! | `without_news` | what is said of a silence that nobody looked at |
//! | `doubts` | whether the number and the place can be right |
//!
//! Belongs here: flags, each where it is raised, with its reasons and when time alone changes it. Does not belong
//! here: what to do about it (`dispute`), and telling it (`notices`).

mod against_norms;
mod askable;
mod border;
mod pickup_and_promise;
mod silence;
mod suspicious;
mod without_news;

use jiff::{SignedDuration, Timestamp, civil::Date};

pub use self::silence::{Silence, silence};
use super::{
    Knowledge,
    dispute::window::{LAST_CALL, window},
    next_ask::Watch,
    norms::Travel,
    timeline::Progress,
};
use crate::model::{Case, Dispute, DisputeState, Flag, Leg, LegState, Role, Stage, Verdict, Why};

/// The verdict on a parcel as its legs and events now stand.
pub fn reach(case: &Case, legs: &[Leg], progress: &Progress, knowledge: &Knowledge, now: Timestamp) -> Verdict {
    let silence = silence(case, legs, progress, now);
    let silence = if closes_soon(case, knowledge, now) { silence.unheld() } else { silence };
    let (travel, verdict) = (knowledge.travel(legs), Verdict::new(progress.stage));
    let mut bench = Bench { case, legs, progress, knowledge, now, silence, travel, withheld: false, verdict };
    match progress.stage {
        _ if case.parcel.received.or(case.parcel.archived).is_some() => {}
        _ if progress.open_doubt(case).is_some() => bench.said_to_have_ended(),
        Stage::Delivered => bench.delivered(),
        Stage::Returning | Stage::Returned | Stage::Lost => bench.gone_astray(),
        Stage::ReadyForPickup => bench.storage(),
        _ => bench.in_flight(),
    }
    if case.parcel.received.or(case.parcel.archived).is_none() {
        bench.doubts();
    }
    bench.verdict.flags.sort_unstable();
    bench.verdict.flags.dedup();
    bench.verdict
}

/// Whether the days left for a claim are too few to hold anything.
fn closes_soon(case: &Case, knowledge: &Knowledge, now: Timestamp) -> bool {
    let window = |order| window(order, knowledge.rules(order)?, &case.dispute, false, &knowledge.zone);
    let closes = case.orders.iter().filter_map(window).map(|window| window.closes).min();
    closes.is_some_and(|day| (day - knowledge.day(now)).get_days() <= LAST_CALL)
}

/// Everything a verdict looks at, and the verdict while it is being reached.
struct Bench<'a> {
    case: &'a Case,
    legs: &'a [Leg],
    progress: &'a Progress,
    knowledge: &'a Knowledge,
    now: Timestamp,
    silence: Silence,
    travel: Travel<'a>,
    /// Whether something would rise that does not count yet.
    withheld: bool,
    verdict: Verdict,
}

impl Bench<'_> {
    fn raise(&mut self, flag: Flag, why: Why) {
        self.verdict.flags.push(flag);
        self.verdict.because.push(why);
    }

    /// Time alone will change something then.
    fn at(&mut self, moment: Timestamp) {
        if moment > self.now {
            self.verdict.changes_at = Some(self.verdict.changes_at.map_or(moment, |old| old.min(moment)));
        }
    }

    fn at_day(&mut self, day: Date) {
        self.at(self.begins(day));
    }

    /// Time alone will change something then, as long as we go on hearing that it is silent.
    fn at_if_known(&mut self, moment: Timestamp) {
        match self.silence.held {
            held if self.silence.until < moment && moment <= self.silence.known => {
                self.withheld = true;
                held.into_iter().for_each(|held| self.at(held));
            }
            _ if self.legs.is_empty() || self.silence.is_known_at(self.now) => self.at(moment),
            _ => {}
        }
    }

    fn day(&self, moment: Timestamp) -> Date {
        self.knowledge.day(moment)
    }

    /// The first moment of a day of the user's.
    fn begins(&self, day: Date) -> Timestamp {
        day.to_zoned(self.knowledge.zone.clone()).map_or(Timestamp::MAX, |it| it.timestamp())
    }

    fn days_since(&self, day: Date) -> i32 {
        (self.day(self.now) - day).get_days()
    }

    /// The day it was posted: by the seller's word, else the first scan by which a carrier had it.
    fn posted(&self) -> Option<Date> {
        let told = self.case.orders.iter().filter_map(|order| order.shipped).min();
        told.or_else(|| self.progress.accepted.map(|at| self.day(at)))
    }

    fn delivered(&mut self) {
        let on = self.day(self.progress.latest_at.unwrap_or(self.now));
        let place = self.progress.place.clone();
        self.verdict.because.push(Why::Delivered { on, place });
    }

    /// Only the user can tell whether it ended; until then its silence says nothing.
    fn said_to_have_ended(&mut self) {
        let Some(doubted) = self.progress.open_doubt(self.case) else { return };
        let (on, place) = (self.day(doubted.at), doubted.place.clone());
        self.verdict.because.push(Why::SaidToHaveEnded { status: doubted.status, on, place });
    }

    fn gone_astray(&mut self) {
        let since = self.day(self.progress.latest_at.unwrap_or(self.now));
        match self.progress.stage {
            Stage::Lost => self.raise(Flag::ProbablyLost, Why::Odds { never: 100 }),
            _ => self.raise(Flag::Returning, Why::Back { since, reason: self.progress.reason }),
        }
    }

    /// A forwarder has it, and under which number it is sent on nobody has said.
    fn with_the_forwarder(&mut self) -> bool {
        let sent_on = self.legs.iter().any(|leg| leg.watched() && leg.role != Role::ToForwarder);
        let Some(at) = self.progress.at_forwarder.filter(|_| !sent_on) else { return false };
        let (on, place, id) = (self.day(at), self.progress.place.clone(), self.case.parcel.id);
        self.verdict.because.push(Why::AtForwarder { on, place, id });
        true
    }

    fn in_flight(&mut self) {
        if self.with_the_forwarder() {
            return self.promise();
        }
        self.customs();
        self.readable();
        let explained = self.verdict.has(Flag::Dark) || self.looking() || self.number_changed() || self.ends();
        if !explained && !self.verdict.has(Flag::CustomsHeld) {
            self.quiet();
        }
        self.without_news();
        self.promise();
        self.duty();
    }
}

/// A number that is known since after an end is waited for as long.
const AWAITED: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How far the watch is. It is never off while a claim is under way, and goes on where another number may tell more.
pub fn watch(case: &Case, legs: &[Leg], progress: &Progress, dispute: &Dispute, now: Timestamp) -> Watch {
    let open = dispute.runs() || dispute.wrong.is_some();
    match (case.parcel.received, progress.stage) {
        _ if dispute.state() == DisputeState::Refunded || case.parcel.archived.is_some() => Watch::Off,
        (Some(_), _) if !open => Watch::Off,
        (None, Stage::Delivered | Stage::Returned) if awaits_another(case, legs, progress, now) => Watch::On,
        (_, Stage::Delivered | Stage::Returned) => Watch::Ending(progress.latest_at.unwrap_or(case.parcel.added)),
        _ => Watch::On,
    }
}

/// Whether a number came to be known after the trip ended, and has told nothing yet.
fn awaits_another(case: &Case, legs: &[Leg], progress: &Progress, now: Timestamp) -> bool {
    let silent = |leg: &&Leg| !case.entries.iter().any(|entry| entry.leg == leg.key);
    let likely = legs.iter().filter(|leg| leg.sure() || leg.state == LegState::Proposed && leg.evidence.suffices());
    let later = likely.filter(|leg| progress.latest_at.is_some_and(|end| leg.witness.at > end)).filter(silent);
    later.map(|leg| leg.witness.at).any(|at| now.duration_since(at) < AWAITED)
}

/// Whether the hand-over is open: it has happened, and under which number it goes on is not known.
pub fn handover_open(legs: &[Leg], verdict: &Verdict) -> bool {
    let likely = |leg: &Leg| leg.state == LegState::Proposed && leg.role == Role::Domestic && leg.evidence.suffices();
    let proposed = legs.iter().any(likely);
    verdict.has(Flag::NumberProbablyChanged) || proposed
}

/// So many days of 24 hours.
fn hours_of(days: i32) -> SignedDuration {
    SignedDuration::from_hours(24 * i64::from(days))
}

fn days_between(from: Timestamp, to: Timestamp) -> i32 {
    i32::try_from(to.duration_since(from).as_hours() / 24).unwrap_or(i32::MAX)
}

fn percent(share: f64) -> u8 {
    (share * 100.0).round().clamp(0.0, 100.0) as u8
}

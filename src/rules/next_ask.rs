//! When to ask again. Floors, gaps and quotas are kept where asks are booked; here stands how eager we are.

use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::{SignedDuration, Timestamp};

use super::Knowledge;
use crate::model::{Asks, CarrierId, Leg, LegState, Outcome, OutcomeKind, SourceId, Stage, Verdict};

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// After "delivered" or "returned": look once more, then seldom, then no more.
const CONFIRM: SignedDuration = SignedDuration::from_hours(12);
const RECHECK: SignedDuration = SignedDuration::from_hours(5 * 24);
const WATCH_AFTER_END: SignedDuration = SignedDuration::from_hours(30 * 24);
/// A number that a source cannot do anything with until the user says more of it is not shown to it before that.
const WITHOUT_INPUT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The longest a failing source is left alone.
const BACK_OFF_MAX: SignedDuration = SignedDuration::from_hours(24);
/// The longest until a host is tried again that could not be reached: that asks nobody anything, and a laptop comes home.
const UNREACHED_MAX: SignedDuration = SignedDuration::from_hours(1);
/// What is due within this part of its wait goes along where there is room: a third brings those asked for every six,
/// eight and twelve hours together.
const GOES_ALONG: i32 = 3;

/// Notes what came of an ask, and when to ask again.
pub fn asked(leg: &Leg, source: &SourceId, outcome: &Outcome, knowledge: &Knowledge, now: Timestamp) -> Asks {
    let kind = outcome.kind();
    let mut asks = leg.asks.clone();
    if !matches!(outcome, Outcome::Unreached(_)) {
        asks.last = Some(now);
    }
    asks.outcome = Some(kind);
    asks.detail = outcome.detail().to_owned();
    asks.source = None;
    if kind.answered() {
        asks.note_answer(now);
        asks.next = Timestamp::MAX;
        return asks;
    }
    asks.note_failure(now);
    asks.source = next_source(leg, source, knowledge);
    let wait = match (outcome, &asks.source) {
        // The source is left alone as a whole: back in reach, all who wait for it go together, in full batches.
        (Outcome::Unreached(_), _) => SignedDuration::ZERO,
        (_, Some(_)) => SignedDuration::from_mins(1),
        // Whoever failed was asked all the same.
        (_, None) => closed_for(outcome, asks.failures).max(floor(&leg.key.carrier, knowledge)),
    };
    asks.next = later(now, spread(wait, leg, knowledge, now));
    asks
}

/// The next of the carrier's sources that can be asked, in this round.
fn next_source(leg: &Leg, failed: &SourceId, knowledge: &Knowledge) -> Option<SourceId> {
    let carrier = knowledge.carriers.get(&leg.key.carrier)?;
    carrier.askable().skip_while(|it| &it.id != failed).nth(1).map(|it| it.id.clone())
}

/// How long a leg waits whose source failed so often. What the source asked for itself is a floor.
fn closed_for(outcome: &Outcome, failures: u32) -> SignedDuration {
    match outcome {
        Outcome::Events(_) | Outcome::NoHistory(_) | Outcome::NotFound => SignedDuration::ZERO,
        Outcome::Unreached(_) => doubling(SignedDuration::from_mins(5), failures).min(UNREACHED_MAX),
        outcome if outcome.wants_more_of_the_number() => WITHOUT_INPUT,
        Outcome::Unavailable(_) => doubling(SignedDuration::from_mins(30), failures),
        Outcome::SlowDown(Some(wait)) => (*wait).max(SignedDuration::from_mins(5)),
        Outcome::SlowDown(None) => doubling(SignedDuration::from_hours(1), failures),
        Outcome::Blocked(_) | Outcome::NeedsInput(_) => doubling(SignedDuration::from_hours(6), failures),
        Outcome::Unreadable(_) => doubling(SignedDuration::from_hours(4), failures),
    }
}

/// How long a source is not asked at all after so many failures in a row, for any number. One answer that cannot be read
/// says nothing of the source; three in a row do.
pub fn leave_alone(outcome: &Outcome, failures: u32) -> Option<SignedDuration> {
    match outcome {
        Outcome::Events(_) | Outcome::NoHistory(_) | Outcome::NotFound => None,
        outcome if outcome.wants_more_of_the_number() => None,
        Outcome::Unavailable(_) => Some(doubling(SignedDuration::from_mins(1), failures)),
        Outcome::Unreadable(_) => (failures >= 3).then(|| doubling(SignedDuration::from_mins(1), failures)),
        Outcome::Unreached(_) | Outcome::SlowDown(_) | Outcome::Blocked(_) | Outcome::NeedsInput(_) => {
            Some(closed_for(outcome, failures))
        }
    }
}

fn doubling(first: SignedDuration, failures: u32) -> SignedDuration {
    (0..failures.saturating_sub(1).min(12)).fold(first, |wait, _| wait.saturating_mul(2)).min(BACK_OFF_MAX)
}

/// How far the watch over a parcel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watch {
    /// It is under way.
    On,
    /// It arrived or came back then, by all that is known.
    Ending(Timestamp),
    /// The user has it, and no claim is open.
    Off,
}

/// When to ask for each leg, after everything else is decided. A leg that waits after a failure keeps its time, and what
/// was asked for sooner is asked sooner; the floor holds for all.
pub fn plan(legs: &mut [Leg], verdict: &Verdict, watch: Watch, knowledge: &Knowledge, now: Timestamp) {
    for leg in legs {
        let failing = leg.asks.outcome.is_some_and(|kind| !kind.answered()) && leg.asks.next > now;
        if !leg.watched() || watch == Watch::Off || !knowledge.askable(&leg.key.carrier) {
            leg.asks.next = Timestamp::MAX;
        } else if !failing {
            leg.asks.next = next(leg, verdict, watch, knowledge, now);
        }
    }
}

fn next(leg: &Leg, verdict: &Verdict, watch: Watch, knowledge: &Knowledge, now: Timestamp) -> Timestamp {
    // A clock that was ahead once must not keep us waiting until its day comes.
    let Some(last) = leg.asks.last.map(|last| last.min(now)) else { return leg.asks.next.min(now) };
    let wait = match watch {
        Watch::Ending(ended) => after_end(ended, now),
        _ => Some(eagerness(leg, verdict)),
    };
    let floor = floor(&leg.key.carrier, knowledge);
    let due = wait.map_or(Timestamp::MAX, |wait| later(last, spread(wait.max(floor), leg, knowledge, last)));
    due.min(leg.asks.next).max(later(last, floor))
}

/// Whether a number whose time is still to come goes along with an ask that has room for it: it is due soon, as its wait
/// goes, its floor is over, and its source answers.
pub fn goes_along(carrier: &CarrierId, asks: &Asks, knowledge: &Knowledge, now: Timestamp) -> bool {
    let Some(last) = asks.last.filter(|_| asks.next < Timestamp::MAX) else { return false };
    let answered = asks.outcome.is_some_and(OutcomeKind::answered);
    let soon = asks.next.duration_since(now) <= asks.next.duration_since(last) / GOES_ALONG;
    answered && soon && later(last, floor(carrier, knowledge)) <= now
}

/// As of when a parcel is known, where that is a day ago or more and nobody could be asked since: the machine was off, or
/// whoever knows does not answer.
pub fn as_of(legs: &[Leg], now: Timestamp) -> Option<Timestamp> {
    let asked = || legs.iter().filter(|leg| leg.watched() && leg.asks.next < Timestamp::MAX);
    let known = asked().filter_map(|leg| leg.asks.answered).max()?;
    let waits = |leg: &Leg| leg.asks.next <= now || !leg.asks.outcome.is_some_and(OutcomeKind::answered);
    (now.duration_since(known) >= DAY && asked().all(waits)).then_some(known)
}

fn after_end(ended: Timestamp, now: Timestamp) -> Option<SignedDuration> {
    match now.duration_since(ended) {
        past if past < CONFIRM => Some(CONFIRM),
        past if past < WATCH_AFTER_END => Some(RECHECK),
        _ => None,
    }
}

/// How long we can wait for news at this stage.
fn eagerness(leg: &Leg, verdict: &Verdict) -> SignedDuration {
    let hours = match (leg.state, verdict.stage) {
        (LegState::Old, _) => 24,
        (LegState::Proposed, _) if leg.asks.outcome == Some(OutcomeKind::NotFound) => 24,
        (LegState::Proposed, _) => 12,
        (_, Stage::OutForDelivery | Stage::ReadyForPickup) => 4,
        (_, Stage::Customs | Stage::Released | Stage::Domestic) => 6,
        (_, Stage::Exported) => 12,
        _ => 8,
    };
    SignedDuration::from_hours(hours)
}

fn floor(carrier: &CarrierId, knowledge: &Knowledge) -> SignedDuration {
    let sources = knowledge.carriers.get(carrier).into_iter().flat_map(|it| it.askable());
    sources.map(|it| it.floor).max().unwrap_or(SignedDuration::from_hours(6))
}

/// Up to a tenth longer, so that asks of many parcels do not fall together; the same for the same leg and moment.
fn spread(wait: SignedDuration, leg: &Leg, knowledge: &Knowledge, at: Timestamp) -> SignedDuration {
    let mut hasher = DefaultHasher::new();
    (knowledge.seed, leg.key.number.as_str(), leg.key.carrier.as_str(), at.as_second()).hash(&mut hasher);
    let tenth = wait.as_secs() / 10;
    let more = i64::try_from(hasher.finish() % 1_000).unwrap_or(0) * tenth / 1_000;
    wait.saturating_add(SignedDuration::from_secs(more))
}

fn later(at: Timestamp, wait: SignedDuration) -> Timestamp {
    at.saturating_add(wait).unwrap_or(Timestamp::MAX)
}

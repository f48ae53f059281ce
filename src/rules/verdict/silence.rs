//! Since when it is quiet, and until when we know that. Time during which we could not read a source is not the parcel's
//! silence: an answer speaks for a while after it came, and no longer.

use jiff::{SignedDuration, Timestamp};

use crate::{
    model::{Case, Leg, Role},
    rules::{handover, timeline::Progress},
};

/// An answer this old still speaks for now: the longest floor, and a night.
const FRESH: SignedDuration = SignedDuration::from_hours(48);

/// A parcel's silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silence {
    /// The last scan that said something new; without one, the purchase.
    pub since: Timestamp,
    /// The last moment of which we know that it is silent. It only grows.
    pub until: Timestamp,
    /// When whoever has the parcel last answered; `None` where nobody ever did.
    pub answered: Option<Timestamp>,
}

impl Silence {
    /// Whether the last answer still speaks for a moment.
    pub fn reaches(&self, moment: Timestamp) -> bool {
        self.answered.is_none_or(|at| moment <= at + FRESH)
    }

    /// Whether we have looked since a moment.
    pub fn looked_since(&self, moment: Timestamp) -> bool {
        self.answered.is_some_and(|at| at >= moment)
    }
}

/// Since when the parcel is silent, and until when we know it.
pub fn silence(case: &Case, legs: &[Leg], progress: &Progress, now: Timestamp) -> Silence {
    let began = case.orders.iter().filter_map(|order| order.shipped.or(order.ordered)).min();
    let began = began.and_then(|day| day.to_zoned(jiff::tz::TimeZone::UTC).ok()).map(|it| it.timestamp());
    let since = progress.quiet_since.unwrap_or_else(|| began.unwrap_or(case.parcel.added));
    let answered = answered(legs, progress, since);
    let until = match answered {
        Some(at) => now.min(at + FRESH),
        None if legs.is_empty() => now,
        // Numbers that nobody was ever asked for may have had scans all along.
        None => since,
    };
    Silence { since, until: until.max(since), answered }
}

/// When whoever has the parcel last answered. Who has it speaks for it: other sources that still answer have nothing to
/// say, and one that was never asked has not answered since the last scan.
fn answered(legs: &[Leg], progress: &Progress, since: Timestamp) -> Option<Timestamp> {
    let taken = handover::carrying(legs).filter(|leg| leg.watched() && leg.role == Role::Domestic);
    if let Some(leg) = taken {
        return Some(leg.asks.answered.unwrap_or(since));
    }
    let telling = |leg: &&Leg| leg.watched() && progress.told_by.contains(&leg.key);
    let any = || legs.iter().filter(|leg| leg.watched()).filter_map(|leg| leg.asks.answered).max();
    legs.iter().filter(telling).filter_map(|leg| leg.asks.answered).max().or_else(any)
}

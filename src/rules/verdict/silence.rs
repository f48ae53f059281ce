//! Since when it is quiet, and until when we know that. Time during which we could not read a source is not the parcel's
//! silence: an answer speaks for a while after it came, and no longer. The first answer after a long time without one is
//! heard, but nothing rises by it alone: a source that comes back may tell old news for a day.

use jiff::{SignedDuration, Timestamp};

use crate::{
    model::{Asks, Case, Leg, Role},
    rules::{handover, timeline::Progress},
};

/// What would rise after a gap is held until an answer so long after the first, which is longer than any floor ...
const HOLD: SignedDuration = SignedDuration::from_hours(24);
/// ... and no longer than this where nobody is asked again.
const HOLD_MOST: SignedDuration = SignedDuration::from_hours(48);

/// An answer is no older than so long before the moment until which it speaks.
const SPOKE: SignedDuration = SignedDuration::from_hours(48);

/// A parcel's silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silence {
    /// The last scan that said something new; without one, the purchase.
    pub since: Timestamp,
    /// The last moment up to which it counts for a flag: not while somebody asks in vain, nor while it is held. It only
    /// grows.
    pub until: Timestamp,
    /// The last moment of which we know that it is silent.
    pub known: Timestamp,
    /// Until when the last answer speaks, be it still to come.
    pub speaks: Option<Timestamp>,
    /// Until when what would rise is held, where it is.
    pub held: Option<Timestamp>,
    /// When whoever has the parcel last answered; `None` where nobody ever did.
    pub answered: Option<Timestamp>,
    /// The last answer that counts: after a gap, the one before it, as long as things are held.
    pub looked: Option<Timestamp>,
    /// Whether whoever has the parcel was ever asked.
    pub asked: bool,
    /// Whether anybody ever answered for any of its numbers.
    pub heard: bool,
}

impl Silence {
    /// Whether what is known counts for a moment.
    pub fn reaches(&self, moment: Timestamp) -> bool {
        !self.heard || moment <= self.until
    }

    /// Whether somebody has looked, and what was seen speaks for a moment.
    pub fn is_known_at(&self, moment: Timestamp) -> bool {
        self.answered.is_some() && self.known >= moment
    }

    /// Whether we have looked since a moment, and what was seen then is not held.
    pub fn looked_since(&self, moment: Timestamp) -> bool {
        self.looked.is_some_and(|at| at >= moment)
    }

    /// The same, counting what is held.
    pub fn unheld(self) -> Silence {
        Silence { until: self.known, held: None, looked: self.answered, ..self }
    }
}

/// Since when the parcel is silent, and until when we know it.
pub fn silence(case: &Case, legs: &[Leg], progress: &Progress, now: Timestamp) -> Silence {
    let began = case.orders.iter().filter_map(|order| order.shipped.or(order.ordered)).min();
    let began = began.and_then(|day| day.to_zoned(jiff::tz::TimeZone::UTC).ok()).map(|it| it.timestamp());
    let since = progress.quiet_since.unwrap_or_else(|| began.unwrap_or(case.parcel.added));
    let speakers = speakers(legs, progress);
    let latest = |of: &dyn Fn(&Asks) -> Option<Timestamp>| speakers.iter().filter_map(|leg| of(&leg.asks)).max();
    // Numbers that nobody was ever asked for may have had scans all along.
    let unspoken = if legs.is_empty() { now } else { since };
    let speaks = latest(&Asks::speaks_until);
    let known = speaks.unwrap_or(unspoken).min(now).max(since);
    let until = latest(&|asks| counts_until(asks, now)).unwrap_or(unspoken).min(now).max(since);
    let held = latest(&|asks| held_until(asks, now));
    Silence {
        since,
        until,
        known,
        speaks,
        held: held.filter(|_| until < known),
        answered: latest(&|asks| asks.answered),
        looked: latest(&|asks| looked_at(asks, now)),
        asked: speakers.iter().any(|leg| leg.asks.last.is_some()),
        heard: legs.iter().any(|leg| leg.asks.answered.is_some()),
    }
}

/// Until when the answers for a leg count: after a gap as before it, as long as things are held.
fn counts_until(asks: &Asks, now: Timestamp) -> Option<Timestamp> {
    match held_until(asks, now) {
        Some(_) => asks.gap.and_then(|gap| gap.known),
        None => asks.counts_until(),
    }
}

/// The last answer for a leg that counts. Of the one before a gap it is kept only until when it spoke.
fn looked_at(asks: &Asks, now: Timestamp) -> Option<Timestamp> {
    match held_until(asks, now) {
        Some(_) => asks.gap.and_then(|gap| gap.known).map(|at| at.saturating_sub(SPOKE).unwrap_or(at)),
        None => asks.answered,
    }
}

/// When what is held after a gap may rise next.
fn held_until(asks: &Asks, now: Timestamp) -> Option<Timestamp> {
    let (gap, counts) = (asks.gap?, asks.counts_until()?.min(now));
    let after = |wait: SignedDuration| gap.over.saturating_add(wait).unwrap_or(Timestamp::MAX);
    let over = asks.answered.is_some_and(|at| at >= after(HOLD)) || counts >= after(HOLD_MOST);
    let next = if now < after(HOLD) { after(HOLD) } else { after(HOLD_MOST) };
    (!over).then_some(next)
}

/// The legs that speak for the parcel. Who has it does: other sources that still answer have nothing to say, and one that
/// was never asked has not answered since the last scan.
fn speakers<'a>(legs: &'a [Leg], progress: &Progress) -> Vec<&'a Leg> {
    let taken = handover::carrying(legs).filter(|leg| leg.watched() && leg.role == Role::Domestic);
    if let Some(leg) = taken {
        return vec![leg];
    }
    let watched = || legs.iter().filter(|leg| leg.watched());
    let telling: Vec<_> = watched().filter(|leg| progress.told_by.contains(&leg.key)).collect();
    match telling.iter().any(|leg| leg.asks.answered.is_some()) {
        true => telling,
        false => watched().collect(),
    }
}

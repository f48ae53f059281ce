//! One round without a daemon: as the daemon does, until nothing is due for a while.

use jiff::{SignedDuration, Timestamp};
use tokio::time::{Duration, Instant};

use super::{in_flight::InFlight, wakeups::Wakeups};
pub(super) use crate::app::views::status::LAST_ROUND as LAST;

/// What is due within so long belongs to the round: a pause between two asks, another source in place of one that failed.
const SOON: SignedDuration = SignedDuration::from_secs(90);
/// A letter belongs to it that goes out within so long: to the next channel where one failed. What is tried again later is
/// the next round's.
const AT_ONCE: SignedDuration = SignedDuration::from_secs(5);
/// No round takes longer: what is left comes first in the next.
const LONGEST: Duration = Duration::from_secs(600);

/// A round and its end.
pub(super) struct OneRound {
    end: Instant,
}

impl OneRound {
    /// Begins now.
    pub fn new() -> OneRound {
        OneRound { end: Instant::now() + LONGEST }
    }

    /// Whether nothing is left to be done now, or nothing can be done: nobody is in reach, or too much time has passed.
    pub fn is_over(&self, in_flight: &InFlight, wakeups: &Wakeups, now: Timestamp) -> bool {
        let idle = in_flight.tasks.is_empty();
        let within = |at: Option<Timestamp>, span| at.is_some_and(|at| at.duration_since(now) <= span);
        let soon = within(wakeups.next_look, SOON) || within(wakeups.next_letter, AT_ONCE);
        Instant::now() >= self.end || idle && (!soon || in_flight.reach.since().is_some())
    }
}

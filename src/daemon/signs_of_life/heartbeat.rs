//! The heartbeat: an address that is called while all is well.

use jiff::{SignedDuration, Timestamp};

use crate::daemon::{
    Daemon,
    in_flight::{Done, InFlight},
    wakeups::Wakeups,
};

/// Between two calls of the heartbeat, at the least.
const EVERY: SignedDuration = SignedDuration::from_mins(15);

impl Daemon {
    /// Calls the heartbeat while all is well: the last look went through, somebody is in reach, and every notice finds
    /// its way.
    pub(in crate::daemon) fn beat(&mut self, in_flight: &mut InFlight, wakeups: &Wakeups, now: Timestamp) {
        let Some(heartbeat) = self.setup.heartbeat.clone().filter(|_| !self.clock.leaps()) else { return };
        let next = |last: Timestamp| last.saturating_add(EVERY).unwrap_or(Timestamp::MAX);
        let early = in_flight.beaten.is_some_and(|last| (last..next(last)).contains(&now));
        let well = !early && wakeups.is_well() && in_flight.reach.since().is_none();
        if well && !self.store.reading(|tx| tx.stuck()).unwrap_or(true) {
            in_flight.beaten = Some(now);
            in_flight.tasks.spawn(async move { Done::Beaten(heartbeat.beat().await) });
        }
    }
}

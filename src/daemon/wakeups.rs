//! The loop's own memory: when it looked, when to look next, what trouble it has said.

use jiff::{SignedDuration, Timestamp};
use tracing::error;

use crate::model::still_ahead;

/// How often we look, in clock time. A tick of a current-thread runtime costs about three context switches.
const TICK: SignedDuration = SignedDuration::from_secs(25);

/// Who did not look for so long was asleep.
const ASLEEP: SignedDuration = SignedDuration::from_mins(10);
/// For so long letters wait at the most for what is asked first after a sleep.
const FIRST_ROUND: SignedDuration = SignedDuration::from_mins(1);

/// The loop's own memory.
pub(super) struct Wakeups {
    pub since: Timestamp,
    pub last: Timestamp,
    /// When we began or woke, until the first round of asks is over: letters wait for it.
    pub woke: Option<Timestamp>,
    /// Whether everything was looked at once.
    pub begun: bool,
    /// The database's version when we last worked.
    pub seen: Option<i64>,
    /// When to work next; at the next tick without.
    pub wake: Option<Timestamp>,
    /// When something but a letter will be next.
    pub next_look: Option<Timestamp>,
    /// When a letter will be next: one that did not get through is tried again.
    pub next_letter: Option<Timestamp>,
    /// Whether the moment of the last look could be written.
    pub signing: bool,
    /// The trouble that was said last.
    trouble: String,
}

impl Wakeups {
    /// Begins now.
    pub fn new(now: Timestamp) -> Wakeups {
        Wakeups {
            since: now,
            last: now,
            woke: Some(now),
            begun: false,
            seen: None,
            wake: None,
            next_look: None,
            next_letter: None,
            signing: true,
            trouble: String::new(),
        }
    }

    /// Notes that we look now. Who did not for long was asleep; letters that wait already do not wait longer for it.
    pub fn look(&mut self, now: Timestamp) {
        if now.duration_since(self.last) >= ASLEEP {
            self.woke = self.woke.or(Some(now));
        }
        self.last = now;
    }

    /// Until when letters wait at the longest for what is asked first.
    pub fn letters_wait(&self, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
        let woke = self.woke?;
        let until = woke.saturating_add(FIRST_ROUND).unwrap_or(Timestamp::MAX);
        still_ahead(until, FIRST_ROUND, now).map(|until| (woke, until))
    }

    /// How long to sleep: until something is due, a tick at the most.
    pub fn wait(&self, now: Timestamp) -> SignedDuration {
        self.wake.map_or(TICK, |wake| wake.duration_since(now).clamp(SignedDuration::ZERO, TICK))
    }

    /// Whether the last look went through.
    pub fn is_well(&self) -> bool {
        self.trouble.is_empty()
    }

    /// Says a new trouble once. On a leaping clock nothing would ever end it.
    pub fn survive(&mut self, result: anyhow::Result<()>, now: Timestamp, leaps: bool) -> anyhow::Result<()> {
        let Err(fault) = result else {
            self.trouble.clear();
            return Ok(());
        };
        if leaps {
            return Err(fault);
        }
        let trouble = format!("{fault:#}");
        if trouble != self.trouble {
            error!("{trouble}");
        }
        self.trouble = trouble;
        self.wake = now.checked_add(TICK).ok();
        self.next_look = self.wake;
        Ok(())
    }
}

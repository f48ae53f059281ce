//! Whether anybody can be reached. Several carriers out of reach, and none in reach, are our own connection: nobody is
//! blamed then, and one ask at a time is sent until somebody answers.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use crate::model::{CarrierId, still_ahead};

/// So many carriers out of reach, and none in reach, are our own connection.
const OURSELVES: usize = 2;
/// Between two tries: doubled from the first to the last.
const FIRST: SignedDuration = SignedDuration::from_mins(1);
const LONGEST: SignedDuration = SignedDuration::from_mins(15);

/// Who could not be reached since anybody last answered.
#[derive(Debug, Default)]
pub(super) struct OwnConnection {
    missed: BTreeSet<CarrierId>,
    tries: u32,
    /// Since when nobody is in reach, and when to try again.
    lost: Option<(Timestamp, Timestamp)>,
}

impl OwnConnection {
    /// Somebody was reached.
    pub fn answered(&mut self) {
        *self = OwnConnection::default();
    }

    /// No connection to this carrier came about. Returns when to try again, where that is our own connection.
    pub fn missed(&mut self, carrier: &CarrierId, now: Timestamp) -> Option<Timestamp> {
        self.missed.insert(carrier.clone());
        if self.missed.len() < OURSELVES {
            return None;
        }
        let wait = (0..self.tries.min(8)).fold(FIRST, |wait, _| wait.saturating_mul(2)).min(LONGEST);
        let again = now.saturating_add(wait).unwrap_or(Timestamp::MAX);
        self.tries += 1;
        self.lost = Some((self.since().unwrap_or(now), again));
        Some(again)
    }

    /// Whether somebody could not be reached since anybody last answered.
    pub fn has_missed(&self) -> bool {
        !self.missed.is_empty()
    }

    /// Since when nobody is in reach.
    pub fn since(&self) -> Option<Timestamp> {
        self.lost.map(|(since, _)| since)
    }

    /// Until when nobody is tried.
    pub fn waits_until(&self, now: Timestamp) -> Option<Timestamp> {
        let (_, again) = self.lost?;
        still_ahead(again, LONGEST, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_carrier_is_itself_two_are_our_own_connection_until_anybody_answers() {
        let (one, two, mut now) = (CarrierId::from("one"), CarrierId::from("two"), Timestamp::UNIX_EPOCH);
        let mut reach = OwnConnection::default();
        for _ in 0..3 {
            assert_eq!(reach.missed(&one, now), None);
        }
        let mut waits = Vec::new();
        for _ in 0..7 {
            let again = reach.missed(&two, now).unwrap();
            waits.push(again.duration_since(now).as_mins());
            now = again;
        }
        assert_eq!(waits, [1, 2, 4, 8, 15, 15, 15]);
        let minute = SignedDuration::from_mins(1);
        assert_eq!((reach.since(), reach.waits_until(now - minute)), (Some(Timestamp::UNIX_EPOCH), Some(now)));
        for other in [now, now - minute * 60] {
            assert_eq!(reach.waits_until(other), None);
        }
        reach.answered();
        assert_eq!((reach.since(), reach.waits_until(now - minute), reach.missed(&two, now)), (None, None, None));
    }
}

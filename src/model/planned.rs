//! Moments that were planned ahead, and the clock that planned them.

use jiff::{SignedDuration, Timestamp};

/// A moment that is still to be waited for, where nothing is ever planned further ahead than `longest`. One that lies further
/// ahead was planned by a clock that was wrong, and one that has passed is not waited for.
pub fn still_ahead(until: Timestamp, longest: SignedDuration, now: Timestamp) -> Option<Timestamp> {
    let ahead = until.duration_since(now);
    (ahead.is_positive() && ahead <= longest).then_some(until)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_passed_and_what_no_right_clock_planned_is_not_waited_for() {
        let (now, hour) = (Timestamp::UNIX_EPOCH, SignedDuration::from_hours(1));
        for (until, waits) in [(now - hour, false), (now, false), (now + hour, true), (now + hour * 2, false)] {
            assert_eq!(still_ahead(until, hour, now).is_some(), waits, "{until}");
        }
    }
}

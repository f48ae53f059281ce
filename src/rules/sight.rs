//! Which parcels are in sight: what `list` shows by itself, and what is still waited for.

use jiff::{SignedDuration, Timestamp};

use super::timeline::Progress;
use crate::model::{Advice, Leg, Parcel, Stage, Verdict};

/// A parcel that has come to its end, and of which nothing more is expected, is shown for so long.
pub const SHOWN_FOR: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Whether a parcel is in sight, and when time alone would change that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// It is.
    pub is_in: bool,
    /// From when on it will not be.
    pub until: Option<Timestamp>,
}

/// Whether a parcel is in sight. Out of sight is what the user has archived, and what came to its end a month ago, is asked
/// for nowhere and asks for nothing.
pub fn sight(
    parcel: &Parcel,
    legs: &[Leg],
    progress: &Progress,
    verdict: &Verdict,
    advice: &Advice,
    now: Timestamp,
) -> Sight {
    if parcel.archived.is_some() {
        return Sight { is_in: false, until: None };
    }
    let over = parcel.received.is_some() || matches!(verdict.stage, Stage::Delivered | Stage::Returned | Stage::Lost);
    let asked = legs.iter().any(|leg| leg.asks.next != Timestamp::MAX);
    let waits = verdict.changes_at.or(advice.changes_at).is_some();
    if !over || asked || waits || advice.action.needs_user() {
        return Sight { is_in: true, until: None };
    }
    let ended = [parcel.received, progress.latest_at, Some(parcel.added)].into_iter().flatten().max();
    let until = ended.unwrap_or(now).saturating_add(SHOWN_FOR).unwrap_or(Timestamp::MAX);
    match until > now {
        true => Sight { is_in: true, until: Some(until) },
        false => Sight { is_in: false, until: None },
    }
}

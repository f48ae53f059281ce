//! Which ends of a trip are believed.

use crate::model::{Event, Leg, Status};

/// Whether a scan that ends a trip (delivered, back, lost) is believed: not where a weak witness named the number, nor where
/// words alone say so. One that is not ends nothing: the user is asked
/// about it, and nothing is claimed meanwhile. A scan that ends nothing is always believed.
pub fn is_end_believed(event: &Event, leg: &Leg) -> bool {
    let ends = matches!(event.status, Some(Status::Delivered | Status::Returned | Status::Lost));
    !ends || !event.by_words && leg.evidence.is_strong()
}

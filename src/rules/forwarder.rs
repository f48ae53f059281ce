//! Parcels that a forwarder sends on: what is delivered to their warehouse has not come, and goes on under another number.

use crate::model::{Entry, Event, Status};

/// What a scan on the way to a forwarder says of the parcel: a carrier has it.
pub fn on_the_way(entry: &Entry) -> Entry {
    let at_the_door = matches!(
        entry.event.status,
        Some(Status::Delivered | Status::OutForDelivery | Status::ReadyForPickup | Status::AttemptFailed)
    );
    let status = if at_the_door { Some(Status::InTransit) } else { entry.event.status };
    Entry { event: Event { status, ..entry.event.clone() }, ..entry.clone() }
}

//! One scan of a parcel, as a source told it.

use jiff::{Timestamp, civil::DateTime, tz::Offset};

use super::words;

words! {
    /// What a scan says of the parcel.
    Status {
        /// The carrier was told of it; nobody has it yet.
        Announced = "announced",
        /// The carrier has it.
        Accepted = "accepted",
        /// It moved between facilities.
        InTransit = "in-transit",
        /// At or through export clearance.
        ExportCustoms = "export-customs",
        /// Left the country of origin.
        Exported = "exported",
        /// Arrived in the country of destination.
        Imported = "imported",
        /// Presented to import customs.
        AtCustoms = "at-customs",
        /// Customs keeps it until something is done.
        CustomsHeld = "customs-held",
        /// Cleared or left import customs.
        ReleasedByCustoms = "released-by-customs",
        /// Customs does not let it in.
        CustomsRefused = "customs-refused",
        /// Accepted by, or announced to, the last-mile carrier.
        HandedOver = "handed-over",
        /// With the courier.
        OutForDelivery = "out-for-delivery",
        /// A point or a locker has it.
        ReadyForPickup = "ready-for-pickup",
        /// The courier came in vain.
        AttemptFailed = "attempt-failed",
        /// The recipient has it.
        Delivered = "delivered",
        /// On its way back.
        Returning = "returning",
        /// Back at the sender's.
        Returned = "returned",
        /// The carrier itself says it is lost.
        Lost = "lost",
        /// Announces another number.
        Renumbered = "renumbered",
        /// Not a scan: never resets a silence clock.
        Note = "note",
    }
}

words! {
    /// Why a status came about.
    Reason {
        /// Duty is to be paid.
        DutyUnpaid = "duty-unpaid",
        /// Papers are missing.
        Documents = "documents",
        /// May not be brought in.
        Prohibited = "prohibited",
        /// The recipient would not take it.
        RefusedByRecipient = "refused-by-recipient",
        /// Nobody was at home.
        NotHome = "not-home",
        /// The address is wrong or incomplete.
        WrongAddress = "wrong-address",
        /// Nobody came for it in time.
        NotCollected = "not-collected",
        /// It is damaged.
        Damaged = "damaged",
        /// Went to a wrong place.
        Missorted = "missorted",
        /// Weather or another force.
        Weather = "weather",
        /// At the recipient's wish.
        ByRequest = "by-request",
        /// It was destroyed; stands with [`Status::Lost`].
        Destroyed = "destroyed",
        /// The shipment or the purchase was called off.
        Cancelled = "cancelled",
        /// The money is back, or on its way back; stands with [`Status::Note`].
        Refunded = "refunded",
    }
}

words! {
    /// Where the certainty of an offset comes from.
    ZoneFrom {
        /// Printed beside the time.
        Printed = "printed",
        /// A field of the same row.
        Row = "row",
        /// A rule of the definition: the source's clock is known.
        Source = "source",
        /// The country of the scan has one zone only.
        Country = "country",
        /// The scan has no time: the moment is that of the answer which first told it. It happened then or before.
        Answer = "answer",
    }
}

/// A certain offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone {
    /// East of Greenwich is positive.
    pub offset: Offset,
    /// Why it is certain.
    pub from: ZoneFrom,
}

/// One scan. The wall time is what the source printed; an instant exists only where the offset is certain.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Event {
    /// Wall time at the place of the scan, to the second.
    pub wall: DateTime,
    /// The offset, where it is certain.
    pub zone: Option<Zone>,
    /// `None` for a code the definition does not know. It is never guessed.
    pub status: Option<Status>,
    /// Why, where the source says so.
    pub reason: Option<Reason>,
    /// Whether the status rests on the source's words alone: its code is unknown, or it has none.
    pub by_words: bool,
    /// The source's own code, or nothing.
    pub code: String,
    /// The source's own words.
    pub text: String,
    /// Where, in the source's own words.
    pub place: String,
}

impl Event {
    /// Whether the source gave it no time.
    pub fn is_undated(&self) -> bool {
        self.zone.is_some_and(|zone| zone.from == ZoneFrom::Answer)
    }

    /// The moment it happened, where that is certain.
    pub fn instant(&self) -> Option<Timestamp> {
        self.zone.and_then(|zone| zone.offset.to_timestamp(self.wall).ok())
    }

    /// The moment it happened, read as UTC where the offset is not known: wrong by up to 14 hours, good enough for
    /// clocks that count days.
    pub fn about(&self) -> Timestamp {
        self.instant().or_else(|| Offset::UTC.to_timestamp(self.wall).ok()).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

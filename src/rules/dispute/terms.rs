//! Spans of days that run in a claim.

use jiff::civil::{Date, Weekday};

use super::{Marketplace, Refund};
use crate::{
    model::{Dispute, DisputeState, Stage},
    rules::{Knowledge, days::plus},
};

/// Labels appear within 10 to 15 days, and within 25 where holidays fall between.
pub(super) const NO_SCAN: (i32, i32, i32) = (10, 15, 25);
/// Days within which a number that was made on a day shows its first scan.
pub(super) fn first_scan(knowledge: &Knowledge, made: Date) -> i32 {
    if knowledge.norms.seasons.festive(Stage::Announced, made) { NO_SCAN.2 } else { NO_SCAN.1 }
}

/// The day so many banking days after a day: Saturdays and Sundays do not count. Holidays differ by country and are not
/// known here, so a date can be some days early, never late.
pub fn banking_days(from: Date, days: i32) -> Date {
    let mut day = from;
    let mut left = days.clamp(0, 400);
    while left > 0 {
        day = plus(day, 1);
        left -= i32::from(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    }
    day
}

/// The last day the seller has, or had, to answer the claim as it was last opened; the order page stands before the rules.
pub fn seller_until(dispute: &Dispute, shop: Option<&Marketplace>, knowledge: &Knowledge) -> Option<Date> {
    let opened = dispute.step(DisputeState::Opened)?;
    let days = shop.and_then(|shop| shop.reply.as_ref()).map(|reply| reply.seller_days);
    opened.until.or_else(|| Some(plus(knowledge.day(opened.at), days?)))
}

impl Refund {
    /// The last day on which the money should come, of a decision of that day.
    pub fn latest(&self, decided: Date) -> Date {
        match self.banking {
            true => banking_days(decided, self.days[1]),
            false => plus(decided, self.days[1]),
        }
    }
}

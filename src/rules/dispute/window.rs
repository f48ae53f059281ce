//! The first and the last day of a claim.

use jiff::{civil::Date, tz::TimeZone};

use super::{Marketplace, Start};
use crate::{
    model::{Dispute, Order, Window},
    rules::days::plus,
};

/// The window this close to its end: open a claim, whatever else.
pub const LAST_CALL: i32 = 3;

/// What moved a shop's clock beside the order itself, in days of the user's calendar.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Moved {
    /// The seller lengthened it.
    pub extended: Option<Date>,
    /// Tracking says it was delivered.
    pub delivered: Option<Date>,
    /// The user has it: to the shop the order may be complete since.
    pub received: Option<Date>,
    /// Scans come in as they should.
    pub moving: bool,
}

/// The last day of protection: what the user read off the order page, else the shop's days from posting or paying. Of
/// several the earliest counts, unless the seller has lengthened it.
pub fn protection_end(order: &Order, shop: &Marketplace, dispute: &Dispute) -> Option<Date> {
    let moved = Moved { extended: dispute.extended, ..Moved::default() };
    ends(order, shop, &moved)
}

/// The same, shortened by a delivery.
pub(super) fn ends(order: &Order, shop: &Marketplace, moved: &Moved) -> Option<Date> {
    let started = match shop.clock.starts {
        Start::Shipped => order.shipped,
        Start::Paid => order.ordered,
    };
    let by_rule = started.zip(shop.clock.default_days).map(|(day, days)| plus(day, days));
    let end = [order.protection_ends, by_rule].into_iter().flatten().min().max(moved.extended)?;
    let cut = moved.delivered.zip(shop.clock.delivered_days).map(|(day, days)| plus(day, days));
    let completed = moved.received.filter(|_| shop.open.until_after_end_days > 0);
    [Some(end), cut, completed].into_iter().flatten().min()
}

/// The window for a claim that goods did not come. `moving`: scans come in as they should, and the shop may then want the
/// end of protection first. `None` where no date is known.
pub fn window(order: &Order, shop: &Marketplace, dispute: &Dispute, moving: bool, zone: &TimeZone) -> Option<Window> {
    let moved = Moved { extended: dispute.extended, moving, ..Moved::default() };
    for_claim(order, shop, &moved, zone)
}

/// The window as it was moved; of goods that are in hand where they are.
pub(super) fn for_claim(order: &Order, shop: &Marketplace, moved: &Moved, zone: &TimeZone) -> Option<Window> {
    if let (Some(received), Some(goods)) = (moved.received, shop.goods) {
        return Some(Window { opens: Some(received), closes: plus(received, goods.days - shop.clock.safety_days) });
    }
    let end = ends(order, shop, moved)?;
    let closes = here(plus(end, shop.open.until_after_end_days), shop, zone);
    let closes = plus(closes, -shop.clock.safety_days);
    let arrived = moved.received.or(moved.delivered);
    let opens = match shop.open.after_days {
        _ if arrived.is_some() => arrived,
        _ if promised_soon(order, shop) => order.shipped,
        _ if moved.moving && shop.open.in_transit_requires_end => Some(plus(end, 1)),
        0 => None,
        days => order.shipped.or(order.ordered).map(|posted| plus(posted, days + 1)),
    };
    Some(Window { opens: opens.map(|day| day.min(closes)), closes })
}

fn promised_soon(order: &Order, shop: &Marketplace) -> bool {
    let days = order.promised.zip(order.shipped).map(|(promised, shipped)| (promised - shipped).get_days());
    days.is_some_and(|days| days < shop.open.at_once_under_days)
}

/// A last day of the shop's calendar in the user's: where the user's day is over later than the shop's, the day before.
fn here(day: Date, shop: &Marketplace, zone: &TimeZone) -> Date {
    let last = || {
        let there = TimeZone::get(shop.clock.zone.as_deref()?).ok()?;
        let over = day.at(23, 59, 59, 0).to_zoned(there).ok()?;
        Some(over.with_time_zone(zone.clone()).date())
    };
    last().map_or(day, |last| last.min(day))
}

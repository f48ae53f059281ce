//! The first and the last day of a claim.

use jiff::{Span, civil::Date};

use super::Marketplace;
use crate::model::{Order, Window};

/// The last day of protection: what the user read off the order page, else posting plus the shop's days. Of several the
/// earliest counts.
pub fn protection_end(order: &Order, shop: &Marketplace) -> Option<Date> {
    let by_rule = order.shipped.zip(shop.clock.default_days).map(|(day, days)| plus(day, days));
    match (order.protection_ends, by_rule) {
        (Some(read), Some(rule)) => Some(read.min(rule)),
        (read, rule) => read.or(rule),
    }
}

/// The window for a claim. `moving`: scans come in as they should, and the shop may then want the end of protection
/// first. `None` where no date is known.
pub fn window(order: &Order, shop: &Marketplace, moving: bool) -> Option<Window> {
    let end = protection_end(order, shop)?;
    let closes = plus(end, shop.open.until_after_end_days - shop.clock.safety_days);
    let opens = match shop.open.after_days {
        _ if moving && shop.open.in_transit_requires_end => Some(plus(end, 1)),
        0 => None,
        days => order.shipped.or(order.ordered).map(|posted| plus(posted, days + 1)),
    };
    Some(Window { opens: opens.map(|day| day.min(closes)), closes })
}

pub(super) fn plus(day: Date, days: i32) -> Date {
    day.saturating_add(Span::new().days(days))
}

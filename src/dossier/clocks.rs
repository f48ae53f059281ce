//! The two clocks of a parcel: how much of the protection is left, and how long this silence is beside the usual. A page and
//! a picture draw them.

use jiff::civil::Date;

use crate::model::{Advice, Order, Verdict, Why};

/// From posting to the last day of protection and of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProtectionClock {
    /// The day of posting; that of the purchase where nobody knows it.
    pub begun: Date,
    /// Whether it is the day of posting.
    pub posted: bool,
    /// The last day of protection.
    pub ends: Option<Date>,
    /// The last day of a claim.
    pub closes: Option<Date>,
    /// The last day there is on it.
    pub last: Date,
}

impl ProtectionClock {
    /// The clock of these purchases; none where nobody knows when it begins, or when it ends.
    pub fn of(orders: &[Order], ends: Option<Date>, advice: &Advice) -> Option<ProtectionClock> {
        let begun = orders.iter().filter_map(|order| order.shipped.or(order.ordered)).min()?;
        let closes = advice.window.map(|window| window.closes);
        let posted = orders.iter().any(|order| order.shipped.is_some());
        Some(ProtectionClock { begun, posted, ends, closes, last: ends.max(closes)? })
    }

    /// How far a day is on a scale of so many units.
    pub fn at(&self, day: Date, today: Date, units: i32) -> i32 {
        let whole = days(self.begun, self.last.max(today)).max(1);
        units * days(self.begun, day).clamp(0, whole) / whole
    }
}

/// Days without a scan, beside the days by which so many of a hundred go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silence {
    /// Days it has been silent.
    pub days: i32,
    /// By this day so many go on.
    pub most: i32,
    /// How many of a hundred.
    pub share: u8,
}

impl Silence {
    /// The silence that the verdict or the advice rests on.
    pub fn of(verdict: &Verdict, advice: &Advice) -> Option<Silence> {
        verdict.because.iter().chain(&advice.because).find_map(|why| match why {
            Why::Quiet { days, most, share, .. } => Some(Silence { days: *days, most: *most, share: *share }),
            Why::Unscanned { days, most, .. } => Some(Silence { days: *days, most: *most, share: 95 }),
            _ => None,
        })
    }

    /// How far a figure of days is on a scale of so many units: the whole is a tenth more than the longer of both.
    pub fn at(&self, days: i32, units: i32) -> i32 {
        let whole = self.days.max(self.most).max(1) * 11 / 10 + 1;
        units * days.clamp(0, whole) / whole
    }
}

/// Days between two days.
pub(super) fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

//! Days of the calendar, counted.

use jiff::{Span, civil::Date};

/// More days than the calendar has.
const WIDEST: i32 = 7_000_000;

/// The day so many days later: whatever a file of the user's says, one of the calendar.
pub(super) fn plus(day: Date, days: i32) -> Date {
    day.saturating_add(Span::new().days(days.clamp(-WIDEST, WIDEST)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn no_count_leaves_the_calendar() {
        let day = date(2026, 2, 28);
        assert_eq!([plus(day, 1), plus(day, -28)], [date(2026, 3, 1), date(2026, 1, 31)]);
        assert_eq!([plus(day, i32::MIN), plus(day, i32::MAX)], [Date::MIN, Date::MAX]);
    }
}

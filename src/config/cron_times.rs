//! Quiet hours and the moments of digests, as people write them in a crontab.

use std::{fmt, ops::RangeInclusive, str::FromStr};

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime},
    tz::{AmbiguousOffset, TimeZone},
};
use serde::{Deserialize, Deserializer};

use super::Config;

/// A day of some month and weekday comes again within 40 years, and in the longest case with a century between.
const DAYS_AHEAD: usize = 41 * 366;
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// The minutes that five fields name: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). A
/// minute must suit all of them, those of day and weekday too. Each is a set of bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Minutes {
    minutes: u64,
    hours: u64,
    days: u64,
    months: u64,
    weekdays: u64,
}

/// Why a text names no minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoMinutes(String);

impl fmt::Display for NoMinutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cure = "write minute, hour, day, month and weekday, for example \"* 22-23,0-7 * * *\" or \"0 9 * * 1-5\"";
        write!(f, "{:?} names no minutes; {cure}", self.0)
    }
}

/// Whether what is not urgent waits at this moment, by the clock on the user's wall.
pub fn quiet_at(config: &Config, now: Timestamp) -> bool {
    config.notify.quiet.as_ref().is_some_and(|quiet| quiet.covers(now.to_zoned(config.zone()).datetime()))
}

impl Minutes {
    fn covers(&self, wall: DateTime) -> bool {
        self.day_suits(wall.date()) && has(self.hours, wall.hour()) && has(self.minutes, wall.minute())
    }

    fn day_suits(&self, day: Date) -> bool {
        has(self.months, day.month())
            && has(self.days, day.day())
            && has(self.weekdays, day.weekday().to_sunday_zero_offset())
    }

    /// The first of them on the wall from `wall` on.
    fn first_from(&self, wall: DateTime) -> Option<DateTime> {
        let days = wall.date().series(1.day()).take(DAYS_AHEAD).filter(|day| self.day_suits(*day));
        let hours = days.flat_map(|day| members(self.hours).map(move |hour| day.at(hour, 0, 0, 0)));
        let hours = hours.filter(|hour| hour.date() > wall.date() || hour.hour() >= wall.hour());
        let mut minutes = hours
            .flat_map(|hour| members(self.minutes).filter_map(move |minute| hour.with().minute(minute).build().ok()));
        minutes.find(|minute| *minute >= wall)
    }

    /// The first of the minutes after a moment, by the wall of that zone. A minute the clocks leap over comes when they
    /// have leapt; one that comes twice counts the first time only.
    pub fn next_after(&self, moment: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let mut wall = moment.to_zoned(zone.clone()).datetime();
        // In the hour that comes twice the wall goes back: what was due the first time is over.
        if let AmbiguousOffset::Fold { before, after } = zone.to_ambiguous_timestamp(wall).offset()
            && zone.to_offset(moment) == after
        {
            wall = wall.checked_add((before.seconds() - after.seconds()).max(0).seconds()).ok()?;
        }
        let next = wall.with().second(0).subsec_nanosecond(0).build().ok()?.checked_add(1.minute()).ok()?;
        let next = self.first_from(next)?.to_zoned(zone.clone()).ok()?.timestamp();
        (next > moment).then_some(next)
    }
}

impl FromStr for Minutes {
    type Err = NoMinutes;

    fn from_str(text: &str) -> Result<Minutes, NoMinutes> {
        let wrong = || NoMinutes(text.to_owned());
        let [minute, hour, day, month, weekday] = text.split_whitespace().collect::<Vec<_>>()[..] else {
            return Err(wrong());
        };
        let field = |text, range, most, names: &[&str]| field(text, range, most, names).ok_or_else(wrong);
        let weekdays = field(weekday, 0..=6, 7, &WEEKDAYS)?;
        Ok(Minutes {
            minutes: field(minute, 0..=59, 59, &[])?,
            hours: field(hour, 0..=23, 23, &[])?,
            days: field(day, 1..=31, 31, &[])?,
            months: field(month, 1..=12, 12, &MONTHS)?,
            // Both 0 and 7 are Sunday.
            weekdays: weekdays | (weekdays >> 7),
        })
    }
}

impl<'de> Deserialize<'de> for Minutes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Minutes, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A field, with numbers up to `most`: `*`, `5`, `1-5`, `*/15`, `MON-FRI`, or several of them with commas between.
fn field(text: &str, range: RangeInclusive<u8>, most: u8, names: &[&str]) -> Option<u64> {
    let value = |text: &str| -> Option<u8> {
        let named = names.iter().position(|name| name.eq_ignore_ascii_case(text));
        let value = match named {
            Some(at) => u8::try_from(at).ok()? + range.start(),
            None if text.bytes().all(|it| it.is_ascii_digit()) => text.parse().ok()?,
            None => return None,
        };
        (*range.start()..=most).contains(&value).then_some(value)
    };
    text.split(',').try_fold(0, |set, item| {
        let (span, step) = item.split_once('/').map_or((item, None), |(span, step)| (span, Some(step)));
        let (from, to) = match span.split_once('-') {
            Some((from, to)) => (value(from)?, value(to)?),
            None if matches!(span, "*" | "?") => (*range.start(), *range.end()),
            None if step.is_some() => (value(span)?, *range.end()),
            None => (value(span)?, value(span)?),
        };
        let step = step.map_or(Some(1), |step| step.parse().ok().filter(|step| *step > 0))?;
        (from <= to).then(|| (from..=to).step_by(step).fold(set, |set, member| set | 1 << member))
    })
}

fn has(set: u64, member: i8) -> bool {
    (set >> member) & 1 == 1
}

fn members(set: u64) -> impl Iterator<Item = i8> {
    (0..60).filter(move |member| has(set, *member))
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    fn quiet(text: &str, zone: &str, now: &str) -> bool {
        let mut config = Config { zone: Some(TimeZone::get(zone).unwrap()), ..Config::default() };
        config.notify.quiet = Some(text.parse().unwrap());
        quiet_at(&config, now.parse().unwrap())
    }

    #[test]
    fn nights_are_quiet_by_the_users_wall() {
        let night = "* 22-23,0-7 * * *";
        for (now, want) in [
            ("2026-03-01T18:59:59Z", false),
            ("2026-03-01T19:00:00Z", true),
            ("2026-03-02T04:59:59Z", true),
            ("2026-03-02T05:00:00Z", false),
        ] {
            assert_eq!(quiet(night, "Europe/Moscow", now), want, "{now}");
        }
        assert!(!quiet_at(&Config::default(), Timestamp::UNIX_EPOCH));
    }

    #[test]
    fn the_hour_that_comes_twice_is_quiet_twice() {
        for now in ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"] {
            assert!(quiet("* 2 * * *", "Europe/Berlin", now), "{now}");
        }
    }

    #[test]
    fn a_digest_comes_once_a_day_whatever_the_clocks_do() {
        let next = |text: &str, zone: &str, at: &str| {
            let minutes: Minutes = text.parse().unwrap();
            minutes.next_after(at.parse().unwrap(), &TimeZone::get(zone).unwrap()).unwrap().to_string()
        };
        assert_eq!(next("0 9 * * *", "Europe/Moscow", "2026-03-01T05:59:59Z"), "2026-03-01T06:00:00Z");
        assert_eq!(next("0 9 * * *", "Europe/Moscow", "2026-03-01T06:00:00Z"), "2026-03-02T06:00:00Z");
        // The clocks leap from 2:00 to 3:00: half past two is half past three on that day.
        assert_eq!(next("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z"), "2026-03-29T01:30:00Z");
        assert_eq!(next("30 2 * * *", "Europe/Berlin", "2026-03-29T01:30:00Z"), "2026-03-30T00:30:00Z");
        // They go back from 3:00 to 2:00: half past two comes twice and counts once.
        assert_eq!(next("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z"), "2026-10-25T00:30:00Z");
        for later in ["2026-10-25T00:30:00Z", "2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z"] {
            assert_eq!(next("30 2 * * *", "Europe/Berlin", later), "2026-10-26T01:30:00Z", "{later}");
        }
        // The 29th of February that is a Sunday, after the year that has none.
        assert_eq!(next("59 23 29 FEB 0", "UTC", "2096-03-01T00:00:00Z"), "2128-02-29T23:59:00Z");
        assert_eq!(next("*/20 8-9/1 1 JAN,7 *", "UTC", "2026-01-01T09:40:30Z"), "2026-07-01T08:00:00Z");
        let never: Minutes = "0 0 30 2 *".parse().unwrap();
        assert_eq!(never.next_after(Timestamp::UNIX_EPOCH, &TimeZone::UTC), None);
    }

    #[test]
    fn weekdays_count_as_in_a_crontab() {
        let sunday = "2026-03-01T12:00:00Z";
        let monday = "2026-03-02T12:00:00Z";
        for (field, on_sunday, on_monday) in [
            ("0", true, false),
            ("7", true, false),
            ("1-5", false, true),
            ("5-7", true, false),
            ("*/6", true, false),
            ("MON-FRI", false, true),
            ("1/2", false, true),
            ("0,sat", true, false),
            ("*", true, true),
        ] {
            let text = format!("* * * * {field}");
            assert_eq!(quiet(&text, "UTC", sunday), on_sunday, "{field}");
            assert_eq!(quiet(&text, "UTC", monday), on_monday, "{field}");
        }
    }

    #[test]
    fn what_is_no_crontab_is_told_with_an_example() {
        for text in [
            "",
            "22-8",
            "* * * *",
            "0 * * * * *",
            "* 25 * * *",
            "* * * * 8",
            "* * * * 1-",
            "* * * * */0",
            "* * 0 * *",
            "* * * 13 *",
            "60 * * * *",
            "+1 * * * *",
            "а б в г д",
        ] {
            let error = text.parse::<Minutes>().unwrap_err().to_string();
            assert!(error.contains("22-23,0-7"), "{text}: {error}");
        }
    }
}

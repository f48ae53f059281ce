//! Quiet hours and the moments of digests, as people write them in a crontab.

use std::{collections::BTreeSet, fmt, str::FromStr};

use chrono::{Datelike, NaiveDate, Timelike, Utc};
use cron::Schedule;
use jiff::{
    Timestamp, ToSpan,
    civil::DateTime,
    tz::{AmbiguousOffset, TimeZone},
};
use serde::{Deserialize, Deserializer};

use super::Config;

/// The minutes that five fields name: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). A
/// minute must suit all of them, those of day and weekday too.
#[derive(Debug, Clone, PartialEq)]
pub struct Minutes(Schedule);

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
        let minute = wall.with().second(0).subsec_nanosecond(0).build().ok().and_then(utc);
        minute.is_some_and(|minute| self.0.includes(minute))
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
        let begun = utc(wall)?;
        let next = self.0.after(&begun).next()?.naive_utc();
        let wall = DateTime::new(
            next.year().try_into().ok()?,
            next.month().try_into().ok()?,
            next.day().try_into().ok()?,
            next.hour().try_into().ok()?,
            next.minute().try_into().ok()?,
            0,
            0,
        );
        let next = wall.ok()?.to_zoned(zone.clone()).ok()?.timestamp();
        (next > moment).then_some(next)
    }
}

/// A wall time as the crate reads it.
fn utc(wall: DateTime) -> Option<chrono::DateTime<Utc>> {
    let (month, day) = (u32::try_from(wall.month()).ok()?, u32::try_from(wall.day()).ok()?);
    let [hour, minute, second] = [wall.hour(), wall.minute(), wall.second()].map(|it| u32::try_from(it).ok());
    let date = NaiveDate::from_ymd_opt(wall.year().into(), month, day)?;
    date.and_hms_opt(hour?, minute?, second?)?.and_local_timezone(Utc).single()
}

impl FromStr for Minutes {
    type Err = NoMinutes;

    fn from_str(text: &str) -> Result<Minutes, NoMinutes> {
        let wrong = || NoMinutes(text.to_owned());
        let [minute, hour, day, month, weekday] = text.split_whitespace().collect::<Vec<_>>()[..] else {
            return Err(wrong());
        };
        let weekday = weekdays(weekday).ok_or_else(wrong)?;
        Schedule::from_str(&format!("0 {minute} {hour} {day} {month} {weekday}")).map(Minutes).map_err(|_| wrong())
    }
}

impl<'de> Deserialize<'de> for Minutes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Minutes, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Weekdays as crontabs count them (Sunday is 0 and 7), counted as the crate does (Sunday is 1). Names mean the same in both.
fn weekdays(field: &str) -> Option<String> {
    if field == "*" || field.contains(char::is_alphabetic) {
        return Some(field.to_owned());
    }
    let mut days = BTreeSet::new();
    for item in field.split(',') {
        let (range, step) = item.split_once('/').unwrap_or((item, "1"));
        let step: usize = step.parse().ok().filter(|step| *step > 0)?;
        let (from, to) = match range.split_once('-') {
            Some((from, to)) => (from.parse().ok()?, to.parse().ok()?),
            None if range == "*" => (0, 6),
            None if item.contains('/') => (range.parse().ok()?, 6),
            None => (range.parse().ok()?, range.parse().ok()?),
        };
        if from > to || to > 7u8 {
            return None;
        }
        days.extend((from..=to).step_by(step).map(|day| day % 7 + 1));
    }
    Some(days.iter().map(u8::to_string).collect::<Vec<_>>().join(","))
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
            ("*", true, true),
        ] {
            let text = format!("* * * * {field}");
            assert_eq!(quiet(&text, "UTC", sunday), on_sunday, "{field}");
            assert_eq!(quiet(&text, "UTC", monday), on_monday, "{field}");
        }
    }

    #[test]
    fn what_is_no_crontab_is_told_with_an_example() {
        for text in
            ["", "22-8", "* * * *", "0 * * * * *", "* 25 * * *", "* * * * 8", "* * * * 1-", "* * * * */0", "а б в г д"]
        {
            let error = text.parse::<Minutes>().unwrap_err().to_string();
            assert!(error.contains("22-23,0-7"), "{text}: {error}");
        }
    }
}

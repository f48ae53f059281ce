//! `rules/seasons.toml`: times of the year when everything takes longer, and days on which nobody works.

use std::{cmp::Ordering, fmt};

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime, Weekday},
    tz::TimeZone,
};
use serde::{Deserialize, Deserializer, de::Error};

use super::{RulesError, figures};
use crate::{model::Stage, rules::days::plus};

pub(super) const DAY: f64 = 86_400.0;
/// No silence is followed further than this, in days.
const FURTHEST: i32 = 4_000;

/// `rules/seasons.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seasons {
    /// When the file was last gone through.
    pub as_of: Date,
    /// Times when things take longer.
    #[serde(rename = "season", default)]
    pub seasons: Vec<Season>,
    /// Days on which nobody works, by country.
    #[serde(rename = "holidays", default)]
    pub holidays: Vec<DaysOff>,
}

/// A time of the year when things take longer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// Its name.
    pub name: String,
    /// The first day, of any year that `dates` does not name.
    pub from: MonthDay,
    /// The last day; before `from` it is one of the next year.
    pub to: MonthDay,
    /// First and last day in single years, for a feast that moves.
    #[serde(default)]
    pub dates: Vec<[Date; 2]>,
    /// How many times longer it takes.
    #[serde(deserialize_with = "figures::factor")]
    pub factor: f64,
    /// The stages that take longer.
    pub stages: Vec<Stage>,
    /// Where that is from.
    pub source: String,
}

/// The days on which nobody works in a country.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DaysOff {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Every year.
    pub days: Vec<MonthDay>,
    /// Whether one that falls on a weekend makes the next working day free.
    pub moves: bool,
    /// Where that is from.
    pub source: String,
}

/// A day of any year, `MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay(i8, i8);

impl MonthDay {
    fn of(day: Date) -> MonthDay {
        MonthDay(day.month(), day.day())
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.0, self.1)
    }
}

impl<'de> Deserialize<'de> for MonthDay {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<MonthDay, D::Error> {
        let text = String::deserialize(from)?;
        // A leap year has every day there is.
        let day = format!("2024-{text}").parse::<Date>().ok().filter(|_| text.len() == 5);
        day.map(MonthDay::of)
            .ok_or_else(|| D::Error::custom(format!("{text:?} is no day of the year; write \"02-28\"")))
    }
}

impl Seasons {
    /// Those the program carries with it.
    pub fn embedded() -> Result<Seasons, RulesError> {
        Seasons::read(include_str!(concat!(env!("OUT_DIR"), "/seasons.json")), "rules/seasons.toml")
    }

    /// Reads a file of seasons; `origin` is what errors call it.
    pub fn read(text: &str, origin: &str) -> Result<Seasons, RulesError> {
        RulesError::toml(text, origin)
    }

    /// How many times longer a stage takes that began on a day: of several seasons the worst counts.
    pub fn factor(&self, stage: Stage, day: Date) -> f64 {
        let holds = |it: &&Season| it.stages.contains(&stage) && it.holds(day);
        self.seasons.iter().filter(holds).map(|it| it.factor).fold(1.0, f64::max)
    }

    /// Whether a stage that begins on a day takes longer than at other times of the year.
    pub fn festive(&self, stage: Stage, day: Date) -> bool {
        self.factor(stage, day) > 1.0
    }

    /// The days off of a country.
    pub fn holidays(&self, country: &str) -> Holidays<'_> {
        Holidays(self.holidays.iter().filter(|it| it.country == country).collect())
    }
}

impl Season {
    /// Its first and last day in a year, as `MM-DD`.
    pub fn in_year(&self, year: i16) -> [String; 2] {
        let named = self.dates.iter().find(|[first, _]| first.year() == year);
        let days = named.map_or([self.from, self.to], |days| days.map(MonthDay::of));
        days.map(|day| day.to_string())
    }

    /// Whether a day lies in it.
    pub fn holds(&self, day: Date) -> bool {
        let mut named = self.dates.iter().filter(|[first, _]| first.year() == day.year()).peekable();
        if named.peek().is_some() {
            return named.any(|[first, last]| *first <= day && day <= *last);
        }
        let day = MonthDay::of(day);
        match self.from.cmp(&self.to) {
            Ordering::Greater => self.from <= day || day <= self.to,
            _ => self.from <= day && day <= self.to,
        }
    }
}

/// The days off of one country: its weekends and holidays.
#[derive(Debug, Clone)]
pub struct Holidays<'a>(Vec<&'a DaysOff>);

impl Holidays<'_> {
    /// Whether nobody works then.
    pub fn off(&self, day: Date) -> bool {
        weekend(day) || self.0.iter().any(|it| it.days.contains(&MonthDay::of(day)) || it.moved_to(day))
    }

    /// The next day after this one on which somebody works.
    pub fn next_working(&self, day: Date) -> Date {
        (1..30).map(|ahead| plus(day, ahead)).find(|day| !self.off(*day)).unwrap_or(plus(day, 1))
    }

    /// Working days between two moments, parts of days included.
    pub(super) fn between(&self, since: Timestamp, until: Timestamp, zone: &TimeZone) -> f64 {
        let (since, until) = (civil(since, zone), civil(until, zone));
        let (mut seconds, mut from) = (0.0, since);
        for _ in 0..FURTHEST {
            if from >= until {
                break;
            }
            let end = midnight_after(from);
            if !self.off(from.date()) {
                seconds += end.min(until).duration_since(from).as_secs_f64();
            }
            from = end;
        }
        seconds / DAY
    }

    /// The moment by which so many working days have passed.
    pub(super) fn after(&self, since: Timestamp, days: f64, zone: &TimeZone) -> Timestamp {
        let (mut left, mut from) = ((days * DAY).ceil(), civil(since, zone));
        for _ in 0..FURTHEST {
            let end = midnight_after(from);
            if !self.off(from.date()) {
                let today = end.duration_since(from).as_secs_f64();
                if left <= today {
                    from = from.saturating_add(SignedDuration::from_secs(left as i64));
                    break;
                }
                left -= today;
            }
            from = end;
        }
        zone.to_zoned(from).map_or(Timestamp::MAX, |it| it.timestamp())
    }
}

impl DaysOff {
    /// The first working day after a holiday on a weekend.
    fn moved_to(&self, day: Date) -> bool {
        let held = |ago: i32| self.days.contains(&MonthDay::of(plus(day, -ago)));
        self.moves && day.weekday() == Weekday::Monday && (held(1) || held(2))
    }
}

fn weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn civil(at: Timestamp, zone: &TimeZone) -> DateTime {
    zone.to_datetime(at)
}

fn midnight_after(at: DateTime) -> DateTime {
    plus(at.date(), 1).to_datetime(jiff::civil::Time::midnight())
}

/// So many days of 24 hours later.
pub(super) fn later(since: Timestamp, days: f64) -> Timestamp {
    since.saturating_add(SignedDuration::from_secs((days * DAY).ceil() as i64)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn at(day: Date, hour: i8) -> Timestamp {
        day.at(hour, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp()
    }

    #[test]
    fn a_feast_that_moves_is_where_its_year_says() {
        let seasons = Seasons::embedded().unwrap();
        let factor = |day| seasons.factor(Stage::Accepted, day);
        assert!(factor(date(2026, 2, 20)) > 1.0 && factor(date(2025, 1, 29)) > 1.0);
        assert!((factor(date(2025, 2, 25)) - 1.0).abs() < 1e-9, "in 2025 it was over by then");
        assert!(factor(date(2040, 2, 10)) > 1.0, "a year that is not named has the usual days");
    }

    #[test]
    fn weekends_and_holidays_are_not_worked() {
        let seasons = Seasons::embedded().unwrap();
        let russia = seasons.holidays("RU");
        for (day, off) in [
            (date(2026, 11, 20), false),
            (date(2026, 11, 21), true),
            (date(2026, 11, 4), true),
            (date(2026, 1, 8), true),
            (date(2026, 3, 9), true), // 8 March was a Sunday
            (date(2026, 3, 10), false),
        ] {
            assert_eq!(russia.off(day), off, "{day}");
        }
        assert!(!seasons.holidays("KZ").off(date(2026, 11, 4)));
        assert_eq!(russia.next_working(date(2026, 11, 3)), date(2026, 11, 5));
        let week = russia.between(at(date(2026, 11, 16), 12), at(date(2026, 11, 23), 12), &TimeZone::UTC);
        assert!((week - 5.0).abs() < 1e-9, "{week}");
    }

    proptest! {
        #[test]
        fn a_span_of_working_days_ends_when_it_has_passed(start in 0..200_000i64, days in 0.0..40.0f64) {
            let seasons = Seasons::embedded().unwrap();
            let (russia, since) = (seasons.holidays("RU"), at(date(2026, 1, 1), 0) + SignedDuration::from_secs(start * 100));
            let end = russia.after(since, days, &TimeZone::UTC);
            let passed = russia.between(since, end, &TimeZone::UTC);
            prop_assert!(passed >= days && passed <= days + 2.0 / DAY, "{days} {passed}");
        }
    }
}

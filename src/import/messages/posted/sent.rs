//! When a message was sent, as programs say it.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    fmt::rfc2822,
    tz::TimeZone,
};

use super::super::{dates, wording::Wording};

/// A phone that does not know when a message was sent says 1970.
const YEARS: std::ops::Range<i16> = 2015..2100;

/// When a message was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// By the clock of whoever reads it.
    Wall(DateTime),
    /// By every clock.
    Instant(Timestamp),
}

impl Sent {
    /// That day, where the hour is not known.
    pub fn on(day: Date) -> Sent {
        Sent::Wall(day.at(12, 0, 0, 0))
    }

    /// The moment, for a reader in this zone.
    pub fn at(self, zone: &TimeZone) -> Option<Timestamp> {
        match self {
            Sent::Instant(at) => Some(at),
            Sent::Wall(wall) => wall.to_zoned(zone.clone()).ok().map(|it| it.timestamp()),
        }
    }
}

/// What one field says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Whole(Sent),
    Day(Date),
    Clock(Time),
}

/// All that fields say, the surest first: a day and an hour may stand in two of them.
pub(super) fn together(said: &[Said]) -> Option<Sent> {
    let whole = said.iter().find_map(|it| if let Said::Whole(sent) = it { Some(*sent) } else { None });
    let day = || said.iter().find_map(|it| if let Said::Day(day) = it { Some(*day) } else { None });
    let clock = said.iter().find_map(|it| if let Said::Clock(time) = it { Some(*time) } else { None });
    whole.or_else(|| day().map(|day| clock.map_or_else(|| Sent::on(day), |time| Sent::Wall(day.to_datetime(time)))))
}

/// Seconds or parts of them since 1970, ISO 8601, RFC 2822, or a day and an hour as people write them.
pub(super) fn read(wording: &Wording, text: &str, near: Date) -> Option<Said> {
    let text = text.trim();
    if let Ok(figure) = text.parse::<f64>().map_err(drop).and_then(counted) {
        return figure.map(|at| Said::Whole(Sent::Instant(at)));
    }
    let instant = text.parse::<Timestamp>().ok().or_else(|| Some(rfc2822::parse(text).ok()?.timestamp()));
    if let Some(at) = instant {
        return known(at).map(|at| Said::Whole(Sent::Instant(at)));
    }
    let wall = text.parse::<DateTime>().ok().filter(|it| text.contains(':') && YEARS.contains(&it.year()));
    wall.map(|wall| Said::Whole(Sent::Wall(wall))).or_else(|| written(wording, text, near))
}

/// A count of seconds, thousandths or millionths; what is too small is none.
fn counted(figure: f64) -> Result<Option<Timestamp>, ()> {
    let milliseconds = match figure.abs() {
        ..1e8 => return Err(()),
        1e8..1e11 => figure * 1e3,
        1e11..1e14 => figure,
        1e14..1e17 => figure / 1e3,
        _ => figure / 1e6,
    };
    Ok(Timestamp::from_millisecond(milliseconds as i64).ok().and_then(known))
}

fn known(at: Timestamp) -> Option<Timestamp> {
    YEARS.contains(&at.to_zoned(TimeZone::UTC).year()).then_some(at)
}

fn written(wording: &Wording, text: &str, near: Date) -> Option<Said> {
    let dotted = wording.posted.dashes.replace_all(text, "$1.$2.$3");
    if wording.posted.clock.find(&dotted).is_some_and(|it| it.as_str() == dotted) {
        return clock(wording, &dotted).map(Said::Clock);
    }
    let day = dates::first(wording, &dotted, near).filter(|it| YEARS.contains(&it.year()))?;
    // The figures of the day are no hour.
    match clock(wording, &wording.dates.replace(&dotted, " ")) {
        Some(time) => Some(Said::Whole(Sent::Wall(day.to_datetime(time)))),
        None => Some(Said::Day(day)),
    }
}

fn clock(wording: &Wording, text: &str) -> Option<Time> {
    let found = wording.posted.clock.captures(text)?;
    let part = |nth: usize| found.get(nth).map_or(Some(0), |it| it.as_str().parse::<i8>().ok());
    let half = found.get(4).map(|it| it.as_str().to_lowercase());
    let hour = match (part(1)?, half.as_deref()) {
        (12, Some(half)) if half.starts_with('a') => 0,
        (hour @ 1..=11, Some(half)) if half.starts_with('p') => hour + 12,
        (hour, _) => hour,
    };
    Time::new(hour, part(2)?, part(3)?, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn times_are_read_as_programs_write_them() {
        let wording = Wording::embedded().unwrap();
        let read = |text: &str| read(&wording, text, date(2026, 3, 1));
        let instant = Said::Whole(Sent::Instant("2026-02-28T06:15:00Z".parse().unwrap()));
        for text in [
            "1772259300",
            "1772259300000",
            "1.7722593E12",
            "1772259300.4",
            "1772259300000000",
            "2026-02-28T06:15:00Z",
            "2026-02-28T09:15:00.000+03:00",
            "2026-02-28 09:15:00+0300",
            "Sat, 28 Feb 2026 09:15:00 +0300",
        ] {
            let close = |it: Said| match it {
                Said::Whole(Sent::Instant(at)) => {
                    Said::Whole(Sent::Instant(Timestamp::from_second(at.as_second()).unwrap()))
                }
                other => other,
            };
            assert_eq!(read(text).map(close), Some(instant), "{text}");
        }
        let wall = Said::Whole(Sent::Wall(date(2026, 2, 28).at(9, 15, 0, 0)));
        for text in [
            "2026-02-28 09:15:00",
            "2026-02-28T09:15",
            "28.02.2026 09:15",
            "28.02.2026, 9:15:00",
            "28/02/2026 09:15",
            "28-02-2026 09.15",
            "2-28-2026 9:15",
            "February 28, 2026 at 09:15AM",
            "Feb 28, 2026 at 9:15 AM",
            "28 \u{444}\u{435}\u{432}\u{440}. 2026 \u{433}., 09:15",
        ] {
            assert_eq!(read(text), Some(wall), "{text}");
        }
        assert_eq!(read("28.02.2026"), Some(Said::Day(date(2026, 2, 28))));
        assert_eq!(read("9.15"), Some(Said::Clock(Time::constant(9, 15, 0, 0))));
        assert_eq!(read("12:05 PM"), Some(Said::Clock(Time::constant(12, 5, 0, 0))));
        for text in ["", "0", "-1", "soon", "99:99", "5e300", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "NaN"] {
            assert_eq!(read(text), None, "{text}");
        }
        let two = [Said::Clock(Time::constant(9, 15, 0, 0)), Said::Day(date(2026, 2, 28))];
        assert_eq!(together(&two), Some(Sent::Wall(date(2026, 2, 28).at(9, 15, 0, 0))));
        assert_eq!(together(&two[..1]), None);
    }
}

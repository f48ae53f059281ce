//! Times as sources write them.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    fmt::{
        strtime::BrokenDownTime,
        temporal::{Pieces, PiecesOffset},
    },
    tz::Offset,
};
use serde::Deserialize;

use super::offset::offset_of;

/// How a time is written: `iso`; `iso false zone` where the zone it ends in is not true; `epoch-s`, `epoch-ms`, each also
/// `shifted +08:00` where a wall time was read as if it stood there; `wcf`, `/Date(ms+hhmm)/`, whose offset tells the wall
/// time and nothing else; else as strftime writes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum TimeFormat {
    /// ISO 8601 or RFC 3339, with or without an offset.
    Iso,
    /// The same, its offset not to be believed.
    IsoFalseZone,
    /// So many of these units a second since 1970.
    Epoch {
        /// 1 or 1,000.
        per_second: i64,
        /// The wall time was read as if it stood there.
        shifted: Option<Offset>,
    },
    /// `/Date(ms+hhmm)/`, its offset not to be believed beyond the wall time.
    Wcf,
    /// As strftime writes it.
    Pattern(String),
}

impl TryFrom<String> for TimeFormat {
    type Error = String;

    fn try_from(text: String) -> Result<TimeFormat, String> {
        let (name, shifted) = match text.split_once(" shifted ") {
            Some((name, zone)) => (name, Some(offset_of(zone).ok_or_else(|| format!("`{zone}` is no offset"))?)),
            None => (text.as_str(), None),
        };
        match name {
            "iso" => Ok(TimeFormat::Iso),
            "iso false zone" => Ok(TimeFormat::IsoFalseZone),
            "wcf" => Ok(TimeFormat::Wcf),
            "epoch-s" => Ok(TimeFormat::Epoch { per_second: 1, shifted }),
            "epoch-ms" => Ok(TimeFormat::Epoch { per_second: 1_000, shifted }),
            _ => {
                let sample = jiff::civil::date(2026, 1, 2).at(3, 4, 5, 0).to_zoned(jiff::tz::TimeZone::UTC);
                let written = sample.map_err(|e| e.to_string())?;
                jiff::fmt::strtime::format(&text, &written).map_err(|e| format!("`{text}`: {e}"))?;
                Ok(TimeFormat::Pattern(text))
            }
        }
    }
}

/// A time as far as its text tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// A wall time, perhaps with its offset.
    Wall(DateTime, Option<Offset>),
    /// An instant.
    Instant(Timestamp),
}

impl TimeFormat {
    /// Reads a text. `None` where it is written otherwise.
    pub fn read(&self, text: &str) -> Option<Told> {
        match self {
            TimeFormat::Iso => iso(text),
            TimeFormat::IsoFalseZone => match iso(text)? {
                Told::Wall(wall, _) => Some(Told::Wall(wall, None)),
                instant => Some(instant),
            },
            TimeFormat::Epoch { per_second, shifted } => epoch(text, *per_second, *shifted),
            TimeFormat::Wcf => wcf(text),
            TimeFormat::Pattern(pattern) => by_pattern(pattern, text),
        }
    }
}

/// Reads a text by the first format that fits.
pub fn read(formats: &[TimeFormat], text: &str) -> Option<Told> {
    formats.iter().find_map(|format| format.read(text))
}

/// Reads a text as a date. An instant is taken in UTC.
pub fn read_date(formats: &[TimeFormat], text: &str) -> Option<Date> {
    match read(formats, text)? {
        Told::Wall(wall, _) => Some(wall.date()),
        Told::Instant(instant) => Some(Offset::UTC.to_datetime(instant).date()),
    }
}

fn iso(text: &str) -> Option<Told> {
    let pieces = Pieces::parse(text).ok()?;
    let wall = DateTime::from_parts(pieces.date(), pieces.time().unwrap_or_default());
    let offset = pieces.offset().map(|offset| match offset {
        PiecesOffset::Numeric(numeric) => numeric.offset(),
        _ => Offset::UTC,
    });
    Some(Told::Wall(to_the_second(wall)?, offset))
}

fn epoch(text: &str, per_second: i64, shifted: Option<Offset>) -> Option<Told> {
    let count: i64 = text.split_once('.').map_or(text, |(whole, _)| whole).parse().ok()?;
    let instant = Timestamp::from_second(count.div_euclid(per_second)).ok()?;
    Some(match shifted {
        Some(offset) => Told::Wall(offset.to_datetime(instant), None),
        None => Told::Instant(instant),
    })
}

fn wcf(text: &str) -> Option<Told> {
    let inside = text.strip_prefix("/Date(")?.strip_suffix(")/").filter(|it| !it.starts_with('+'))?;
    let sign = inside.rfind(['+', '-']).filter(|at| *at > 0);
    let (count, offset) = sign.map_or((inside, None), |at| (&inside[..at], Some(&inside[at..])));
    let offset = offset.map_or(Some(Offset::UTC), offset_of)?;
    epoch(count, 1_000, Some(offset))
}

fn by_pattern(pattern: &str, text: &str) -> Option<Told> {
    let parts = BrokenDownTime::parse(pattern, text).ok()?;
    let wall = parts.to_datetime().or_else(|_| parts.to_date().map(|date| date.at(0, 0, 0, 0))).ok()?;
    Some(Told::Wall(to_the_second(wall)?, parts.offset()))
}

fn to_the_second(wall: DateTime) -> Option<DateTime> {
    wall.with().subsec_nanosecond(0).build().ok()
}

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

use super::utc_offset::offset_of;

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

impl Told {
    /// No parcel was scanned before there were computers: zero and the like stand for "not known".
    fn is_likely(self) -> bool {
        let year = match self {
            Told::Wall(wall, _) => wall.year(),
            Told::Instant(instant) => Offset::UTC.to_datetime(instant).year(),
        };
        (1990..=2200).contains(&year)
    }
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

/// Reads a text by the first format that fits. Whatever the formats are, ISO 8601 with or without seconds, hour or offset
/// leaves no doubt, and sources change between its forms.
pub fn read(formats: &[TimeFormat], text: &str) -> Option<Told> {
    let untrue = formats.contains(&TimeFormat::IsoFalseZone);
    let spare = if untrue { TimeFormat::IsoFalseZone } else { TimeFormat::Iso };
    formats.iter().chain([&spare]).find_map(|format| format.read(text).filter(|told| told.is_likely()))
}

/// The instant of a time that is printed with its offset, be it true or not.
pub fn printed_instant(text: &str) -> Option<Timestamp> {
    match iso(text)? {
        Told::Wall(wall, Some(offset)) => offset.to_timestamp(wall).ok(),
        _ => None,
    }
}

/// Whether a text has the shape of a day or a moment.
pub fn looks_like_one(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (6..=14).contains(&digits) && text.len() <= 40 && text.contains(['-', '.', '/', ':'])
}

/// Reads a text as a date. An instant is taken in UTC.
pub fn read_date(formats: &[TimeFormat], text: &str) -> Option<Date> {
    match read(formats, text)? {
        Told::Wall(wall, _) => Some(wall.date()),
        Told::Instant(instant) => Some(Offset::UTC.to_datetime(instant).date()),
    }
}

fn iso(text: &str) -> Option<Told> {
    let text = text.trim();
    let clear = as_iso(text);
    let text = clear.as_deref().unwrap_or(text);
    let whole;
    let pieces = match Pieces::parse(text) {
        Ok(pieces) => pieces,
        Err(_) => {
            whole = with_seconds(text);
            Pieces::parse(&whole).ok()?
        }
    };
    let wall = DateTime::from_parts(pieces.date(), pieces.time().unwrap_or_default());
    let offset = pieces.offset().map(|offset| match offset {
        PiecesOffset::Numeric(numeric) => numeric.offset(),
        _ => Offset::UTC,
    });
    Some(Told::Wall(to_the_second(wall)?, offset))
}

/// `2026/03/05 14:10` and `05.03.2026 14:10` are as clear: nobody writes years or days otherwise with these marks.
fn as_iso(text: &str) -> Option<String> {
    let (day, rest) = text.split_at(text.find([' ', 'T']).unwrap_or(text.len()));
    let parts: Vec<&str> = day.split(['/', '.']).collect();
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = match (a.len(), c.len(), day.contains('.')) {
        (4, 1..=2, _) => (a, b, c),
        (1..=2, 4, true) => (c, b, a),
        _ => return None,
    };
    Some(format!("{year}-{month:0>2}-{day:0>2}{rest}"))
}

/// `2026-03-05 14:10+0300` as the parser wants it: a `T`, and seconds before the offset.
fn with_seconds(text: &str) -> String {
    let text = text.replacen(' ', "T", 1).replace(' ', "");
    if let Some(rest) = text.get(10..).filter(|rest| rest.starts_with(['+', '-', 'Z'])) {
        // A day with an offset and no hour.
        return format!("{}T00:00:00{rest}", &text[..10]);
    }
    let text = match text.split_once('T') {
        Some((day, time)) if time.find(':') == Some(1) => format!("{day}T0{time}"),
        _ => text,
    };
    match text.get(16..) {
        Some(rest) if rest.starts_with(['+', '-', 'Z']) => format!("{}:00{rest}", &text[..16]),
        Some("") => format!("{text}:00"),
        _ => text,
    }
}

fn epoch(text: &str, per_second: i64, shifted: Option<Offset>) -> Option<Told> {
    let count: i64 = text.split_once('.').map_or(text, |(whole, _)| whole).parse().ok()?;
    // Milliseconds of these years have thirteen digits, seconds ten.
    let in_seconds = (100_000_000..100_000_000_000).contains(&count);
    let per_second = if per_second == 1_000 && in_seconds { 1 } else { per_second };
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

//! Offsets as sources write them, and zones by name and by country.

use jiff::{
    civil::DateTime,
    tz::{AmbiguousOffset, Offset, TimeZone},
};
use serde::Deserialize;

use super::{countries, definition::ZoneRule, document_path::Scope};
use crate::model::{Zone, ZoneFrom};

/// An offset in a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct OffsetText(pub Offset);

impl TryFrom<String> for OffsetText {
    type Error = String;

    fn try_from(text: String) -> Result<OffsetText, String> {
        offset_of(&text).map(OffsetText).ok_or_else(|| format!("`{text}` is no offset: write for example +08:00"))
    }
}

/// Reads `GMT+8`, `UTC+08:00`, `GMT+0800`, `+8`, `-3`, `+05:30`, `Z`, `GMT`.
pub fn offset_of(text: &str) -> Option<Offset> {
    let text = text.trim();
    let bare = ["GMT", "UTC"].iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(text).trim();
    if bare.is_empty() || bare == "Z" {
        return (!text.is_empty()).then_some(Offset::UTC);
    }
    let (sign, digits) = match bare.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) | ("\u{2212}", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let two =
        |part: &str| part.parse::<i32>().ok().filter(|_| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()));
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    let fits = hours <= 14 && minutes < 60;
    fits.then(|| Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()).flatten()
}

/// The offset of a zone by its IANA name at a wall time, where that is one and only one.
fn offset_in(name: &str, wall: DateTime) -> Option<Offset> {
    match TimeZone::get(name).ok()?.to_ambiguous_timestamp(wall).offset() {
        AmbiguousOffset::Unambiguous { offset } => Some(offset),
        _ => None,
    }
}

fn by_name(text: &str, wall: DateTime) -> Option<Offset> {
    offset_of(text).or_else(|| offset_in(text, wall))
}

/// The certain offset of a scan by the first rule that holds.
pub fn zone_of(rules: &[ZoneRule], at: Scope<'_, '_>, code: &str, wall: DateTime) -> Option<Zone> {
    rules.iter().filter(|rule| rule.codes.is_empty() || rule.codes.iter().any(|it| it == code)).find_map(|rule| {
        let zone = by_rule(rule, at, wall)?;
        let distrusted =
            |it: &super::definition::Distrust| it.offset.0 == zone.offset && it.codes.iter().any(|it| it == code);
        (!rule.distrust.as_ref().is_some_and(distrusted)).then_some(zone)
    })
}

fn by_rule(rule: &ZoneRule, at: Scope<'_, '_>, wall: DateTime) -> Option<Zone> {
    if let Some(place) = &rule.place {
        let offset = by_name(&place.value(at)?, wall)?;
        return Some(Zone { offset, from: ZoneFrom::Row });
    }
    if let Some(name) = &rule.zone {
        return Some(Zone { offset: by_name(name, wall)?, from: ZoneFrom::Source });
    }
    let country = countries::find(&rule.country.as_ref()?.value(at)?)?;
    Some(Zone { offset: offset_in(country.zone?, wall)?, from: ZoneFrom::Country })
}

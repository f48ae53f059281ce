//! Which offset a scan has, by the rules of its definition: zones by name and by country.

use super::{
    countries,
    definition::{Distrust, ZoneRule, spelling::same_code},
    document_path::Scope,
    utc_offset::offset_of,
};
use crate::model::{Zone, ZoneFrom};
use jiff::{
    civil::DateTime,
    tz::{AmbiguousOffset, Offset, TimeZone},
};

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
    rules.iter().filter(|rule| rule.codes.is_empty() || rule.codes.iter().any(|it| same_code(it, code))).find_map(
        |rule| {
            let zone = by_rule(rule, at, wall)?;
            let distrusted =
                |it: &Distrust| it.offset.0 == zone.offset && it.codes.iter().any(|it| same_code(it, code));
            (!rule.distrust.as_ref().is_some_and(distrusted)).then_some(zone)
        },
    )
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

//! What is known of the scans of an answer: field by field, as the old definition reads them from an earlier answer, or as
//! they are remembered.

use std::collections::BTreeMap;

use jiff::{civil::DateTime, tz::Offset};

use super::frame::{Frame, Shape};
use crate::{
    carriers::{
        answer::{Document, opened, text_of, timed},
        definition::{Alternatives, Answer, Definition},
        document_path::Scope,
        place::Place,
    },
    model::{Event, Number},
};

use super::Case;

/// The fields of a row, by their keys in `[answer]`.
pub(super) const FIELDS: [&str; 6] = ["code", "text", "place", "reason", "number", "carrier"];

/// The alternatives of one of them.
pub(super) fn field<'a>(answer: &'a Answer, key: &str) -> &'a Alternatives {
    match key {
        "code" => &answer.code,
        "text" => &answer.text,
        "place" => &answer.place,
        "reason" => &answer.reason,
        "number" => &answer.number,
        "carrier" => &answer.carrier,
        _ => &answer.time,
    }
}

/// What one row is known to say.
#[derive(Debug, Clone)]
pub(super) struct KnownRow {
    pub(super) wall: DateTime,
    pub(super) offset: Option<Offset>,
    /// What each field says, by its key; `None`: nothing. A field that is not here is not known.
    pub(super) fields: BTreeMap<String, Option<String>>,
    /// What stands at each place of the definition, by the place.
    pub(super) raw: BTreeMap<String, Vec<String>>,
}

impl KnownRow {
    /// A scan as it is remembered. Reasons and zones are not: they follow.
    pub(super) fn of(event: &Event) -> KnownRow {
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let fields = [("code", &event.code), ("text", &event.text), ("place", &event.place)];
        KnownRow {
            wall: event.wall,
            offset: event.zone.map(|it| it.offset),
            fields: fields.into_iter().map(|(key, it)| (key.to_owned(), said(it))).collect(),
            raw: BTreeMap::new(),
        }
    }
}

/// What an earlier answer says, row by row and beside the rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Before {
    pub(super) rows: Vec<KnownRow>,
    /// What stands at each place that is looked for below the element.
    pub(super) raw: BTreeMap<String, Vec<String>>,
}

/// Reads an earlier answer by the old definition. Rows that are no scans are left out.
pub(super) fn before(definition: &Definition, case: &Case, scans: &[Event]) -> Option<Before> {
    let answer = definition.answer.as_ref()?;
    let text = text_of(&case.answered);
    let document = opened(definition, answer, &case.answered, &text).ok()?;
    read(definition, answer, &document, &case.number, scans)
}

fn read(
    definition: &Definition,
    answer: &Answer,
    document: &Document<'_>,
    number: &Number,
    scans: &[Event],
) -> Option<Before> {
    let frame = Frame::of(document, &Shape::of(answer), number)?;
    let mut rows = Vec::new();
    for group in 0..frame.groups.len() {
        let at = frame.scope(group);
        let code = answer.code.value(at).unwrap_or_default();
        let Some((wall, zone)) = timed(answer, &answer.time, at, &code) else { continue };
        if scans.iter().any(|it| it.wall == wall) {
            rows.push(KnownRow {
                wall,
                offset: zone.map(|it| it.offset),
                fields: fields_at(answer, at),
                raw: row_places(answer).iter().map(|it| (it.source().to_owned(), values(it, at))).collect(),
            });
        }
    }
    let at = frame.trail.scope(frame.element);
    let raw = element_places(definition).iter().map(|it| (it.source().to_owned(), values(it, at))).collect();
    Some(Before { rows, raw })
}

fn values(place: &Place, at: Scope<'_, '_>) -> Vec<String> {
    place.values(at).into_iter().map(|it| it.into_owned()).collect()
}

fn fields_at(answer: &Answer, at: Scope<'_, '_>) -> BTreeMap<String, Option<String>> {
    let value = |many: &Alternatives| many.value(at).map(|it| it.into_owned());
    let mut fields: BTreeMap<String, Option<String>> =
        FIELDS.iter().map(|key| ((*key).to_owned(), value(field(answer, key)))).collect();
    for (index, rule) in answer.zone.iter().enumerate() {
        fields.extend(rule.place.as_ref().map(|it| (format!("zone.{index}.place"), value(it))));
        fields.extend(rule.country.as_ref().map(|it| (format!("zone.{index}.country"), value(it))));
    }
    fields
}

/// Places that are looked for in a row.
fn row_places(answer: &Answer) -> Vec<&Place> {
    let zones = answer.zone.iter().flat_map(|it| it.place.iter().chain(&it.country));
    let fields = FIELDS.iter().map(|key| field(answer, key)).chain([&answer.time]);
    fields.chain(zones).flat_map(|it| &it.0).flat_map(|it| it.place.places()).collect()
}

/// Places that are looked for below the element.
fn element_places(definition: &Definition) -> Vec<&Place> {
    let facts = &definition.facts;
    let mut fields = vec![
        &facts.weight,
        &facts.origin,
        &facts.destination,
        &facts.postcode,
        &facts.promised_by,
        &facts.hold_until,
        &facts.service,
        &facts.flow,
        &facts.last_mile,
    ];
    fields.extend(definition.linked.iter().flat_map(|it| [&it.number, &it.carrier]));
    fields.extend(definition.answer.iter().map(|it| &it.identity));
    let templates =
        fields.into_iter().flat_map(|it| &it.0).flat_map(|it| [Some(&it.place), it.unit.as_ref()]).flatten();
    templates.flat_map(|it| it.places()).collect()
}

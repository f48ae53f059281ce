//! What an answer says beside its events.

use jiff::{ToSpan, civil::Date};

use crate::{
    carriers::{
        countries,
        definition::{Alternatives, FactPlaces, spelling::same_code},
        document_path::Scope,
        place::Pick,
        time,
    },
    model::{Event, Facts},
};

/// The facts an element names. What it names in a way we cannot read is absent.
pub(super) fn read(places: &FactPlaces, at: Scope<'_, '_>, events: &[Event]) -> Facts {
    let text = |many: &Alternatives| many.value(at).map(|it| it.into_owned());
    let country =
        |many: &Alternatives| many.0.iter().find_map(|one| Some(countries::find(&one.value(at)?)?.code.to_owned()));
    let date =
        |many: &Alternatives| many.0.iter().find_map(|one| time::read_date(&places.date_format, &one.value(at)?));
    Facts {
        weight_g: weight(&places.weight, at),
        origin: country(&places.origin),
        destination: country(&places.destination),
        postcode: text(&places.postcode),
        promised_by: date(&places.promised_by),
        hold_until: date(&places.hold_until).or_else(|| hold_by_code(places, events)),
        service: text(&places.service),
        flow: places.flow.value(at).and_then(|it| it.parse().ok()),
        last_mile: text(&places.last_mile),
        ..Facts::default()
    }
}

fn weight(places: &Alternatives, at: Scope<'_, '_>) -> Option<u32> {
    places.0.iter().find_map(|one| {
        let amount: f64 = one.value(at)?.replace(',', ".").parse().ok()?;
        let unit = one.unit.as_ref().map_or_else(
            || Some("g".into()),
            |unit| match unit.places().next() {
                Some(_) if unit.source().contains('{') => unit.render(at, Pick::First),
                _ => Some(unit.source().into()),
            },
        )?;
        let grams = amount * grams_in(&unit)?;
        (1.0..=1e8).contains(&grams).then_some(grams.round() as u32)
    })
}

fn grams_in(unit: &str) -> Option<f64> {
    match unit.to_ascii_lowercase().as_str() {
        "g" | "gr" | "gram" | "grams" => Some(1.0),
        "kg" | "kgs" | "kilogram" | "kilograms" => Some(1_000.0),
        "lb" | "lbs" | "pound" | "pounds" => Some(453.592_37),
        "oz" | "ounce" | "ounces" => Some(28.349_523_125),
        _ => None,
    }
}

/// The last day told by a code such as "five days of storage left".
fn hold_by_code(places: &FactPlaces, events: &[Event]) -> Option<Date> {
    events.iter().rev().find_map(|event| {
        let (_, days) = places.hold_days.iter().find(|(code, _)| same_code(code, &event.code))?;
        event.wall.date().checked_add(i64::from(*days).days()).ok()
    })
}

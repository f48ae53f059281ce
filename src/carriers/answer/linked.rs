//! Other numbers an answer names.

use super::rows::ScanNumber;
use crate::{
    carriers::{
        definition::{Definition, LinkedPlaces, spelling::same_code},
        document_path::Scope,
        numbers,
        registry::Registry,
    },
    model::{Event, IN_TEXT, Linked, Number, Strength},
};

/// The numbers an element names in fields, under its scans and in their texts, each once; never the one asked for.
pub(super) fn read(
    registry: &Registry,
    definition: &Definition,
    at: Scope<'_, '_>,
    asked: &Number,
    events: &[Event],
    scans: &[ScanNumber],
) -> Vec<Linked> {
    let mut found = Vec::new();
    for places in &definition.linked {
        in_fields(places, at, &mut found);
    }
    let from = definition.answer.as_ref().and_then(|it| it.number.0.first()).map_or("", |it| it.place.source());
    found.extend(scans.iter().map(|it| (it.number.clone(), from.to_owned(), Strength::Field, it.carrier.clone())));
    for places in &definition.linked {
        in_texts(places, events, &mut found);
    }
    let mut linked: Vec<Linked> = Vec::new();
    for (number, from, strength, carrier) in found {
        if number == *asked {
            continue;
        }
        let candidates = numbers::candidates_for(registry, &number, carrier.as_deref());
        match linked.iter_mut().find(|it| it.number == number) {
            // Named once without and once with its carrier, it is that carrier's.
            Some(known) if known.carrier.is_none() && carrier.is_some() => {
                (known.carrier, known.candidates) = (carrier, candidates);
            }
            Some(_) => {}
            None => linked.push(Linked { number, from, strength, carrier, candidates }),
        }
    }
    linked
}

type Found = (Number, String, Strength, Option<String>);

fn in_fields(places: &LinkedPlaces, at: Scope<'_, '_>, found: &mut Vec<Found>) {
    for one in &places.number.0 {
        for value in one.values(at) {
            let Ok(number) = numbers::parse(&value) else { continue };
            if !excluded(places, &value) && is_no_word(&number) {
                let carrier = places.carrier.value(at).map(|it| it.into_owned());
                found.push((number, one.place.source().to_owned(), Strength::Field, carrier));
            }
        }
    }
}

fn in_texts(places: &LinkedPlaces, events: &[Event], found: &mut Vec<Found>) {
    let Some(pattern) = places.text.as_ref().and_then(|it| it.regex()) else { return };
    let counts = |event: &&Event| places.codes.is_empty() || places.codes.iter().any(|it| same_code(it, &event.code));
    for event in events.iter().filter(counts).filter(|event| !excluded(places, &event.text)) {
        for captures in pattern.captures_iter(&event.text) {
            let value = captures.get(1).or_else(|| captures.get(0)).map_or("", |it| it.as_str());
            let number = numbers::parse(value).ok();
            found.extend(number.map(|it| (it, format!("{IN_TEXT}{}", event.code), Strength::Text, None)));
        }
    }
}

/// Sources write NULL, NONE or a name where there is no number.
fn is_no_word(number: &Number) -> bool {
    number.as_str().bytes().filter(u8::is_ascii_digit).count() >= 3
}

fn excluded(places: &LinkedPlaces, text: &str) -> bool {
    places.exclude.as_ref().is_some_and(|it| it.is_in(text))
}

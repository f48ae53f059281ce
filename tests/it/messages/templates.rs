//! Every template's own examples.

use jiff::{
    civil::{Date, date},
    tz::TimeZone,
};
use posylka::{
    carriers::Registry,
    import::messages::{RawMessage, Templates, Valid, read},
    model::Message,
};

/// The day on which the examples were sent.
const SENT: Date = date(2026, 2, 20);

fn message(templates: &Templates, registry: &Registry, text: &str) -> Message {
    let letter = RawMessage::of(templates.wording(), text.as_bytes()).unwrap();
    read(templates, registry, &letter, &TimeZone::UTC, SENT.at(12, 0, 0, 0))
}

/// The example as it was read.
fn shown(example: &Valid, message: &Message) -> Valid {
    let event = message.event.as_ref();
    Valid {
        text: example.text.clone(),
        numbers: message.numbers.iter().map(|it| it.number.to_string()).collect(),
        orders: message.orders.clone(),
        until: message.facts.hold_until,
        place: event.map(|it| it.place.clone()).filter(|place| !place.is_empty()),
        status: example.status.and(event.and_then(|it| it.status)),
        reason: example.reason.and(event.and_then(|it| it.reason)),
        on: event.map(|it| it.wall.date()).filter(|day| *day != SENT),
        promised: message.facts.promised_by,
        last_mile: message.facts.last_mile.clone(),
    }
}

#[test]
fn every_template_reads_its_examples() {
    let (templates, registry) = (Templates::embedded().unwrap(), Registry::embedded().unwrap());
    let mut faults = Vec::new();
    for template in templates.iter() {
        template.check(templates.wording()).unwrap();
        for kind in &template.kinds {
            let name = format!("{}/{}", template.id, kind.kind);
            for example in &kind.valid {
                let message = message(&templates, &registry, &example.text);
                if message.template.as_ref() != Some(&name) {
                    faults.push(format!("{name}: {:?} is taken for {:?}", example.text, message.template));
                }
                if message.event.as_ref().and_then(|it| it.status) != kind.status
                    || message.shipped.is_some() != kind.shipped
                {
                    faults.push(format!("{name}: {:?} says {:?}", example.text, message.event));
                }
                let read = shown(example, &message);
                if read != *example {
                    faults.push(format!("{name}: {:?}\n  wanted {example:?}\n  read   {read:?}", example.text));
                }
            }
            for text in &kind.invalid {
                let template = message(&templates, &registry, text).template;
                if template.as_ref() == Some(&name) {
                    faults.push(format!("{name}: {text:?} should be of another kind"));
                }
            }
            assert!(!kind.valid.is_empty(), "{name} has no example");
        }
        for example in &template.examples {
            let message = message(&templates, &registry, &example.text);
            let read = Valid {
                status: message.event.as_ref().and_then(|it| it.status),
                reason: message.event.as_ref().and_then(|it| it.reason),
                ..shown(example, &message)
            };
            let own = message.template.as_ref().is_some_and(|it| it.starts_with(&template.id));
            if read != *example || !own {
                let by = &message.template;
                faults.push(format!(
                    "{} ({by:?}): {:?}\n  wanted {example:?}\n  read   {read:?}",
                    template.id, example.text
                ));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(templates.iter().count() >= 7);
}

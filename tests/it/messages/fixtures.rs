//! Whole messages: `fixtures/messages/<case>.{txt,eml}` and what is read of each, `<case>.read`.

use std::{fmt::Write, fs, path::Path};

use jiff::{civil::date, tz::TimeZone};
use posylka::{
    carriers::Registry,
    import::messages::{RawMessage, Templates, read},
    model::{Message, Suspicion},
};

use crate::layers::source::walk;

/// Everything a message says, a line each.
fn lines(message: &Message) -> String {
    let mut text = String::new();
    let mut line = |name: &str, what: Option<String>| {
        if let Some(what) = what.filter(|it| !it.is_empty()) {
            writeln!(text, "{name}: {what}").unwrap();
        }
    };
    let facts = &message.facts;
    line("sender", Some(message.sender.clone()));
    line("template", message.template.clone());
    line("sent", Some(message.sent.to_string()));
    for linked in &message.numbers {
        let carriers: Vec<_> = linked.candidates.iter().take(3).map(|it| it.carrier.as_str()).collect();
        line("number", Some(format!("{} ({})", linked.number, carriers.join(", "))));
    }
    message.orders.iter().for_each(|order| line("order", Some(order.clone())));
    if let Some(event) = &message.event {
        let status = event.status.map(|it| it.to_string()).unwrap_or_default();
        line("event", Some(format!("{} {status} @ {}", event.wall, event.place)));
    }
    line("until", facts.hold_until.map(|day| day.to_string()));
    line("promised", facts.promised_by.map(|day| day.to_string()));
    line("shipped", message.shipped.map(|day| day.to_string()));
    line("last mile", facts.last_mile.clone());
    line("postcode", facts.postcode.clone());
    line("weight", facts.weight_g.map(|grams| format!("{grams} g")));
    for suspicion in &message.suspicions {
        let (kind, what) = match suspicion {
            Suspicion::Sender { sender, claims } => ("sender", format!("{sender} as {claims}")),
            Suspicion::Link { host, claims } => ("link", format!("{host} as {claims}")),
            Suspicion::Forged { claims } => ("forged", claims.clone()),
            Suspicion::Lure { host } => ("lure", host.clone()),
        };
        line("suspicion", Some(format!("{kind}: {what}")));
    }
    line("crowded", message.crowded.then(|| "yes".to_owned()));
    text
}

#[test]
fn whole_messages_are_read_as_written_down() {
    let (templates, registry) = (Templates::embedded().unwrap(), Registry::embedded().unwrap());
    let (mut faults, mut files) = (String::new(), Vec::new());
    walk(Path::new("fixtures/messages"), "txt", &mut files);
    walk(Path::new("fixtures/messages"), "eml", &mut files);
    files.sort();
    assert!(files.len() >= 15, "{files:?}");
    for file in files {
        let letter = RawMessage::of(templates.wording(), &fs::read(&file).unwrap()).unwrap();
        let now = date(2026, 2, 20).at(12, 0, 0, 0);
        let read = lines(&read(&templates, &registry, &letter, &TimeZone::fixed(jiff::tz::offset(3)), now));
        let wanted = fs::read_to_string(file.with_extension("read")).unwrap_or_default();
        if read != wanted {
            writeln!(faults, "{}\n--- wanted\n{wanted}--- read\n{read}", file.display()).unwrap();
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

//! What was heard as text: one event a line. Fixtures hold it, so that reading can be reviewed in a diff.

use std::fmt::Write;

use crate::model::{Number, Outcome};

/// What an answer said of a number, in the form of `fixtures/<source>/<case>.heard`.
pub fn in_words(number: &Number, outcome: &Outcome) -> String {
    let mut text = format!("{number} {} {}", outcome.kind(), outcome.detail()).trim_end().to_owned() + "\n";
    // Writing to a String cannot fail.
    let _ = write(&mut text, outcome);
    text
}

fn write(text: &mut String, outcome: &Outcome) -> std::fmt::Result {
    if let Outcome::SlowDown(Some(wait)) = outcome {
        writeln!(text, "  wait {} s", wait.as_secs())?;
    }
    let Some(heard) = outcome.heard() else { return Ok(()) };
    for event in &heard.events {
        let zone = event.zone.map_or("?".to_owned(), |zone| zone.offset.to_string());
        let status = event.status.map_or("?", |it| it.word());
        let reason = event.reason.map_or(String::new(), |it| format!("({it})"));
        let parts = format!("{} | {} | {}", event.code, event.text, event.place);
        writeln!(text, "  {} {zone} {status}{reason} {}", event.wall, parts.trim_end_matches([' ', '|']))?;
    }
    for linked in &heard.numbers {
        let carrier = linked.carrier.as_deref().unwrap_or("-");
        let best = linked.candidates.first().map_or("-", |it| it.carrier.as_str());
        writeln!(text, "  number {} {} `{}` {carrier} -> {best}", linked.number, linked.strength, linked.from)?;
    }
    if let Ok(serde_json::Value::Object(facts)) = serde_json::to_value(&heard.facts) {
        facts.iter().try_for_each(|(name, value)| writeln!(text, "  fact {name} {value}"))?;
    }
    heard.complaints.iter().try_for_each(|it| writeln!(text, "  complaint {} {}", it.kind, it.detail))
}

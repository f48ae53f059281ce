//! Whether a definition gives back what is known, by reading with it.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::DateTime;

use super::{Case, Known};
use crate::{
    carriers::{Definition, Registry, definition::spelling::same_code, read},
    model::{Event, Facts, Heard, Number, Outcome},
};

/// What a definition makes of an answer.
pub(super) fn outcome(registry: &Registry, definition: &Definition, case: &Case) -> Outcome {
    let mut said = read(registry, definition, std::slice::from_ref(&case.number), &case.answered);
    said.pop().map_or_else(|| Outcome::Unreadable(String::new()), |(_, outcome)| outcome)
}

/// The scans in an outcome.
pub(super) fn scans(outcome: &Outcome) -> &[Event] {
    outcome.heard().map_or(&[], |heard| heard.events.as_slice())
}

/// Whether a scan says again what one is known to have said: at the same wall time with the same status.
fn gives_back(is: &Event, known: &Event) -> bool {
    is.wall == known.wall
        && is.status == known.status
        && is.reason == known.reason
        && is.by_words == known.by_words
        && is.zone.map(|it| it.offset) == known.zone.map(|it| it.offset)
        && same_code(&is.code, &known.code)
        && is.text == known.text
        && is.place == known.place
}

/// How many of the known scans are given back; each counts once.
pub(super) fn given_back(is: &[Event], known: &[Event]) -> usize {
    let mut left: HashMap<DateTime, Vec<&Event>> = HashMap::new();
    for scan in is {
        left.entry(scan.wall).or_default().push(scan);
    }
    let mut back = 0;
    for scan in known {
        let Some(at_once) = left.get_mut(&scan.wall) else { continue };
        if let Some(at) = at_once.iter().position(|it| gives_back(it, scan)) {
            at_once.swap_remove(at);
            back += 1;
        }
    }
    back
}

/// What was known of a number, whichever way.
pub(super) fn known_of<'k>(known: &'k BTreeMap<Number, Known>, number: &Number) -> &'k [Event] {
    known.get(number).map_or(&[], |it| it.scans.as_slice())
}

/// What is known of each number: remembered, or read from the earlier answers where nothing is.
pub(super) fn all_known(
    registry: &Registry,
    definition: &Definition,
    known: &[Known],
    good: &[Case],
) -> BTreeMap<Number, Known> {
    let mut all: BTreeMap<Number, Known> = BTreeMap::new();
    for it in known.iter().filter(|it| !it.scans.is_empty()) {
        all.entry(it.number.clone()).or_insert_with(|| it.clone());
    }
    for case in good {
        let scans = scans(&outcome(registry, definition, case)).to_vec();
        if !scans.is_empty() {
            all.entry(case.number.clone()).or_insert_with(|| Known { number: case.number.clone(), scans });
        }
    }
    all
}

/// What of an earlier outcome is not in a later one: other numbers and facts, by name.
pub(super) fn lost(before: &Heard, after: &Heard) -> Vec<String> {
    let gone = before.numbers.iter().filter(|it| after.numbers.iter().all(|other| other.number != it.number));
    let mut lost: Vec<String> = gone.map(|it| it.number.to_string()).collect();
    lost.extend(facts_lost(&before.facts, &after.facts));
    lost
}

fn facts_lost(before: &Facts, after: &Facts) -> Vec<String> {
    let (Ok(serde_json::Value::Object(before)), Ok(after)) =
        (serde_json::to_value(before), serde_json::to_value(after))
    else {
        return Vec::new();
    };
    let gone = before.iter().filter(|(name, value)| !value.is_null() && after.get(name) != Some(value));
    gone.map(|(name, _)| name.clone()).collect()
}

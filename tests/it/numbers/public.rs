//! Numbers as people type and paste them, seen elsewhere (`fixtures/public/numbers.tsv`): whose they are, and what is none.

use std::fs;

use posylka::carriers::{Recognised, Registry, recognise};

use super::REGISTRY;

struct Row {
    text: String,
    number: String,
    carrier: String,
    also: Vec<String>,
}

fn rows() -> Vec<Row> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/public/numbers.tsv");
    let row = |line: &str| {
        let mut fields = line.split('\t').map(|it| it.trim().to_owned());
        let mut next = || fields.next().unwrap_or_default();
        let (text, number, carrier, also) = (next(), next(), next(), next());
        Row { text, number, carrier, also: also.split(", ").map(str::to_owned).collect() }
    };
    fs::read_to_string(file).unwrap().lines().skip(1).filter(|it| !it.trim().is_empty()).map(row).collect()
}

/// What is wrong with the reading of a row.
fn fault(registry: &Registry, row: &Row) -> Option<String> {
    let found = recognise(registry, &row.text);
    let numbers: Vec<&Recognised> = found.iter().filter(|it| !it.order).collect();
    if row.number.is_empty() {
        return (!numbers.is_empty()).then(|| format!("is no number, and gives {}", said(&numbers)));
    }
    let [only] = numbers.as_slice() else { return Some(format!("is one number, and gives {}", said(&numbers))) };
    if only.number.as_str() != row.number {
        return Some(format!("is {}, and gives {}", row.number, said(&numbers)));
    }
    let first = only.candidates.first().map(|it| it.carrier.as_str());
    let right = match first {
        // A carrier we have no definition of: the number may be watched all the same.
        None => row.carrier.is_empty() || row.also.iter().any(|it| it == "unknown-here"),
        Some(first) => row.carrier.is_empty() || first == row.carrier,
    };
    (!right).then(|| format!("is of {}, and gives {}", row.carrier, said(&numbers)))
}

fn said(found: &[&Recognised]) -> String {
    let one = |it: &&Recognised| {
        let of: Vec<String> = it.candidates.iter().take(3).map(|it| format!("{} {}", it.rule, it.confidence)).collect();
        format!("{} ({})", it.number, of.join(", "))
    };
    if found.is_empty() { "none".to_owned() } else { found.iter().map(one).collect::<Vec<_>>().join("; ") }
}

#[test]
fn numbers_seen_elsewhere_are_read_right() {
    let rows = rows();
    let faults: Vec<String> =
        rows.iter().filter_map(|row| Some(format!("{}: {}", row.text, fault(&REGISTRY, row)?))).collect();
    let named = |row: &&Row| recognise(&REGISTRY, &row.text).iter().any(|it| !it.candidates.is_empty());
    let numbers = rows.iter().filter(|it| !it.number.is_empty());
    println!(
        "{} of {} rows right; a carrier is named for {} of {} numbers",
        rows.len() - faults.len(),
        rows.len(),
        numbers.clone().filter(named).count(),
        numbers.count(),
    );
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), rows.len(), faults.join("\n"));
}

/// Nobody is asked for a number nobody knows, but aggregators the user has a key of.
#[test]
fn an_unknown_carrier_is_asked_through_aggregators_with_a_key() {
    let asked = |has: &[&str]| {
        let carriers = REGISTRY.carriers(&|it| has.contains(&it.id.as_str()));
        let unknown = &carriers[&posylka::model::CarrierId::unknown()];
        assert!(unknown.page_for("ZXQ00000012345").unwrap().contains("ZXQ00000012345"));
        unknown.askable().map(|it| it.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(asked(&["cainiao", "russian-post"]), Vec::<String>::new());
    assert_eq!(asked(&["cainiao", "17track", "moyaposylka"]), ["moyaposylka", "17track"]);
}

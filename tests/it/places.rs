//! How many public places the inputs of `fixtures/public` rest on. The table at the head of its `LOG.md` says so, too.

use std::{collections::BTreeSet, fs};

const FILES: [&str; 4] = ["messages", "phrases", "numbers", "headings"];
/// What stands in a column `seen` and names no place.
const NONE: [&str; 7] =
    ["not named", "not seen", "not found", "not borne out", "public code", "kind:", "wording of the kind"];

/// The inputs of a table, and the places its last column names. One that stands for several parts them by `; `.
fn places(name: &str) -> (usize, BTreeSet<String>) {
    let text = fs::read_to_string(format!("fixtures/public/{name}.tsv")).unwrap();
    let lines = text.lines().filter(|it| !it.starts_with('#') && !it.trim().is_empty());
    let rows: Vec<&str> = lines.skip(1).filter_map(|it| it.rsplit('\t').next()).collect();
    let named = |place: &&str| !place.is_empty() && !NONE.iter().any(|none| place.contains(none));
    let pieces = rows.iter().flat_map(|it| it.split("; ")).map(str::trim).filter(named).map(str::to_owned);
    (rows.len(), pieces.collect())
}

fn inputs(folder: &str) -> usize {
    let files = fs::read_dir(format!("fixtures/public/{folder}")).unwrap();
    files.filter(|it| it.as_ref().is_ok_and(|it| it.path().extension().is_some_and(|it| it == "right"))).count()
}

#[test]
fn the_public_inputs_rest_on_many_places_and_the_log_says_how_many() {
    let log = fs::read_to_string("fixtures/public/LOG.md").unwrap();
    let (mut all, mut lines) = (BTreeSet::new(), Vec::new());
    for name in FILES {
        let (rows, found) = places(name);
        lines.push(format!("| {name}.tsv | {rows} | {} |", found.len()));
        all.extend(found);
    }
    lines.extend(["orders", "answers"].map(|it| format!("| {it}/ | {} | the tables below |", inputs(it))));
    lines.push(format!("| together | | {} |", all.len()));
    assert!(all.len() >= 80, "{} places: {all:#?}", all.len());
    let missing: Vec<&String> = lines.iter().filter(|it| !log.contains(it.as_str())).collect();
    assert!(missing.is_empty(), "fixtures/public/LOG.md should say\n{}", lines.join("\n"));
}

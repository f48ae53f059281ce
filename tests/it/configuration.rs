//! `docs/configuration.md` names every key of the configuration with its default, and nothing that is none.

use std::{collections::BTreeSet, fs, path::Path};

use posylka::config::Config;

/// A heading of the page, and a text whose unknown key makes the strict parser name the keys there are.
const TABLES: &[(&str, &str)] = &[
    ("`[dispute]`", "[dispute]"),
    ("`[customs]`", "[customs]"),
    ("`[norms]`", "[norms]"),
    ("`[privacy]`", "[privacy]"),
    ("`[backup]`", "[backup]"),
    ("`[notify]`", "[notify]"),
    ("`[notify.desktop]`", "[notify.desktop]"),
    ("`[notify.command]`", "[notify.command]"),
    ("`[notify.ntfy]`", "[notify.ntfy]"),
    ("`[notify.telegram]`", "[notify.telegram]"),
    ("`[notify.vk]`", "[notify.vk]"),
    ("`[notify.email]`", "[notify.email]"),
    ("`[notify.webhook]`", "[notify.webhook]"),
    ("`[people.NAME]`", "[people.anna]"),
    ("`[messages]`", "[messages]"),
    ("`[messages.imap]`", "[messages.imap]"),
    ("`[web]`", "[web]"),
    ("`[publish]`", "[publish]"),
    ("`[mqtt]`", "[mqtt]"),
    ("`[carriers]`", "[carriers]"),
    ("`[carriers.ID]`", "[carriers.cainiao]"),
];

/// Keys that stand in tables of their own, or under another name too.
const ELSEWHERE: &[&str] = &[
    "dispute", "customs", "norms", "privacy", "backup", "notify", "people", "messages", "web", "publish", "mqtt",
    "carriers", "secrets",
];

#[test]
fn every_key_is_told_with_its_default() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
    let page = fs::read_to_string(page).unwrap();
    let mut faults = Vec::new();
    for (heading, table) in [("The head", "")].iter().chain(TABLES) {
        let here = |it: &String| !table.is_empty() || !ELSEWHERE.contains(&it.as_str());
        let keys: BTreeSet<String> = keys_of(table).into_iter().filter(here).collect();
        let told = told_under(&page, heading);
        faults.extend(keys.difference(&told).map(|key| format!("{heading} lacks `{key}`")));
        faults.extend(told.difference(&keys).map(|key| format!("{heading} tells of `{key}`, which is no key")));
    }
    assert!(faults.is_empty(), "docs/configuration.md: {faults:#?}");
}

/// The keys a table may have, as the parser names them where it is given another.
fn keys_of(table: &str) -> Vec<String> {
    let text = format!("{table}\nno_such_key = 1\n");
    let fault = Config::read(&text, Path::new("config.toml")).unwrap_err().to_string();
    let (_, known) = fault.split_once("expected one of ").or_else(|| fault.split_once("expected ")).expect(&fault);
    known.split('`').skip(1).step_by(2).map(str::to_owned).filter(|it| !it.contains(' ')).collect()
}

/// What the first cells of the table under a heading name.
fn told_under(page: &str, heading: &str) -> BTreeSet<String> {
    let (_, below) = page.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no heading {heading}"));
    let section = below.split("\n## ").next().unwrap_or(below);
    let cells = section.lines().filter(|it| it.starts_with("| `")).filter_map(|it| it.split('|').nth(1));
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
}

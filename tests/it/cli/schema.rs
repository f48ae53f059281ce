//! `docs/json.schema.json` says what every `--json` looks like, and it is so.

use std::{collections::BTreeSet, fs, path::Path};

use posylka::app::views::schema::schema;
use serde_json::Value;

use super::Home;

/// What a command says fits what stands under its name.
fn fits(home: &Home, name: &str, line: &str) {
    let said = home.run(&format!("{line} --json"));
    let json = said.json();
    let mut wanted = schema();
    let form = wanted["properties"][name].take();
    assert!(form.is_object(), "{name} is not in the schema");
    let mut whole = wanted.as_object().unwrap().clone();
    whole.remove("properties");
    whole.remove("type");
    whole.insert("allOf".to_owned(), Value::Array(vec![form]));
    let valid = jsonschema::validator_for(&Value::Object(whole)).unwrap();
    let faults: Vec<String> = valid.iter_errors(&json).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert_eq!(faults, [""; 0], "{line}: {json:#}");
}

#[test]
fn the_schema_in_the_documents_is_the_one_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.schema.json");
    let wanted = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    if std::env::var("README").is_ok_and(|it| it == "write") {
        fs::write(&path, &wanted).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap();
    assert!(there == wanted, "docs/json.schema.json is old; bring it up to date: README=write cargo test schema");
    let valid = jsonschema::meta::validator_for(&schema());
    assert!(valid.is_ok(), "it is a schema itself");
}

#[test]
fn what_commands_say_fits_the_schema() {
    let home = Home::new();
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/orders/aliexpress-ru-list.html");
    let answer = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/cainiao/handed-over.json");
    let learnt = home.path("learnt.toml").display().to_string();
    let lines = [
        (
            "add",
            "add LP00123456789012 --later --title Lamp --ordered 2026-01-02 --price 12.50USD --protection-ends 2026-03-05",
        ),
        ("add", "add --order 8190000000000017"),
        ("event", "event Lamp ready-for-pickup --place Perm --until 2026-03-04"),
        ("list", "list"),
        ("show", "show Lamp"),
        ("explain", "explain Lamp"),
        ("status", "status"),
        ("pickup", "pickup"),
        ("calendar", "calendar"),
        ("dispute", "dispute"),
        ("dispute PARCEL", "dispute Lamp"),
        ("dispute PARCEL STEP", "dispute Lamp opened"),
        ("number", "number 'LP00123456789012 RB123456785CN'"),
        ("stats", "stats"),
        ("replay", "replay"),
        ("norms", "norms"),
        ("privacy", "privacy"),
        ("check", "check"),
        ("doctor", "doctor"),
        ("export", "export"),
        ("link", "link Lamp RB123456785CN"),
        ("unlink", "unlink Lamp RB123456785CN"),
        ("edit", "edit Lamp --title 'Red lamp'"),
        ("mute", "mute Lamp"),
        ("mute --off", "mute Lamp --off"),
        ("ack", "ack"),
        ("refresh", "refresh Lamp --no-wait"),
        ("received", "received Lamp"),
        ("backup", "backup copy.db"),
        ("carrier list", "carrier list"),
        ("carrier show", "carrier show cainiao"),
        ("remove", "remove Lamp"),
        ("restore", "restore copy.db"),
    ];
    for (name, line) in lines {
        fits(&home, name, line);
    }
    fits(&home, "import", &format!("import {fixture}"));
    fits(&home, "carrier read", &format!("carrier read cainiao {answer}"));
    fits(&home, "carrier learn", &format!("carrier learn {answer} -o {learnt}"));
}

#[test]
fn every_command_that_is_named_is_one() {
    let home = Home::new();
    let schema = schema();
    let named: BTreeSet<&str> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    assert!(named.len() > 40);
    for name in named {
        let words: Vec<&str> =
            name.split(' ').filter(|it| it.chars().all(|c| c.is_ascii_lowercase() || c == '-')).collect();
        let line = words.iter().filter(|it| !it.starts_with('-')).copied().collect::<Vec<_>>().join(" ");
        let help = home.text(&format!("{line} --help"));
        for option in words.iter().filter(|it| it.starts_with('-')) {
            assert!(help.contains(option), "{name}: {help}");
        }
    }
}

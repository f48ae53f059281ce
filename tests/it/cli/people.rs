//! Those of the house: each is told of what is theirs, in their way; no command shows one what is another's.

use posylka::clock::Clock;
use serde_json::Value;

use super::{
    Home, read, until,
    watch::{CLOCK, NUMBER, STORY, carriers},
};

fn script(home: &Home, name: &str) -> String {
    let file = home.path(name);
    format!("program = [\"/bin/sh\", \"-c\", '''cat >> {}''']\n", file.display())
}

/// The house, with a daemon's carriers where it has any.
fn configure(home: &Home, more: &str) {
    let ways = |name: &str| script(home, &format!("{name}.jsonl"));
    let text = format!(
        "[notify]\nchannels = [\"command\"]\n[notify.command]\n{}\
         [people.anna]\nlanguage = \"ru\"\n[people.anna.notify]\nchannels = [\"command\"]\n[people.anna.notify.command]\n{}\
         [people.boris.notify]\nchannels = [\"command\"]\n[people.boris.notify.command]\n{}\
         [people.carol]\n{more}",
        ways("house"),
        ways("anna"),
        ways("boris")
    );
    home.write("config/posylka/config.toml", &text);
}

fn told(home: &Home, name: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(home.path(&format!("{name}.jsonl"))).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Commands on a parcel, which stands for `P`.
const ON_ONE: &str = "show P;explain P;refresh P;link P RD123456785CN;unlink P RR123456785CN;join P 1;join 1 P;
    split P RR123456785CN;event P ready-for-pickup;archive P;received P;received P --no;remove P;dispute P;dispute P draft;
    dispute P opened;ack P;mute P;snooze P 1d;undo P --dry-run;privacy P";
/// Commands on all of them.
const ON_ALL: &str = "list;list --all;status;pickup;calendar;stats;replay;privacy;list --all --json;status --json;
    stats --by seller;norms";

/// Of the tables, the rows that speak of what is not hers.
fn of_others(home: &Home) -> Vec<String> {
    let all: Value = serde_json::from_str(&home.text("export")).unwrap();
    let rows = all["tables"].as_object().unwrap().values().flat_map(|it| it.as_array().unwrap()).map(Value::to_string);
    rows.filter(|it| ["kettle", "RR123456785CN", "sofa", "RA123456785CN"].iter().any(|piece| it.contains(piece)))
        .collect()
}

#[test]
fn no_command_shows_or_does_anything_to_what_is_anothers() {
    let home = Home::new();
    configure(&home, "");
    home.walk(&[
        ("add RB123456785CN --later --title 'Annas lamp' --for anna --seller 'A shop'", 0, "Annas lamp · anna"),
        ("add RR123456785CN --later --title 'Borises kettle' --for boris --seller 'B shop'", 0, "Borises kettle"),
        ("add RA123456785CN --later --title 'Everybodys sofa'", 0, "Everybodys sofa"),
        ("add RC123456785CN --later --title 'Shared blanket' --for anna --for boris", 0, "anna · boris"),
        ("list --for anna --for nobody", 1, "Known: anna, boris, carol"),
        ("backup copy.db --for anna", 1, "of the whole house"),
        ("export --for anna", 1, "of the whole house"),
    ]);
    let before = of_others(&home);
    assert!(before.len() >= 6, "{before:?}");
    for command in ON_ONE.split(';') {
        for parcel in ["Borises", "RR123456785CN", "2", "3", "Everybodys"] {
            let line = command.trim().replace('P', parcel);
            let said = home.run(&format!("{line} --for anna"));
            // A figure may stand in a number of hers; then it is hers that is meant.
            assert!(parcel.len() == 1 || said.code == Some(1), "{line}: {}{}", said.out, said.err);
            for secret in ["Borises kettle", "Everybodys sofa", "B shop"] {
                assert!(!said.out.contains(secret) && !said.err.contains(secret), "{line}: {}{}", said.out, said.err);
            }
        }
    }
    assert_eq!(of_others(&home), before);
    for line in ON_ALL.split(';') {
        let said = home.run(&format!("{} --for anna", line.trim()));
        for secret in ["kettle", "sofa", "RR123456785CN", "RA123456785CN", "B shop"] {
            assert!(!said.out.contains(secret), "{line}: {}", said.out);
        }
    }
}

#[test]
fn whose_a_parcel_is_can_be_changed_and_undone() {
    let home = Home::new();
    configure(&home, "");
    home.text("add RB123456785CN --later --title Lamp --for anna");
    home.walk(&[
        ("edit Lamp --for boris --for anna", 0, "Lamp · anna · boris"),
        ("edit Lamp --for boris", 0, "Lamp · boris"),
        ("list --for anna", 0, "No parcels yet"),
        ("undo Lamp --yes", 0, "giving it to boris"),
        ("list --for anna", 0, "Lamp · anna · boris"),
        ("edit Lamp --for ''", 0, "Lamp"),
        ("list --for anna", 0, "No parcels yet"),
    ]);
}

#[test]
fn each_is_told_in_their_own_way_and_the_house_of_the_rest() {
    let home = Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", CLOCK), ("PATH", "/usr/bin:/bin")]);
    configure(&home, "");
    home.text(&format!("add {NUMBER} --later --title Headphones --ordered 2026-02-01 --for anna"));
    let clock = Clock::open(&home.data(), Some(CLOCK), None, true).unwrap();
    let address = carriers(STORY, move || clock.now());
    let moved = format!(
        "[carriers.cainiao]\nbase_url = \"http://{address}\"\n[carriers.russian-post]\nbase_url = \"http://{address}\"\n"
    );
    configure(&home, &moved);
    let mut daemon = home.daemon();
    until("a letter to her", || (told(&home, "anna").len() > 1).then_some(()));
    daemon.signal("TERM");
    daemon.ended();
    let hers = told(&home, "anna");
    let words = hers.iter().map(|it| it["title"].as_str().unwrap()).collect::<String>();
    assert!(words.chars().any(|c| ('а'..='я').contains(&c)), "in her language: {words}");
    assert!(hers.iter().all(|it| it["parcel"] != ""), "{hers:?}");
    assert!(told(&home, "boris").is_empty());
    assert!(told(&home, "house").iter().all(|it| it["parcel"] == ""), "{:?}", told(&home, "house"));
    let status = home.run("status --json").json();
    assert_eq!(status["channels"][0]["channel"], "anna/command", "{status:#}");
    assert!(!read(&home.path("anna.jsonl")).is_empty());
}

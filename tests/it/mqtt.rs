//! Sensors at a real broker: mosquitto, with a password, and with TLS by a root of one's own.

mod mosquitto;

use std::{collections::BTreeMap, fs};

use serde_json::Value;

use self::mosquitto::{Mosquitto, PASSWORD, USER};
use crate::cli::{Daemon, Home, until};

const NUMBER: &str = "RB234567918CN";
/// So fast that ten minutes without a broker are five seconds.
const CLOCK: &str = "2026-03-01T00:00:00Z@120";
const CA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/secure/tls/ca.pem");

fn home(broker: &str) -> Home {
    let home = Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", CLOCK), ("PATH", "/usr/bin:/bin")]);
    home.write("config/posylka/broker", PASSWORD);
    let config = format!(
        "[mqtt]\n{broker}\nuser = \"{USER}\"\npassword = {{ file = \"broker\" }}\ntitles = true\n\
         [notify]\nchannels = [\"command\"]\n\
         [notify.command]\nprogram = [\"/bin/sh\", \"-c\", \"cat >> letters; echo >> letters\"]\n\
         [carriers.russian-post]\noff = true\n[carriers.cainiao]\noff = true\n[carriers.upu]\noff = true\n"
    );
    home.write("config/posylka/config.toml", &config);
    home.write("letters", "");
    home.text(&format!(
        "add {NUMBER} --title Headphones --price 987.65USD --ordered 2026-02-01 --protection-ends 2026-03-20"
    ));
    home
}

/// What is told of the broker.
fn told(home: &Home) -> Vec<String> {
    let letters = fs::read_to_string(home.path("letters")).unwrap();
    let kinds = letters.lines().filter_map(|it| serde_json::from_str::<Value>(it).ok());
    kinds.filter_map(|it| it["key"].as_str().map(str::to_owned)).filter(|it| it.starts_with("outlet-")).collect()
}

/// Lets it end as systemd does.
fn end(mut daemon: Daemon) {
    daemon.signal("TERM");
    daemon.ended();
}

fn json(kept: &BTreeMap<String, String>, topic: &str) -> Value {
    serde_json::from_str(&kept[topic]).unwrap()
}

#[test]
fn every_sensor_is_announced_as_home_assistant_documents_it() {
    let Some(broker) = Mosquitto::start(false) else { return };
    let home = home(&format!("host = \"127.0.0.1\"\nport = {}", broker.port));
    let daemon = home.daemon();
    let kept = until("the sensors", || Some(broker.kept()).filter(|it| it.contains_key("posylka/parcel/1")));
    let schema: Value = serde_json::from_str(include_str!("../../fixtures/home-assistant/sensor.schema.json")).unwrap();
    let valid = jsonschema::validator_for(&schema).unwrap();
    let announced: Vec<&String> = kept.keys().filter(|it| it.starts_with("homeassistant/")).collect();
    assert_eq!(announced.len(), 4, "{announced:?}");
    for topic in announced {
        let message = json(&kept, topic);
        let faults: Vec<String> =
            valid.iter_errors(&message).map(|it| format!("{}: {it}", it.instance_path())).collect();
        assert_eq!(faults, [""; 0], "{topic}: {message}");
        let parts: Vec<&str> = topic.split('/').collect();
        assert!(matches!(parts[..], ["homeassistant", "sensor", "posylka", _, "config"]), "{topic}");
        // What it reads is there, and under the name it reads it by.
        let state = json(&kept, message["state_topic"].as_str().unwrap());
        let field = message["value_template"].as_str().unwrap().replace("{{ value_json.", "").replace(" }}", "");
        assert!(state.get(&field).is_some(), "{topic} reads {field} of {state}");
        if let Some(options) = message["options"].as_array() {
            assert!(options.contains(&state[&field]), "{state}");
        }
        assert_eq!(kept[message["availability_topic"].as_str().unwrap()], "online");
    }
    let parcel = json(&kept, "posylka/parcel/1");
    assert_eq!((&parcel["title"], &parcel["number"]), (&"Headphones".into(), &"…18CN".into()));
    let all = format!("{kept:?}");
    assert!(!all.contains(NUMBER) && !all.contains("987"), "{all}");
    end(daemon);
    let kept = until("the last words", || Some(broker.kept()).filter(|it| it["posylka/availability"] == "offline"));
    assert!(kept.contains_key("posylka/parcel/1"));
}

#[test]
fn what_goes_is_taken_away_be_it_while_nobody_was_there() {
    let Some(broker) = Mosquitto::start(false) else { return };
    let home = home(&format!("host = \"127.0.0.1\"\nport = {}", broker.port));
    let daemon = home.daemon();
    home.text("add 80087260003039 --title Case");
    until("both", || broker.kept().contains_key("posylka/parcel/2").then_some(()));
    home.text("remove 2");
    let kept = until("one", || Some(broker.kept()).filter(|it| !it.contains_key("posylka/parcel/2")));
    assert!(
        !kept.contains_key("homeassistant/sensor/posylka/parcel_2/config") && kept.contains_key("posylka/parcel/1")
    );
    end(daemon);
    home.text("remove 1");
    let _daemon = home.daemon();
    let kept = until("none", || Some(broker.kept()).filter(|it| !it.contains_key("posylka/parcel/1")));
    assert!(!kept.contains_key("homeassistant/sensor/posylka/parcel_1/config"), "{kept:?}");
    assert_eq!(json(&kept, "posylka/summary")["in_flight"], 0);
}

#[test]
fn a_broker_that_goes_is_told_once_and_one_that_comes_back_knows_everything() {
    let Some(mut broker) = Mosquitto::start(true) else { return };
    let home = home(&format!("host = \"localhost\"\nport = {}\ntls = true\nca = \"{CA}\"", broker.port));
    let daemon = home.daemon();
    until("the sensors over TLS", || broker.kept().contains_key("posylka/parcel/1").then_some(()));
    broker.stop();
    home.text("edit 1 --title 'Another name'");
    until("that it is away", || (!told(&home).is_empty()).then_some(()));
    broker.again();
    until("that it is back", || (told(&home).len() == 2).then_some(()));
    let kept = until("everything", || Some(broker.kept()).filter(|it| it.contains_key("posylka/parcel/1")));
    assert_eq!(json(&kept, "posylka/parcel/1")["title"], "Another name");
    assert_eq!(kept["posylka/availability"], "online");
    assert!(told(&home)[0].starts_with("outlet-fails:broker") && told(&home)[1].starts_with("outlet-back:broker"));
    // One that is killed has no last words: the broker says them.
    drop(daemon);
    until("the last will", || (broker.kept()["posylka/availability"] == "offline").then_some(()));
}

#[test]
fn what_is_somebodys_has_a_sensor_for_them_alone() {
    let Some(broker) = Mosquitto::start(false) else { return };
    let home = home(&format!("host = \"127.0.0.1\"\nport = {}\nfor = [\"anna\"]", broker.port));
    let file = home.path("config/posylka/config.toml");
    let config = fs::read_to_string(&file).unwrap() + "[people.anna]\n[people.boris]\n";
    fs::write(file, config).unwrap();
    home.text("add 80087260003039 --later --title 'Annas case' --for anna");
    home.text("add RR123456785CN --later --title 'Borises kettle' --for boris");
    let _daemon = home.daemon();
    let kept = until("her sensor", || Some(broker.kept()).filter(|it| it.contains_key("posylka/parcel/2")));
    let all = format!("{kept:?}");
    assert!(all.contains("Annas case") && !all.contains("Headphones") && !all.contains("kettle"), "{all}");
}

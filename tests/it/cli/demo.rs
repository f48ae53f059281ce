//! The demo, twice.

use std::path::Path;

use serde_json::Value;

use super::{Home, Said};

#[test]
fn the_demo_plays_the_same_lives_every_time() {
    let homes = [(); 2].map(|()| Home::with(&[("LANG", "ru_RU.UTF-8")]));
    let said = homes.each_ref().map(|home| home.run("demo --json").ends(0));
    let [first, second] = said.each_ref().map(|said| {
        let data = said.json()["data"].as_str().unwrap().to_owned();
        said.out.replace(&data, "DATA")
    });
    assert_eq!(first, second);
    let demo = said[0].json();
    let parcels = demo["parcels"].as_array().unwrap();
    assert!(parcels.len() >= 6, "{parcels:?}");
    let data = Path::new(demo["data"].as_str().unwrap());
    let dossiers: Vec<&str> = demo["dossiers"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(!dossiers.is_empty());
    for dossier in dossiers {
        for file in ["claim.en.txt", "claim.ru.txt", "dossier.html", "timeline.txt", "deadlines.ics"] {
            assert!(Path::new(dossier).join(file).is_file(), "{dossier}/{file}");
        }
    }
    for parcel in parcels {
        let line = format!("show {} --data {} --json", parcel["id"].as_str().unwrap(), data.display());
        let clock = [("POSYLKA_CLOCK", "2026-02-01T00:00:00Z@leap"), ("POSYLKA_CLOCK_END", "2026-05-10T00:00:00Z")];
        let output = homes[0].command(&line).envs(clock).output().unwrap();
        let shown = Said::of(&line, &output).ends(0).json();
        assert!(!shown["notices"].as_array().unwrap().is_empty(), "{shown}");
        assert_eq!(shown["verdict"], parcel["verdict"]);
    }
}

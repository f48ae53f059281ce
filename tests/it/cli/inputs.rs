//! What a source asks for, given by hand: the recipient's postcode, and what an aggregator calls a carrier.

use posylka::carriers::Registry;

use super::{Home, privacy::carrier, until};

const CLOCK: &str = "2026-02-19T00:00:00Z@300000";

#[test]
fn a_code_names_a_source_that_takes_one_and_looks_like_its_codes() {
    let home = Home::new();
    home.walk(&[
        ("add ZXQ00000012345 --carrier cainiao:3011", 1, "No source cainiao takes the code of a carrier"),
        ("add ZXQ00000012345 --carrier cainiao:3011", 1, "17track"),
        ("add ZXQ00000012345 --carrier 17track:cdek", 1, "apicarrier.all.csv"),
        ("add ZXQ00000012345 --carrier 17track:3011 --postcode '14 & 1'", 2, "the recipient's postcode as 140150"),
        ("add ZXQ00000012345 --carrier 17track:3011 --postcode 140150", 0, "ZXQ00000012345"),
        ("edit 1 --carrier cdek", 1, "as 17track:3011"),
        ("edit 1 --carrier aftership:cdek", 1, "posylka link 1 NUMBER --carrier aftership:cdek"),
        ("edit 1", 2, "--postcode"),
        ("link 1 10100064123459 --carrier cdek", 0, ""),
        ("link 1 ZXQ00000012346 --carrier 17TRACK:2151", 0, ""),
        ("edit 1 --carrier 17track:190271", 1, "posylka link 1 NUMBER --carrier 17track:190271"),
        ("link 1 ZXQ00000012346 --carrier 17track:190271", 0, ""),
        ("edit 1 --postcode none", 0, ""),
    ]);
    let kept = |home: &Home| {
        let exported = home.json("export");
        let legs = exported["tables"]["legs"].as_array().unwrap().clone();
        let code = |number: &str| legs.iter().find(|it| it["number"] == number).map(|it| it["codes"].to_string());
        let codes = ["ZXQ00000012345", "ZXQ00000012346", "10100064123459"].map(code).map(Option::unwrap);
        (codes, exported["tables"]["parcels"][0]["postcode"].clone())
    };
    let coded = |codes: [&str; 3]| codes.map(str::to_owned);
    let now = coded([r#"{"17track":"3011"}"#, r#"{"17track":"190271"}"#, "{}"]);
    assert_eq!(kept(&home), (now.clone(), serde_json::Value::Null));
    home.text("undo 1");
    assert_eq!(kept(&home), (now, "140150".into()));
    home.text("undo 1");
    assert_eq!(kept(&home).0, coded([r#"{"17track":"3011"}"#, r#"{"17track":"2151"}"#, "{}"]));
}

#[test]
fn a_postcode_reaches_only_who_wants_it_and_no_log() {
    let (address, asked) = carrier();
    let surroundings = [("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", CLOCK), ("POSYLKA_LOG", "trace"), ("KEY", "hush")];
    let home = Home::with(&surroundings);
    let registry = Registry::embedded().unwrap();
    let moved = |id: &str| format!("[carriers.{id}]\nbase_url = \"http://{address}\"\n");
    let config: String = registry.iter().filter(|it| it.request.is_some()).map(|it| moved(it.id.as_str())).collect();
    home.write("config/posylka/config.toml", &format!("{config}[secrets.17track]\nkey = {{ env = \"KEY\" }}\n"));
    home.text("add ZXQ00000012345 --carrier 17track:3011 --postcode 140150");
    home.text("add LP00123456789012 --postcode 140150");
    let daemon = home.daemon();
    until("both numbers to be asked for", || {
        let heard = asked.lock().unwrap();
        let told = |piece: &str| heard.iter().any(|it| it.contains(piece));
        (told("140150") && told("LP00123456789012")).then_some(())
    });
    until("the daemon to log what it heard", || daemon.log().contains("17track").then_some(()));
    assert!(!daemon.log().contains("140150"), "{}", daemon.log());
    drop(daemon);
    for told in asked.lock().unwrap().iter().filter(|it| it.contains("140150")) {
        assert!(told.starts_with("POST /track/v2.2/register") && told.contains(r#""carrier":3011"#), "{told}");
    }
}

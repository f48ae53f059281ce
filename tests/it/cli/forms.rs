//! The fixed forms of `--json`: fields may be added, never renamed, and ids are strings.

use serde_json::Value;

use super::Home;

/// Whether a value has the form: `"s"` text, `"s?"` text or null, `"n"`, `"b"`, `"a"` any list, `"o"` any object; an
/// object in it has at least these fields, a list of one form holds nothing else.
fn fits(value: &Value, form: &Value, at: &str) {
    match form {
        Value::Object(fields) => {
            for (name, form) in fields {
                let value = value.get(name).unwrap_or_else(|| panic!("{at}.{name} is missing: {value}"));
                fits(value, form, &format!("{at}.{name}"));
            }
        }
        Value::Array(forms) => {
            let values = value.as_array().unwrap_or_else(|| panic!("{at} is no list: {value}"));
            values.iter().for_each(|value| fits(value, &forms[0], at));
        }
        _ => {
            let fine = match form.as_str().unwrap() {
                "s" => value.is_string(),
                "s?" => value.is_string() || value.is_null(),
                "n" => value.is_number(),
                "b" => value.is_boolean(),
                "a" => value.is_array(),
                "o" => value.is_object(),
                "o?" => value.is_object() || value.is_null(),
                other => panic!("no form: {other}"),
            };
            assert!(fine, "{at} should be {form}, it is {value}");
        }
    }
}

fn form(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn parcel() -> Value {
    form(
        r#"{"id":"s","title":"s","stage":"s","flags":["s"],"verdict":"s",
        "numbers":[{"number":"s","carrier":"s","role":"s","state":"s"}],"last_event":"o?","next_ask":"s?",
        "protection_ends":"s?","dispute":{"action":"s","reason":"s?","act_by":"s?","state":"s"}}"#,
    )
}

/// A home with a parcel whose protection is running out, and one that is only an order.
fn home() -> Home {
    let home = Home::new();
    home.text("add LP00123456789012 --title Lamp --ordered 2026-01-02 --protection-ends 2026-03-05");
    home.text("add --order 8190000000000017");
    home
}

#[test]
fn parcels_have_one_form_everywhere() {
    let home = home();
    let many = Value::Array(vec![parcel()]);
    for line in ["list", "add LP00123456789022", "received 3", "refresh", "edit 1 --title Lamp", "dispute"] {
        let parcels = home.json(line);
        fits(&parcels, &many, line);
        assert!(!parcels.as_array().unwrap().is_empty(), "{line}");
    }
    let list = home.json("list");
    assert_eq!((&list[0]["id"], &list[0]["protection_ends"]), (&"1".into(), &"2026-03-05".into()));
    assert_eq!((&list[1]["stage"], &list[1]["next_ask"]), (&"ordered".into(), &Value::Null));
    assert_eq!(list[0]["numbers"][0]["carrier"], "cainiao");
    assert!(!list[0]["verdict"].as_str().unwrap().contains('\n'));
}

#[test]
fn one_parcel_has_its_story_too() {
    let shown = home().json("show 1");
    fits(&shown, &parcel(), "show");
    let more = r#"{"events":"a","notices":[{"at":"s","key":"s","title":"s","body":"s"}],"explain":["s"]}"#;
    fits(&shown, &form(more), "show");
    assert!(!shown["notices"].as_array().unwrap().is_empty() && !shown["explain"].as_array().unwrap().is_empty());
}

#[test]
fn numbers_have_candidates() {
    let home = Home::new();
    let wanted = form(
        r#"[{"number":"s","check":"s","hints":["s"],
        "candidates":[{"carrier":"s","rule":"s","confidence":"n","flow":"s","role":"s"}]}]"#,
    );
    for (text, check, hint, first) in [
        ("RA123456785CN", "passed", None, Some("russian-post")),
        ("ra 123 456 789 cn", "failed", Some("wrong-check-digit"), None),
        ("10100064123459", "passed", None, Some("russian-post")),
        ("СР123456785RU", "passed", Some("cyrillic-letters"), None),
        ("8190 0000 0000 0017", "none", Some("order-number"), None),
        ("https://global.cainiao.com/newDetail.htm?mailNoList=LP00123456789012", "none", None, Some("cainiao")),
    ] {
        let seen = home.json(&format!("number '{text}'"));
        fits(&seen, &wanted, text);
        assert_eq!(seen[0]["check"], check, "{seen}");
        assert_eq!(seen[0]["hints"].as_array().unwrap().first().and_then(Value::as_str), hint, "{seen}");
        if let Some(first) = first {
            assert_eq!(seen[0]["candidates"][0]["carrier"], first, "{seen}");
        }
    }
    assert_eq!(home.json("number hello"), Value::Array(Vec::new()));
    home.json(&format!("number {}", "1".repeat(4_000)));
}

#[test]
fn sources_and_what_they_answer() {
    let home = Home::new();
    let sources = home.json("carrier list");
    fits(&sources, &form(r#"[{"id":"s","of":"s","name":"s","access":"s","evidence":"s"}]"#), "carrier list");
    for id in ["cainiao", "korea-post", "russian-post", "russian-post-api"] {
        assert!(sources.as_array().unwrap().iter().any(|it| it["id"] == id), "{id}");
    }
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/cainiao/handed-over.json");
    let read = home.json(&format!("carrier read cainiao {fixture}"));
    let wanted = r#"{"outcome":"s","number":"s","facts":"o","complaints":[{"kind":"s","detail":"s"}],
        "events":[{"wall":"s","offset":"s?","status":"s?","reason":"s?","code":"s","text":"s","place":"s"}],
        "numbers":[{"number":"s","from":"s","carrier":"s?"}]}"#;
    fits(&read, &form(wanted), "carrier read");
    assert_eq!((&read["outcome"], &read["number"]), (&"events".into(), &"LP00123456789012".into()));
    assert_eq!(read["events"][0]["wall"], "2026-03-02T10:11:12");
    assert_eq!(read["events"][0]["offset"], "+08:00");
    assert_eq!(
        (&read["numbers"][0]["number"], &read["facts"]["destination"]),
        (&"10100064123459".into(), &"RU".into())
    );
    let strange = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/cainiao/unknown-code.json");
    let strange = home.json(&format!("carrier read cainiao {strange}"));
    fits(&strange, &form(wanted), "carrier read");
    assert!(strange["complaints"].as_array().unwrap().iter().any(|it| it["kind"] == "unknown-code"), "{strange}");
}

#[test]
fn status_says_how_it_stands_and_whether_it_needs_you() {
    let home = Home::new();
    let wanted = form(
        r#"{"daemon":{"alive":"b","since":"s?","last_tick":"s?"},"parcels":"o",
        "needs_you":[{"parcel":"s?","title":"s","what":"s","act_by":"s?"}],"carriers":"a"}"#,
    );
    let idle = home.run("status --json").ends(0).json();
    fits(&idle, &wanted, "status");
    assert_eq!((&idle["daemon"]["alive"], &idle["parcels"]["total"]), (&false.into(), &0.into()));
    home.text("add LP00123456789012 --title Lamp --ordered 2025-11-02 --protection-ends 2026-03-02");
    let urgent = home.run("status --json").ends(3).json();
    fits(&urgent, &wanted, "status");
    assert_eq!((&urgent["needs_you"][0]["parcel"], &urgent["parcels"]["total"]), (&"1".into(), &1.into()));
    let text = home.run("status").ends(3).out;
    assert!(text.contains("Needs you:\n  1 Lamp: ") && text.contains("not running"), "{text}");
    home.text("received 1");
    home.run("status").ends(0);
}

#[test]
fn a_claim_has_its_window_its_reasons_and_its_texts() {
    let home = home();
    let wanted = form(
        r#"{"action":"s","reason":"s?","act_by":"s?","window":{"opens":"s?","closes":"s?"},"because":["s"],"draft":"o?"}"#,
    );
    let advised = home.json("dispute 1");
    fits(&advised, &wanted, "dispute");
    let drafted = home.json("dispute 1 draft");
    fits(&drafted, &wanted, "dispute");
    fits(&drafted["draft"], &form(r#"{"en":"s","ru":"s","answers":"o"}"#), "draft");
    let answers = drafted["draft"]["answers"].as_object().unwrap();
    assert!(!answers.is_empty() && answers.values().all(Value::is_string), "{answers:?}");
    let undated = home.json("dispute 2");
    assert_eq!(undated["draft"], Value::Null);
}

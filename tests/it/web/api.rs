//! The API against its own description.

use std::collections::BTreeSet;

use posylka::{
    app::actions::event::UserEvent,
    model::{Scope, Status},
    web::{Access, api::described, routes::routes},
};
use serde_json::{Value, json};

use super::{NUMBER, Site};

fn description() -> Value {
    serde_json::to_value(described()).unwrap()
}

#[test]
fn the_description_is_openapi() {
    let text = description().to_string();
    let read = oas3::from_json(&text).unwrap();
    assert!(read.openapi.starts_with("3.1"), "{}", read.openapi);
    assert!(read.operations().count() >= 12);
    for (path, _, operation) in read.operations() {
        assert!(operation.description.is_some() || operation.summary.is_some(), "{path}");
        assert!(operation.responses.is_some(), "{path}");
    }
}

#[test]
fn every_route_of_the_api_is_described_and_nothing_else_is() {
    let served: BTreeSet<String> = routes()
        .iter()
        .filter(|it| matches!(it.access, Access::Api(_)) && !["/metrics", "/api/v1/openapi.json"].contains(&it.path))
        .map(|it| format!("{} {}", it.method.as_str().to_lowercase(), it.path))
        .collect();
    let paths = description()["paths"].as_object().unwrap().clone();
    let told: BTreeSet<String> = paths
        .iter()
        .flat_map(|(path, item)| item.as_object().unwrap().keys().map(move |method| format!("{method} {path}")))
        .collect();
    assert_eq!(told, served);
}

/// Every object may hold what is described and no more, so that nothing is told that is not described.
fn strict(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.values_mut().for_each(strict);
            let parts = fields.contains_key("allOf") || fields.contains_key("properties");
            if parts && !fields.contains_key("additionalProperties") {
                fields.insert("unevaluatedProperties".to_owned(), json!(false));
            }
            // What is a part of a whole is judged with the whole.
            if let Some(Value::Array(parts)) = fields.get_mut("allOf") {
                parts
                    .iter_mut()
                    .filter_map(Value::as_object_mut)
                    .for_each(|it| drop(it.remove("unevaluatedProperties")));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(strict),
        _ => {}
    }
}

/// The names of what others are made of.
fn parts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            let whole = fields.get("allOf").and_then(Value::as_array).into_iter().flatten();
            found.extend(whole.filter_map(|it| it["$ref"].as_str()?.rsplit('/').next().map(str::to_owned)));
            fields.values().for_each(|it| parts(it, found));
        }
        Value::Array(items) => items.iter().for_each(|it| parts(it, found)),
        _ => {}
    }
}

#[test]
fn every_answer_is_as_described() {
    let site = Site::new();
    let id = site.add(NUMBER, "Headphones");
    let second = site.add(&super::number(5), "Mug");
    let waits = UserEvent {
        status: Status::ReadyForPickup,
        at: None,
        until: Some("2026-03-10".parse().unwrap()),
        place: Some("Sample street 1".into()),
        text: None,
    };
    site.app().add_event(second, &waits).unwrap();
    let description = description();
    let mut components = description["components"].clone();
    let mut made_of = BTreeSet::new();
    parts(&components, &mut made_of);
    strict(&mut components);
    for name in made_of {
        components["schemas"][&name].as_object_mut().map(|it| it.remove("unevaluatedProperties"));
    }
    let bearer = format!("Bearer {}", site.token(Scope::All));
    let mut looked = 0;
    for (path, item) in description["paths"].as_object().unwrap() {
        let Some(get) = item.get("get") else { continue };
        let mut schema = get["responses"]["200"]["content"]["application/json"]["schema"].clone();
        assert!(schema.is_object(), "{path}");
        strict(&mut schema);
        schema["components"] = components.clone();
        let validator = jsonschema::draft202012::new(&schema).unwrap_or_else(|fault| panic!("{path}: {fault}"));
        for id in [id, second] {
            let path = path.replace("{id}", &id.to_string());
            let answer = site.get(&path, &[("Authorization", &bearer)]);
            assert_eq!(answer.status(), 200, "{path}");
            assert_eq!(answer.header("content-type"), Some("application/json"));
            let faults: Vec<String> =
                validator.iter_errors(&answer.json()).map(|it| format!("{}: {it}", it.instance_path())).collect();
            assert!(
                faults.is_empty(),
                "{path}:\n{}\n{}",
                faults.join("\n"),
                validator.iter_errors(&answer.json()).map(|it| format!("{:#?}", it.kind())).collect::<String>()
            );
            looked += 1;
        }
    }
    assert!(looked >= 14, "{looked}");
    let problem = site.get("/api/v1/parcels/99", &[("Authorization", &bearer)]);
    assert_eq!((problem.status(), problem.json()["error"].as_str()), (404, Some("which-none")));
}

#[test]
fn what_the_api_is_told_is_done_and_what_it_cannot_do_is_said() {
    let site = Site::new();
    let bearer = format!("Bearer {}", site.token(Scope::All));
    let send = |path: &str, body: &str| site.post(path, &[("Authorization", &bearer)], body.as_bytes());
    let added = send("/api/v1/parcels", &json!({"text": NUMBER, "name": "Headphones"}).to_string());
    assert_eq!(
        (added.status(), added.json()["parcels"][0]["title"].as_str()),
        (200, Some("Headphones")),
        "{}",
        added.text()
    );
    assert_eq!(send("/api/v1/parcels/1/mute", "{\"for\":\"1w\"}").status(), 200);
    let noted = send("/api/v1/parcels/1/event", "{\"status\":\"ready-for-pickup\",\"until\":\"2026-03-09\"}");
    assert_eq!(noted.json()[0]["stage"], "ready-for-pickup", "{}", noted.text());
    assert_eq!(send("/api/v1/parcels/1/received", "").status(), 200);
    assert_eq!(send("/api/v1/parcels/1/undo", "").json()[0]["stage"], "ready-for-pickup");
    assert_eq!(send("/api/v1/parcels/1/remove", "").status(), 200);
    assert_eq!(send("/api/v1/parcels/1/undo", "").status(), 200);
    for (path, body, status, error) in [
        ("/api/v1/parcels", "{\"text\":", 422, "web-no-json"),
        ("/api/v1/parcels", "{\"text\":\"hello there, my friend\"}", 422, "paste-nothing"),
        ("/api/v1/parcels/1/fly", "{}", 422, "web-no-deed"),
        ("/api/v1/parcels/1/event", "{\"status\":\"flown\"}", 422, "web-wrong-word"),
        ("/api/v1/parcels/99/received", "", 404, "which-none"),
    ] {
        let answer = send(path, body);
        assert_eq!(
            (answer.status(), answer.json()["error"].as_str()),
            (status, Some(error)),
            "{path} {body}: {}",
            answer.text()
        );
        assert!(answer.json()["message"].as_str().is_some_and(|it| it.len() > 5));
    }
}

#[test]
fn figures_for_prometheus_are_lines_it_reads() {
    let site = Site::new();
    site.add(NUMBER, "Head\"phones\n\\");
    let bearer = format!("Bearer {}", site.token(Scope::Read));
    let answer = site.get("/metrics", &[("Authorization", &bearer)]);
    assert_eq!(answer.header("content-type"), Some("text/plain; version=0.0.4; charset=utf-8"));
    let line = regex::Regex::new(
        r#"^(?:# (?:HELP [a-z_:]+ .+|TYPE [a-z_:]+ (?:gauge|counter))|([a-z_:][a-z0-9_:]*)(\{[a-z_]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\["\\n])*")*\})? -?\d+(?:\.\d+)?)$"#,
    )
    .unwrap();
    let (mut named, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for text in answer.text().lines() {
        let found = line.captures(text).unwrap_or_else(|| panic!("{text}"));
        if let Some(name) = text.strip_prefix("# TYPE ") {
            assert!(named.insert(name.split(' ').next().unwrap().to_owned()), "twice: {text}");
        }
        if let Some(name) = found.get(1) {
            assert!(named.contains(name.as_str()), "before its type: {text}");
            assert!(seen.insert(text.rsplit_once(' ').unwrap().0.to_owned()), "twice: {text}");
        }
    }
    assert!(
        answer.text().contains("posylka_parcels{stage=\"announced\"} 1\n")
            || answer.text().contains("posylka_parcels{stage=\"ordered\"} 1\n"),
        "{}",
        answer.text()
    );
    assert!(answer.text().contains("posylka_up 1\n"));
}

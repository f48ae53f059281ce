//! What holds of every source that can be asked.

use posylka::{
    carriers::{
        Answered, Definition, GivenOf, Secrets,
        request::{Request, Token, register_request, register_then_request, request, token_request},
    },
    model::OutcomeKind,
};

use super::{REGISTRY, number, one};

fn asked() -> impl Iterator<Item = &'static Definition> {
    REGISTRY.iter().filter(|it| it.request.is_some())
}

/// All requests of a source, with secrets that do not fit anywhere unescaped.
fn requests(it: &Definition) -> Vec<Request> {
    let secrets: Secrets = it.secrets.keys().map(|name| (name.clone(), "a \"b\" <c>&\\".to_owned())).collect();
    let token = Token { value: "t \"u\"".to_owned(), lasts: None, cookies: Vec::new() };
    let numbers = [number("RB123456785CN"), number("LP00123456789012")];
    let numbers = &numbers[..numbers.len().min(it.pace.batch)];
    let all = [
        token_request(it, &secrets),
        register_request(it, numbers, &GivenOf::new(), &secrets, Some(&token)),
        register_then_request(it, &numbers[0], &GivenOf::new(), &secrets, Some(&token), "kept"),
        Some(request(it, numbers, &GivenOf::new(), &secrets, Some(&token), Some("kept"))),
    ];
    all.into_iter().flatten().map(|it| it.unwrap_or_else(|error| panic!("{error}"))).collect()
}

#[test]
fn every_request_is_well_formed_whatever_the_secrets_are() {
    for (id, request) in asked().flat_map(|it| requests(it).into_iter().map(|request| (&it.id, request))) {
        let path = request.url.split_once("://").map_or("", |(_, rest)| rest);
        assert!(
            path.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>{}\\".contains(&byte)),
            "{id}: {}",
            request.url
        );
        let kind = request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        match (kind.map(|(_, kind)| kind.as_str()), &request.body) {
            (Some("application/json"), Some(body)) => {
                serde_json::from_str::<serde_json::Value>(body)
                    .unwrap_or_else(|error| panic!("{id}: {error} in {body}"));
            }
            (Some(kind), Some(body)) if kind.contains("xml") => {
                roxmltree::Document::parse(body.trim()).unwrap_or_else(|error| panic!("{id}: {error}"));
            }
            _ => {}
        }
    }
}

#[test]
fn what_holds_a_secret_says_so() {
    for it in asked().filter(|it| it.secrets.values().any(|secret| !secret.optional)) {
        assert!(requests(it).iter().any(|request| request.secret), "{}", it.id);
    }
}

/// An empty body is how one source says "unknown"; no other may hear that in what is no answer at all.
#[test]
fn no_source_hears_scans_or_not_found_in_what_is_no_answer() {
    let page = "<html><body><h1>Welcome</h1><p>not found what you seek?</p></body></html>";
    let bodies =
        ["", "null", "{}", "[]", "3", "\"x\"", page, "<a/>", "{\"data\":null}", "{\"data\":[]}", "{\"error\":null}"];
    for it in asked() {
        for body in bodies.iter().filter(|body| it.id.as_str() != "upu" || !matches!(**body, "" | "[]")) {
            for status in [200, 500] {
                let kind = one(it.id.as_str(), "RB123456785CN", &Answered::whole(status, *body)).kind();
                let wrong = matches!(kind, OutcomeKind::Events | OutcomeKind::NotFound);
                assert!(!wrong, "{}: {kind} from {status} {body:?}", it.id);
            }
        }
    }
}

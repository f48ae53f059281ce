//! What the carriers of the world need of the engine.

use posylka::{
    carriers::{
        Answered, GivenOf, Secrets, recognise, request,
        request::{read_token, token_request},
        validate,
    },
    model::{Access, Check, OutcomeKind},
};

use super::{REGISTRY, fixture, number, one, source};

#[test]
fn a_name_and_a_password_are_shown_as_basic_authentication() {
    let secrets = Secrets::from([("user".into(), "me".into()), ("password".into(), "öffne dich".into())]);
    let asked =
        request::request(source("canada-post"), &[number("7035114477138472")], &GivenOf::new(), &secrets, None, None)
            .unwrap();
    assert!(
        asked.headers.contains(&("Authorization".into(), "Basic bWU6w7ZmZm5lIGRpY2g=".into())),
        "{:?}",
        asked.headers
    );
    assert!(asked.secret);

    let secrets = Secrets::from([("client".into(), "ab".into()), ("secret".into(), "cd".into())]);
    let token = token_request(source("ups"), &secrets).unwrap().unwrap();
    assert!(token.headers.contains(&("Authorization".into(), "Basic YWI6Y2Q=".into())));
    assert_eq!(token.body.as_deref(), Some("grant_type=client_credentials"));
}

#[test]
fn a_batch_in_a_body_is_what_json_is() {
    let secrets = Secrets::from([("client".into(), "ab".into()), ("secret".into(), "c\"d".into())]);
    let token = token_request(source("usps"), &secrets).unwrap().unwrap();
    let body: serde_json::Value = serde_json::from_str(token.body.as_deref().unwrap()).unwrap();
    assert_eq!(body["client_secret"], "c\"d");
    let visitor = read_token(source("postnl"), &Answered::whole(200, r#"{"access_token":"v"}"#)).unwrap();
    let numbers = [number("323212345659900000000001"), number("LX473124829BE")];
    let asked =
        request::request(source("postnl"), &numbers, &GivenOf::new(), &Secrets::new(), Some(&visitor), None).unwrap();
    let hermes = ["client", "secret", "user", "password"].map(|it| (it.into(), it.into()));
    let shown =
        read_token(source("hermes-de"), &Answered::whole(200, r#"{"access_token":"t","expires_in":60}"#)).unwrap();
    let two = [number("H0000000000000000001"), number("H0000000000000000002")];
    let many =
        request::request(source("hermes-de"), &two, &GivenOf::new(), &hermes.into(), Some(&shown), None).unwrap();
    assert!(many.url.ends_with("/shipmentinfo?shipmentID=H0000000000000000001&shipmentID=H0000000000000000002"));
    assert_eq!(
        asked.body.as_deref(),
        Some(r#"{"items":["323212345659900000000001","LX473124829BE"],"language_code":"en"}"#)
    );
}

#[test]
fn what_is_not_asked_reads_what_was_saved() {
    let web = source("gls-web");
    assert!(web.access == Access::LinkOnly && web.request.is_none());
    let saved = Answered::whole(200, fixture("gls-web/delivered.json"));
    assert_eq!(one("gls-web", "36301917596", &saved).kind(), OutcomeKind::Events);
}

#[test]
fn a_zone_may_be_in_words_of_the_source() {
    let text = std::fs::read_to_string(super::root("carriers/canada-post.toml")).unwrap();
    let broken = text.replacen("place = \"event-time-zone\"", "place = 'a[b'", 1).replacen(
        "country = \"event-time-zone\"",
        "country = 'a[b'",
        1,
    );
    let fault = validate("canada-post", &broken, None).unwrap_err().to_string();
    assert!(fault.contains("answer.zone"), "{fault}");
}

#[test]
fn a_digit_that_fails_in_a_less_likely_format_says_nothing() {
    let found = recognise(&REGISTRY, "1234567890").remove(0);
    assert_eq!((found.candidates[0].carrier.as_str(), found.check), ("cdek", Check::None));
    assert!(found.candidates.iter().any(|it| it.carrier.as_str() == "dhl") && found.hints.is_empty());
    let found = recognise(&REGISTRY, "1Z5R89390357567128").remove(0);
    assert_eq!((found.candidates[0].carrier.as_str(), found.check), ("ups", Check::Failed));
}

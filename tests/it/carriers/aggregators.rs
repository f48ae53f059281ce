//! Sources that want to be told of a number before they are asked for it.

use posylka::{
    carriers::{
        Answered, GivenOf, RequestError, Secrets,
        answer::register_again,
        request::{Registered, read_register, read_register_then, register_request, register_then_request, request},
        validate,
    },
    model::{Number, OutcomeKind},
};

use super::{number, source};

const CDEK: &str = "1100000021";

fn key() -> Secrets {
    Secrets::from([("key".to_owned(), "a\"b".to_owned())])
}

fn kind(registered: &Registered) -> Result<&str, OutcomeKind> {
    match registered {
        Registered::Kept(value) => Ok(value),
        Registered::Failed(outcome) => Err(outcome.kind()),
    }
}

fn registered(id: &str, asked: &[Number], status: u16, body: &str) -> Vec<(Number, Registered)> {
    read_register(source(id), asked, &Answered::whole(status, body))
}

#[test]
fn many_numbers_are_registered_at_once_and_each_hears_its_own() {
    let asked = ["RB123456785CN", "LP00123456789012", "1234567890", "AP00123456789012", "EB123456785CN"].map(number);
    let sent = register_request(source("17track"), &asked[..2], &GivenOf::new(), &key(), None).unwrap().unwrap();
    let body =
        r#"[{"number":"RB123456785CN","auto_detection":true},{"number":"LP00123456789012","auto_detection":true}]"#;
    assert_eq!(sent.body.as_deref(), Some(body));
    assert!(sent.secret && sent.headers.contains(&("17token".to_owned(), "a\"b".to_owned())));

    let rejected = |number: &str, code: i32| format!(r#"{{"number":"{number}","error":{{"code":{code}}}}}"#);
    let body = format!(
        r#"{{"code":0,"data":{{"accepted":[{{"number":"RB123456785CN","carrier":3011}}],"rejected":[{},{},{}]}}}}"#,
        rejected("LP00123456789012", -18019901),
        rejected("1234567890", -18019903),
        rejected("AP00123456789012", -18019908),
    );
    let heard = registered("17track", &asked, 200, &body);
    let kinds: Vec<_> = heard.iter().map(|(_, it)| kind(it)).collect();
    let unheard = Err(OutcomeKind::Unreadable);
    assert_eq!(kinds, [Ok(""), Ok(""), Err(OutcomeKind::NeedsInput), Err(OutcomeKind::SlowDown), unheard]);
    let refused = registered("17track", &asked, 401, r#"{"code":-18010002,"data":{"errors":[{"code":-18010002}]}}"#);
    assert!(refused.iter().all(|(_, it)| kind(it) == Err(OutcomeKind::NeedsInput)));
}

#[test]
fn a_number_that_was_forgotten_goes_back_to_be_registered() {
    let again = |id: &str, status: u16, body: &str| register_again(source(id), &Answered::whole(status, body));
    let rejected = |code: i32| {
        format!(r#"{{"code":0,"data":{{"accepted":[],"rejected":[{{"number":"1234","error":{{"code":{code}}}}}]}}}}"#)
    };
    assert!(again("17track", 200, &rejected(-18019902)));
    assert!(!again("17track", 200, &rejected(-18019909)));
    assert!(again("moyaposylka", 404, r#"{"status":404,"message":"TrackerNotFound"}"#));
    assert!(!again("moyaposylka", 404, r#"{"status":404,"message":"RealtimeRequestNotReady"}"#));
    assert!(again("aftership", 200, r#"{"meta":{"code":200},"data":{"trackings":[]}}"#));
}

#[test]
fn a_source_that_must_be_told_whose_a_number_is_is_asked_for_that_first() {
    let (it, asked) = (source("moyaposylka"), [number(CDEK)]);
    let first = register_request(it, &asked, &GivenOf::new(), &key(), None).unwrap().unwrap();
    assert_eq!(first.url, "https://moyaposylka.ru/api/v1/carriers/1100000021");
    let heard = |status, body: &str| registered("moyaposylka", &asked, status, body).remove(0).1;
    assert_eq!(kind(&heard(200, r#"[{"code":"cdek"},{"code":"pecom"}]"#)), Ok("cdek"));
    assert_eq!(kind(&heard(200, "[]")), Err(OutcomeKind::NotFound));
    assert_eq!(kind(&heard(200, r#"[{"name":"x"}]"#)), Err(OutcomeKind::Unreadable));
    assert_eq!(kind(&heard(401, r#"{"message":"Unauthorized"}"#)), Err(OutcomeKind::NeedsInput));

    let then = register_then_request(it, &asked[0], &GivenOf::new(), &key(), None, "cdek").unwrap().unwrap();
    assert_eq!(then.url, "https://moyaposylka.ru/api/v1/trackers/cdek/1100000021");
    let after = |status, body: &str| read_register_then(it, "cdek", &Answered::whole(status, body));
    assert_eq!(kind(&after(200, "")), Ok("cdek"));
    assert_eq!(kind(&after(409, r#"{"message":"TrackerAlreadyExists"}"#)), Ok("cdek"));
    assert_eq!(kind(&after(402, r#"{"message":"MonthLimitExceeded"}"#)), Err(OutcomeKind::SlowDown));
    assert_eq!(kind(&after(503, "<html>")), Err(OutcomeKind::Unavailable));

    assert_eq!(request(it, &asked, &GivenOf::new(), &key(), None, None), Err(RequestError::NeedsRegister));
    let asks = request(it, &asked, &GivenOf::new(), &key(), None, Some("cdek")).unwrap();
    assert_eq!(asks.url, "https://moyaposylka.ru/api/v1/trackers/cdek/1100000021");
    assert!(register_then_request(source("17track"), &asked[0], &GivenOf::new(), &key(), None, "").is_none());
}

#[test]
fn a_detected_carrier_is_kept_and_told() {
    let (it, asked) = (source("trackingmore"), [number("LP00123456789012")]);
    let heard = registered("trackingmore", &asked, 200, r#"{"meta":{"code":200},"data":[{"courier_code":"cainiao"}]}"#);
    assert_eq!(kind(&heard[0].1), Ok("cainiao"));
    let nobody = registered("trackingmore", &asked, 200, r#"{"meta":{"code":200},"data":[]}"#);
    assert_eq!(kind(&nobody[0].1), Err(OutcomeKind::NeedsInput));
    let then = register_then_request(it, &asked[0], &GivenOf::new(), &key(), None, "cainiao").unwrap().unwrap();
    assert_eq!(then.body.as_deref(), Some(r#"{"tracking_number":"LP00123456789012","courier_code":"cainiao"}"#));
    let exists = Answered::whole(400, r#"{"meta":{"code":4101,"message":"Tracking No. already exists."},"data":[]}"#);
    assert_eq!(kind(&read_register_then(it, "cainiao", &exists)), Ok("cainiao"));
}

#[test]
fn an_empty_answer_says_nothing_when_it_ended_early() {
    let upu = |answered: &Answered| super::one("upu", "RB123456785CN", answered).kind();
    assert_eq!(upu(&Answered::whole(200, "")), OutcomeKind::NotFound);
    assert_eq!(upu(&Answered { ended_early: true, ..Answered::whole(200, "") }), OutcomeKind::Unavailable);
    assert_eq!(upu(&Answered::whole(503, "")), OutcomeKind::Unavailable);
}

#[test]
fn what_is_said_of_registering_is_checked() {
    let text = std::fs::read_to_string(super::root("carriers/trackingmore.toml")).unwrap();
    assert!(text.contains("{registered}"));
    let broken = text.replacen("{registered}", "{detected}", 1);
    assert!(validate("trackingmore", &broken, None).is_err_and(|error| error.to_string().contains("register.then")));
}

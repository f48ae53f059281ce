//! What holds of every source that can be asked.

use posylka::{
    carriers::{
        Answered, Definition, Given, GivenOf, Secrets,
        request::{Request, Token, register_request, register_then_request, request, takes, token_request},
        validate,
    },
    model::{Number, OutcomeKind},
};

use super::{REGISTRY, number, one, source};

fn asked() -> impl Iterator<Item = &'static Definition> {
    REGISTRY.iter().filter(|it| it.request.is_some())
}

/// All requests of a source, with secrets that do not fit anywhere unescaped.
fn requests(it: &Definition) -> Vec<Request> {
    let secrets: Secrets = it.secrets.keys().map(|name| (name.clone(), "a \"b\" <c>&\\".to_owned())).collect();
    let token = Token { value: "t \"u\"".to_owned(), lasts: None, cookies: Vec::new() };
    let numbers = [number("RB123456785CN"), number("LP00123456789012")];
    let numbers = &numbers[..numbers.len().min(it.pace.batch)];
    let nothing = GivenOf::new();
    let asked = Given { carrier: Some("3011".to_owned()), postcode: Some("14 \"015\"&".to_owned()) };
    let given = numbers.iter().map(|number| (number.clone(), asked.clone())).collect();
    [&nothing, &given].into_iter().flat_map(|given| requests_with(it, numbers, given, &secrets, &token)).collect()
}

fn requests_with(
    it: &Definition,
    numbers: &[Number],
    given: &GivenOf,
    secrets: &Secrets,
    token: &Token,
) -> Vec<Request> {
    let all = [
        token_request(it, secrets),
        register_request(it, numbers, given, secrets, Some(token)),
        register_then_request(it, &numbers[0], given, secrets, Some(token), "kept"),
        Some(request(it, numbers, given, secrets, Some(token), Some("kept"))),
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

/// What is not given leaves nothing behind, and what is goes to nobody whose definition does not name it.
#[test]
fn a_postcode_goes_only_where_it_is_asked_for() {
    let asked_with = |it: &Definition, given: &Given| {
        let numbers = [number("RB123456785CN")];
        let token = Token { value: "t".to_owned(), lasts: None, cookies: Vec::new() };
        let secrets: Secrets = it.secrets.keys().map(|name| (name.clone(), "a".to_owned())).collect();
        let given = GivenOf::from([(numbers[0].clone(), given.clone())]);
        requests_with(it, &numbers, &given, &secrets, &token)
    };
    let given = Given { carrier: Some("9876".to_owned()), postcode: Some("140150".to_owned()) };
    for it in asked() {
        let (with, without) = (asked_with(it, &given), asked_with(it, &Given::default()));
        let holds = |request: &Request, piece: &str| format!("{} {:?}", request.url, request.body).contains(piece);
        assert_eq!(with.iter().any(|request| holds(request, "140150")), takes(it, "postcode"), "{}", it.id);
        assert_eq!(with.iter().any(|request| holds(request, "9876")), takes(it, "carrier"), "{}", it.id);
        assert!(with.iter().filter(|it| holds(it, "140150")).all(|request| request.secret), "{}", it.id);
        let left =
            without.iter().any(|it| ["{carrier}", "{postcode}", ":\"\"", "=&"].iter().any(|piece| holds(it, piece)));
        assert!(!left, "{}: {:?}", it.id, without.iter().map(|it| (&it.url, &it.body)).collect::<Vec<_>>());
    }
    let dhl = asked_with(source("dhl"), &given).remove(0).url;
    assert_eq!(
        dhl,
        "https://api-eu.dhl.com/track/shipments?language=en&recipientPostalCode=140150&trackingNumber=RB123456785CN"
    );
    let dhl = asked_with(source("dhl"), &Given::default()).remove(0).url;
    assert_eq!(dhl, "https://api-eu.dhl.com/track/shipments?language=en&trackingNumber=RB123456785CN");
    let ship24 = |given: &Given| asked_with(source("ship24"), given).remove(0).body.unwrap();
    let (with, without) = (ship24(&given), ship24(&Given::default()));
    assert!(
        with.contains(r#""courierCode":["9876"],"destinationPostCode":"140150","destinationCountryCode""#),
        "{with}"
    );
    assert_eq!(without, r#"{"trackingNumber":"RB123456785CN","destinationCountryCode":"RU"}"#);
}

#[test]
fn each_number_of_a_batch_has_its_own_code() {
    let numbers = [number("RB123456785CN"), number("LP00123456789012")];
    let coded = Given { carrier: Some("3011".to_owned()), postcode: None };
    let given = GivenOf::from([(numbers[1].clone(), coded)]);
    let secrets = Secrets::from([("key".to_owned(), "a".to_owned())]);
    let asked = request(source("17track"), &numbers, &given, &secrets, None, None).unwrap();
    assert_eq!(asked.body.unwrap(), r#"[{"number":"RB123456785CN"},{"number":"LP00123456789012","carrier":3011}]"#);
}

#[test]
fn what_may_be_left_out_stands_where_it_can_be() {
    let head = "schema = 1\nrevision = 1\nof = \"a\"\nname = \"A\"\naccess = \"keyless\"\nevidence = \"inferred\"\nevidence_note = \"none\"";
    let answer = "[answer]\nformat = \"json\"\nelement = \"a\"\nidentity = \"b\"\nrows = \"c\"\ntime = \"d\"\ntime_format = [\"iso\"]";
    let text = |request: &str| format!("{head}\n{request}\nhosts = [\"a.example\"]\n{answer}\n");
    let refused = |request: &str| validate("a", &text(request), None).unwrap_err().to_string();
    let batch = "[pace]\nbatch = 2\n[request]\nurl = \"https://a.example/\"\n";
    for (request, why) in [
        ("[request]\nurl = \"https://a.example/{postcode}\"", "stand in `query`"),
        ("[request]\nurl = \"https://a.example/\"\nbody = { xml = \"<a>{postcode}</a>\" }", "stand in `query`"),
        ("[request]\nurl = \"https://a.example/\"\nbody = { json = '[\"{postcode}\"]' }", "a member of an object"),
        ("[request]\nurl = \"https://a.example/\"\nquery = { a = \"{carrier}\" }", "say how a code looks"),
        ("[carrier_codes]\nshape = 'a'\nfrom = \"b\"\n[request]\nurl = \"https://a.example/\"", "no request names"),
        (&format!("{batch}query = {{ a = \"{{postcode}}\" }}"), "in a batch"),
    ] {
        let said = refused(request);
        assert!(said.contains(why), "{request}: {said}");
    }
}

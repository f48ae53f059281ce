//! Definitions and the reading of answers: every fixture against its `.heard`, hostile bodies, requests.

mod aggregators;
mod every;
mod phrases;
mod places;
mod public;
mod shared;
mod shared_route;
mod shared_world;
mod vocabulary;
mod world;

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use posylka::{
    carriers::{
        Answered, Definition, DefinitionError, GivenOf, Registry, RequestError, Secrets, Warning, numbers_in, read,
        request,
        request::{read_token, rebased, token_request},
        validate,
    },
    model::{Access, Number, Outcome, OutcomeKind, SourceId},
};
use proptest::prelude::*;

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::embedded().expect("the embedded definitions load"));

fn source(id: &str) -> &'static Definition {
    REGISTRY.source(&SourceId::from(id)).unwrap_or_else(|| panic!("no definition {id}"))
}

fn number(text: &str) -> Number {
    Number::new(text).expect("the tests' numbers are in normal form")
}

fn root(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn one(id: &str, asked: &str, answered: &Answered) -> Outcome {
    read(&REGISTRY, source(id), &[number(asked)], answered).remove(0).1
}

/// An outcome as a fixture's `.heard` writes it.
fn heard(number: &Number, outcome: &Outcome) -> String {
    let mut text = format!("{number} {} {}", outcome.kind(), outcome.detail()).trim_end().to_owned() + "\n";
    if let Outcome::SlowDown(Some(wait)) = outcome {
        writeln!(text, "  wait {} s", wait.as_secs()).unwrap();
    }
    let Some(heard) = outcome.heard() else { return text };
    for event in &heard.events {
        let zone = event.zone.map_or("?".to_owned(), |zone| format!("{}", zone.offset));
        let status = event.status.map_or("?", |it| it.word());
        let reason = event.reason.map_or(String::new(), |it| format!("({it})"));
        let parts = format!("{} | {} | {}", event.code, event.text, event.place);
        writeln!(text, "  {} {zone} {status}{reason} {}", event.wall, parts.trim_end_matches([' ', '|'])).unwrap();
    }
    for linked in &heard.numbers {
        let carrier = linked.carrier.as_deref().unwrap_or("-");
        let best = linked.candidates.first().map_or("-".to_owned(), |it| it.carrier.to_string());
        writeln!(text, "  number {} {} `{}` {carrier} -> {best}", linked.number, linked.strength, linked.from).unwrap();
    }
    if let serde_json::Value::Object(facts) = serde_json::to_value(&heard.facts).unwrap() {
        facts.iter().for_each(|(name, value)| writeln!(text, "  fact {name} {value}").unwrap());
    }
    heard.complaints.iter().for_each(|it| writeln!(text, "  complaint {} {}", it.kind, it.detail).unwrap());
    text
}

struct Fixture {
    source: String,
    case: String,
    body: Vec<u8>,
    heard: PathBuf,
}

fn fixtures() -> Vec<Fixture> {
    let mut all = Vec::new();
    for folder in fs::read_dir(root("fixtures")).unwrap().flatten().filter(|it| it.path().is_dir()) {
        let source = folder.file_name().into_string().unwrap();
        if REGISTRY.source(&SourceId::from(source.as_str())).is_none() {
            continue;
        }
        for file in fs::read_dir(folder.path()).unwrap().flatten().map(|it| it.path()) {
            if file.extension().is_none_or(|it| it == "heard" || it == "tsv") {
                continue;
            }
            let case = file.file_stem().unwrap().to_str().unwrap().to_owned();
            let heard = file.with_extension("heard");
            all.push(Fixture { source: source.clone(), case, body: fs::read(&file).unwrap(), heard });
        }
    }
    all
}

/// The lines at the head of a `.heard` that say what was asked and what came beside the body.
fn head(text: &str) -> (Vec<Number>, Answered, String) {
    let (mut asked, mut answered, mut lines) = (Vec::new(), Answered::whole(200, ""), String::new());
    for line in text.lines() {
        match line.split_once(": ") {
            Some(("ask", numbers)) => asked.extend(numbers.split_whitespace().map(number)),
            Some(("http", status)) => answered.status = status.parse().unwrap(),
            Some(("header", header)) => {
                let (name, value) = header.split_once(": ").unwrap();
                answered.headers.push((name.to_owned(), value.to_owned()));
            }
            _ => break,
        }
        lines += line;
        lines.push('\n');
    }
    (asked, answered, lines)
}

/// `HEARD=write` rewrites what is expected.
#[test]
fn every_fixture_reads_as_heard() {
    let mut wrong = Vec::new();
    for fixture in fixtures() {
        let expected = fs::read_to_string(&fixture.heard).unwrap_or_else(|_| panic!("{:?} is missing", fixture.heard));
        let (asked, answered, head) = head(&expected);
        let answered = Answered { body: fixture.body.clone(), ..answered };
        let outcomes = read(&REGISTRY, source(&fixture.source), &asked, &answered);
        let text = head + &outcomes.iter().map(|(number, outcome)| heard(number, outcome)).collect::<String>();
        if std::env::var("HEARD").is_ok_and(|it| it == "write") {
            fs::write(&fixture.heard, &text).unwrap();
        } else if text != expected {
            wrong.push(format!("{}/{}:\n{text}", fixture.source, fixture.case));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Of an answer for several numbers each keeps what speaks of it: no batch may leave a number that has scans without evidence.
#[test]
fn of_every_batch_a_number_with_scans_keeps_its_piece_as_it_came() {
    let mut seen = std::collections::BTreeSet::new();
    for fixture in fixtures() {
        let definition = source(&fixture.source);
        let expected = fs::read_to_string(&fixture.heard).unwrap();
        let (asked, answered, _) = head(&expected);
        let answered = Answered { body: fixture.body.clone(), ..answered };
        let outcomes = read(&REGISTRY, definition, &asked, &answered);
        let kept = posylka::carriers::pieces(definition, &asked, &answered);
        for ((number, outcome), piece) in outcomes.iter().zip(&kept).filter(|_| definition.pace.batch > 1) {
            if outcome.kind() == OutcomeKind::Events {
                let of = format!("{}/{} {number}", fixture.source, fixture.case);
                assert!(
                    fixture.body.windows(piece.len().max(1)).any(|it| it == piece.as_slice()),
                    "{of}: not as it came"
                );
                assert!(serde_json::from_slice::<serde_json::Value>(piece).is_ok_and(|it| it.is_object()), "{of}");
                seen.insert(fixture.source.clone());
            }
        }
    }
    let batches = REGISTRY.iter().filter(|it| it.pace.batch > 1 && it.request.is_some()).count();
    assert_eq!(seen.len(), batches, "{seen:?}");
}

#[test]
fn every_source_that_is_asked_has_the_fixtures_that_matter() {
    let fixtures = fixtures();
    for definition in REGISTRY.iter().filter(|it| it.access != Access::LinkOnly) {
        let has = |cases: &[&str]| {
            fixtures.iter().any(|it| it.source == definition.id.as_str() && cases.contains(&it.case.as_str()))
        };
        for wanted in [&["moving"][..], &["delivered"], &["not-found"], &["blocked", "error", "captcha"]] {
            assert!(has(wanted), "{}: no fixture of {wanted:?}", definition.id);
        }
    }
}

#[test]
fn every_definition_passes_its_own_check() {
    let paths = fs::read_dir(root("carriers")).unwrap().flatten().map(|it| it.path());
    for path in paths.filter(|path| path.extension().is_some_and(|it| it == "toml")) {
        let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let definition = validate(&id, &text, None).unwrap_or_else(|error| panic!("{error}"));
        assert!(definition.numbers.iter().all(|it| !it.valid.is_empty() && !it.invalid.is_empty()), "{id}: examples");
    }
}

#[test]
fn an_unknown_key_is_refused_with_line_and_column() {
    let text = fs::read_to_string(root("carriers/korea-post.toml")).unwrap().replacen("floor =", "flour =", 1);
    let line = text.lines().position(|it| it.starts_with("flour")).unwrap() + 1;
    match validate("korea-post", &text, Some("mine.toml".to_owned())) {
        Err(DefinitionError::Syntax { origin, line: at, column, message }) => {
            assert_eq!((origin.as_str(), at, column), ("mine.toml", line, 1), "{message}");
            assert!(message.contains("flour"), "{message}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_cannot_be_is_refused_with_its_place() {
    let text = fs::read_to_string(root("carriers/korea-post.toml")).unwrap();
    let broken = [
        ("hosts = [\"service.epost.go.kr\"]", "hosts = [\"elsewhere.kr\"]", "request"),
        ("{number}\", displayHeader", "{nummer}\", displayHeader", "request"),
        ("#print2 table tbody tr\"", "#print2 >>> [\"", "answer.rows"),
        ("(?i)</html>", "(?i", "answer"),
        ("valid = [\"EB123456785KR\"", "valid = [\"EB123456789KR\"", "numbers.korea-post-s10"),
    ];
    for (from, to, key) in broken {
        assert!(text.contains(from), "{from}");
        match validate("korea-post", &text.replacen(from, to, 1), None) {
            Err(DefinitionError::Meaning { key: at, .. }) => assert_eq!(at, key),
            other => panic!("{to}: {other:?}"),
        }
    }
}

#[test]
fn a_users_file_replaces_the_embedded_one_and_a_stale_one_is_told() {
    let text = fs::read_to_string(root("carriers/korea-post.toml")).unwrap();
    let file = |text: String| [("korea-post".to_owned(), text, "mine.toml".to_owned())];
    let older = text.replacen("revision = 1", "revision = 0", 1).replacen("\"Korea Post\"", "\"Mine\"", 1);
    let registry = Registry::with_overrides(file(older)).unwrap();
    assert_eq!(registry.source(&"korea-post".into()).unwrap().name, "Mine");
    assert_eq!(registry.warnings(), [Warning::Stale { id: "korea-post".into(), theirs: 0, ours: 1 }]);
    assert_eq!(Registry::with_overrides(file(text)).unwrap().warnings(), []);
}

#[test]
fn sources_of_a_carrier_stand_in_order_of_preference() {
    let carriers = REGISTRY.carriers(&|it| it.access == Access::Keyless);
    let post = &carriers[&"russian-post".into()];
    let sources: Vec<_> = post.sources.iter().map(|it| (it.id.as_str(), it.askable)).collect();
    assert_eq!(sources, [("russian-post-api", false), ("russian-post", true)]);
    assert_eq!(post.post_of, ["RU"]);
}

#[test]
fn a_batch_is_one_request_and_secrets_are_escaped() {
    let numbers = [number("LP00123456789012"), number("AP00123456789012")];
    let batch = request::request(source("cainiao"), &numbers, &GivenOf::new(), &Secrets::new(), None, None).unwrap();
    assert!(batch.url.contains("mailNos=LP00123456789012%2CAP00123456789012"), "{}", batch.url);
    assert!(!batch.secret && batch.body.is_none());

    let api = source("russian-post-api");
    let ask = |secrets: &Secrets| request::request(api, &numbers[..1], &GivenOf::new(), secrets, None, None);
    assert_eq!(ask(&Secrets::new()), Err(RequestError::NeedsInput("login".to_owned())));
    let secrets = Secrets::from([("login".into(), "me".into()), ("password".into(), "a<b&\"c".into())]);
    let soap = ask(&secrets).unwrap();
    assert!(soap.secret && soap.body.as_ref().unwrap().contains("<data:password>a&lt;b&amp;&quot;c</data:password>"));
    assert!(!format!("{soap:?}").contains("a<b"));
    assert!(soap.headers.contains(&("Content-Type".into(), "application/soap+xml;charset=UTF-8".into())));

    let local = rebased(&batch, "http://127.0.0.1:8123/").unwrap();
    assert!(local.url.starts_with("http://127.0.0.1:8123/global/detail.json?"), "{}", local.url);
    assert_eq!(local.hosts, ["127.0.0.1"]);
    assert!(rebased(&batch, "ftp://x").is_none() && rebased(&batch, "http://x/y").is_none());
}

#[test]
fn a_token_is_asked_for_read_and_shown() {
    let text = fs::read_to_string(root("carriers/russian-post.toml")).unwrap();
    let text = text.replacen("headers = {", "headers = { X-Token = \"{token}\",", 1)
        + "\n[token]\nformat = \"json\"\nvalue = \"access_token\"\nseconds = \"expires_in\"\n[token.request]\nmethod = \"POST\"\n\
           url = \"https://www.pochta.ru/token\"\nhosts = [\"www.pochta.ru\"]\nbody = { form = { grant = \"a b\" } }\n";
    let definition = validate("russian-post", &text, None).unwrap_or_else(|error| panic!("{error}"));
    let asked = token_request(&definition, &Secrets::new()).unwrap().unwrap();
    assert_eq!(asked.body.as_deref(), Some("grant=a%20b"));
    let token = read_token(&definition, &Answered::whole(200, r#"{"access_token":"abc","expires_in":60}"#)).unwrap();
    let numbers = [number("10100064123459")];
    let ask = |token| request::request(&definition, &numbers, &GivenOf::new(), &Secrets::new(), token, None);
    assert_eq!(ask(None), Err(RequestError::NeedsToken));
    let request = ask(Some(&token)).unwrap();
    assert!(request.secret && request.headers.contains(&("X-Token".into(), "abc".into())));
    let refused = read_token(&definition, &Answered::whole(401, "{}")).unwrap_err();
    assert_eq!(refused.kind(), OutcomeKind::Blocked);
}

const LP: &str = "LP00123456789012";

fn fixture(path: &str) -> Vec<u8> {
    fs::read(root("fixtures").join(path)).unwrap()
}

#[test]
fn a_cut_answer_is_unavailable_wherever_it_is_cut() {
    let cases = [
        ("cainiao", LP, "moving.json"),
        ("russian-post-api", "RB123456785CN", "moving.xml"),
        ("korea-post", "EB123456785KR", "moving.html"),
    ];
    for (id, asked, file) in cases {
        let body = fixture(&format!("{id}/{file}"));
        let text = String::from_utf8(body).unwrap();
        let end = text.trim_end().len();
        for part in 0..20 {
            let cut = text.floor_char_boundary(end * part / 20);
            let answered = Answered { ended_early: true, ..Answered::whole(200, &text[..cut]) };
            assert_eq!(one(id, asked, &answered).kind(), OutcomeKind::Unavailable, "{id} at {cut}");
            let silent = one(id, asked, &Answered::whole(200, &text[..cut])).kind();
            assert!(matches!(silent, OutcomeKind::Unavailable | OutcomeKind::Unreadable), "{id} at {cut}: {silent}");
        }
    }
    let half = &fixture("cainiao/moving.json")[..400];
    assert_eq!(one("cainiao", LP, &Answered::whole(200, half)).kind(), OutcomeKind::Unavailable);
}

#[test]
fn hostile_bodies_are_never_events_nor_not_found() {
    let deep_json = "[".repeat(10_000) + &"]".repeat(10_000);
    let deep_xml = "<a>".repeat(10_000) + &"</a>".repeat(10_000);
    let laughs = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>";
    let page = "<html><body>Please prove you are not a robot</body></html>";
    let bodies = [deep_json.as_str(), &deep_xml, laughs, page, "", "null", "{}", "[]", "\u{FEFF}", "{\"module\":3}"];
    let asked = [
        ("cainiao", LP),
        ("russian-post", "10100064123459"),
        ("russian-post-api", "10100064123459"),
        ("korea-post", "EB123456785KR"),
    ];
    for (id, asked) in asked {
        for body in bodies {
            let kind = one(id, asked, &Answered::whole(200, body)).kind();
            let fine = matches!(kind, OutcomeKind::Unreadable | OutcomeKind::Unavailable | OutcomeKind::Blocked);
            assert!(fine, "{id}: {kind} from {:?}", &body[..body.len().min(40)]);
        }
    }
}

#[test]
fn ten_thousand_levels_of_html_are_read_or_refused() {
    let page = format!("<html>{}x{}</html>", "<div>".repeat(10_000), "</div>".repeat(10_000));
    assert_eq!(one("korea-post", "EB123456785KR", &Answered::whole(200, page)).kind(), OutcomeKind::Unreadable);
}

#[test]
fn http_statuses_speak_where_nothing_else_does() {
    let kinds = [
        (401, OutcomeKind::Blocked),
        (403, OutcomeKind::Blocked),
        (404, OutcomeKind::Unreadable),
        (503, OutcomeKind::Unavailable),
    ];
    for (status, kind) in kinds {
        for body in ["<html>no</html>", "{}"] {
            assert_eq!(one("cainiao", LP, &Answered::whole(status, body)).kind(), kind, "{status}");
        }
    }
}

#[test]
fn retry_after_is_read_as_seconds_and_as_a_date_against_the_answers_own() {
    let wait = |headers: &[(&str, &str)]| {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        match one("cainiao", LP, &Answered { headers, ..Answered::whole(429, "") }) {
            Outcome::SlowDown(wait) => wait.map(|it| it.as_secs()),
            other => panic!("{other:?}"),
        }
    };
    let date = ("Date", "Wed, 21 Oct 2026 07:26:00 GMT");
    assert_eq!(wait(&[("retry-after", "120")]), Some(120));
    assert_eq!(wait(&[("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"), date]), Some(120));
    assert_eq!(wait(&[("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT")]), None);
    assert_eq!(wait(&[("Retry-After", "Wed, 21 Oct 2026 07:00:00 GMT"), date]), Some(0));
    assert_eq!(wait(&[("Retry-After", "soon")]), None);
    assert_eq!(wait(&[]), None);
}

#[test]
fn a_batch_lists_its_numbers() {
    let numbers = numbers_in(source("cainiao"), &fixture("cainiao/batch.json"));
    assert_eq!(numbers, [LP, "LP00999999999999", "AP00123456789012"].map(number));
}

fn mutated() -> impl Strategy<Value = (usize, Vec<(usize, u8)>, usize)> {
    (any::<usize>(), prop::collection::vec((any::<usize>(), any::<u8>()), 0..12), any::<usize>())
}

proptest! {
    #[test]
    fn reading_never_panics((which, changes, cut) in mutated()) {
        static ALL: LazyLock<Vec<Fixture>> = LazyLock::new(fixtures);
        let fixture = &ALL[which % ALL.len()];
        let mut body = fixture.body.clone();
        for (at, byte) in changes {
            let at = at % body.len();
            body[at] = byte;
        }
        body.truncate(if cut % 3 == 0 { cut % (body.len() + 1) } else { body.len() });
        let asked = [number(LP), number("10100064123459")];
        prop_assert_eq!(read(&REGISTRY, source(&fixture.source), &asked, &Answered::whole(200, body)).len(), 2);
    }
}

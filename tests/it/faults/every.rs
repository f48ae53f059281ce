//! Every embedded definition against every way a server can misbehave, through the whole of an ask: the wire, the
//! reading, the outcome. Bounded time and memory, and never a word about the parcel.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

use posylka::{
    app::{
        Setup,
        look::{ask, book::Ask},
    },
    carriers::{Registry, Secrets, validate},
    config::{Config, Folders, SourceSettings},
    model::{Access, Number, OutcomeKind, SourceId},
    text::Lang,
    wire::Wire,
};
use tokio::{io::AsyncWriteExt, task::JoinSet};

use super::{moved, page, say, serve};
use OutcomeKind::{Blocked, Unavailable, Unreadable};

/// Patience with a server that never comes to an end, instead of the definition's own.
const IMPATIENT: &str = "700ms";
/// Patience with one that does, on a busy machine.
const PATIENT: &str = "24s";
/// One ask is at most three requests; the rest is a debug build's reading on a busy machine.
const LONGEST: Duration = Duration::from_secs(60);
/// What a whole run may take at most, in kilobytes: every source at once, each with all that its `body_max` allows.
const MEMORY: u64 = 1_200_000;

/// Every definition that can be asked, with this patience.
fn registry(patience: &str) -> Registry {
    let mut files: Vec<_> = fs::read_dir("carriers").unwrap().map(|it| it.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|it| it == "toml"));
    files.sort();
    let definitions = files.iter().map(|path: &std::path::PathBuf| {
        let mut table: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
        let pace = table.entry("pace").or_insert_with(|| toml::Table::new().into());
        pace.as_table_mut().unwrap().insert("timeout".to_owned(), patience.into());
        validate(path.file_stem().unwrap().to_str().unwrap(), &toml::to_string(&table).unwrap(), None)
    });
    Registry::of(definitions).unwrap()
}

/// The product with every source at this address and every secret given.
fn setup(base: &str, folder: &Path, patience: &str) -> Setup {
    let registry = registry(patience);
    let at =
        |id: &SourceId| (id.clone(), SourceSettings { base_url: Some(base.to_owned()), ..SourceSettings::default() });
    let config = Config { carriers: registry.iter().map(|it| at(&it.id)).collect(), ..Config::default() };
    let secrets: BTreeMap<SourceId, Secrets> = registry
        .iter()
        .map(|it| (it.id.clone(), it.secrets.keys().map(|name| (name.clone(), "hush".to_owned())).collect()))
        .collect();
    let folders = Folders::choose(Some(folder), Some(folder)).unwrap();
    let mut setup = Setup::new(config, folders, Lang::En, secrets, Vec::new(), 1).unwrap();
    setup.registry = registry.into();
    setup
}

/// Asks every source once, all at the same time, and says what came of it.
async fn ask_all(base: &str, patience: &str) -> Vec<(SourceId, OutcomeKind, String)> {
    let folder = tempfile::tempdir().unwrap();
    let setup = std::sync::Arc::new(setup(base, folder.path(), patience));
    let wire = std::sync::Arc::new(Wire::new(true));
    let mut asks = JoinSet::new();
    for definition in setup.registry.iter().filter(|it| it.access != Access::LinkOnly && it.request.is_some()) {
        let valid = definition.numbers.iter().flat_map(|it| &it.valid).next();
        let number = Number::new(valid.map_or("RB123456785CN", String::as_str)).unwrap();
        let ask = Ask {
            source: definition.id.clone(),
            host: "127.0.0.1".to_owned(),
            legs: Vec::new(),
            numbers: vec![number],
            registered: BTreeMap::new(),
            given: BTreeMap::new(),
            day: jiff::civil::date(2026, 3, 1),
        };
        let (setup, wire) = (std::sync::Arc::clone(&setup), std::sync::Arc::clone(&wire));
        asks.spawn(async move {
            let begun = Instant::now();
            let came = ask::send(&setup, &wire, &ask).await;
            let (said, _) = ask::read(&setup, &ask, &came);
            let (_, outcome) = said.first().expect("every number has its outcome");
            assert!(begun.elapsed() < LONGEST, "{}: {:?}", ask.source, begun.elapsed());
            assert!(!format!("{outcome:?} {came:?}").contains("hush"), "{}: {outcome:?}", ask.source);
            (ask.source, outcome.kind(), outcome.detail().to_owned())
        });
    }
    asks.join_all().await
}

/// Plays one fault to all and looks whether each outcome is one of these.
async fn all_say(fault: &str, base: &str, allowed: &[OutcomeKind]) {
    all_say_within(PATIENT, fault, base, allowed).await;
}

async fn all_say_within(patience: &str, fault: &str, base: &str, allowed: &[OutcomeKind]) {
    let begun = Instant::now();
    let came = ask_all(base, patience).await;
    assert!(came.len() >= 30, "{} sources", came.len());
    let wrong: Vec<_> = came.iter().filter(|(_, kind, _)| !allowed.contains(kind)).collect();
    assert!(wrong.is_empty(), "{fault}: {wrong:#?}");
    eprintln!("{fault}: {} sources in {:.1} s", came.len(), begun.elapsed().as_secs_f64());
    assert!(peak() < MEMORY, "{fault}: {} kB", peak());
}

/// The most memory this process ever had, in kilobytes.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").trim().parse().unwrap()
}

fn json(body: &[u8]) -> Vec<u8> {
    page("Content-Type: application/json\r\n", body)
}

#[tokio::test]
async fn who_never_answers_trickles_or_stops_early_is_unavailable() {
    let never = serve(|_, stream| async move {
        std::future::pending::<()>().await;
        drop(stream);
    });
    all_say_within(IMPATIENT, "never answers", &never.await, &[Unavailable]).await;
    let trickle = serve(|_, mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{").await;
        while stream.write_all(b" ").await.is_ok() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    });
    all_say_within(IMPATIENT, "a byte a second", &trickle.await, &[Unavailable]).await;
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 40960\r\n\r\n";
    let cut = say([head.as_slice(), b"{\"a\":\"", &[b'x'; 16_378]].concat()).await;
    all_say("16,384 of 40,960 bytes", &cut, &[Unavailable]).await;
}

#[tokio::test]
async fn who_sends_us_elsewhere_is_not_followed() {
    // A source whose definition follows none reads the redirect itself, in which nothing stands.
    for to in ["/again", "https://elsewhere.example/x?key=1", "file:///etc/passwd"] {
        let base = say(moved(to)).await;
        all_say(&format!("redirects to {to}"), &base, &[Unavailable, Unreadable]).await;
    }
}

#[tokio::test]
async fn bombs_are_refused_at_the_limit() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![b' '; 60_000_000]).unwrap();
    let bomb = page("Content-Encoding: gzip\r\nContent-Type: application/json\r\n", &packer.finish().unwrap());
    all_say("gzip bomb", &say(bomb).await, &[Unreadable]).await;
    // Where every whole answer ends in words of its own, what lacks them has ended early.
    let deep = json(&[vec![b'['; 10_000], vec![b']'; 10_000]].concat());
    all_say("10,000 levels of JSON", &say(deep).await, &[Unreadable, Unavailable]).await;
    let mut laughs = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY l0 \"ha\">".to_owned();
    for level in 1..20 {
        let ten = format!("&l{};", level - 1).repeat(10);
        laughs.push_str(&format!("<!ENTITY l{level} \"{ten}\">"));
    }
    laughs.push_str("]><a>&l19;</a>");
    let laughs = page("Content-Type: text/xml\r\n", laughs.as_bytes());
    all_say("billion laughs", &say(laughs).await, &[Unreadable, Unavailable]).await;
}

#[tokio::test]
async fn what_is_no_answer_is_unreadable() {
    let table = format!("<html><table>{}</table></html>", "<tr><td>x</td><td>y</td></tr>".repeat(60_000));
    let russian: Vec<u8> = [b"<html><p>".as_slice(), &[0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2], b"</p></html>"].concat();
    for (fault, answer) in [
        ("invalid UTF-8", json(b"{\"a\":\"\xff\xfe\"}")),
        ("cp1251", page("Content-Type: text/html; charset=windows-1251\r\n", &russian)),
        ("cp1251 that says nothing of it", page("Content-Type: text/html\r\n", &russian)),
        ("a huge table", page("Content-Type: text/html\r\n", table.as_bytes())),
    ] {
        all_say(fault, &say(answer).await, &[Unreadable, Unavailable]).await;
    }
}

#[tokio::test]
async fn a_status_says_what_it_says() {
    for (status, allowed) in [
        ("403 Forbidden", [Blocked, OutcomeKind::NeedsInput].as_slice()),
        ("429 Too Many Requests", &[OutcomeKind::SlowDown]),
        ("502 Bad Gateway", &[Unavailable]),
    ] {
        let body = "<html>no</html>";
        let answer = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        all_say(status, &say(answer.into_bytes()).await, allowed).await;
    }
}

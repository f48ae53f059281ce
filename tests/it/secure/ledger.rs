//! Who was asked what, who never is, and what is left of a parcel that is forgotten.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener},
    path::Path,
    thread,
};

use posylka::carriers::Registry;
use serde_json::Value;

use super::super::cli::{Home, privacy::carrier, until};

const CLOCK: &str = "2026-02-19T00:00:00Z@300000";
const ONE: &str = "LP00123456789012";
const OTHER: &str = "LP00123456789098";
const TITLE: &str = "Quastenflosser";

/// A home whose every source stands at this address.
fn home(address: SocketAddr, more: &str) -> Home {
    let home = Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", CLOCK), ("PATH", "/usr/bin:/bin")]);
    let registry = Registry::embedded().unwrap();
    let moved = |id: &str| format!("[carriers.{id}]\nbase_url = \"http://{address}\"\n");
    let config: String = registry.iter().filter(|it| it.request.is_some()).map(|it| moved(it.id.as_str())).collect();
    home.write("config/posylka/config.toml", &(config + more));
    home
}

fn rows(ledger: &Value) -> Vec<Value> {
    ledger["asked"].as_array().unwrap().clone()
}

#[test]
fn the_ledger_says_who_was_told_which_number_and_who_never_is_is_not() {
    let (address, asked) = carrier();
    let home = home(address, "");
    home.text(&format!("add {ONE} --title Lamp --later"));
    home.text(&format!("add {OTHER} --title Kettle --later"));
    assert!(rows(&home.json("privacy")).is_empty());
    home.walk(&[
        ("privacy", 0, "No number was sent to anybody"),
        ("edit 2 --never nobody", 1, "no source nobody"),
        ("edit 2 --never cainiao", 0, "Kettle"),
        ("undo 2 --yes", 0, "forbidding to ask cainiao"),
        ("undo 2 --dry-run", 0, "adding"),
        ("edit 2 --never cainiao --never upu", 0, "Kettle"),
        ("privacy Kettle", 0, "Parcel 2: cainiao is never asked"),
        ("explain 2", 0, "only you can look it up"),
    ]);
    let _daemon = home.daemon();
    let seen = |number: &str| asked.lock().unwrap().iter().filter(|it| it.contains(number)).count();
    until("the first to be asked for several times", || (seen(ONE) > 3).then_some(()));
    let ledger = home.json("privacy");
    let row = rows(&ledger).into_iter().find(|it| it["source"] == "cainiao").unwrap();
    assert_eq!((&row["number"], &row["host"]), (&ONE.into(), &address.to_string().into()), "{row}");
    assert_eq!((&row["why"], row["count"].as_u64() > Some(1)), (&"watch".into(), true), "{row}");
    assert!(row["first"].as_str() < row["last"].as_str(), "{row}");
    assert_eq!(ledger["never"][0], serde_json::json!({ "parcel": "2", "source": "cainiao" }));
    let not_wanted = |it: &String| it.contains(OTHER) && it.contains("detail.json");
    assert!(!asked.lock().unwrap().iter().any(not_wanted), "cainiao was asked for the other");
    assert!(rows(&home.json("privacy 1")).iter().all(|it| it["number"] == ONE));
    home.text("edit 2 --again cainiao --again upu");
    until("the other to be asked for", || asked.lock().unwrap().iter().any(not_wanted).then_some(()));
    assert!(home.json("privacy")["never"].as_array().unwrap().is_empty());
}

#[test]
fn who_was_not_reached_was_told_nothing() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let home = home(nobody, "");
    home.text(&format!("add {ONE}"));
    let daemon = home.daemon();
    let failed = |it: &Value| it["id"] == "cainiao" && it["failures"].as_u64() > Some(1);
    until("the carrier to be tried twice", || {
        home.json("carrier list").as_array().unwrap().iter().any(failed).then_some(())
    });
    drop(daemon);
    // The one that was under way when the daemon was ended may stand there still.
    let asked = rows(&home.json("privacy"));
    assert!(asked.iter().all(|it| it["count"] == 1), "{asked:?}");
}

/// A carrier that knows both numbers, and speaks in one answer of all that it is asked for.
fn talkative() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let scan = r#""mailNoSource":"AE","detailList":[{"timeStr":"2026-02-18 10:00:00","actionCode":"PU_PICKUP_SUCCESS","standerdDesc":"Accepted"},{"timeStr":"2026-02-18 11:00:00","actionCode":"ODD_CODE","standerdDesc":"seen"}]"#;
    let element =
        |number: &str| format!(r#"{{"mailNo":"{number}",{}}}"#, scan.replace("ODD_CODE", &format!("ODD-{number}")));
    let elements = [ONE, OTHER].map(|number| (number, element(number)));
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut asked, mut line) = (String::new(), String::new());
            while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
                asked += &std::mem::take(&mut line);
            }
            let known = elements.iter().filter(|(number, _)| asked.contains(number)).map(|(_, it)| it.as_str());
            let answer = format!(r#"{{"success":true,"module":[{}]}}"#, known.collect::<Vec<_>>().join(","));
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", answer.len());
            let _ = stream.write_all((head + &answer).as_bytes());
        }
    });
    address
}

/// The files of a folder in which one of these words stands.
fn with_words(folder: &Path, words: &[&str], found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            with_words(&path, words, found);
            continue;
        }
        // A daemon's socket holds nothing.
        if !path.is_file() {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let stands = |word: &&&str| bytes.windows(word.len()).any(|it| it == word.as_bytes());
        found.extend(words.iter().find(stands).map(|word| format!("{}: {word}", path.display())));
    }
}

fn traces(home: &Home) -> Vec<String> {
    let mut found = Vec::new();
    for folder in ["data", "elsewhere", "run"] {
        with_words(&home.path(folder), &[ONE, TITLE], &mut found);
    }
    found
}

#[test]
fn of_a_forgotten_parcel_nothing_is_left() {
    for removed_before in [false, true] {
        let home = home(talkative(), "");
        fs::create_dir(home.path("elsewhere")).unwrap();
        home.text(&format!("add {ONE} --title {TITLE} --ordered 2025-12-01 --order 8190000000000017 --price 100RUB"));
        home.text(&format!("add {OTHER} --title Kettle"));
        let daemon = home.daemon();
        let heard = |home: &Home, id: &str| !home.json(&format!("show {id}"))["events"].as_array().unwrap().is_empty();
        until("both to be heard of", || (heard(&home, "1") && heard(&home, "2")).then_some(()));
        home.run("dispute 1 draft");
        home.text(&format!("edit 1 --title '{TITLE} again'"));
        home.text("backup elsewhere/first.db");
        home.text("backup data/second.db");
        fs::rename(home.path("data/second.db"), home.path("data/moved.db")).unwrap();
        fs::remove_file(home.path("data/moved.db")).unwrap();
        if removed_before {
            home.text("remove 1");
            home.text("backup elsewhere/third.db");
        }
        assert!(!traces(&home).is_empty(), "there is something to forget");
        let said = home.json("remove 1 --forget");
        let copies = said["copies"].as_array().unwrap();
        assert!(copies.iter().any(|it| it.as_str().unwrap().ends_with("elsewhere/first.db")), "{said}");
        assert_eq!((copies.len(), &said["left_in"]), (1 + usize::from(removed_before), &serde_json::json!([])));
        // What the daemon had just asked for both numbers comes in late, and is told to nobody.
        assert!(home.run("show 1").says("No parcel"));
        drop(daemon);
        home.text("list");
        let left = traces(&home);
        assert!(left.is_empty(), "{left:?}");
        assert!(heard(&home, "2"), "the other stays");
        home.walk(&[("check", 0, "")]);
    }
}

#[test]
fn where_answers_are_not_kept_none_is() {
    let kept = |home: &Home| {
        let store = posylka::store::Store::open(&home.data().join("posylka.db"), posylka::store::Migrate::No);
        let numbers = [posylka::model::Number::new(ONE).unwrap()];
        store.unwrap().reading(|tx| tx.answers_for(&numbers)).unwrap().len()
    };
    let home = home(talkative(), "");
    home.text(&format!("add {ONE}"));
    let daemon = home.daemon();
    until("an answer to be kept", || (kept(&home) > 0).then_some(()));
    drop(daemon);
    let config = fs::read_to_string(home.path("config/posylka/config.toml")).unwrap();
    home.write("config/posylka/config.toml", &format!("{config}[privacy]\nkeep_answers = false\n"));
    let daemon = home.daemon();
    until("it to be gone", || (kept(&home) == 0).then_some(()));
    let before = rows(&home.json("privacy"))[0]["count"].clone();
    until("another ask", || (rows(&home.json("privacy"))[0]["count"] != before).then_some(()));
    drop(daemon);
    assert_eq!(kept(&home), 0);
}

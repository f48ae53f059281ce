//! The first minute: a number is looked up at once, without a daemon and with one.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Instant,
};

use serde_json::Value;

use super::{
    Home,
    watch::{self, NUMBER, STORY},
};

/// The carriers, and how often they were asked.
fn carriers() -> (SocketAddr, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let address = watch::carriers(STORY, move || {
        count.fetch_add(1, Ordering::Relaxed);
        "2026-03-01T00:00:00Z".parse().unwrap()
    });
    (address, asked)
}

/// A carrier that says the same to everybody.
fn says(answer: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    address
}

/// A host that nobody stands on.
fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// The carriers stand there; their pause is no matter here.
fn home(address: SocketAddr) -> Home {
    let home = Home::new();
    move_to(&home, address);
    home
}

fn move_to(home: &Home, address: SocketAddr) {
    let moved = |id: &str| format!("[carriers.{id}]\nbase_url = \"http://{address}\"\n");
    home.write("config/posylka/config.toml", &(moved("cainiao") + &moved("russian-post")));
}

fn scans(of: &Value) -> usize {
    of["events"].as_array().unwrap().len()
}

#[test]
fn a_bare_number_is_looked_up_once_and_not_kept() {
    let (address, asked) = carriers();
    let home = home(address);
    let said = home.run(NUMBER).ends(0);
    assert!(said.out.contains("10100064123459") && said.out.contains("Accepted"), "{said:?}");
    assert!(said.out.contains(&format!("Not watched. To watch it: posylka add {NUMBER}")), "{said:?}");
    assert!(!said.err.contains("Asking"), "progress is for a terminal: {said:?}");
    let once = asked.load(Ordering::Relaxed);
    assert_eq!(once, 2, "its carrier, and the one it goes on at");
    assert_eq!(home.json("list"), Value::Array(Vec::new()));

    let again = home.run(&format!("track {NUMBER} --json")).ends(0);
    assert!(again.err.contains("just now; it can be asked again after"), "{again:?}");
    let [found] = again.json().as_array().unwrap().clone().try_into().unwrap();
    assert_eq!((&found["id"], scans(&found) > 5), (&Value::Null, true), "{found}");
    assert!(found["looked"].as_array().unwrap().iter().all(|it| it["answered"].is_string()), "{found}");

    let added = home.run(&format!("add {NUMBER} --title Headphones --json")).ends(0).json();
    assert_eq!(added[0]["id"], "1", "{added}");
    assert_ne!(added[0]["last_event"], Value::Null, "what was answered counts: {added}");
    assert_eq!(asked.load(Ordering::Relaxed), once, "nobody is asked again within a floor");
    home.text("undo 1");
    assert_eq!(home.json("list"), Value::Array(Vec::new()));
}

#[test]
fn add_looks_at_once_and_later_does_not() {
    let (address, asked) = carriers();
    let home = home(address);
    let later = home.json(&format!("add {NUMBER} --later"));
    assert_eq!((&later[0]["verdict"], asked.load(Ordering::Relaxed)), (&"Not asked yet".into(), 0));
    assert!(home.text("list").contains("not looked up yet"));
    assert!(home.json("refresh --no-wait")[0]["last_event"].is_null());
    assert!(home.json("refresh 1")[0]["last_event"].is_object());
    let (address, asked) = carriers();
    let piped = super::look::home(address).fed("add - --json", NUMBER).ends(0).json();
    assert_eq!(
        (piped.as_array().unwrap().len(), asked.load(Ordering::Relaxed)),
        (1, 0),
        "what is piped in is not asked for"
    );
}

#[test]
fn what_fails_is_said_in_a_line_with_its_cure() {
    const BLOCKED: &str = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    const GARBAGE: &str = "HTTP/1.1 200 OK\r\nContent-Length: 13\r\nConnection: close\r\n\r\n{\"new\":\"one\"}";
    const PAGE: &str = "look yourself: https://global.cainiao.com/";
    for (answer, piece) in
        [(BLOCKED, "does not let us in (HTTP 403); another address may help"), (GARBAGE, "unreadable")]
    {
        let home = home(says(answer));
        let said = home.run(NUMBER).ends(1);
        assert!(said.err.contains(piece) && said.err.contains(PAGE), "{said:?}");
        assert!(said.out.contains("Asked, and not answered yet") && !said.out.contains("normal"), "{said:?}");
        let added = home.run(&format!("add {NUMBER}")).ends(0);
        assert_eq!(added.err.lines().filter(|line| line.contains("Cainiao")).count(), 1, "{added:?}");
    }
}

#[test]
fn offline_nobody_is_blamed_and_the_next_look_asks() {
    let home = home(nobody());
    let said = home.run(&format!("add {NUMBER}")).ends(0);
    assert!(said.err.contains("Nobody could be reached (127.0.0.1:"), "{said:?}");
    assert!(said.out.contains("Not asked yet"), "{said:?}");
    assert!(home.run(&format!("track {NUMBER} --json")).ends(1).err.contains("is this machine online?"));
    assert!(home.run("refresh 1").ends(0).err.contains("Nobody could be reached"), "and nobody is left alone for it");
    move_to(&home, carriers().0);
    assert!(home.json("refresh")[0]["last_event"].is_object());
}

#[test]
fn a_round_with_nobody_in_reach_says_so() {
    let home = home(nobody());
    home.text(&format!("add {NUMBER} --later"));
    assert!(home.run("check-now").ends(1).err.contains("The next round tries again"));
}

#[test]
fn a_daemon_is_nudged_and_waited_for() {
    let (address, _) = carriers();
    let home = home(address);
    let mut daemon = home.daemon();
    daemon.logs("watches");
    let began = Instant::now();
    let added = home.json(&format!("add {NUMBER}"));
    assert!(added[0]["last_event"].is_object(), "{added}");
    assert!(began.elapsed() < super::PATIENCE, "sooner than its tick");
    assert!(daemon.log().contains("new events of parcel 1"), "the daemon asked: {}", daemon.log());
    daemon.signal("TERM");
    daemon.ended();
}

#[test]
fn one_round_without_a_daemon_is_silent_unless_something_is_new() {
    let (address, asked) = carriers();
    let home = home(address);
    assert!(
        home.text("status").starts_with("Nobody watches: the daemon is not running"),
        "and the command that changes it"
    );
    home.text(&format!("add {NUMBER} --later --title Headphones"));
    let said = home.run("check-now");
    assert!(said.out.contains("Headphones: the number changed"), "{said:?}");
    let once = asked.load(Ordering::Relaxed);
    let again = home.run("check-now");
    assert_eq!((again.out.as_str(), asked.load(Ordering::Relaxed)), ("", once), "{again:?}");
    assert!(home.run("status").out.contains("The daemon is not running; check-now looked last at 2026-03-01 03:0"));
    let json = home.run("check-now --json").json();
    assert_eq!((&json["asked"], &json["told"]), (&0.into(), &Value::Array(Vec::new())));

    let daemon = home.daemon();
    daemon.logs("watches");
    assert_eq!(home.run("check-now").ends(0).out, "", "a daemon does it");
}

#[test]
fn away_from_this_machine_nobody_is_asked_on_a_test_clock() {
    let home = Home::new();
    let said = home.run(NUMBER).ends(1);
    assert!(said.out.contains("Not asked yet"), "{said:?}");
    assert!(said.err.contains("Nothing leaves this machine") && !said.err.contains("reached"), "{said:?}");
}

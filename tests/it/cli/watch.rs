//! The daemon over the command line: from a carrier's answer to the user's program, and signals.

use std::{net::SocketAddr, sync::mpsc, thread};

use jiff::Timestamp;
use posylka::{
    clock::Clock,
    demo::{
        Life,
        loopback_carriers::{self, Stage},
    },
};
use serde_json::Value;

use super::{Home, read, until};

/// Some days before the number changes, and 83 hours in every real second.
pub const CLOCK: &str = "2026-02-19T00:00:00Z@300000";
/// A parcel that goes on under a Russian number after customs.
pub const NUMBER: &str = "LP00123456789012";
pub const STORY: &str = include_str!("../../../fixtures/stories/handed-over.story");

/// Plays the carriers in the background. `now` says what time it is for them, and may take its time to.
pub fn carriers(story: &'static str, now: impl Fn() -> Timestamp + Send + Sync + 'static) -> SocketAddr {
    let (opened, address) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let lives = vec![Life::read("a life", story).unwrap()];
            opened.send(loopback_carriers::open(Stage { lives, now: Box::new(now) }).await.unwrap()).unwrap();
            std::future::pending::<()>().await;
        });
    });
    address.recv().unwrap()
}

/// A home on the fast clock, with the parcel added.
pub fn home() -> Home {
    let home = Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", CLOCK), ("PATH", "/usr/bin:/bin")]);
    home.text(&format!("add {NUMBER} --title Headphones --ordered 2026-02-01"));
    home
}

/// What time it is in a home.
pub fn clock(home: &Home) -> impl Fn() -> Timestamp + Send + Sync + 'static {
    let clock = Clock::open(&home.data(), Some(CLOCK), None, true).unwrap();
    move || clock.now()
}

/// Writes the configuration: where the carriers stand, and a shell script that gets the notices.
pub fn configure(home: &Home, address: SocketAddr, script: &str) {
    let text = format!(
        "[notify]\nchannels = [\"command\"]\n[notify.command]\nprogram = [\"/bin/sh\", \"-c\", '''{script}''']\n\
         [carriers.cainiao]\nbase_url = \"http://{address}\"\n[carriers.russian-post]\nbase_url = \"http://{address}\"\n"
    );
    home.write("config/posylka/config.toml", &text);
}

/// How many notices are owed.
pub fn owed(home: &Home) -> u64 {
    home.run("status --json").json()["outbox"][0]["owed"].as_u64().unwrap_or(0)
}

/// The notices the program has written down.
pub fn letters(home: &Home) -> Vec<Value> {
    let whole = |line: &&str| line.ends_with('}');
    read(&home.path("letters")).lines().filter(whole).map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn from_a_carriers_answer_to_the_users_program_and_a_clean_end() {
    let home = home();
    // The first delivery fails: it is owed and tried again.
    configure(
        &home,
        carriers(STORY, clock(&home)),
        "if [ ! -e failed ]; then touch failed; exit 1; fi; cat >> letters",
    );
    let mut daemon = home.daemon();
    until("the news of the new number", || {
        letters(&home).iter().any(|it| it["key"] == "handed-over:10100064123459").then_some(())
    });
    until("the end of the story", || (home.json("show 1")["stage"] == "delivered").then_some(()));
    let alive = home.run("status --json").json();
    assert_eq!(alive["daemon"]["alive"], true);
    assert!(alive["daemon"]["last_tick"].is_string() && alive["daemon"]["since"].is_string(), "{alive}");
    assert!(home.run("status").out.contains("The daemon has been running since 2026-02-"));
    let elsewhere = home.command("status").env("XDG_RUNTIME_DIR", home.path("elsewhere")).output().unwrap();
    let elsewhere = String::from_utf8(elsewhere.stdout).unwrap();
    assert!(elsewhere.starts_with("The daemon has been running since 2026-02-"), "{elsewhere}");
    assert!(!daemon.log().contains('\u{1b}'), "no colours in a file: {}", daemon.log());
    let shown = home.json("show 1");
    assert_eq!(shown["events"].as_array().unwrap().len(), 12, "{shown}");
    let text = home.text("show 1");
    assert!(text.contains("2026-02-03 09:20 (14:20 there)        Accepted — "), "the time here and there: {text}");
    assert!(text.contains("2026-02-22 12:30  "), "in the same zone once: {text}");
    let confirmed = |it: &Value| it["carrier"] == "russian-post" && it["state"] == "confirmed";
    assert!(shown["numbers"].as_array().unwrap().iter().any(confirmed), "{shown}");
    until("every notice", || (owed(&home) == 0).then_some(()));
    let mut told: Vec<u64> = letters(&home).iter().map(|it| it["id"].as_u64().unwrap()).collect();
    told.sort_unstable();
    told.dedup();
    assert_eq!(told.len(), letters(&home).len(), "nothing is told twice");
    assert!(told.len() >= home.json("show 1")["notices"].as_array().unwrap().len());
    daemon.signal("TERM");
    assert_eq!(daemon.ended().code(), Some(0), "{}", daemon.log());
    let over = home.run("status --json").json();
    assert_eq!((&over["daemon"]["alive"], &over["daemon"]["since"]), (&false.into(), &Value::Null));
}

#[test]
fn a_hangup_reads_the_configuration_anew_and_a_broken_one_changes_nothing() {
    let home = home();
    let address = carriers(STORY, clock(&home));
    home.write("config/posylka/config.toml", "[carriers.cainiao]\noff = true\n");
    let mut daemon = home.daemon();
    daemon.logs("watches");
    home.write("config/posylka/config.toml", "[carriers.cainiao]\nof = true\n");
    daemon.signal("HUP");
    daemon.logs("The configuration stays as it was");
    assert!(daemon.log().contains("config.toml:2:1: unknown field"), "{}", daemon.log());
    configure(&home, address, "cat >> letters");
    assert!(home.json("show 1")["events"].as_array().unwrap().is_empty());
    daemon.signal("HUP");
    daemon.logs("The configuration is read anew");
    until("scans, now that the source is on", || {
        (!home.json("show 1")["events"].as_array().unwrap().is_empty()).then_some(())
    });
    daemon.signal("INT");
    assert_eq!(daemon.ended().code(), Some(0), "{}", daemon.log());
}

#[test]
fn a_second_daemon_refuses_and_says_who_was_first() {
    let home = home();
    home.write("config/posylka/config.toml", "[carriers.cainiao]\noff = true\n");
    let first = home.daemon();
    first.logs("watches");
    let second = home.run("daemon").ends(1);
    let who = format!("a daemon (process {}) already runs on {}", first.pid(), home.data().display());
    assert!(second.err.contains(&who), "{second:?}");
    assert_eq!(home.run("status --json").json()["daemon"]["alive"], true);
}

#[test]
fn what_the_user_says_while_an_ask_is_in_flight_holds() {
    let home = home();
    let (asked, question) = mpsc::channel();
    let (answer, may) = mpsc::channel::<()>();
    let (may, now) = (std::sync::Mutex::new(may), clock(&home));
    let address = carriers(STORY, move || {
        // Whoever no longer listens has seen enough, and nothing is held back any more.
        if asked.send(()).is_ok() {
            let _ = may.lock().unwrap().recv();
        }
        now()
    });
    configure(&home, address, "cat >> letters");
    let _daemon = home.daemon();
    question.recv_timeout(super::PATIENCE).unwrap();
    home.text("received 1");
    home.text("edit 1 --title Mine");
    drop((question, answer));
    until("the answer", || (!home.json("show 1")["events"].as_array().unwrap().is_empty()).then_some(()));
    let shown = home.json("show 1");
    assert_eq!((&shown["received"], &shown["title"]), (&true.into(), &"Mine".into()));
    assert!(shown["verdict"].as_str().unwrap().starts_with("You have had it since"), "{shown}");
}

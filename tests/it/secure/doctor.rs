//! `doctor --live` against servers on loopback that play what stands in the way of people.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener},
    thread,
};

use serde_json::Value;

use super::{super::cli::Home, tls};

/// A server with one answer for everybody, byte for byte.
fn says(answer: Vec<u8>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
                line.clear();
            }
            let _ = stream.write_all(&answer);
        }
    });
    address
}

fn http(status: &str, headers: &str, body: &str, length: usize) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}").into_bytes()
}

fn whole(status: &str, headers: &str, body: &str) -> SocketAddr {
    says(http(status, headers, body, body.len()))
}

/// What `doctor --live` finds of these sources, each sent to its own address; the others are off.
fn found(home: &Home, bases: &[(&str, String)], more: &str) -> (Vec<Value>, String) {
    let registry = posylka::carriers::Registry::embedded().unwrap();
    let mut config = more.to_owned();
    for it in registry.iter() {
        match bases.iter().find(|(id, _)| *id == it.id.as_str()) {
            Some((id, base)) => config += &format!("[carriers.{id}]\nbase_url = \"{base}\"\ngap = \"1h\"\n"),
            None => config += &format!("[carriers.{}]\noff = true\n", it.id),
        }
    }
    home.write("config/posylka/config.toml", &config);
    let rows = home.json("doctor --live").as_array().unwrap().clone();
    (rows, config)
}

fn finding<'a>(rows: &'a [Value], id: &str) -> &'a str {
    rows.iter().find(|it| it["source"] == id).and_then(|it| it["finding"].as_str()).unwrap_or("(not asked)")
}

/// A site whose certificate nobody knows, on a thread of its own.
fn stranger() -> SocketAddr {
    let (tell, told) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            tell.send(tls::site("site.pem", "{}").await).unwrap();
            std::future::pending::<()>().await;
        });
    });
    told.recv().unwrap()
}

#[test]
fn each_thing_in_the_way_is_told_by_its_name_and_nothing_of_the_user_is() {
    let home = Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", "2026-03-01T00:00:00Z@1")]);
    let site = stranger();
    let late = "Date: Sun, 01 Mar 2026 02:00:00 GMT\r\n";
    let unknown = r#"{"success":true,"module":[]}"#;
    let long = format!("{{\"module\":[{}", "1,".repeat(8_192));
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let bases = [
        ("cainiao", format!("http://{}", whole("404 Not Found", late, unknown))),
        ("russian-post", format!("http://{}", whole("403 Forbidden", late, "<html>403 Forbidden</html>"))),
        ("upu", format!("http://{}", says(http("200 OK", late, &long, 40_960)))),
        ("belpost", format!("http://{}", whole("200 OK", late, "<html><script src=//x/captcha.js></script></html>"))),
        ("cdek", format!("https://{site}")),
        ("4px", format!("http://{nobody}")),
        ("kazpost", format!("http://{}", whole("200 OK", late, "{\"error\":\"Отправление не найдено\"}"))),
        ("boxberry", format!("http://{}", whole("503 Busy", late, "busy"))),
    ];
    home.text("add LP00123456789012 --title Quastenflosser");
    let (rows, _) = found(&home, &bases, "");
    let wanted = [
        ("russian-post", "refused"),
        ("upu", "cut-short"),
        ("belpost", "captcha"),
        ("cdek", "untrusted"),
        ("4px", "silent"),
        ("kazpost", "fine"),
        ("boxberry", "failing"),
    ];
    for (id, finding_wanted) in wanted {
        assert_eq!(finding(&rows, id), finding_wanted, "{id}: {rows:?}");
    }
    let again = home.json("doctor --live");
    assert_eq!(finding(again.as_array().unwrap(), "upu"), "later", "the gap holds for it too: {again}");
    let text = Home::text(&home, "doctor --live --help");
    assert!(text.contains("nobody's"), "{text}");
    assert!(
        home.json("privacy")["asked"].as_array().unwrap().is_empty(),
        "a number that is nobody's is no news of anybody"
    );
}

#[test]
fn the_table_can_be_shown_to_anybody_and_tells_of_a_clock_that_is_off() {
    let home = Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", "2026-03-01T00:00:00Z@1")]);
    let late = "Date: Sun, 01 Mar 2026 02:00:00 GMT\r\n";
    let bases: Vec<(&str, String)> = ["cainiao", "russian-post", "upu"]
        .map(|id| (id, format!("http://{}", whole("403 Forbidden", late, "no"))))
        .to_vec();
    home.text("add LP00123456789012 --title Quastenflosser --postcode 101000");
    let (rows, _) = found(&home, &bases, "");
    assert!(
        rows.iter().all(|it| it["clock_ahead_s"].as_i64().is_some_and(|it| (7_000..7_300).contains(&it))),
        "{rows:?}"
    );
    let home = Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", "2026-03-01T00:00:00Z@1")]);
    home.text("add LP00123456789012 --title Quastenflosser --postcode 101000");
    let config: String = bases.iter().map(|(id, base)| format!("[carriers.{id}]\nbase_url = \"{base}\"\n")).collect();
    home.write("config/posylka/config.toml", &config);
    let said = home.run("doctor --live").ends(0);
    let text = said.out();
    for piece in [
        "lets this address in nowhere",
        "+119 min",
        "Your clock is off by 119 minutes",
        "403",
        "pochta.ru: Russian ones",
    ] {
        assert!(text.contains(piece), "{piece}: {text}");
    }
    for gone in ["LP00123456789012", "Quastenflosser", "101000", "127.0.0.1", "/tmp"] {
        assert!(!text.contains(gone), "{gone}: {text}");
    }
}

#[test]
fn a_name_that_nobody_knows_and_one_that_leads_home_are_told_apart() {
    use posylka::{
        app::look::{
            ask::Fault,
            probe::{Diagnosis, diagnose},
        },
        wire::WireError,
    };
    let told = |error: WireError| {
        let outcome = error.outcome();
        diagnose(Err(&Fault::Wire(error)), &outcome)
    };
    assert_eq!(told(WireError::NoName("a".into())), Diagnosis::NoName);
    assert_eq!(told(WireError::Private("a".into())), Diagnosis::FalseName);
    assert_eq!(told(WireError::Offline("tls handshake eof".into())), Diagnosis::BrokeOff);
    assert_eq!(told(WireError::TimedOut), Diagnosis::Silent);
}

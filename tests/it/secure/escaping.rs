//! One hostile text goes through every way out: as a title, a seller, the words and the place of a scan, a letter.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    thread,
};

use jiff::SignedDuration;
use posylka::notify::{Channel, Command, Letter, Ntfy, Telegram, Vk, Webhook};
use serde_json::Value;

use super::super::{
    cli::{Home, until},
    ways::{
        line,
        mail::{email, postman},
        secret, server,
    },
};

const NUMBER: &str = "LP00123456789012";

/// Commands to a terminal, writing turned round, markup, a formula, an end of a line with a header after it, quotes, a
/// nought, and length.
fn hostile() -> String {
    format!(
        "=HYPERLINK(\"http://x\")\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}\u{2066}<script>alert('1')</script><b>&amp;</b>\
         \r\nBcc: evil@example.org\r\nBEGIN:VALARM\r\n\u{0}\";'`$(id)`*_[a](http://x)\u{200b}]]>{}",
        "long ".repeat(5_000)
    )
}

/// As it can stand among the words of a command.
fn in_a_word() -> String {
    hostile().replace(['\0', '\''], "").chars().take(180).collect()
}

fn shown(place: &str, text: &str) {
    let bad = |c: &char| {
        c.is_control() && !matches!(c, '\n' | '\r')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}')
    };
    let at = text.char_indices().find(|(_, c)| bad(c));
    assert!(at.is_none(), "{place}: {:?}", at.map(|(at, _)| text[at..].chars().take(40).collect::<String>()));
}

/// A carrier whose scans are hostile.
fn carrier() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let scan = |at: &str, code: &str| {
        serde_json::json!({ "timeStr": format!("2026-02-{at} 10:00:00"), "actionCode": code,
            "standerdDesc": hostile(), "desc": hostile(), "group": { "nodeDesc": hostile() } })
    };
    let module = serde_json::json!([{ "mailNo": NUMBER, "mailNoSource": "AE",
        "detailList": [scan("18", "PU_PICKUP_SUCCESS"), scan("19", "LH_DEPART"), scan("17", &hostile())] }]);
    let answer = serde_json::json!({ "success": true, "module": module }).to_string();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
                line.clear();
            }
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", answer.len());
            let _ = stream.write_all((head + &answer).as_bytes());
        }
    });
    address
}

/// A home with a hostile parcel that a carrier was heard of, and its dossier.
fn home() -> (Home, PathBuf) {
    let clock = [("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", "2026-02-20T00:00:00Z@300000"), ("PATH", "/usr/bin:/bin")];
    let home = Home::with(&clock);
    let (address, told) = (carrier(), home.path("told"));
    let config = format!(
        "[notify]\nchannels = [\"command\"]\n[notify.command]\nprogram = [\"/bin/sh\", \"-c\", \"cat >> {}\"]\n\
         [carriers.cainiao]\nbase_url = \"http://{address}\"\n",
        told.display()
    );
    home.write("config/posylka/config.toml", &config);
    let text = in_a_word();
    home.run(&format!(
        "add {NUMBER} --title '{text}' --seller '{text}' --order 8190000000000017 --ordered 2025-11-10 --protection-ends 2026-12-01 --sure"
    ))
    .ends(0);
    let daemon = home.daemon();
    until("scans", || (home.json("show 1")["events"].as_array().unwrap().len() > 1).then_some(()));
    until("a letter", || (told.exists() && fs::metadata(&told).unwrap().len() > 0).then_some(()));
    home.run(&format!("event 1 at-customs --text '{text}' --place '{text}'")).ends(0);
    home.run("dispute 1 draft").ends(0);
    home.run(&format!("event 1 ready-for-pickup --until 2026-12-01 --text '{text}' --place '{text}'")).ends(0);
    drop(daemon);
    (home, told)
}

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, all) } else { all.push(path) }
    }
}

/// Page, drawing, calendar and texts of the dossier.
fn in_the_dossier(home: &Home) {
    let mut all = Vec::new();
    files(&home.data().join("dossiers"), &mut all);
    let of = |ending: &str| all.iter().filter(|it| it.extension().is_some_and(|it| it == ending)).collect::<Vec<_>>();
    for path in of("html") {
        let page = fs::read_to_string(path).unwrap();
        shown("page", &page);
        assert!(
            page.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"),
            "{page}"
        );
        let parsed = scraper::Html::parse_document(&page);
        let any = |what: &str| parsed.select(&scraper::Selector::parse(what).unwrap()).count();
        assert_eq!((any("script"), any("b"), any("a[href^='javascript']"), any("img")), (0, 0, 0, 0));
        let handlers =
            |it: scraper::ElementRef<'_>| it.value().attrs().any(|(name, _)| name.starts_with("on") || name == "style");
        assert!(!parsed.select(&scraper::Selector::parse("*").unwrap()).any(handlers));
        let svg = page.split_once("<svg").map(|(_, rest)| rest.split_once("</svg>").unwrap().0).unwrap();
        roxmltree::Document::parse(&format!("<svg{svg}</svg>")).unwrap();
    }
    for path in of("svg") {
        roxmltree::Document::parse(&fs::read_to_string(path).unwrap()).unwrap();
    }
    assert!(!of("html").is_empty() && !of("png").is_empty() && !of("ics").is_empty(), "{all:?}");
    for path in of("txt").into_iter().chain(of("ics")).filter(|it| !it.to_string_lossy().contains("answers")) {
        shown(&path.display().to_string(), &fs::read_to_string(path).unwrap());
    }
}

#[test]
fn a_hostile_text_does_nothing_in_a_terminal_a_table_a_calendar_or_a_dossier() {
    let (home, told) = home();
    let wrong = home.run(&format!("add {NUMBER} --title '{}'", hostile().replace(['\0', '\''], ""))).ends(2);
    shown("a word too long", wrong.err());
    for line in [
        "list",
        "list --all",
        "status",
        "show 1",
        "explain 1",
        "dispute 1",
        "pickup",
        "privacy",
        "undo 1 --help",
        "doctor",
        "carrier list",
        "carrier show cainiao",
        "stats",
        "replay",
        "norms",
        "check",
    ] {
        let said = home.run(line);
        shown(line, said.out());
        shown(line, said.err());
        if !line.contains("--help") {
            let json = home.run(&format!("{line} --json"));
            serde_json::from_str::<Value>(json.out()).unwrap_or_else(|fault| panic!("{line}: {fault}"));
            assert!(!json.out().contains('\u{1b}') && !json.out().contains('\0'), "{line}");
        }
    }
    let csv = home.text("export --format csv");
    shown("csv", &csv);
    let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1, "{csv}");
    assert!(rows[0].iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t'])), "{csv}");

    let calendar = home.text("calendar");
    let parsed: icalendar::Calendar = calendar.parse().unwrap();
    let lines = calendar.lines().filter(|it| *it == "BEGIN:VALARM").count();
    assert!(
        !parsed.is_empty() && lines == 4 * calendar.lines().filter(|it| *it == "BEGIN:VEVENT").count(),
        "{calendar}"
    );
    shown("calendar", &calendar);

    in_the_dossier(&home);
    let letters = fs::read_to_string(told).unwrap();
    for letter in serde_json::Deserializer::from_str(&letters).into_iter::<Value>() {
        let letter = letter.unwrap();
        shown("letter", &format!("{}\n{}", letter["title"].as_str().unwrap(), letter["body"].as_str().unwrap()));
    }
}

#[tokio::test]
async fn a_hostile_letter_is_a_text_on_every_channel() {
    let letter = Letter::new(7, "moved", "3", &hostile(), &hostile());
    shown("letter", &format!("{}\n{}", letter.title, letter.body));
    assert!(!letter.title.contains('\n'));
    let (address, mut requests) = server("200 OK", r#"{"ok":true,"response":5}"#).await;
    let (line, base_url, token) = (line(), address.clone(), secret("hush-hush"));
    let channels = [
        Channel::Ntfy(Ntfy { line: line.clone(), base_url: base_url.clone(), topic: "t".into(), token: None }),
        Channel::Telegram(Telegram {
            line: line.clone(),
            base_url: base_url.clone(),
            chat: "1".into(),
            token: token.clone(),
        }),
        Channel::Webhook(Webhook { line: line.clone(), url: secret(&address), secret: None }),
        Channel::Vk(Vk { line: line.clone(), base_url, peer: 1, token }),
    ];
    for channel in channels {
        channel.deliver(&letter).await.unwrap();
        let asked = requests.recv().await.unwrap();
        assert!(!asked.head.to_lowercase().contains("\nbcc:") && asked.head.is_ascii(), "{}", asked.head);
        if let Ok(said) = serde_json::from_str::<Value>(&asked.body) {
            let texts = ["title", "message", "text", "body"].map(|it| said[it].as_str().unwrap_or_default());
            texts.iter().for_each(|text| shown("message", text));
            assert_eq!(said["parse_mode"], Value::Null);
            assert!(texts[1].len() <= 4_000 && texts[2].len() <= 4_000, "it is cut to what the server takes");
        }
    }
    let (post, mut letters) = postman("235 welcome\r\n").await;
    email(&post, line).deliver(&letter).await.unwrap();
    let written = letters.recv().await.unwrap();
    let head = written.split("\r\n\r\n").next().unwrap();
    assert!(!head.to_lowercase().contains("\nbcc:") && head.is_ascii(), "{head}");

    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("letter");
    let program = ["/bin/sh", "-c", &format!("cat > {}", path.display())].map(str::to_owned).to_vec();
    Channel::Command(Command { program, timeout: SignedDuration::from_secs(20) }).deliver(&letter).await.unwrap();
    let read: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    assert_eq!(read["title"], letter.title.as_str());
}

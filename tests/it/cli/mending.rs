//! Mending from the command line: recording an answer, laying definitions in place, and how the sources do.

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    thread,
};

use posylka::{
    carriers::Registry,
    model::{Complaint, ComplaintKind, Heard, Outcome, SourceId},
    store::{Migrate, Store},
};

use super::Home;

const NUMBER: &str = "LP00123456789098";
const PEOPLE: &[&str] = &["Petrov", "912 345", "petrov@example.com"];
const ANSWER: &str = r#"{"success":true,"module":[{"mailNo":"LP00123456789098","mailNoSource":"AE",
  "recipientName":"Ivan Petrov","contactPhone":"+7 912 345-67-89","remark":"write to petrov@example.com",
  "detailList":[{"timeStr":"2026-02-20 10:00:00","actionCode":"PU_PICKUP_SUCCESS","standerdDesc":"Accepted"}]}]}"#;

/// A carrier that says the same to everybody.
fn carrier(answer: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut asked = Vec::new();
            let mut byte = [0];
            while !asked.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
                asked.push(byte[0]);
            }
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", answer.len());
            stream.write_all((head + answer).as_bytes()).unwrap();
        }
    });
    address
}

fn package(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Our Cainiao at a revision, with what else is to be replaced in it.
fn cainiao(revision: u32, from: &str, to: &str) -> String {
    let embedded = Registry::embedded().unwrap().source(&SourceId::from("cainiao")).unwrap().revision;
    let text = package("carriers/cainiao.toml");
    let (old, new) = (format!("revision = {embedded}"), format!("revision = {revision}"));
    assert!(text.contains(&old) && text.contains(from), "{from}");
    text.replace(&old, &new).replace(from, to)
}

/// A folder of a home with definitions in it.
fn folder(home: &Home, name: &str, files: &[(&str, &str)]) -> PathBuf {
    fs::create_dir_all(home.path(name)).unwrap();
    for (file, text) in files {
        home.write(&format!("{name}/{file}"), text);
    }
    home.path(name)
}

#[test]
fn a_captured_answer_holds_neither_the_number_nor_people_and_the_gap_holds_for_it_too() {
    let home = Home::new();
    let address = carrier(ANSWER);
    let text = format!("[carriers.cainiao]\nbase_url = \"http://{address}\"\ngap = \"1h\"\n");
    home.write("config/posylka/config.toml", &text);
    let said = home.text(&format!("carrier capture {NUMBER} --source cainiao --out seen"));
    let (answer, heard) = ("seen/cainiao/captured-1.json", "seen/cainiao/captured-1.heard");
    assert!(said.contains(answer) && said.contains(heard), "{said}");
    let [body, told] = [answer, heard].map(|it| fs::read_to_string(home.path(it)).unwrap());
    for gone in PEOPLE.iter().chain(&[NUMBER]) {
        assert!(![&said, &body, &told].into_iter().any(|it| it.contains(gone)), "{gone}:\n{said}{body}{told}");
    }
    let asked = told.lines().find_map(|it| it.strip_prefix("ask: ")).unwrap();
    assert!(told.contains(&format!("{asked} events")) && told.contains("accepted PU_PICKUP_SUCCESS"), "{told}");
    let read = home.json(&format!("carrier read cainiao {answer} --number {asked}"));
    assert_eq!((read["outcome"].as_str(), read["events"].as_array().map(Vec::len)), (Some("events"), Some(1)));
    let again = format!("carrier capture {NUMBER} --source cainiao --out seen");
    home.walk(&[
        (&again, 1, "may be asked again after 2026-03-01 04:"),
        (&again.replace("cainiao", "yanwen"), 1, "only a page"),
        (&again.replace("cainiao", "nobody"), 1, "no source nobody"),
    ]);
    assert_eq!(fs::read_dir(home.path("seen/cainiao")).unwrap().count(), 2, "what is refused writes nothing");
}

#[test]
fn definitions_are_laid_in_place_only_when_somebody_agrees() {
    let home = Home::new();
    let newer = cainiao(9, "global.cainiao.com", "tracking.example.org");
    let newer = newer.replace("\n[request]\n", "\n[secrets]\nword = { from = \"nowhere\" }\n\n[request]\n");
    let from = folder(&home, "news", &[("cainiao.toml", &newer), ("read.me", "no definition")]);
    let refused = home.run("carrier install news").ends(1);
    for piece in ["-> 9", "tracking.example.org", "word", "Nothing was changed"] {
        assert!(refused.err.contains(piece), "{piece}: {refused:?}");
    }
    assert!(refused.out.is_empty() && !home.path("config/posylka/carriers").exists());
    home.walk(&[("carrier show cainiao", 0, "From: embedded"), ("carrier show cainiao", 0, "global.cainiao.com")]);
    home.walk(&[(&format!("carrier install {}/cainiao.toml --yes", from.display()), 0, "tracking.example.org")]);
    let mine = home.path("config/posylka/carriers/cainiao.toml");
    home.walk(&[
        ("carrier show cainiao", 0, &format!("From: {}", mine.display())),
        ("carrier show cainiao", 0, "Hosts: tracking.example.org"),
        ("carrier show cainiao", 0, "Secrets it needs: word"),
        ("carrier install news --yes", 0, "cainiao: 9 -> 9"),
    ]);
    assert_eq!(fs::read_to_string(mine).unwrap(), newer);
}

#[test]
fn of_a_folder_with_a_broken_definition_nothing_is_laid_in_place() {
    let home = Home::new();
    let broken = "schema = 1\nof = \n";
    folder(&home, "news", &[("cainiao.toml", &cainiao(9, "Cainiao", "Cainiao")), ("zz.toml", broken)]);
    folder(&home, "bare", &[]);
    let lone = cainiao(9, "schema = 1", "schema = 1\ntables_of = \"nobody\"");
    folder(&home, "lone", &[("own.toml", &lone)]);
    home.walk(&[
        ("carrier install news --yes", 1, "zz.toml, line 2, column 6"),
        ("carrier install lone --yes", 1, "lone/own.toml, `tables_of`: there is no source \"nobody\""),
        ("carrier install bare --yes", 1, "no .toml file"),
        ("carrier install nowhere.toml --yes", 1, "nowhere.toml"),
        ("carrier show cainiao", 0, "From: embedded"),
    ]);
    assert!(!home.path("config/posylka/carriers").exists());
}

#[test]
fn the_doctor_tells_fine_from_broken_and_shows_no_secret() {
    let word = "hush-hush-1234";
    let home = Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", super::CLOCK), ("POST_WORD", word)]);
    home.walk(&[("doctor", 0, "fine       Database"), ("doctor", 0, "look       Daemon")]);
    let config = "[secrets.17track]\nkey = { env = \"POST_WORD\" }\n";
    home.write("config/posylka/config.toml", config);
    home.walk(&[("doctor", 0, "fine       Secret 17track: key")]);
    let more = format!(
        "{config}[secrets.russian-post-api]\nlogin = {{ file = \"login\" }}\npassword = {{ env = \"NONE\" }}\n"
    );
    home.write("config/posylka/config.toml", &more);
    home.write("config/posylka/login", word);
    let said = [home.run("doctor").ends(1), home.run("doctor --json").ends(1)];
    assert!(said[0].out.contains("broken     Secret [secrets.russian-post-api] password"), "{}", said[0].out);
    let findings = said[1].json();
    let broken = findings.as_array().unwrap().iter().filter(|it| it["finding"] == "broken").count();
    assert_eq!(broken, 1, "{findings}");
    for shown in said.iter().flat_map(|it| [&it.out, &it.err]) {
        assert!(!shown.contains(word), "{shown}");
    }
}

#[test]
fn the_doctor_warns_of_a_definition_older_than_ours() {
    let home = Home::new();
    folder(&home, "config/posylka/carriers", &[("cainiao.toml", &cainiao(0, "Cainiao", "Cainiao"))]);
    home.walk(&[
        ("doctor", 0, "look       Own definition carriers/cainiao.toml: your revision 0 replaces the newer"),
        ("carrier show cainiao", 0, "carriers/cainiao.toml"),
    ]);
}

#[test]
fn how_a_source_does_is_listed_where_something_is_kept() {
    let home = Home::new();
    let one = |listed: serde_json::Value| {
        listed.as_array().unwrap().iter().find(|it| it["id"] == "cainiao").cloned().unwrap()
    };
    let fresh = one(home.json("carrier list"));
    assert_eq!((fresh["failures"].as_u64(), fresh["last_good"].as_str()), (Some(0), None));
    assert!(!home.data().exists(), "looking at the carriers makes no folder");
    home.text("add LP00123456789012");
    let mut store = Store::open(&home.data().join("posylka.db"), Migrate::No).unwrap();
    let odd = Complaint { kind: ComplaintKind::UnknownCode, detail: "ODD_CODE".to_owned() };
    let good = Outcome::Events(Heard { complaints: vec![odd], ..Heard::default() });
    let told = [("T10:00:00Z", good), ("T11:00:00Z", Outcome::Blocked("HTTP 403".to_owned()))];
    let told = told.into_iter().chain([("T12:00:00Z", Outcome::Blocked("HTTP 403".to_owned()))]);
    let id = SourceId::from("cainiao");
    for (at, outcome) in told {
        let at = format!("2026-02-28{at}").parse().unwrap();
        store.within(|tx| tx.heard_from(&id, &outcome, at)).unwrap();
    }
    let listed = one(home.json("carrier list"));
    assert_eq!(listed["last_good"], "2026-02-28T10:00:00Z");
    assert_eq!((&listed["failures"], &listed["since"]), (&2.into(), &"2026-02-28T11:00:00Z".into()));
    assert_eq!((&listed["outcomes"]["blocked"], &listed["unknown"][0]["detail"]), (&2.into(), &"ODD_CODE".into()));
    let health =
        "last good answer 2026-02-28 13:00; 2 failures in a row since 2026-02-28 14:00; not understood: ODD_CODE ×1";
    home.walk(&[
        ("carrier show cainiao", 0, health),
        ("carrier list", 0, "2026-02-28 13:00"),
        ("status", 3, health),
        ("doctor", 0, health),
        ("doctor", 0, "through a proxy, [carriers.cainiao] proxy ="),
        ("status", 3, "through a proxy, [carriers.cainiao] proxy ="),
    ]);
    let cut = Outcome::Unavailable("the answer ended early".to_owned());
    store.within(|tx| tx.heard_from(&id, &cut, "2026-02-28T13:00:00Z".parse().unwrap())).unwrap();
    home.walk(&[("doctor", 0, "near 16 KB; a proxy helps: [carriers.cainiao]")]);
}

#[test]
fn a_definition_is_taken_out_mended_and_taken_back() {
    let home = Home::new();
    let text = home.text("carrier show cainiao --toml");
    home.write("cainiao.toml", &text);
    home.walk(&[("carrier check cainiao.toml", 0, "ok")]);
    let own = home.path("config/posylka/carriers");
    std::fs::create_dir_all(&own).unwrap();
    let mended = text.replace("\"Cainiao\"", "\"Cainiao, mended\"");
    std::fs::write(own.join("cainiao.toml"), &mended).unwrap();
    assert_eq!(home.text("carrier show cainiao --toml").trim_end(), mended.trim_end());
    home.walk(&[("carrier show cainiao", 0, "Cainiao, mended")]);
}

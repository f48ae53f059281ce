//! `carrier update`: what a trusted key has signed is taken and can be taken back, and a hostile mirror gets nowhere.

#[path = "../../../examples/release-index/listed.rs"]
mod listed;
#[path = "../../../examples/release-index/sign.rs"]
mod sign;

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    thread,
};

use posylka::{carriers::Registry, model::SourceId};

use self::sign::Key;
use super::Home;

const MINE: &str = "config/posylka/carriers/cainiao.toml";

/// A mirror in a folder of a home: our Cainiao, newer, and signed.
struct Mirror<'h> {
    home: &'h Home,
    key: Key,
}

impl<'h> Mirror<'h> {
    fn of(home: &'h Home) -> Mirror<'h> {
        let key = Key::of_pkcs8(&Key::generate()).unwrap();
        home.write("config/posylka/config.toml", &format!("[carriers]\nupdate_keys = [\"{}\"]\n", key.public()));
        fs::create_dir_all(home.path("mirror/carriers")).unwrap();
        Mirror { home, key }
    }

    fn definition(&self, revision: u32, from: &str, to: &str) {
        let text = Registry::embedded_text(&SourceId::from("cainiao")).unwrap();
        let old = Registry::embedded().unwrap().source(&SourceId::from("cainiao")).unwrap().revision;
        assert!(text.contains(from), "{from}");
        let text = text.replace(&format!("revision = {old}"), &format!("revision = {revision}")).replace(from, to);
        self.home.write("mirror/carriers/cainiao.toml", &text);
    }

    fn index(&self, serial: u64, day: &str, next: Option<&str>, key: &Key) {
        let text = listed::index(&self.home.path("mirror"), serial, day, next).unwrap();
        self.home.write("mirror/index.toml", &text);
        self.home.write("mirror/index.toml.minisig", &key.sign(text.as_bytes(), "of a test"));
    }

    fn publish(&self, serial: u64, day: &str) {
        self.index(serial, day, None, &self.key);
    }
}

fn revision(home: &Home) -> u64 {
    let listed = home.json("carrier list");
    listed.as_array().unwrap().iter().find(|it| it["id"] == "cainiao").unwrap()["revision"].as_u64().unwrap()
}

#[test]
fn an_update_is_taken_counted_up_and_taken_back() {
    let home = Home::new();
    let mirror = Mirror::of(&home);
    let ours = revision(&home);
    for step in 0..5 {
        mirror.definition(50 + step, "name = \"Cainiao\"", "name = \"Cainiao\"");
        mirror.publish(u64::from(step) + 1, "2026-03-01");
        home.walk(&[("carrier update mirror", 0, "carrier update --undo")]);
        assert_eq!(revision(&home), u64::from(50 + step));
    }
    home.walk(&[("carrier update mirror/index.toml", 0, "Nothing in it is newer")]);
    for left in [53, 52, 51] {
        home.walk(&[("carrier update --undo", 0, "The update of 2026-03-01 is taken back")]);
        assert_eq!(revision(&home), left, "the last three can be taken back");
    }
    home.walk(&[("carrier update --undo", 1, "nothing to take back")]);
    assert!(revision(&home) > ours);
}

#[test]
fn a_hostile_mirror_gets_nowhere() {
    let home = Home::new();
    let mirror = Mirror::of(&home);
    mirror.definition(50, "name = \"Cainiao\"", "name = \"Cainiao\"");
    mirror.publish(7, "2026-03-01");
    home.walk(&[("carrier update mirror", 0, "1")]);
    let untouched = || assert_eq!(revision(&home), 50);

    // An index of before, with a signature that holds, and one of another day.
    mirror.definition(51, "name = \"Cainiao\"", "name = \"Cainiao\"");
    mirror.publish(6, "2026-03-02");
    home.walk(&[("carrier update mirror", 1, "it is older than what was taken")]);
    mirror.publish(8, "2026-02-01");
    home.walk(&[("carrier update mirror", 1, "it is older than what was taken")]);
    mirror.publish(7, "2026-03-01");
    home.walk(&[("carrier update mirror", 1, "it is older than what was taken")]);
    // Somebody else's key, no signature, another's signature.
    mirror.index(8, "2026-03-03", None, &Key::of_pkcs8(&Key::generate()).unwrap());
    home.walk(&[("carrier update mirror", 1, "no key that is trusted has signed it")]);
    home.write("mirror/index.toml.minisig", "untrusted comment: x\nRWQ=\n");
    home.walk(&[("carrier update mirror", 1, "none of minisign")]);
    fs::remove_file(home.path("mirror/index.toml.minisig")).unwrap();
    home.walk(&[("carrier update mirror", 1, "index.toml.minisig")]);
    // A file that is not the one that was signed, longer than it, and an index that is endless.
    mirror.publish(8, "2026-03-03");
    mirror.definition(52, "name = \"Cainiao\"", "name = \"Cainiao\"");
    home.walk(&[("carrier update mirror", 1, "not the file that was signed")]);
    mirror.definition(52, "name = \"Cainiao\"", &format!("# {}\nname = \"Cainiao\"", "x".repeat(99)));
    home.walk(&[("carrier update mirror", 1, "more than")]);
    home.write("mirror/index.toml", &"# endless\n".repeat(50_000));
    home.walk(&[("carrier update mirror", 1, "more than 256000 bytes")]);
    // A revision that goes down says nothing.
    mirror.definition(49, "name = \"Cainiao\"", "name = \"Cainiao\"");
    mirror.publish(9, "2026-03-04");
    home.walk(&[("carrier update mirror", 0, "what is in force is as new, or newer")]);
    untouched();
    // A way out of the folders.
    let text = "schema = 1\nserial = 10\nday = \"2026-03-05\"\n[[file]]\npath = \"carriers/../../config.toml\"\nsize = 1\nsha256 = \"\"\n";
    home.write("mirror/index.toml", text);
    home.write("mirror/index.toml.minisig", &mirror.key.sign(text.as_bytes(), "x"));
    home.walk(&[("carrier update mirror", 1, "no place of a definition")]);
    untouched();
}

#[test]
fn other_hosts_and_another_pace_are_asked_about() {
    let home = Home::new();
    let mirror = Mirror::of(&home);
    let url = Registry::embedded().unwrap().source(&SourceId::from("cainiao")).unwrap().hosts();
    let host = url.first().unwrap();
    mirror.definition(50, host, "mirror.example.org");
    mirror.publish(1, "2026-03-01");
    home.walk(&[("carrier update mirror", 1, "it would also ask: mirror.example.org")]);
    assert!(!home.path(MINE).exists());
    home.walk(&[("carrier update mirror --yes", 0, "In place"), ("carrier update --undo", 0, "taken back")]);
    mirror.definition(51, "[pace]", "[pace]\nper_day = 9999");
    mirror.publish(2, "2026-03-02");
    home.walk(&[("carrier update mirror", 1, "asked at another pace")]);
    assert!(!home.path(MINE).exists());
}

#[test]
fn a_key_is_followed_by_another_and_what_is_the_users_stays() {
    let home = Home::new();
    let mirror = Mirror::of(&home);
    let next = Key::of_pkcs8(&Key::generate()).unwrap();
    mirror.definition(50, "name = \"Cainiao\"", "name = \"Cainiao\"");
    mirror.index(1, "2026-03-01", Some(&next.public()), &mirror.key);
    home.walk(&[("carrier update mirror", 0, "From the next update on this key counts")]);
    mirror.definition(51, "name = \"Cainiao\"", "name = \"Cainiao\"");
    mirror.publish(2, "2026-03-02");
    home.walk(&[("carrier update mirror", 1, "no key that is trusted has signed it")]);
    mirror.index(2, "2026-03-02", None, &next);
    home.walk(&[("carrier update mirror", 0, "In place")]);

    let mine = fs::read_to_string(home.path(MINE)).unwrap() + "# mine\n";
    home.write(MINE, &mine);
    mirror.definition(52, "name = \"Cainiao\"", "name = \"Cainiao\"");
    mirror.index(3, "2026-03-03", None, &next);
    home.walk(&[("carrier update mirror", 0, "it is yours")]);
    home.walk(&[("carrier update --undo", 0, "not touched: carriers/cainiao.toml")]);
    assert_eq!(fs::read_to_string(home.path(MINE)).unwrap(), mine);
}

#[test]
fn nobody_is_asked_without_a_key_and_nothing_without_a_place() {
    let home = Home::new();
    home.walk(&[
        ("carrier update", 1, "Name an index"),
        ("carrier update mirror", 1, "Nobody is trusted to sign updates"),
    ]);
    let key = Key::of_pkcs8(&Key::generate()).unwrap().public();
    home.write(
        "config/posylka/config.toml",
        &format!("[carriers]\nupdate_keys = [\"{key}\"]\nupdate_from = \"nowhere\"\n"),
    );
    home.walk(&[
        ("carrier update", 1, "nowhere"),
        ("carrier update http://mirror.example.org/index.toml", 1, "only https"),
        ("carrier update ftp://mirror.example.org/index.toml", 1, "https"),
    ]);
    assert!(Path::new(&home.path("config/posylka/updates")).read_dir().is_err(), "nothing was taken");
}

/// Serves a folder; what is asked for under `/away/` is said to be at another host.
fn served(folder: PathBuf) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut asked = Vec::new();
            let mut byte = [0];
            while !asked.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
                asked.push(byte[0]);
            }
            let asked = String::from_utf8_lossy(&asked).into_owned();
            let path = asked.split(' ').nth(1).unwrap_or_default().trim_start_matches('/').to_owned();
            let (head, body) = match (path.strip_prefix("away/"), fs::read(folder.join(&path))) {
                (Some(path), _) => (format!("302 Found\r\nLocation: http://169.254.169.254/{path}"), Vec::new()),
                (None, Ok(body)) => ("200 OK".to_owned(), body),
                (None, Err(_)) => ("404 Not Found".to_owned(), Vec::new()),
            };
            let head = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
        }
    });
    address
}

#[test]
fn an_update_comes_from_an_address_too_and_nobody_leads_it_elsewhere() {
    let home = Home::new();
    let mirror = Mirror::of(&home);
    mirror.definition(60, "name = \"Cainiao\"", "name = \"Cainiao\"");
    mirror.publish(1, "2026-03-01");
    let at = served(home.path("mirror"));
    home.walk(&[
        (&format!("carrier update http://{at}/away/index.toml"), 1, "169.254.169.254"),
        (&format!("carrier update http://{at}/none.toml"), 1, "HTTP 404"),
        (&format!("carrier update http://{at}/index.toml"), 0, "carrier update --undo"),
    ]);
    assert_eq!(revision(&home), 60);
    mirror.definition(61, "name = \"Cainiao\"", "name = \"Cainiao\"");
    mirror.publish(2, "2026-03-01");
    mirror.definition(62, "name = \"Cainiao\"", "name = \"Cainiao\"");
    home.walk(&[(&format!("carrier update http://{at}/index.toml"), 1, "it is not the file that was signed")]);
}

//! Secrets that must come out nowhere: keys of every source, of every way out to the user and of the mailbox, against servers
//! that say back all they were shown, in every way a server can fail. What any command prints, what the daemon logs at its
//! loudest, and what lies in the data folder afterwards is searched for them.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    os::unix::fs::PermissionsExt,
    path::Path,
    sync::{Arc, Mutex},
    thread,
};

use posylka::carriers::Registry;

use super::super::cli::{Home, until};

/// Its pieces stand in no language and in no number.
const CANARY: &str = "Kanarienvogel-7f3a";
const CLOCK: &str = "2026-02-19T00:00:00Z@300000";
/// What runs on until it is told to stop, or changes the machine; the daemon has a test run of its own here.
const NOT_RUN: &[&str] = &["daemon", "demo", "service", "serve", "worker", "help"];

/// What was shown to the server.
type Shown = Arc<Mutex<Vec<String>>>;

/// A server that says back what it was shown, each time in another way of failing.
fn parrot() -> (SocketAddr, Shown) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, shown) = (listener.local_addr().unwrap(), Shown::default());
    let heard = Arc::clone(&shown);
    thread::spawn(move || {
        for (turn, stream) in listener.incoming().flatten().enumerate() {
            let heard = Arc::clone(&heard);
            thread::spawn(move || answer(stream, turn, &heard));
        }
    });
    (address, shown)
}

fn answer(mut stream: TcpStream, turn: usize, shown: &Shown) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut head, mut line, mut length) = (String::new(), String::new(), 0);
    while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
        let small = line.to_ascii_lowercase();
        length = small.strip_prefix("content-length:").map_or(length, |it| it.trim().parse().unwrap());
        head += &std::mem::take(&mut line);
    }
    let mut body = vec![0; length];
    let _ = reader.read_exact(&mut body);
    let whole = head + &String::from_utf8_lossy(&body);
    shown.lock().unwrap().push(whole.clone());
    // What it was not shown it does not know.
    let bird = if whole.contains(CANARY) { CANARY } else { "nothing" };
    let json = serde_json::json!({ "error": whole, "message": whole, "token": whole, "access_token": bird });
    let (status, extra, said) = match turn % 9 {
        0 => ("200 OK", String::new(), json.to_string()),
        1 => ("403 Forbidden", String::new(), whole),
        2 => ("500 Oops", String::new(), whole),
        3 => ("200 OK", String::new(), format!("<html><title>{bird}</title>{whole}")),
        4 => ("302 Found", format!("Location: http://{bird}.example/{bird}\r\n"), whole),
        5 => ("429 Slow", format!("Retry-After: {bird}\r\n"), whole),
        6 => ("401 No", format!("WWW-Authenticate: Basic realm=\"{bird}\"\r\n"), json.to_string()),
        7 => ("404 Not Found", format!("X-Echo: {bird}\r\n"), json.to_string()),
        _ => ("200 OK", "X-Cut: yes\r\n".to_owned(), json.to_string()),
    };
    let length = said.len() + if turn % 9 == 8 { 1000 } else { 0 };
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{extra}Connection: close\r\n\r\n");
    let _ = stream.write_all((head + &said).as_bytes());
}

/// A configuration in which everything that can be a secret is the canary, each had another way.
fn config(address: SocketAddr) -> String {
    let from = [format!("\"{CANARY}\""), "{ env = \"BIRD\" }".to_owned(), "{ file = \"bird\" }".to_owned()];
    let mut text = format!(
        "[notify]\nchannels = [\"ntfy\", \"telegram\", \"webhook\", \"email\"]\n\
         [notify.ntfy]\nbase_url = \"http://{address}\"\ntopic = \"parcels\"\ntoken = \"{CANARY}\"\n\
         [notify.telegram]\nbase_url = \"http://{address}\"\nchat = \"1\"\ntoken = {{ env = \"BIRD\" }}\n\
         [notify.webhook]\nurl = {{ file = \"hook\" }}\n\
         [notify.email]\nserver = \"smtps://{address}\"\nfrom = \"a@example.org\"\nto = \"b@example.org\"\n\
         user = \"a\"\npassword = \"{CANARY}\"\n\
         [messages.imap]\nhost = \"127.0.0.1\"\nport = {port}\nuser = \"a\"\npassword = \"{CANARY}\"\n",
        port = address.port()
    );
    let registry = Registry::embedded().unwrap();
    for (at, it) in registry.iter().filter(|it| it.request.is_some()).enumerate() {
        text += &format!("[carriers.{}]\nbase_url = \"http://{address}\"\n", it.id);
        if at % 7 == 0 {
            text += &format!("proxy = \"http://me:{CANARY}@{address}\"\n");
        }
        if !it.secrets.is_empty() {
            text += &format!("[secrets.{}]\n", it.id);
        }
        for (nth, name) in it.secrets.keys().enumerate() {
            text += &format!("{name} = {}\n", from[(at + nth) % 3]);
        }
    }
    text
}

fn home(address: SocketAddr) -> Home {
    let loud = [("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", CLOCK), ("PATH", "/usr/bin:/bin"), ("BIRD", CANARY)];
    let home = Home::with(
        &[loud.as_slice(), &[("RUST_LOG", "trace"), ("POSYLKA_LOG", "trace"), ("RUST_BACKTRACE", "1")]].concat(),
    );
    for (name, text) in [
        ("config.toml", config(address)),
        ("bird", format!("{CANARY}\n")),
        ("hook", format!("http://{address}/{CANARY}")),
    ] {
        let path = home.write(&format!("config/posylka/{name}"), &text);
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    home
}

/// Numbers of every carrier that has a source with a key.
fn numbers() -> Vec<(String, String)> {
    let registry = Registry::embedded().unwrap();
    let keyed = registry.iter().filter(|it| it.request.is_some());
    let first = keyed.filter_map(|it| {
        let of = registry.iter().filter(|other| other.of == it.of);
        let valid = of.flat_map(|other| &other.numbers).flat_map(|rule| &rule.valid).next()?;
        Some((it.of.to_string(), valid.clone()))
    });
    first.collect()
}

fn no_canary(place: &str, text: &str) {
    // Also within a longer text in base64, wherever it begins there.
    let dressed = ["Kanarien", "kanarien", "S2FuYXJpZW52b2dlb", "thbmFyaWVudm9nZW", "LYW5hcmllbnZvZ2Vs"];
    let at = dressed.into_iter().find_map(|it| text.find(it));
    let start = |at: usize| (0..=at.saturating_sub(300)).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0);
    assert!(at.is_none(), "{place}: {}", text[start(at.unwrap())..].chars().take(500).collect::<String>());
}

fn search(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            search(&path);
        } else if path.is_file() {
            no_canary(&path.display().to_string(), &String::from_utf8_lossy(&fs::read(&path).unwrap()));
        }
    }
}

/// Every command there is, by its own help.
fn commands(home: &Home, of: &str) -> Vec<String> {
    let help = home.text(&format!("{of} --help"));
    let listed = help.split_once("Commands:\n").map(|(_, rest)| rest).unwrap_or_default();
    let own = listed.lines().take_while(|it| !it.is_empty());
    let names =
        own.filter(|it| it.starts_with("  ") && !it.starts_with("   ")).filter_map(|it| it.split_whitespace().next());
    names.filter(|it| !NOT_RUN.contains(it)).map(|it| format!("{of} {it}").trim().to_owned()).collect()
}

#[test]
fn no_secret_comes_out_anywhere() {
    let (address, shown) = parrot();
    let home = home(address);
    let mut said = Vec::new();
    for (carrier, number) in numbers() {
        said.push(
            home.run(&format!("add {number} --carrier {carrier} --title 'A {carrier}' --ordered 2026-01-10")).ends(0),
        );
    }
    let daemon = home.daemon();
    until("the canary to be shown to many", || {
        let shown = shown.lock().unwrap();
        (shown.len() > 150 && shown.iter().filter(|it| it.contains(CANARY)).count() > 40).then_some(())
    });
    home.write("config/posylka/bird", "");
    daemon.signal("HUP");
    daemon.logs("it is empty");
    home.write("config/posylka/bird", &format!("{CANARY}\n"));
    daemon.signal("HUP");
    for line in
        commands(&home, "").into_iter().flat_map(|it| if it == "carrier" { commands(&home, &it) } else { vec![it] })
    {
        for rest in ["--json", "1", "17track --json"] {
            said.push(home.run(&format!("{line} {rest}")));
        }
    }
    said.push(home.run("carrier capture RB123456785CN --source 17track --out seen"));
    said.push(home.run("dispute 1 draft"));
    said.push(home.run(&format!("backup {}", home.data().join("copy.db").display())));
    drop(daemon);
    assert!(said.len() > 120, "every command was run: {}", said.len());
    for it in &said {
        no_canary("a command", &format!("{it:?}"));
    }
    no_canary("the log", &fs::read_to_string(home.path("log")).unwrap());
    search(&home.data());
    search(&home.path("run"));
    if home.path("seen").exists() {
        search(&home.path("seen"));
    }
}

//! The direction of imports, and which rooms may touch the world. Breaking either fails here, not in review.

pub mod circles;
pub mod source;

use std::{fs, path::Path};

use regex::Regex;

use source::{Source, sources, walk};

/// Every room, with the rooms it may name. A room not listed here is a failure too.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("rules", &["model"]),
    ("carriers", &["model"]),
    ("text", &["model"]),
    ("store", &["model"]),
    ("config", &["model", "carriers"]),
    ("tls", &[]),
    ("wire", &["model", "carriers", "config", "tls"]),
    ("notify", &["model", "text", "config", "tls"]),
    ("dossier", &["model", "text"]),
    ("import", &["model", "carriers", "tls"]),
    ("mend", &["model", "carriers"]),
    ("clock", &["model"]),
    ("app", BELOW_APP),
    ("web", BELOW_WEB),
    ("publish", BELOW_PUBLISH),
    ("daemon", BELOW_DAEMON),
    ("demo", BELOW_DEMO),
    ("cli", BELOW_CLI),
];
const BELOW_APP: &[&str] =
    &["model", "rules", "carriers", "text", "store", "wire", "notify", "dossier", "import", "mend", "config"];
/// Not the store: what the page does is done in `app`.
const BELOW_WEB: &[&str] =
    &["model", "rules", "carriers", "text", "wire", "notify", "dossier", "import", "mend", "config", "app"];
const BELOW_PUBLISH: &[&str] =
    &["model", "rules", "carriers", "text", "wire", "notify", "dossier", "import", "mend", "config", "app", "web"];
const BELOW_DAEMON: &[&str] = &[
    "model", "rules", "carriers", "text", "store", "wire", "notify", "dossier", "import", "mend", "config", "clock",
    "app", "web", "publish",
];
const BELOW_DEMO: &[&str] = &[
    "model", "rules", "carriers", "text", "store", "wire", "notify", "dossier", "import", "mend", "config", "clock",
    "app", "web", "publish", "daemon",
];
/// Not the store: what a command does is done in `app`.
const BELOW_CLI: &[&str] = &[
    "model", "rules", "carriers", "text", "wire", "notify", "dossier", "import", "mend", "config", "clock", "app",
    "web", "publish", "daemon", "demo",
];

/// These decide; they neither ask the world nor know what time it is.
const PURE: &[&str] = &["model", "rules", "carriers", "text", "mend"];
const WORLD: &[&str] =
    &["tokio", "reqwest", "rusqlite", "notify_rust", "async", "await", "println!", "eprintln!", "print!", "dbg!"];
const WORLD_OF_STD: &[&str] = &["fs", "net", "env", "io", "process", "thread", "os"];

const CLOCKS: &[&str] = &["Timestamp::now", "Zoned::now", "SystemTime::now", "Instant::now", "Utc::now", "Local::now"];
const MAY_ASK_THE_CLOCK: &[&str] = &["clock", "daemon", "demo", "cli"];

const SOCKETS: &[&str] = &[
    "reqwest",
    "axum",
    "rumqttc",
    "TcpListener",
    "TcpStream",
    "UnixListener",
    "UnixStream",
    "UnixDatagram",
    "UdpSocket",
];
const MAY_OPEN_SOCKETS: &[&str] = &["wire", "notify", "import", "demo", "web", "daemon"];

/// What makes a `static` more than a constant.
const STATE: &[&str] = &[
    "OnceLock",
    "LazyLock",
    "OnceCell",
    "LazyCell",
    "Mutex",
    "RwLock",
    "RefCell",
    "Cell",
    "AtomicBool",
    "AtomicUsize",
    "AtomicU32",
    "AtomicU64",
    "AtomicI64",
];

/// Where Cyrillic is data of the trade: wording, look-alike letters, the names of the rouble.
/// The last tells two encodings apart by letters, which are no wording.
const MAY_WRITE_CYRILLIC: &[&str] =
    &["src/text", "src/carriers/numbers", "src/model/order.rs", "src/import/orders/decode.rs"];

#[test]
fn imports_point_down() {
    report(|source, faults| {
        let room = source.room();
        let Some((_, below)) = MAY_USE.iter().find(|(name, _)| *name == room) else {
            faults.push((1, format!("`{room}` has no line in MAY_USE")));
            return;
        };
        let rooms = |name: &str| MAY_USE.iter().any(|(room, _)| *room == name);
        for (line, name) in source.names_under("crate") {
            if rooms(&name) && name != room && !below.contains(&name.as_str()) {
                faults.push((line, format!("`{room}` may not use `{name}`")));
            }
        }
        let depth = source.path.iter().skip(1).filter(|part| *part != "mod.rs").count();
        let to_the_root = vec!["super"; depth].join("::");
        for (line, name) in source.names_under(&to_the_root).into_iter().filter(|(_, name)| rooms(name)) {
            faults.push((line, format!("name `{name}` as `crate::{name}`, not by `super`")));
        }
    });
}

#[test]
fn the_pure_rooms_know_no_world() {
    report(|source, faults| {
        if !PURE.contains(&source.room()) {
            return;
        }
        let fault = |word: &str| format!("`{}` is pure and may not say `{word}`", source.room());
        for word in WORLD.iter().chain(&["time::Instant", "SystemTime"]) {
            faults.extend(source.says(word).into_iter().map(|line| (line, fault(word))));
        }
        let named = source.names_under("std").into_iter().filter(|(_, name)| WORLD_OF_STD.contains(&name.as_str()));
        faults.extend(named.map(|(line, name)| (line, fault(&format!("std::{name}")))));
    });
}

#[test]
fn clocks_sockets_and_sql_stay_in_their_rooms() {
    let sql = Regex::new(
        r"(?s)\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE|PRAGMA\s)",
    )
    .unwrap();
    report(|source, faults| {
        let room = source.room();
        let mut only = |words: &[&str], rooms: &[&str]| {
            for word in words.iter().filter(|_| !rooms.contains(&room)) {
                let found = source.says(word).into_iter();
                faults.extend(found.map(|line| (line, format!("`{word}` belongs in {}", rooms.join(", ")))));
            }
        };
        only(CLOCKS, MAY_ASK_THE_CLOCK);
        only(SOCKETS, MAY_OPEN_SOCKETS);
        only(&["rusqlite"], &["store"]);
        let written = source.quoted.iter().filter(|(_, text)| room != "store" && sql.is_match(text));
        faults.extend(written.map(|(line, text)| (*line, format!("SQL belongs in store: {text}"))));
    });
}

#[test]
fn there_is_no_global_state() {
    report(|source, faults| {
        faults.extend(source.says("static mut").into_iter().map(|line| (line, "`static mut`".to_owned())));
        faults.extend(source.says("thread_local").into_iter().map(|line| (line, "`thread_local!`".to_owned())));
        for (at, _) in source.code.match_indices("static ").filter(|(at, _)| !source.code[..*at].ends_with('\'')) {
            let item = source.code[at..].split([';', '=']).next().unwrap_or_default();
            let words: Vec<&str> = item.split(|c: char| !c.is_alphanumeric()).collect();
            let pattern = ["carriers", "text"].contains(&source.room()) && item.contains("LazyLock<Regex>");
            if STATE.iter().any(|state| words.contains(state)) && !pattern {
                faults.push((source.line(at), format!("global state: {}", item.trim())));
            }
        }
    });
}

#[test]
fn the_rules_know_no_carrier_and_no_shop_by_name() {
    let ids = ids();
    report(|source, faults| {
        for (line, text) in source.quoted.iter().filter(|_| source.room() == "rules") {
            if ids.iter().any(|id| text.trim_matches(['r', '#', '"']) == id) {
                faults.push((*line, format!("rules may not know {text} by name")));
            }
        }
    });
}

#[test]
fn russian_is_written_in_text() {
    report(|source, faults| {
        let cyrillic = |text: &str| text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
        let path = source.path.to_string_lossy().replace('\\', "/");
        if !MAY_WRITE_CYRILLIC.iter().any(|place| path.starts_with(place)) {
            let written = source.quoted.iter().filter(|(_, text)| cyrillic(text));
            faults.extend(written.map(|(line, text)| (*line, format!("wording belongs in text: {text}"))));
        }
    });
}

/// The ids of all sources, carriers and shops there is a definition of.
fn ids() -> Vec<String> {
    let (mut files, of) = (Vec::new(), Regex::new(r#"(?m)^of\s*=\s*"([^"]+)""#).unwrap());
    walk(Path::new("carriers"), "toml", &mut files);
    walk(Path::new("rules/marketplaces"), "toml", &mut files);
    let mut ids = Vec::new();
    for file in files {
        ids.extend(of.captures(&fs::read_to_string(&file).unwrap()).map(|found| found[1].to_owned()));
        ids.extend(file.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    // Nobody's name: what stands for a carrier that is not known.
    ids.retain(|id| id != "unknown");
    ids
}

/// Looks at every file of every room and fails with all faults at once.
fn report(look: impl Fn(&Source, &mut Vec<(usize, String)>)) {
    let mut lines = Vec::new();
    for source in sources().iter().filter(|source| !["lib", "main", "build"].contains(&source.room())) {
        let mut faults = Vec::new();
        look(source, &mut faults);
        lines.extend(faults.into_iter().map(|(line, fault)| format!("{}:{line}: {fault}", source.path.display())));
    }
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}

//! Files for others: what stands in them, that nobody sees more than the configuration says, and that they are written only when
//! something has changed.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use icalendar::{Calendar, CalendarComponent, Component};
use posylka::publish::SCHEMA;
use serde_json::{Value, json};

use crate::cli::{Home, until};

const NUMBER: &str = "RB234567918CN";
/// A second number, which nobody but a carrier's words names.
const NAMED: &str = "RA345678908CN";
/// What must not be seen unless the configuration says so, and by which key it is.
const PRIVATE: [(&str, &str); 6] = [
    ("numbers", NUMBER),
    ("numbers", NAMED),
    ("titles", "Zlatoust & co"),
    ("purchases", "8190000000000027"),
    ("purchases", "Qwerty <Store>"),
    ("purchases", "987.65"),
];

/// A home with one parcel, all of it distinctive, that waits to be collected.
fn home(publish: &str) -> (Home, PathBuf) {
    home_at("2026-03-01T00:00:00Z@1", publish)
}

/// The same by another clock.
fn home_at(clock: &str, publish: &str) -> (Home, PathBuf) {
    let home = Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", clock), ("PATH", "/usr/bin:/bin")]);
    let folder = home.path("files");
    fs::create_dir(&folder).unwrap();
    let config = format!("[publish]\nfolder = \"{}\"\n{publish}\n[notify]\nchannels = []\n", folder.display());
    home.write("config/posylka/config.toml", &config);
    home.text(&format!(
        "add {NUMBER} --title 'Zlatoust & co' --order 8190000000000027 --seller 'Qwerty <Store>' --price 987.65USD \
         --ordered 2026-02-01 --shipped 2026-02-03 --protection-ends 2026-03-20 --shop aliexpress-ru"
    ));
    home.text(&format!(
        "event 1 ready-for-pickup --place Perm --until 2026-03-12 --text \
         '{NUMBER} of Qwerty <Store>, order 8190000000000027 (rb234567918cn), goes on as {NAMED}: 987.65 USD'"
    ));
    (home, folder)
}

fn all(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        match entry.file_type().unwrap().is_dir() {
            true => {
                files.extend(all(&entry.path()).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)))
            }
            false => drop(files.insert(name, fs::read(entry.path()).unwrap())),
        }
    }
    files
}

fn mtimes(folder: &Path) -> BTreeMap<String, SystemTime> {
    let time = |name: String| {
        let at = fs::metadata(folder.join(&name)).unwrap().modified().unwrap();
        (name, at)
    };
    all(folder).into_keys().map(time).collect()
}

/// The files that say a text, whichever way it is written there.
fn say(files: &BTreeMap<String, Vec<u8>>, text: &str) -> Vec<String> {
    let escaped = [text.to_owned(), text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")];
    let says = |bytes: &[u8]| {
        let said = String::from_utf8_lossy(bytes).replace("\r\n ", "").replace('\\', "").to_lowercase();
        escaped.iter().any(|it| said.contains(&it.to_lowercase()))
    };
    files.iter().filter(|(_, bytes)| says(bytes)).map(|(name, _)| name.clone()).collect()
}

#[test]
fn nobody_sees_more_than_the_configuration_says_in_any_file() {
    let keys = [("numbers", "numbers = \"whole\""), ("titles", "titles = true"), ("purchases", "purchases = true")];
    let hidden = home("numbers = \"hidden\"");
    hidden.0.text("publish");
    assert_eq!(say(&all(&hidden.1), "18CN"), [""; 0]);
    // Nothing, each key on its own, and everything.
    let (home, folder) = home("");
    for shown in [vec![], vec![keys[0]], vec![keys[1]], vec![keys[2]], keys.to_vec()] {
        let lines: Vec<&str> = shown.iter().map(|(_, line)| *line).collect();
        let config =
            format!("[publish]\nfolder = \"{}\"\n{}\n[notify]\nchannels = []\n", folder.display(), lines.join("\n"));
        home.write("config/posylka/config.toml", &config);
        home.text("publish");
        let files = all(&folder);
        assert!(files.len() >= 13, "{:?}", files.keys());
        for (key, text) in PRIVATE {
            let may = shown.iter().any(|(it, _)| *it == key);
            let said = say(&files, text);
            // A carrier's words of a sum are nobody's field, and a number in them may be one of an order.
            if !may && text != "987.65" {
                assert_eq!(said, [""; 0], "{text} with {lines:?}");
            }
            if shown.len() == keys.len() {
                assert!(said.contains(&"parcels/1.html".to_owned()), "{text}: {said:?}");
            }
        }
        if shown.is_empty() {
            assert!(
                say(&files, "…18CN").len() >= 3 && say(&files, "Parcel 1").len() >= 5,
                "{:?}",
                say(&files, "Parcel 1")
            );
            let price = fs::read_to_string(folder.join("parcels/1.html")).unwrap();
            assert!(!price.contains("$987") && !price.contains("order-price"), "{price}");
        }
    }
}

#[test]
fn pages_stand_alone() {
    let (home, folder) = home("numbers = \"whole\"");
    home.text("publish");
    let files = all(&folder);
    let pages: Vec<&String> = files.keys().filter(|name| name.ends_with(".html")).collect();
    assert!(pages.contains(&&"index.html".to_owned()) && pages.contains(&&"parcels/1.html".to_owned()));
    let link = regex::Regex::new(r#"(?:href|src)="([^"]*)""#).unwrap();
    for name in &pages {
        let page = String::from_utf8(files[*name].clone()).unwrap();
        for gone in ["<form", "<script", "<button", "<input", "/devices", "/add\"", "sign-in"] {
            assert!(!page.contains(gone), "{name}: {gone}");
        }
        for found in link.captures_iter(&page) {
            let to = &found[1];
            if to.starts_with("https://") || to.starts_with('#') {
                continue;
            }
            assert!(!to.starts_with('/') && !to.contains(['?', ':']), "{name}: {to}");
            let at = folder.join(name).parent().unwrap().join(to);
            assert!(at.is_file(), "{name} leads to {to}, which is not there");
        }
    }
}

#[test]
fn parcels_calendar_feed_and_figures_are_what_others_read() {
    let (home, folder) = home("titles = true\nurl = \"https://home.example/parcels/\"");
    home.text("publish");
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let parcels: Value = serde_json::from_str(&read("parcels.json")).unwrap();
    let valid = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let faults: Vec<String> = valid.iter_errors(&parcels).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert_eq!(faults, [""; 0]);
    assert_eq!((&parcels["parcels"][0]["title"], &parcels["as_of"]), (&json!("Zlatoust & co"), &json!("2026-03-01")));

    let calendar: Calendar = read("deadlines.ics").parse().unwrap();
    let events: Vec<_> = calendar.components.iter().filter_map(CalendarComponent::as_event).collect();
    let uids: Vec<&str> = events.iter().filter_map(|it| it.get_uid()).collect();
    assert!(uids.contains(&"pickup-1@posylka") || uids.contains(&"act-by-1@posylka"), "{uids:?}");
    assert!(events.iter().all(|it| it.get_last_modified().is_some() && it.get_sequence() == Some(0)));

    let feed = feed_rs::parser::parse(read("feed.atom").as_bytes()).unwrap();
    assert!(feed.id.starts_with("urn:posylka:") && feed.updated.is_some(), "{feed:?}");
    let entry = feed.entries.first().expect("it was told that it can be collected");
    assert!(entry.id.starts_with(&feed.id) && entry.updated == feed.updated, "{entry:?}");
    assert_eq!(entry.links[0].href, "https://home.example/parcels/parcels/1.html");
    assert!(entry.title.as_ref().unwrap().content.contains("Zlatoust & co"), "{:?}", entry.title);

    let figures = read("posylka.prom");
    assert!(figures.contains("posylka_parcels{stage=\"ready-for-pickup\"} 1\n"), "{figures}");
    for gone in ["posylka_up", "_age_seconds", "-0\n"] {
        assert!(!figures.contains(gone), "{gone}: {figures}");
    }
}

#[test]
fn what_has_not_changed_is_not_written_and_what_is_gone_goes() {
    let (home, folder) = home("");
    let first = home.json("publish");
    assert_eq!(first["written"], first["files"]);
    let before = mtimes(&folder);
    let sequence =
        |at: u32| fs::read_to_string(folder.join("deadlines.ics")).unwrap().contains(&format!("SEQUENCE:{at}"));
    assert!(sequence(0) && !sequence(1));
    assert_eq!(home.json("publish")["written"], 0);
    assert_eq!(mtimes(&folder), before);
    fs::write(folder.join("own.html"), "mine").unwrap();
    home.text("add 80087260003039");
    home.text("edit 1 --protection-ends 2026-03-25");
    let again = home.json("publish");
    assert!(again["written"].as_u64() < again["files"].as_u64(), "{again}");
    assert!(folder.join("parcels/2.html").exists() && sequence(1));
    home.text("remove 2");
    assert_eq!(home.json("publish")["removed"], 1);
    assert!(!folder.join("parcels/2.html").exists());
    assert_eq!(fs::read_to_string(folder.join("own.html")).unwrap(), "mine");
    home.walk(&[("publish --folder nowhere", 1, "no such folder"), ("publish --folder files", 0, "written now: 0")]);
}

#[test]
fn the_daemon_publishes_and_a_folder_that_goes_is_told_once_and_mended() {
    // So fast that there is no wait between two tries.
    let (home, folder) = home_at("2026-03-01T00:00:00Z@30", "titles = true");
    let config = home.path("config/posylka/config.toml");
    let quiet = "channels = [\"command\"]\n[notify.command]\nprogram = [\"/bin/sh\", \"-c\", \"cat >> letters; echo >> letters\"]\n\
                 [carriers.russian-post]\noff = true\n[carriers.cainiao]\noff = true\n[carriers.upu]\noff = true\n";
    let text = fs::read_to_string(&config).unwrap().replace("channels = []", quiet);
    fs::write(&config, text).unwrap();
    home.write("letters", "");
    let told = || {
        let letters = fs::read_to_string(home.path("letters")).unwrap();
        let kinds = letters.lines().filter_map(|it| serde_json::from_str::<Value>(it).ok());
        kinds
            .filter_map(|it| it["key"].as_str().map(str::to_owned))
            .filter(|it| it.starts_with("outlet-"))
            .collect::<Vec<_>>()
    };
    let daemon = home.daemon();
    until("the files", || folder.join("parcels/1.html").exists().then_some(()));
    let away = home.path("away");
    fs::rename(&folder, &away).unwrap();
    home.text("edit 1 --title 'Another name'");
    until("the news that nothing is published", || (!told().is_empty()).then_some(()));
    assert!(!folder.exists());
    fs::rename(&away, &folder).unwrap();
    until("the news that it is again", || (told().len() == 2).then_some(()));
    assert!(fs::read_to_string(folder.join("index.html")).unwrap().contains("Another name"));
    assert!(
        told()[0].starts_with("outlet-fails:folder") && told()[1].starts_with("outlet-back:folder"),
        "{:?}",
        told()
    );
    drop(daemon);
}

#[test]
fn what_is_somebodys_is_published_for_them_alone() {
    let (home, folder) = home("titles = true\nnumbers = \"whole\"\n[people.anna]\n[people.boris]");
    home.text("add RR123456785CN --later --title 'Annas lamp' --for anna");
    home.text("add RC123456785CN --later --title 'Borises kettle' --for boris");
    let says = |piece: &str| all(&folder).values().any(|bytes| String::from_utf8_lossy(bytes).contains(piece));
    home.text("publish");
    assert!(says(NUMBER) && !says("Annas lamp") && !says("RR123456785CN") && !says("kettle"));
    let config = fs::read_to_string(home.path("config/posylka/config.toml")).unwrap();
    home.write("config/posylka/config.toml", &config.replace("titles = true", "titles = true\nfor = [\"anna\"]"));
    home.text("publish");
    assert!(says("Annas lamp") && says("RR123456785CN") && !says(NUMBER) && !says("kettle"));
    home.write("config/posylka/config.toml", &config.replace("titles = true", "titles = true\nfor = [\"eve\"]"));
    let said = home.run("publish");
    assert!(said.err().contains("Nobody of the house"), "{}", said.err());
}

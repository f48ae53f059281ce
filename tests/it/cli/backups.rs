//! Copies that come round: written beside the loop, rotated, and told of when they fail.

use std::path::PathBuf;

use super::{Home, read, until};

/// A day every second or so.
const CLOCK: &str = "2026-02-19T00:00:00Z@90000";

/// The names in a folder, sorted.
fn names(folder: &PathBuf) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .map(|it| it.flatten().map(|it| it.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    names.sort();
    names
}

#[test]
fn copies_come_round_and_the_oldest_go() {
    let home = Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", CLOCK), ("PATH", "/usr/bin:/bin")]);
    home.text("add RB123456785CN --title Headphones --later");
    home.write(
        "config/posylka/config.toml",
        "[notify]\nchannels = []\n[carriers.russian-post]\noff = true\n[carriers.china-post]\noff = true\n\
         [backup]\nfolder = \"copies\"\nat = \"0 4 * * *\"\nkeep = 2\n",
    );
    let folder = home.data().join("copies");
    assert!(home.run("doctor").says("There is no copy of the database yet"));
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("posylka-20200101T000000.db"), "not ours").unwrap();
    let mut daemon = home.daemon();
    let rounds = || read(&home.path("log")).matches("Wrote a copy of the database").count();
    until("four copies", || (rounds() >= 4).then_some(()));
    daemon.signal("TERM");
    daemon.ended();
    let names = names(&folder);
    assert_eq!(names.len(), 3, "the last two, and one that this database knows nothing of: {names:?}");
    assert_eq!(names[0], "posylka-20200101T000000.db");
    let last = home.json("status")["backup"].clone();
    assert_eq!(last["file"], folder.join(&names[2]).display().to_string(), "{last}");
    assert!(home.run("status").says("Last copy of the database: 2026-0"));
    let copy = folder.join(&names[2]);
    home.walk(&[(&format!("restore {}", copy.display()), 0, "1 parcel")]);

    // A copy that cannot be written is told once, and that it can again.
    std::fs::rename(&folder, home.data().join("aside")).unwrap();
    std::fs::write(&folder, "in the way").unwrap();
    let script = "[notify.command]\nprogram = [\"/bin/sh\", \"-c\", \"cat >> letters\"]\n";
    let config = read(&home.path("config/posylka/config.toml"));
    home.write("config/posylka/config.toml", &(config.replace("channels = []", "channels = [\"command\"]") + script));
    let mut daemon = home.daemon();
    let letters = || read(&home.path("letters"));
    let told = |title: &str| letters().matches(&format!("\"title\":\"{title}\"")).count();
    until("the trouble", || (told("No copy of the database") > 0).then_some(()));
    daemon.logs("could not be written");
    assert!(home.run("status").says("could be written"));
    until("a second try", || (read(&home.path("log")).matches("could not be written").count() > 2).then_some(()));
    std::fs::remove_file(&folder).unwrap();
    until("the end of the trouble", || (told("Copies of the database again") > 0).then_some(()));
    daemon.signal("TERM");
    daemon.ended();
    assert_eq!((told("No copy of the database"), told("Copies of the database again")), (1, 1), "{}", letters());
}

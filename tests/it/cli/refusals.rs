//! What cannot be done is refused with a reason, the right exit code, nothing on stdout, and nothing changed.

use std::{fs, process::Stdio};

use super::Home;

#[test]
fn usage_is_2_and_names_the_form() {
    Home::new().walk(&[
        ("", 2, "Usage: posylka"),
        ("bogus", 2, "unrecognized subcommand"),
        ("add", 2, "required"),
        ("show", 2, "required"),
        ("show 1 2", 2, "unexpected argument"),
        ("edit 1", 2, "--title <TITLE>"),
        ("edit 1 --title ' '", 2, "1 to 200 characters"),
        ("add LP00123456789012 --ordered someday", 2, "2026-02-28"),
        ("add LP00123456789012 --shipped 2026-02-30", 2, "2026-02-28"),
        ("edit 1 --protection-ends 17.13.2026", 2, "2026-02-28"),
        ("add LP00123456789012 --price many", 2, "12.50USD"),
        ("add LP00123456789012 --price=-5", 2, "12.50USD"),
        ("add --order ''", 2, "1 to 200 characters"),
        ("dispute 1 lost", 2, "refunded"),
        ("service restart", 2, "uninstall"),
        ("carrier read cainiao x --http many", 2, "--http"),
    ]);
}

#[test]
fn help_and_version_are_data() {
    Home::new().walk(&[
        ("--help", 0, "POSYLKA_DATA"),
        ("--version", 0, env!("CARGO_PKG_VERSION")),
        ("add --help", 0, "--protection-ends <DAY>"),
        ("help dispute", 0, "writes the dossier"),
    ]);
}

#[test]
fn what_cannot_be_added_leaves_nothing_behind() {
    let home = Home::new();
    let long = format!("add {}", "A1".repeat(2_000));
    home.walk(&[
        (&long, 1, "4 to 50 characters"),
        ("add abc", 1, "4 to 50 characters"),
        ("add XXQQ12", 1, "posylka carrier list"),
        ("add LP00123456789012 XXQQ12", 1, "XXQQ12"),
        ("add XXQQ12 --carrier nobody", 1, "there are: "),
        ("add LP00123456789012 --shop nowhere", 1, "aliexpress-ru"),
        ("list --json", 0, "[]"),
        ("add LP00123456789012", 0, ""),
        ("link 1 XXQQ12", 1, "XXQQ12"),
        ("link 1 XXQQ12 --carrier nobody", 1, "there are: "),
        ("link 1 'a b, c'", 1, "cannot stand in one"),
    ]);
    let shown = home.run(&long).ends(1);
    assert!(shown.err.len() < 500, "{}", shown.err);
    assert_eq!(home.json("show 1")["numbers"].as_array().unwrap().len(), 1);
}

#[test]
fn a_database_of_a_later_version_is_left_alone() {
    let home = Home::new();
    home.text("add LP00123456789012");
    let file = home.data().join("posylka.db");
    let sql = rusqlite::Connection::open(&file).unwrap();
    sql.pragma_update(None, "user_version", 4_000).unwrap();
    sql.close().unwrap();
    let before = fs::read(&file).unwrap();
    home.walk(&[
        ("list", 1, "update posylka; nothing was changed"),
        ("add LP00123456789022", 1, "schema 4000"),
        ("received 1", 1, "schema 4000"),
        ("daemon", 1, "schema 4000"),
    ]);
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn files_that_are_in_the_way_are_named() {
    let home = Home::new();
    home.write("file", "no database of ours, and no folder");
    let folder = home.path("other");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("posylka.db"), "not a database at all, not a database at all").unwrap();
    home.walk(&[
        ("list --data file/within", 1, "file/within"),
        ("daemon --data file/within", 1, "file/within"),
        ("list --config nowhere.toml", 1, "nowhere.toml"),
        ("demo --shop nowhere", 1, "aliexpress-com, aliexpress-ru"),
        ("demo --keep .", 1, "it is not empty"),
    ]);
    let damaged = home.command("list --data other").env_remove("POSYLKA_CLOCK").output().unwrap();
    assert_eq!(damaged.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&damaged.stderr).contains("posylka.db is"), "{damaged:?}");
    home.write("config/posylka/config.toml", "[notify]\nchannels = [\"pigeon\"]\n");
    home.walk(&[("refresh", 1, "config.toml:2:12"), ("daemon", 1, "config.toml:2:12")]);
    for line in ["list", "status", "doctor"] {
        let said = home.run(line);
        assert!(said.err.contains("config.toml:2:12") || said.out.contains("config.toml:2:12"), "{line}: {said:?}");
        assert!(!said.out.is_empty(), "what is right is shown: {said:?}");
    }
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let home = Home::new();
    for digit in 0..9 {
        home.text(&format!("add LP0012345678{digit}12"));
    }
    for line in ["list", "list --json", "show 1", "--help", "carrier list"] {
        let mut child = home.command(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{line}: {said}");
        assert!(said.lines().all(|it| it.contains("POSYLKA_CLOCK")), "{line}: {said}");
    }
}

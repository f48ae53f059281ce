//! What the program writes is about a person. Nobody else reads it, also where the surroundings would let everybody.

use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use super::{Home, Said, claims::PICTURE, until, watch};

/// The command where files are made for everybody to read and write.
fn loose(home: &Home, command: &Command) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", "umask 000; exec \"$@\"", "sh"]).arg(command.get_program()).args(command.get_args());
    shell.env_clear().envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    shell.current_dir(home.path(""));
    shell
}

/// All that lies in a folder, however deep.
fn all(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.file_type().unwrap().is_dir() {
            found.extend(all(&entry.path()));
        }
        found.insert(entry.path());
    }
    found
}

#[test]
fn whatever_it_writes_only_its_user_reads() {
    let home = Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", watch::CLOCK), ("PATH", "/usr/bin:/bin")]);
    fs::create_dir(home.path("inbox")).unwrap();
    home.write("inbox/1.txt", "see you at seven\n");
    fs::write(home.path("good.jpg"), PICTURE).unwrap();
    home.write("cainiao.toml", &fs::read_to_string("carriers/cainiao.toml").unwrap());
    home.write("log", "");
    let run = |line: &str| Said::of(line, &loose(&home, &home.command(line)).output().unwrap()).ends(0);
    run(&format!("add {} --title Case --ordered 2026-02-01", watch::NUMBER));
    watch::configure(&home, watch::carriers(watch::STORY, watch::clock(&home)), "cat >> letters");
    let config = home.path("config/posylka/config.toml");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, text + "[messages]\ndrop = \"../../inbox\"\n").unwrap();
    let ours: BTreeSet<PathBuf> = ["inbox", "inbox/1.txt", "inbox/failed/1.txt", "good.jpg", "cainiao.toml", "log"]
        .into_iter()
        .chain(["config", "config/posylka", "config/posylka/config.toml", "run"])
        .map(|name| home.path(name))
        .collect();

    let daemon = home.daemon_of(loose(&home, &home.command("daemon")));
    until("the answer", || (!home.json("show 1")["events"].as_array().unwrap().is_empty()).then_some(()));
    until("the dropped file", || home.path("inbox/failed/1.txt.why.txt").exists().then_some(()));
    for line in [
        "received 1 --problem damaged --photo good.jpg --note 'The spout is off'",
        "dispute 1 draft",
        "backup copy.db",
        "calendar --out days.ics",
        "carrier capture LP00987654321098 --source cainiao --out caught",
        "carrier install cainiao.toml --yes",
        "export",
    ] {
        run(line);
    }
    let made: BTreeSet<PathBuf> = all(&home.path("")).difference(&ours).cloned().collect();
    for name in ["data/posylka/posylka.db-wal", "data/posylka/dossiers/1/photos/photo-01.jpg", "copy.db", "days.ics"] {
        assert!(made.contains(&home.path(name)), "{name} is not there: {made:#?}");
    }
    assert!(made.iter().any(|path| path.ends_with("last-look.json")), "{made:#?}");
    // Definitions and which hosts they may ask are nobody's secret, and a service reads them as another user.
    let shared = home.path("config/posylka");
    for path in &made {
        let mode = path.symlink_metadata().unwrap().permissions().mode();
        let forbidden = if path.starts_with(&shared) { 0o022 } else { 0o077 };
        assert_eq!(mode & forbidden, 0, "{}: {mode:o}", path.display());
    }
    drop(daemon);
}

//! What happens to the file: a disk that fills and empties again, a migration killed half way, a copy taken meanwhile.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::Duration,
};

use jiff::Timestamp;
use posylka::{
    model::{Advice, Dispute, Stage, Verdict},
    store::{Migrate, NewParcel, Store},
};

use crate::cli::{
    Home, until,
    watch::{NUMBER, STORY, carriers, clock, configure, owed},
};

/// A small disk of its own (the log beside the database takes 4 MB), where this user may make one.
struct Disk(PathBuf);

impl Disk {
    fn mount(at: PathBuf) -> Option<Disk> {
        fs::create_dir_all(&at).unwrap();
        match as_root(&["mount", "-t", "tmpfs", "-o", "size=8m,mode=1777", "posylka-test"], &at) {
            true => Some(Disk(at)),
            false if std::env::var_os("CI").is_some() => panic!("a disk cannot be mounted on {}", at.display()),
            _ => {
                eprintln!("skipped: only root mounts a disk");
                None
            }
        }
    }

    /// Fills what is left, to the last byte.
    fn fill(&self) -> PathBuf {
        let path = self.0.join("filler");
        let mut filler = File::create(&path).unwrap();
        for size in [65_536, 512, 1] {
            while filler.write_all(&vec![b'x'; size]).is_ok() {}
        }
        path
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: a daemon that is still on its way out has it open.
        as_root(&["umount", "-l"], &self.0);
    }
}

/// Whether root did it: this user, or through sudo without a password.
fn as_root(command: &[&str], at: &Path) -> bool {
    let done = |mut command: Command| command.arg(at).output().is_ok_and(|it| it.status.success());
    let (mut own, mut sudo) = (Command::new(command[0]), Command::new("sudo"));
    own.args(&command[1..]);
    sudo.arg("-n").args(command);
    done(own) || done(sudo)
}

#[test]
fn a_disk_that_fills_and_empties_again_loses_nothing_and_ends_nothing() {
    let home =
        Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", crate::cli::watch::CLOCK), ("PATH", "/usr/bin:/bin")]);
    let Some(disk) = Disk::mount(home.path("data")) else { return };
    home.text(&format!("add {NUMBER} --title Headphones --ordered 2026-02-01"));
    configure(&home, carriers(STORY, clock(&home)), "cat >> letters");
    let mut daemon = home.daemon();
    until("the first scans", || (!home.json("show 1")["events"].as_array().unwrap().is_empty()).then_some(()));
    let filler = disk.fill();
    daemon.logs("the disk is full");
    let refused = home.run("edit 1 --title 'In vain'");
    assert!(refused.says_full(), "{refused:?}");
    thread::sleep(Duration::from_millis(300));
    fs::remove_file(filler).unwrap();
    until("the end of the story", || (home.json("show 1")["stage"] == "delivered").then_some(()));
    until("every notice", || (owed(&home) == 0).then_some(()));
    assert_eq!(home.json("show 1")["title"], "Headphones");
    assert_eq!(home.json("show 1")["events"].as_array().unwrap().len(), 12);
    assert_eq!(home.json("check")["faults"], serde_json::json!([]));
    daemon.signal("TERM");
    assert_eq!(daemon.ended().code(), Some(0), "the same process all along: {}", daemon.log());
}

/// A database as the first version left it, with many parcels.
fn first_schema(file: &Path, parcels: usize) {
    let sql = rusqlite::Connection::open(file).unwrap();
    let schema = fs::read_to_string("src/store/migrations/0001_first.sql").unwrap();
    sql.execute_batch(&format!("PRAGMA journal_mode = wal; BEGIN; {schema} PRAGMA user_version = 1; COMMIT")).unwrap();
    let json = |value: serde_json::Value| value.to_string();
    let thought = [
        json(serde_json::to_value(Verdict::new(Stage::Announced)).unwrap()),
        json(serde_json::to_value(Advice::nothing()).unwrap()),
        json(serde_json::to_value(Dispute::default()).unwrap()),
    ];
    let add = "INSERT INTO parcels (title, added, verdict, advice, dispute)
               VALUES ('kept', '2026-02-01T00:00:00.000000000Z', ?1, ?2, ?3)";
    for _ in 0..parcels {
        sql.execute(add, rusqlite::params_from_iter(&thought)).unwrap();
    }
}

#[test]
fn a_migration_killed_at_any_moment_is_done_or_undone() {
    let (mut before, mut after) = (0, 0);
    for nth in 0..12 {
        let home = Home::with(&[("LANG", "en_US.UTF-8"), ("PATH", "/usr/bin:/bin")]);
        fs::create_dir_all(home.data()).unwrap();
        let file = home.data().join("posylka.db");
        first_schema(&file, 40);
        home.write("config/posylka/config.toml", "[notify]\nchannels = []\n");
        let daemon = home.daemon();
        thread::sleep(Duration::from_millis(nth * 15));
        daemon.signal("KILL");
        drop(daemon);
        let version: i64 = rusqlite::Connection::open(&file)
            .unwrap()
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        if version == 1 {
            before += 1
        } else {
            after += 1
        }
        let mut store = Store::open(&file, Migrate::Yes).unwrap();
        assert_eq!(
            store
                .reading(|tx| tx.list(posylka::store::Which::All))
                .unwrap()
                .iter()
                .filter(|it| it.parcel.title == "kept")
                .count(),
            40
        );
        assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
    }
    eprintln!("killed before the migration {before} times, after it {after} times");
}

/// What a power cut leaves in the middle of a step: some of its pages in the log, and no end of it.
#[test]
fn half_a_migration_in_the_log_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let (file, found) = (folder.path().join("posylka.db"), folder.path().join("found/posylka.db"));
    first_schema(&file, 2_000);
    let sql = rusqlite::Connection::open(&file).unwrap();
    sql.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE").unwrap();
    let step = fs::read_to_string("src/store/migrations/0005_ways.sql").unwrap();
    sql.execute_batch(&step).unwrap();
    sql.execute_batch("UPDATE parcels SET title = 'lost'").unwrap();
    fs::create_dir(found.parent().unwrap()).unwrap();
    for end in ["", "-wal"] {
        let name = |path: &Path| PathBuf::from(format!("{}{end}", path.display()));
        fs::copy(name(&file), name(&found)).unwrap();
    }
    assert!(fs::metadata(format!("{}-wal", found.display())).unwrap().len() > 10_000, "pages of the step are in it");
    let mut store = Store::open(&found, Migrate::Yes).unwrap();
    let listed = store.reading(|tx| tx.list(posylka::store::Which::All)).unwrap();
    assert!(listed.len() == 2_000 && listed.iter().all(|it| it.parcel.title == "kept"));
    assert_eq!(store.reading(|tx| tx.muted()).unwrap(), []);
}

#[test]
fn a_copy_taken_while_others_write_is_whole_and_can_take_its_place() {
    let home = Home::with(&[("LANG", "en_US.UTF-8"), ("PATH", "/usr/bin:/bin")]);
    home.text("add LP00123456789012 --title First");
    let writer = home.data().join("posylka.db");
    // Whoever copies says after each copy that so many more may be written: the file stays small, whatever the disk, and the
    // writer ends with whoever copies, however that ends.
    let (more, may) = std::sync::mpsc::sync_channel::<usize>(1);
    let copied: Vec<u64> = thread::scope(|scope| {
        let write = || {
            let mut store = Store::open(&writer, Migrate::No).unwrap();
            let at = Timestamp::UNIX_EPOCH;
            for _ in may.into_iter().flat_map(|count| 0..count) {
                // Two in one transaction: a whole copy has an odd number of parcels.
                let new = NewParcel {
                    title: "x".into(),
                    added: at,
                    orders: vec![],
                    legs: vec![],
                    due_at: Timestamp::MAX,
                    postcode: None,
                };
                store.within(|tx| tx.add(&new).and_then(|_| tx.add(&new))).unwrap();
            }
        };
        scope.spawn(write);
        let copies = (0..5).map(|nth| {
            more.send(300).unwrap();
            let said = home.json(&format!("backup copy{nth}.db"));
            said["parcels"].as_u64().unwrap()
        });
        let copied = copies.collect();
        drop(more);
        copied
    });
    assert!(copied.iter().all(|parcels| parcels % 2 == 1), "half a transaction: {copied:?}");
    assert!(copied.last() > copied.first(), "nobody wrote meanwhile: {copied:?}");
    home.run("backup copy0.db").ends(1);
    // Put in place of a lost one it is as good.
    for end in ["", "-wal", "-shm"] {
        // Only the first is always there.
        let _ = fs::remove_file(home.data().join(format!("posylka.db{end}")));
    }
    fs::copy(home.path("copy4.db"), home.data().join("posylka.db")).unwrap();
    assert_eq!(home.json("list").as_array().unwrap().len() as u64, copied[4]);
    assert!(home.text("check").contains("sound"));
}

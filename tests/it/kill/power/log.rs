//! The log of what happened to the files of a database, in order: `power.c` and the test write it together.

use std::{
    fs::{self, File},
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
    process::Command,
};

use jiff::Timestamp;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Created,
    Unlinked,
    Written,
    /// Cut off where the record says.
    Cut,
    SyncBegun,
    SyncEnded,
    /// The user was told that an act is done.
    Done,
    /// A letter came whole; the name is that of its file.
    Told,
    /// A carrier was asked, for the numbers that `data` names.
    Asked,
}

/// One thing that happened.
#[derive(Debug)]
pub struct Record {
    pub what: What,
    /// Of the file; "." is the folder of the database.
    pub name: String,
    pub process: u32,
    pub offset: usize,
    pub data: Vec<u8>,
    /// When it was written down.
    pub at: Timestamp,
}

impl Record {
    /// Whether it ends a transaction: the frame of its last page says how large the database now is.
    pub fn commits(&self) -> bool {
        self.what == What::Written && self.name.ends_with("-wal") && self.data.len() == 24 && self.data[4..8] != [0; 4]
    }
}

/// The log of one round, in a folder of its own.
pub struct Log {
    folder: tempfile::TempDir,
    file: File,
}

impl Log {
    /// `None`, with a word about it, where there is no C compiler. On CI there is one.
    pub fn open() -> Option<Log> {
        let folder = tempfile::tempdir().unwrap();
        let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
        let mut command = Command::new(&compiler);
        command.args(["-std=c11", "-Wall", "-Wextra", "-O1", "-shared", "-fPIC", "-o"]);
        match command.arg(folder.path().join("power.so")).arg("tests/it/kill/power.c").status() {
            Ok(done) => assert!(done.success(), "{compiler} does not take power.c"),
            Err(error) if error.kind() == ErrorKind::NotFound && std::env::var_os("CI").is_none() => {
                eprintln!("skipped: not installed: {compiler}");
                return None;
            }
            Err(error) => panic!("{compiler}: {error}"),
        }
        let file = File::options().append(true).create(true).open(folder.path().join("log")).unwrap();
        Some(Log { folder, file })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What a process needs to keep it.
    pub fn surroundings(&self) -> [(&'static str, String); 2] {
        let text = |path: PathBuf| path.to_str().unwrap().to_owned();
        [("LD_PRELOAD", text(self.path("power.so"))), ("POWER_LOG", text(self.path("log")))]
    }

    /// Another hand on it.
    pub fn pen(&self) -> Pen {
        Pen(self.file.try_clone().unwrap())
    }

    /// While it is held nothing happens, so that a process can be killed between two records.
    pub fn hold(&self) -> Held<'_> {
        self.file.lock().unwrap();
        Held(&self.file)
    }

    /// All of it.
    pub fn read(&self) -> Vec<Record> {
        let bytes = fs::read(self.path("log")).unwrap();
        let (mut records, mut rest) = (Vec::new(), bytes.as_slice());
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let line = std::str::from_utf8(&rest[..end]).unwrap();
            let (record, many) = read(line).unwrap_or_else(|| panic!("no record: {line}"));
            let data = rest[end + 1..][..many].to_vec();
            rest = &rest[end + 1 + many..];
            records.push(Record { data, ..record });
        }
        records
    }
}

fn read(line: &str) -> Option<(Record, usize)> {
    let words: Vec<&str> = line.split(' ').collect();
    let [kind, name, process, offset, many, at] = words.as_slice() else { return None };
    let what = match *kind {
        "c" => What::Created,
        "u" => What::Unlinked,
        "w" => What::Written,
        "t" => What::Cut,
        "s" => What::SyncBegun,
        "e" => What::SyncEnded,
        "d" => What::Done,
        "l" => What::Told,
        "a" => What::Asked,
        _ => return None,
    };
    let at = Timestamp::from_nanosecond(at.parse().ok()?).ok()?;
    let (process, offset) = (process.parse().ok()?, offset.parse().ok()?);
    Some((Record { what, name: (*name).to_owned(), process, offset, data: Vec::new(), at }, many.parse().ok()?))
}

/// Nothing happens until it is dropped.
pub struct Held<'a>(&'a File);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.unlock().unwrap();
    }
}

/// What the test itself writes the log with.
pub struct Pen(File);

impl Pen {
    fn note(&self, kind: char, data: &str) {
        let now = Timestamp::now().as_nanosecond();
        let record = format!("{kind} - {} 0 {} {now}\n{data}", std::process::id(), data.len());
        let written = (&self.0).write(record.as_bytes()).unwrap();
        assert_eq!(written, record.len(), "a record is written at once");
    }

    /// The user was told that an act is done.
    pub fn done(&self) {
        self.note('d', "");
    }

    /// A carrier was asked: when by the product's clock, and for what numbers.
    pub fn asked(&self, at: Timestamp, numbers: &str) {
        self.note('a', &format!("{at} {numbers}"));
    }
}

/// Writes files into a folder, which is made.
pub fn lay(folder: &Path, files: &std::collections::BTreeMap<String, Vec<u8>>) {
    fs::create_dir_all(folder).unwrap();
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
}

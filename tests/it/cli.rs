//! The real binary in a temporary home, as a person at a terminal has it.

mod backups;
mod carrier;
mod claims;
mod clock;
mod crash;
mod deeds;
mod demo;
mod file_modes;
mod forms;
mod ingest;
mod inputs;
mod look;
mod mail;
mod mend_and_learn;
mod mending;
mod norms;
mod pages;
mod parcels;
mod people;
pub mod privacy;
mod refusals;
mod schema;
mod screens;
mod service;
mod set_up;
mod terminal;
mod unknown;
mod updates;
pub mod watch;

use std::{
    fs::File,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

/// The clock of these homes: every day a test sees is known beforehand.
const CLOCK: &str = "2026-03-01T00:00:00Z@1";
/// No wait is longer.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A person's home with nothing in it yet, and the surroundings their commands see.
pub struct Home {
    folder: tempfile::TempDir,
    surroundings: Vec<(&'static str, String)>,
}

impl Home {
    /// Of somebody who reads English, in Moscow, on 1 March 2026.
    pub fn new() -> Home {
        Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", CLOCK)])
    }

    /// Of somebody who reads Russian.
    pub fn russian() -> Home {
        Home::with(&[("LANG", "ru_RU.UTF-8"), ("POSYLKA_CLOCK", CLOCK)])
    }

    pub fn with(surroundings: &[(&'static str, &str)]) -> Home {
        let folder = tempfile::tempdir().unwrap();
        let home = Home { folder, surroundings: surroundings.iter().map(|(k, v)| (*k, (*v).to_owned())).collect() };
        std::fs::create_dir_all(home.path("run")).unwrap();
        std::fs::create_dir_all(home.path("config/posylka")).unwrap();
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.path("data/posylka")
    }

    /// Writes a file of the home and says where it lies.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    /// The words of `line`; what stands in single quotes is one.
    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_posylka"));
        for (index, piece) in line.split('\'').enumerate() {
            if index % 2 == 1 {
                command.arg(piece);
            } else {
                command.args(piece.split_whitespace());
            }
        }
        command.env_clear().envs(self.surroundings.iter().map(|(name, value)| (name, value)));
        command.env("HOME", self.folder.path()).env("TMPDIR", self.folder.path()).env("TZ", "Europe/Moscow");
        for (name, folder) in [("CONFIG_HOME", "config"), ("DATA_HOME", "data"), ("RUNTIME_DIR", "run")] {
            command.env(format!("XDG_{name}"), self.path(folder));
        }
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    pub fn run(&self, line: &str) -> Said {
        Said::of(line, &self.command(line).output().unwrap())
    }

    /// With a text on stdin.
    pub fn fed(&self, line: &str, text: &str) -> Said {
        let mut command = self.command(line);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        Said::of(line, &child.wait_with_output().unwrap())
    }

    /// What a command that succeeds prints.
    pub fn text(&self, line: &str) -> String {
        self.run(line).ends(0).out
    }

    /// The same as data.
    pub fn json(&self, line: &str) -> Value {
        self.run(&format!("{line} --json")).ends(0).json()
    }

    /// Runs commands one after the other. Each ends with its code and says its piece: on stdout where it has data, and
    /// on stderr, with nothing on stdout, where it refuses.
    pub fn walk(&self, steps: &[(&str, u8, &str)]) {
        for (line, code, piece) in steps {
            let said = self.run(line).ends(*code);
            let told = if matches!(code, 0 | 3) { &said.out } else { &said.err };
            assert!(told.contains(piece), "{line}\nlacks {piece:?}:\n{}{}", said.out, said.err);
            assert!(matches!(code, 0 | 3) || said.out.is_empty(), "{line}: stdout is for data: {}", said.out);
        }
    }

    /// A daemon of its own, with its log in the home.
    pub fn daemon(&self) -> Daemon {
        self.daemon_of(self.command("daemon"))
    }

    fn daemon_of(&self, mut command: Command) -> Daemon {
        let log = self.path("log");
        let stderr = File::options().create(true).append(true).open(&log).unwrap();
        Daemon { child: command.stderr(stderr).stdout(Stdio::null()).spawn().unwrap(), log }
    }
}

/// What a command said, and how it ended.
#[derive(Debug)]
pub struct Said {
    line: String,
    code: Option<i32>,
    out: String,
    err: String,
}

impl Said {
    fn of(line: &str, output: &Output) -> Said {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("we print UTF-8");
        Said { line: line.to_owned(), code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// What it printed.
    pub fn out(&self) -> &str {
        &self.out
    }

    pub fn err(&self) -> &str {
        &self.err
    }

    /// Whether it refused because the disk is full.
    pub fn says_full(&self) -> bool {
        self.code == Some(1) && self.err.contains("the disk is full")
    }

    /// Whether it says a piece anywhere.
    pub fn says(&self, piece: &str) -> bool {
        self.out.contains(piece) || self.err.contains(piece)
    }

    pub fn ends(self, code: u8) -> Said {
        assert_eq!(self.code, Some(i32::from(code)), "{self:?}");
        self
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|fault| panic!("{}: {fault}: {}", self.line, self.out))
    }
}

/// A running daemon. It never outlives its test.
pub struct Daemon {
    child: Child,
    log: PathBuf,
}

impl Daemon {
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn signal(&self, name: &str) {
        let line = format!("kill -{name} {}", self.pid());
        assert!(Command::new("/bin/sh").args(["-c", &line]).status().unwrap().success(), "{line}");
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        read(&self.log)
    }

    /// Waits until it has logged this.
    pub fn logs(&self, piece: &str) {
        until(piece, || self.log().contains(piece).then_some(()));
    }

    /// Waits until it has ended.
    pub fn ended(&mut self) -> ExitStatus {
        let child = &mut self.child;
        until("the end of the daemon", || child.try_wait().unwrap())
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // It may have ended already, as its test wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What stands in a file that may not be there yet.
fn read(path: &Path) -> String {
    let mut text = String::new();
    if let Ok(mut file) = File::open(path) {
        file.read_to_string(&mut text).unwrap();
    }
    text
}

/// Looks until there is something to see.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain for: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

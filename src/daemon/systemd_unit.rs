//! `posylka service install|uninstall`: the user units put in place or taken away: a daemon's, or a timer's. Says what it did
//! as data.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde::Serialize;

/// The units as they are shipped, by name. The line that starts the binary gets its path.
const DAEMON: &[(&str, &str)] = &[("posylka.service", include_str!("../../systemd/posylka.service"))];
const TIMER: &[(&str, &str)] = &[
    ("posylka-check.timer", include_str!("../../systemd/posylka-check.timer")),
    ("posylka-check.service", include_str!("../../systemd/posylka-check.service")),
];

/// What a person may add to the service of either.
const STRICT: &str = include_str!("../../systemd/posylka-strict.conf");

/// Where the shipped units expect the binary.
const SHIPPED: &str = "%h/.cargo/bin/posylka";

/// Who watches: one or the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watcher {
    /// A daemon.
    Daemon,
    /// A timer, which starts one round after the other.
    Timer,
}

impl Watcher {
    const BOTH: [Watcher; 2] = [Watcher::Daemon, Watcher::Timer];

    /// Its units; the first is the one that is enabled.
    fn units(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Watcher::Daemon => DAEMON,
            Watcher::Timer => TIMER,
        }
    }

    /// The unit that starts the binary.
    fn service(self) -> &'static str {
        match self {
            Watcher::Daemon => DAEMON[0].0,
            Watcher::Timer => TIMER[1].0,
        }
    }

    fn enabled(self) -> &'static str {
        self.units()[0].0
    }
}

/// Why the unit was not put in place.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// A file cannot be written or removed.
    #[error("{}: {source}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The path of the binary cannot stand in a unit.
    #[error("{0:?} cannot stand in a unit file; move the binary to a path without line breaks and in UTF-8")]
    Binary(PathBuf),
}

/// One thing that was done, or was not.
#[expect(missing_docs, reason = "the line of a variant says what its fields are")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum Step {
    /// The unit was written.
    Wrote { path: PathBuf },
    /// It was there as it should be.
    Unchanged { path: PathBuf },
    /// The unit was taken away.
    Removed { path: PathBuf },
    /// There was none.
    Absent { path: PathBuf },
    /// `systemctl` did this.
    Ran { command: String },
    /// `systemctl` failed; what it said. The person may run the command.
    Failed { command: String, said: String },
    /// How a unit that is in place is, in systemd's words: `active`, `inactive`, `failed`.
    Is { unit: String, path: PathBuf, state: String },
    /// There is no `systemctl`; the person starts the daemon in another way.
    NoSystemctl { command: String },
}

/// The system as far as units are concerned.
#[derive(Debug, Clone)]
pub struct Units {
    /// The user's configuration folder, `$XDG_CONFIG_HOME` or `~/.config`.
    pub config_home: PathBuf,
    /// The `systemctl` to run: a name found on `PATH`, or a path.
    pub systemctl: PathBuf,
}

impl Units {
    /// Writes the units with the path of `binary`, and the stricter rules beside them if they are wanted, makes systemd read
    /// them, and enables and starts the watcher; a daemon anew, where it was there and has changed. The other one, if it is
    /// there, is taken away: one watches.
    pub fn install(&self, binary: &Path, watcher: Watcher, strict: bool) -> Result<Vec<Step>, ServiceError> {
        let known = self.path(watcher.enabled()).exists();
        let mut steps = Vec::new();
        for other in Watcher::BOTH.into_iter().filter(|it| *it != watcher) {
            steps.extend(self.take_away(other)?);
        }
        for (name, text) in watcher.units() {
            steps.push(write(self.path(name), &unit(text, binary)?)?);
        }
        match strict {
            true => steps.push(write(self.strict(watcher), STRICT)?),
            false => steps.extend(remove(self.strict(watcher))?),
        }
        let changed = steps.iter().any(|step| !matches!(step, Step::Unchanged { .. }));
        let anew = known && changed && watcher == Watcher::Daemon;
        let then: &[&[&str]] =
            &[&["daemon-reload"], &["enable", "--now", watcher.enabled()], &["restart", watcher.enabled()]];
        steps.extend(self.systemctl(&then[..if anew { 3 } else { 2 }]));
        Ok(steps)
    }

    /// Stops and disables whoever watches and takes the files away. The parcels stay.
    pub fn uninstall(&self) -> Result<Vec<Step>, ServiceError> {
        let mut steps = Vec::new();
        for watcher in Watcher::BOTH {
            steps.extend(self.take_away(watcher)?);
        }
        if steps.is_empty() {
            steps.push(Step::Absent { path: self.path(Watcher::Daemon.enabled()) });
        }
        Ok(steps)
    }

    /// Whether units are in place, and how they are.
    pub fn status(&self) -> Vec<Step> {
        let there = Watcher::BOTH.iter().map(|watcher| watcher.enabled()).filter(|unit| self.path(unit).exists());
        let steps: Vec<Step> = there.map(|unit| self.is(unit)).collect();
        match steps.is_empty() {
            true => vec![Step::Absent { path: self.path(Watcher::Daemon.enabled()) }],
            false => steps,
        }
    }

    fn is(&self, unit: &str) -> Step {
        let arguments = ["--user", "is-active", unit];
        match Command::new(&self.systemctl).args(arguments).stdin(Stdio::null()).output() {
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
                let state =
                    if said.is_empty() { String::from_utf8_lossy(&output.stderr).trim().to_owned() } else { said };
                Step::Is { unit: unit.to_owned(), path: self.path(unit), state }
            }
            Err(_) => Step::NoSystemctl { command: format!("systemctl {}", arguments.join(" ")) },
        }
    }

    fn take_away(&self, watcher: Watcher) -> Result<Vec<Step>, ServiceError> {
        if !self.path(watcher.enabled()).exists() {
            return Ok(Vec::new());
        }
        let mut steps = self.systemctl(&[&["disable", "--now", watcher.enabled()]]);
        for path in watcher.units().iter().map(|(name, _)| self.path(name)).chain([self.strict(watcher)]) {
            steps.extend(remove(path)?);
        }
        steps.extend(self.systemctl(&[&["daemon-reload"]]));
        Ok(steps)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.config_home.join("systemd/user").join(name)
    }

    fn strict(&self, watcher: Watcher) -> PathBuf {
        self.path(watcher.service()).with_extension("service.d").join("strict.conf")
    }

    /// Runs the commands in turn and stops at the first that fails.
    fn systemctl(&self, commands: &[&[&str]]) -> Vec<Step> {
        let mut steps = Vec::new();
        for arguments in commands {
            steps.push(self.run(arguments));
            if !matches!(steps.last(), Some(Step::Ran { .. })) {
                break;
            }
        }
        steps
    }

    fn run(&self, arguments: &[&str]) -> Step {
        let command = format!("systemctl --user {}", arguments.join(" "));
        let output = Command::new(&self.systemctl).arg("--user").args(arguments).stdin(Stdio::null()).output();
        match output {
            Ok(output) if output.status.success() => Step::Ran { command },
            Ok(output) => Step::Failed { command, said: String::from_utf8_lossy(&output.stderr).trim().to_owned() },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Step::NoSystemctl { command },
            Err(error) => Step::Failed { command, said: error.to_string() },
        }
    }
}

fn write(path: PathBuf, text: &str) -> Result<Step, ServiceError> {
    if fs::read_to_string(&path).is_ok_and(|old| old == text) {
        return Ok(Step::Unchanged { path });
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    match fs::create_dir_all(folder).and_then(|()| fs::write(&path, text)) {
        Ok(()) => Ok(Step::Wrote { path }),
        Err(source) => Err(ServiceError::File { path, source }),
    }
}

fn remove(path: PathBuf) -> Result<Option<Step>, ServiceError> {
    match fs::remove_file(&path) {
        Ok(()) => Ok(Some(Step::Removed { path })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(ServiceError::File { path, source }),
    }
}

/// A unit that starts this binary: quoted, and with `%` and quotes made plain for systemd.
fn unit(shipped: &str, binary: &Path) -> Result<String, ServiceError> {
    let refuse = || ServiceError::Binary(binary.to_owned());
    let path = binary.to_str().filter(|path| !path.contains(char::is_control)).ok_or_else(refuse)?;
    let mut quoted = String::new();
    for c in path.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '%' => quoted.extend([c, c]),
            _ => quoted.push(c),
        }
    }
    Ok(shipped.replace(SHIPPED, &format!("\"{quoted}\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A home with a `systemctl` that notes what it is asked and exits with `code`.
    fn home(code: u8) -> (tempfile::TempDir, Units) {
        let home = tempfile::tempdir().unwrap();
        let systemctl = home.path().join("systemctl");
        let log = home.path().join("log");
        let script = format!("#!/bin/sh\necho \"$@\" >> '{}'\necho broken >&2\nexit {code}\n", log.display());
        // A shell writes it: a file this process has open for writing cannot be run while another test forks.
        let write = r#"printf %s "$1" > "$2" && chmod 755 "$2""#;
        let written = Command::new("/bin/sh").args(["-c", write, "sh", &script]).arg(&systemctl).status().unwrap();
        assert!(written.success());
        let units = Units { config_home: home.path().join(".config"), systemctl };
        (home, units)
    }

    #[test]
    fn install_and_uninstall_leave_nothing_behind() {
        let (home, units) = home(0);
        let steps = units.install(Path::new("/opt/my things/posylka"), Watcher::Daemon, false).unwrap();
        let path = units.path("posylka.service");
        assert_eq!(steps[0], Step::Wrote { path: path.clone() });
        let unit = fs::read_to_string(&path).unwrap();
        assert!(unit.contains("\nExecStart=\"/opt/my things/posylka\" daemon\n"), "{unit}");
        assert_eq!(
            units.install(Path::new("/opt/my things/posylka"), Watcher::Daemon, false).unwrap()[0],
            Step::Unchanged { path: path.clone() }
        );
        let strict = home.path().join(".config/systemd/user/posylka.service.d/strict.conf");
        units.install(Path::new("/opt/my things/posylka"), Watcher::Daemon, true).unwrap();
        assert_eq!(fs::read_to_string(&strict).unwrap(), STRICT);
        let steps = units.install(Path::new("/opt/my things/posylka"), Watcher::Daemon, false).unwrap();
        assert!(steps.contains(&Step::Removed { path: strict.clone() }), "{steps:?}");
        units.install(Path::new("/opt/my things/posylka"), Watcher::Daemon, true).unwrap();
        let steps = units.uninstall().unwrap();
        assert!(steps.contains(&Step::Removed { path: path.clone() }));
        assert!(!path.exists() && !strict.exists());
        assert_eq!(units.uninstall().unwrap(), [Step::Absent { path }]);
        let log = fs::read_to_string(home.path().join("log")).unwrap();
        let install = "--user daemon-reload\n--user enable --now posylka.service\n";
        // The second time nothing changed; each of the last three times the running one is started anew.
        let (twice, thrice) = (install.repeat(2), format!("{install}--user restart posylka.service\n").repeat(3));
        let end = "--user disable --now posylka.service\n--user daemon-reload\n";
        assert_eq!(log, format!("{twice}{thrice}{end}"));
    }

    #[test]
    fn a_timer_takes_the_daemons_place_and_gives_it_back() {
        let (_home, units) = home(0);
        let binary = Path::new("/usr/bin/posylka");
        units.install(binary, Watcher::Daemon, false).unwrap();
        let steps = units.install(binary, Watcher::Timer, false).unwrap();
        assert!(steps.contains(&Step::Removed { path: units.path("posylka.service") }), "{steps:?}");
        let service = fs::read_to_string(units.path("posylka-check.service")).unwrap();
        assert!(service.contains("\nExecStart=\"/usr/bin/posylka\" check-now\n"), "{service}");
        let steps = units.install(binary, Watcher::Daemon, false).unwrap();
        for name in ["posylka-check.timer", "posylka-check.service"] {
            assert!(steps.contains(&Step::Removed { path: units.path(name) }), "{steps:?}");
        }
        assert!(units.path("posylka.service").exists());
    }

    #[test]
    fn without_a_working_systemctl_the_unit_is_there_and_the_rest_is_told() {
        let (_home, units) = home(1);
        let steps = units.install(Path::new("/usr/bin/posylka"), Watcher::Daemon, false).unwrap();
        let command = "systemctl --user daemon-reload".to_owned();
        assert_eq!(steps[1..], [Step::Failed { command: command.clone(), said: "broken".to_owned() }]);
        let units = Units { systemctl: PathBuf::from("/nonexistent/systemctl"), ..units };
        let steps = units.install(Path::new("/usr/bin/posylka"), Watcher::Daemon, false).unwrap();
        assert_eq!(steps[1..], [Step::NoSystemctl { command }]);
    }

    #[test]
    fn the_unit_for_servers_is_hardened() {
        let unit = Path::new(env!("CARGO_MANIFEST_DIR")).join("systemd/posylka-system.service");
        let asked = ["security", "--offline=true", "--threshold=20", "--no-pager"];
        match Command::new("systemd-analyze").args(asked).arg(unit).output() {
            Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout)),
            Err(error) if std::env::var_os("CI").is_some() => panic!("systemd-analyze: {error}"),
            Err(_) => eprintln!("skipped: systemd-analyze is not installed"),
        }
    }

    #[test]
    fn a_binarys_path_is_plain_to_systemd() {
        assert!(
            unit(DAEMON[0].1, Path::new("/a \"b\"/100%/$x"))
                .unwrap()
                .contains("ExecStart=\"/a \\\"b\\\"/100%%/$x\" daemon")
        );
        assert!(matches!(unit(DAEMON[0].1, Path::new("/a\nExecStartPre=/bin/false")), Err(ServiceError::Binary(_))));
    }
}

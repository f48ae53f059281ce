//! `posylka service install|uninstall`: the user unit put in place or taken away. Says what it did as data.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde::Serialize;

/// The unit as it is shipped. The line that starts the daemon gets the path of this binary.
const UNIT: &str = include_str!("../../systemd/posylka.service");

/// What a person may add to it.
const STRICT: &str = include_str!("../../systemd/posylka-strict.conf");

/// Its name.
const NAME: &str = "posylka.service";

/// Where the shipped unit expects the binary.
const SHIPPED: &str = "%h/.cargo/bin/posylka";

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
    /// Writes the unit with the path of `binary`, and the stricter rules beside it if they are wanted, makes systemd read
    /// it, and enables and starts it; anew, where it was there and has changed.
    pub fn install(&self, binary: &Path, strict: bool) -> Result<Vec<Step>, ServiceError> {
        let known = self.path().exists();
        let mut steps = vec![write(self.path(), &unit(binary)?)?];
        match strict {
            true => steps.push(write(self.strict(), STRICT)?),
            false => steps.extend(remove(self.strict())?),
        }
        let changed = steps.iter().any(|step| !matches!(step, Step::Unchanged { .. }));
        let then: &[&[&str]] = &[&["daemon-reload"], &["enable", "--now", NAME], &["restart", NAME]];
        steps.extend(self.systemctl(&then[..if known && changed { 3 } else { 2 }]));
        Ok(steps)
    }

    /// Stops and disables the unit and takes its files away. The parcels stay.
    pub fn uninstall(&self) -> Result<Vec<Step>, ServiceError> {
        let path = self.path();
        if !path.exists() {
            return Ok(vec![Step::Absent { path }]);
        }
        let mut steps = self.systemctl(&[&["disable", "--now", NAME]]);
        for path in [path, self.strict()] {
            steps.extend(remove(path)?);
        }
        steps.extend(self.systemctl(&[&["daemon-reload"]]));
        Ok(steps)
    }

    fn path(&self) -> PathBuf {
        self.config_home.join("systemd/user").join(NAME)
    }

    fn strict(&self) -> PathBuf {
        self.path().with_extension("service.d").join("strict.conf")
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

/// The unit that starts this binary: quoted, and with `%` and quotes made plain for systemd.
fn unit(binary: &Path) -> Result<String, ServiceError> {
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
    Ok(UNIT.replace(SHIPPED, &format!("\"{quoted}\"")))
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
        let steps = units.install(Path::new("/opt/my things/posylka"), false).unwrap();
        let path = units.path();
        assert_eq!(steps[0], Step::Wrote { path: path.clone() });
        let unit = fs::read_to_string(&path).unwrap();
        assert!(unit.contains("\nExecStart=\"/opt/my things/posylka\" daemon\n"), "{unit}");
        assert_eq!(
            units.install(Path::new("/opt/my things/posylka"), false).unwrap()[0],
            Step::Unchanged { path: path.clone() }
        );
        let strict = home.path().join(".config/systemd/user/posylka.service.d/strict.conf");
        units.install(Path::new("/opt/my things/posylka"), true).unwrap();
        assert_eq!(fs::read_to_string(&strict).unwrap(), STRICT);
        let steps = units.install(Path::new("/opt/my things/posylka"), false).unwrap();
        assert!(steps.contains(&Step::Removed { path: strict.clone() }), "{steps:?}");
        units.install(Path::new("/opt/my things/posylka"), true).unwrap();
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
    fn without_a_working_systemctl_the_unit_is_there_and_the_rest_is_told() {
        let (_home, units) = home(1);
        let steps = units.install(Path::new("/usr/bin/posylka"), false).unwrap();
        let command = "systemctl --user daemon-reload".to_owned();
        assert_eq!(steps[1..], [Step::Failed { command: command.clone(), said: "broken".to_owned() }]);
        let units = Units { systemctl: PathBuf::from("/nonexistent/systemctl"), ..units };
        let steps = units.install(Path::new("/usr/bin/posylka"), false).unwrap();
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
        assert!(unit(Path::new("/a \"b\"/100%/$x")).unwrap().contains("ExecStart=\"/a \\\"b\\\"/100%%/$x\" daemon"));
        assert!(matches!(unit(Path::new("/a\nExecStartPre=/bin/false")), Err(ServiceError::Binary(_))));
    }
}

//! `posylka service`

use clap::ValueEnum;

use super::{environment::var, global::Global, open, output::Reply};
use crate::daemon::systemd_unit::{Step, Units, Watcher};

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Unit {
    /// Put the unit in place and start it
    Install,
    /// Stop it and take the unit away
    Uninstall,
    /// Whether it is in place and runs; exit code 1 where it does not
    Status,
}

pub(super) fn run(global: &Global, what: Unit, strict: bool, timer: bool) -> anyhow::Result<Reply> {
    let setup = open::setup(global)?;
    let config_home = match var("XDG_CONFIG_HOME") {
        Some(folder) => folder.into(),
        None => etcetera::home_dir()?.join(".config"),
    };
    let units = Units { config_home, systemctl: "systemctl".into() };
    let steps = match what {
        Unit::Install => {
            let watcher = if timer { Watcher::Timer } else { Watcher::Daemon };
            units.install(&std::env::current_exe()?, watcher, strict)?
        }
        Unit::Uninstall => units.uninstall()?,
        Unit::Status => units.status(),
    };
    let lines: Vec<String> = steps
        .iter()
        .map(|step| {
            if let Step::Is { unit, state, .. } = step {
                return setup.phrases.phrase("service-is", &[("unit", unit.into()), ("state", state.into())]);
            }
            let (id, what, said) = in_words(step);
            setup.phrases.phrase(id, &[("what", what.as_str().into()), ("said", said.into())])
        })
        .collect();
    let runs = |step: &Step| matches!(step, Step::Is { state, .. } if state == "active");
    let failed = match what {
        Unit::Status => !steps.iter().any(runs),
        _ => steps.iter().any(|step| matches!(step, Step::Failed { .. })),
    };
    let mut reply = Reply::new(lines.join("\n"), steps);
    reply.code = u8::from(failed);
    Ok(reply)
}

/// The phrase for a step, what it was done to, and what was said to it.
fn in_words(step: &Step) -> (&'static str, String, &str) {
    match step {
        Step::Wrote { path } => ("service-wrote", path.display().to_string(), ""),
        Step::Unchanged { path } => ("service-unchanged", path.display().to_string(), ""),
        Step::Removed { path } => ("service-removed", path.display().to_string(), ""),
        Step::Absent { path } => ("service-absent", path.display().to_string(), ""),
        Step::Ran { command } => ("service-ran", command.clone(), ""),
        Step::Failed { command, said } => ("service-failed", command.clone(), said),
        Step::Is { unit, .. } => ("service-is", unit.clone(), ""),
        Step::NoSystemctl { command } => ("service-no-systemctl", command.clone(), ""),
    }
}

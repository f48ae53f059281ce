//! `posylka check-now`

use std::io::{IsTerminal, stderr};

use super::{
    daemon,
    global::Global,
    open,
    output::{self, NEEDS_USER, Reply, aside},
};
use crate::{
    app::{
        App,
        views::{
            round::{RoundView, round},
            status::status,
        },
    },
    daemon::{
        Daemon,
        lock::{Lock, LockError},
    },
};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 looked, or nothing was due, or a daemon watches; 1 nobody could be reached, or it went \
                        wrong; 3 looked, and something needs you: posylka status. Says nothing where nothing is new, as \
                        cron wants it:\n\n  */30 * * * *  posylka check-now"
)]
pub(super) struct CheckNow {}

pub(super) async fn run(global: &Global) -> anyhow::Result<Reply> {
    output::log_if_wanted();
    let setup = open::setup_with_secrets(global).await?;
    let clock = open::clock(&setup)?;
    let mut lock = match Lock::try_take(&setup.folders.data) {
        Err(LockError::Taken { .. }) => {
            if stderr().is_terminal() {
                aside(&setup.phrases.label("check-alive"));
            }
            return Ok(Reply::new("", RoundView { asked: 0, told: Vec::new(), next: None }));
        }
        taken => taken?,
    };
    // Only who looks for signs of life needs that folder.
    let _ = lock.name_runtime(&setup.folders.runtime);
    let began = clock.now();
    let daemon = Daemon::open(setup, daemon::reload(global), clock)?;
    let alone = daemon.run_once(daemon::signals()?).await?;
    drop(lock);
    let mut app = open::app_unannounced(global)?;
    let brought = round(&mut app, began)?;
    let needs_user = !status(&mut app, Default::default())?.needs_you.is_empty();
    if alone {
        aside(&app.label("check-alone"));
    }
    summary(&app, &brought);
    let told: Vec<String> = brought.told.iter().map(|it| format!("{}\n  {}", it.title, it.body)).collect();
    let mut reply = Reply::new(told.join("\n"), brought);
    reply.code = if alone {
        1
    } else if needs_user {
        NEEDS_USER
    } else {
        0
    };
    Ok(reply)
}

/// How many were asked for and what comes next, for whoever sits at a terminal.
fn summary(app: &App, brought: &RoundView) {
    if !stderr().is_terminal() {
        return;
    }
    let asked = app.phrase("check-asked", &[("count", brought.asked.into())]);
    match brought.next {
        Some(at) => aside(&app.phrase("check-next", &[("asked", asked.into()), ("at", app.minute(at).into())])),
        None => aside(&app.phrase("check-no-next", &[("asked", asked.into())])),
    }
}

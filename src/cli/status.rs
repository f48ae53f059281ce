//! `posylka status`

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{
    columns::wrapped,
    output::Reply,
    screen::{Paint, Screen},
    status_line::{self, ROUNDS},
};
use crate::{
    app::{
        App,
        views::status::{Need, Status, UNHEARD, status},
    },
    daemon,
    model::{Flag, Stage},
};

/// Spaces before the second line of what needs the user.
const INDENT: usize = 4;

/// `posylka status`
#[derive(Debug, clap::Args)]
pub(super) struct StatusArgs {
    /// All of it in one line
    #[arg(long)]
    line: bool,
    /// For a status bar such as waybar: one line of JSON with text, class and tooltip; the exit code is 0
    #[arg(long, conflicts_with_all = ["line", "json"])]
    waybar: bool,
}

pub(super) fn run(app: &mut App, args: &StatusArgs) -> anyhow::Result<Reply> {
    let life = daemon::life(&app.setup.folders)?;
    let status = status(app, life)?;
    if args.waybar {
        let bar = status_line::waybar(app, &status);
        return Ok(Reply::new(bar.to_string(), bar));
    }
    let said = if args.line { status_line::line(app, &status) } else { text(app, &status) };
    let code = status_line::code(&status);
    let mut reply = Reply::new(said, status);
    reply.code = code;
    Ok(reply)
}

fn text(app: &App, status: &Status) -> String {
    let at = |moment: Option<Timestamp>| {
        let zone = app.setup.knowledge.zone.clone();
        moment.map(|it| it.to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default()
    };
    let screen = Screen::here();
    let mut lines = Vec::new();
    lines.push(match status.daemon.alive {
        true if status.daemon.since.is_some() => {
            let (since, tick) = (at(status.daemon.since), at(status.daemon.last_tick));
            app.phrase("status-daemon-alive", &[("since", since.as_str().into()), ("tick", tick.as_str().into())])
        }
        true => app.label("status-daemon-pulseless"),
        false => nobody_watches(app, status),
    });
    if let Some(since) = status.daemon.alone_since {
        lines.push(app.phrase("status-alone", &[("since", at(Some(since)).into())]));
    }
    lines.push(format!("{}: {}", app.label("status-parcels"), counted(app, &status.parcels)));
    lines.push(match status.needs_you.as_slice() {
        [] => app.label("status-needs-nobody"),
        _ => format!("{}:", app.label("status-needs-you")),
    });
    lines.extend(status.needs_you.iter().flat_map(|need| needed(screen, need)));
    for it in status.carriers.iter().filter(|it| it.health.ails()) {
        lines.push(format!("  {}: {}", it.id, it.health.in_words(&app.setup)));
    }
    for it in status.channels.iter().filter(|it| it.failures > 0 && !it.in_trouble) {
        lines.push(format!("  {}: {}", it.channel, it.in_words(&app.setup)));
    }
    for it in status.outbox.iter().filter(|it| it.error.is_none() && it.owed > 0) {
        let args = [("count", i64::from(it.owed).into()), ("channel", it.channel.as_str().into())];
        lines.push(app.phrase("status-owed", &args));
    }
    for it in status.outbox.iter().filter(|it| it.reminders > 0) {
        let args = [("count", i64::from(it.reminders).into()), ("channel", it.channel.as_str().into())];
        lines.push(app.phrase("status-reminders", &args));
    }
    lines.extend(status.backup.iter().filter(|it| it.error.is_none()).map(|it| it.in_words(app)));
    if !status.muted.is_empty() {
        lines.push(app.phrase("status-muted", &[("ids", status.muted.join(", ").into())]));
    }
    lines.iter().map(|line| as_wide_as(screen, line)).collect::<Vec<_>>().join("\n")
}

/// What needs the user, with whose it is, in as many lines as it takes.
fn needed(screen: Screen, need: &Need) -> Vec<String> {
    let id = need.parcel.as_deref().map(|id| format!("{id} ")).unwrap_or_default();
    let width = screen.width.map_or(usize::MAX, |width| width.saturating_sub(INDENT));
    let name = format!("{id}{}:", need.title);
    let lines = wrapped(&format!("{name} {}", need.what), width).into_iter().enumerate();
    let shown = lines.map(|(nth, line)| match line.strip_prefix(&name).filter(|_| nth == 0) {
        Some(rest) => format!("  {}{rest}", screen.paint(&name, Paint::Strong)),
        None => format!("{:INDENT$}{line}", ""),
    });
    shown.collect()
}

/// A line that is too long in several, with its indent. What stands out is broken already.
fn as_wide_as(screen: Screen, line: &str) -> String {
    let (Some(width), false) = (screen.width, line.contains('\u{1b}')) else { return line.to_owned() };
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let lines = wrapped(text, width.saturating_sub(indent));
    lines.iter().map(|line| format!("{:indent$}{line}", "")).collect::<Vec<_>>().join("\n")
}

/// That nobody watches, or that a round comes now and then; with the one command that changes it.
fn nobody_watches(app: &App, status: &Status) -> String {
    let Some(at) = status.last_round else { return app.label("status-nobody-watches") };
    let ago = app.now.duration_since(at) < ROUNDS;
    let id = if ago { "status-rounds" } else { "status-rounds-ended" };
    app.phrase(id, &[("at", app.minute(at).into())])
}

/// How many there are, how far they are, and what is out of the ordinary, in words.
fn counted(app: &App, counts: &BTreeMap<String, usize>) -> String {
    let phrases = &app.setup.phrases;
    let stages = Stage::ALL.iter().map(|it| (it.word(), phrases.stage(*it)));
    let flags = Flag::ALL.iter().map(|it| (it.word(), phrases.flag(*it)));
    let flags = flags.filter(|(word, _)| Stage::ALL.iter().all(|stage| stage.word() != *word));
    let first = [("total", app.label("status-total")), (UNHEARD, app.label("list-unheard"))];
    let unheard = counts.get(UNHEARD).copied().unwrap_or(0);
    let each = first.into_iter().chain(stages).chain(flags);
    let counted = each.filter_map(|(word, said)| {
        let count = counts.get(word)?;
        // Of these nobody knows how far they are.
        let count = if word == Stage::Announced.word() { count - unheard.min(*count) } else { *count };
        (count > 0 || word == "total").then(|| format!("{said} {count}"))
    });
    counted.collect::<Vec<_>>().join(", ")
}

//! `posylka status`

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::output::{NEEDS_USER, Reply};
use crate::{
    app::{
        App,
        views::status::{Status, UNHEARD, status},
    },
    daemon,
    model::{Flag, Stage},
};

/// Whoever lets a round come now and then has had one within so long.
const ROUNDS: SignedDuration = SignedDuration::from_hours(24);

pub(super) fn run(app: &mut App) -> anyhow::Result<Reply> {
    let life = daemon::life(&app.setup.folders)?;
    let status = status(app, life)?;
    let code = if status.needs_you.is_empty() { 0 } else { NEEDS_USER };
    let mut reply = Reply::new(text(app, &status), status);
    reply.code = code;
    Ok(reply)
}

fn text(app: &App, status: &Status) -> String {
    let at = |moment: Option<Timestamp>| {
        let zone = app.setup.knowledge.zone.clone();
        moment.map(|it| it.to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default()
    };
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
    for need in &status.needs_you {
        let id = need.parcel.as_deref().map(|id| format!("{id} ")).unwrap_or_default();
        lines.push(format!("  {id}{}: {}", need.title, need.what));
    }
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
    if !status.muted.is_empty() {
        lines.push(app.phrase("status-muted", &[("ids", status.muted.join(", ").into())]));
    }
    lines.join("\n")
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

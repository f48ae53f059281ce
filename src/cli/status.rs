//! `posylka status`

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    health::HealthView,
    output::{NEEDS_USER, Reply},
};
use crate::{
    app::{App, views::parcel::ParcelView},
    daemon::{last_look::LastLook, lock},
    model::{Access, Flag, Health, OutcomeKind, Stage, clean},
    store::{Backlog, Listed},
};

#[derive(Serialize)]
struct Status {
    daemon: Life,
    parcels: BTreeMap<String, usize>,
    needs_you: Vec<Need>,
    carriers: Vec<Source>,
    outbox: Vec<Owed>,
    /// Parcels that are to be silent.
    muted: Vec<String>,
}

#[derive(Serialize)]
struct Life {
    alive: bool,
    since: Option<jiff::Timestamp>,
    last_tick: Option<jiff::Timestamp>,
    /// Since when no carrier is in reach.
    alone_since: Option<jiff::Timestamp>,
}

#[derive(Serialize)]
struct Need {
    parcel: Option<String>,
    title: String,
    what: String,
    act_by: Option<jiff::civil::Date>,
}

#[derive(Serialize)]
struct Source {
    id: String,
    #[serde(flatten)]
    health: HealthView,
}

#[derive(Serialize)]
struct Owed {
    channel: String,
    owed: u32,
    reminders: u32,
    oldest: jiff::Timestamp,
    error: Option<String>,
}

pub(super) fn run(app: &mut App) -> anyhow::Result<Reply> {
    let listed = app.list()?;
    let (health, backlog, muted) =
        app.store.reading(|tx| Ok::<_, crate::store::StoreError>((tx.health()?, tx.outbox()?, tx.muted()?)))?;
    let alive = lock::probe(&app.setup.folders.data)?;
    let pulse = LastLook::read(&app.setup.folders.runtime).filter(|_| alive);
    let mut needs: Vec<Need> = listed.iter().filter_map(|it| need(app, it)).collect();
    needs.extend(health.iter().filter_map(|it| wanting(app, it)));
    let outbox: Vec<Owed> = backlog.into_iter().map(owed).collect();
    needs.extend(outbox.iter().filter_map(|it| undelivered(app, it)));
    let daemon = Life {
        alive,
        since: pulse.map(|it| it.since),
        last_tick: pulse.map(|it| it.last_tick),
        alone_since: pulse.and_then(|it| it.alone_since),
    };
    let status = Status {
        daemon,
        parcels: counts(app, &listed),
        needs_you: needs,
        carriers: health.iter().map(|it| Source { id: it.source.to_string(), health: HealthView::of(it) }).collect(),
        outbox,
        muted: muted.into_iter().filter(|(_, until)| *until > app.now).map(|(id, _)| id.to_string()).collect(),
    };
    let code = if status.needs_you.is_empty() { 0 } else { NEEDS_USER };
    let mut reply = Reply::new(text(app, &status), status);
    reply.code = code;
    Ok(reply)
}

/// What a parcel wants of the user.
fn need(app: &App, listed: &Listed) -> Option<Need> {
    if !listed.advice.action.needs_user() {
        return None;
    }
    let what =
        app.setup.telling(app.today(), |setting| app.setup.phrases.advice(&listed.advice, &listed.orders, setting));
    let title = clean(&listed.parcel.title);
    Some(Need { parcel: Some(listed.parcel.id.to_string()), title, what, act_by: listed.advice.act_by })
}

/// What a source wants of the user.
fn wanting(app: &App, health: &Health) -> Option<Need> {
    let kind = health.last_outcome.filter(|it| matches!(it, OutcomeKind::Blocked | OutcomeKind::NeedsInput))?;
    let definition = app.setup.registry.source(&health.source)?;
    if definition.access == Access::LinkOnly {
        return None;
    }
    let said = format!("{}: {}", app.setup.phrases.outcome(kind), clean(&health.detail));
    let cure = HealthView::of(health).cure(&app.setup, &health.source);
    let what = [said].into_iter().chain(cure).collect::<Vec<_>>().join("; ");
    Some(Need { parcel: None, title: app.setup.name_of(&definition.of), what, act_by: None })
}

/// What a channel that fails wants of the user.
fn undelivered(app: &App, owed: &Owed) -> Option<Need> {
    let error = owed.error.as_deref().filter(|_| owed.owed > 0)?;
    let args = [("count", i64::from(owed.owed).into()), ("error", error.into())];
    let what = app.phrase("status-undelivered", &args);
    Some(Need { parcel: None, title: owed.channel.clone(), what, act_by: None })
}

fn counts(app: &App, listed: &[Listed]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::from([("total".to_owned(), listed.len())]);
    for view in listed.iter().map(|it| ParcelView::of(app, it)) {
        *counts.entry(view.stage.to_string()).or_default() += 1;
        for flag in view.flags {
            *counts.entry(flag.to_string()).or_default() += 1;
        }
    }
    counts
}

fn owed(backlog: Backlog) -> Owed {
    let error = backlog.error.map(|it| clean(&it));
    Owed { channel: backlog.channel, owed: backlog.owed, reminders: backlog.reminders, oldest: backlog.oldest, error }
}

fn text(app: &App, status: &Status) -> String {
    let at = |moment: Option<jiff::Timestamp>| {
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
        false => app.label("status-daemon-dead"),
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

/// How many there are, how far they are, and what is out of the ordinary, in words.
fn counted(app: &App, counts: &BTreeMap<String, usize>) -> String {
    let phrases = &app.setup.phrases;
    let stages = Stage::ALL.iter().map(|it| (it.word(), phrases.stage(*it)));
    let flags = Flag::ALL.iter().map(|it| (it.word(), phrases.flag(*it)));
    let each = std::iter::once(("total", app.label("status-total"))).chain(stages).chain(flags);
    let counted = each.filter_map(|(word, said)| Some(format!("{said} {}", counts.get(word)?)));
    counted.collect::<Vec<_>>().join(", ")
}

//! `posylka check`: whether the database is sound, and what in it has been waiting for too long.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::output::Reply;
use crate::{
    app::App,
    store::{Backlog, StoreError},
};

/// What has been due for longer than this is stale: a daemon that runs asks within minutes.
const STALE: SignedDuration = SignedDuration::from_hours(24);
/// A source that fails is silent after that.
const SILENT: SignedDuration = SignedDuration::from_hours(7 * 24);

#[derive(Serialize)]
struct Check {
    schema: i64,
    /// What is broken: exit code 1.
    faults: Vec<String>,
    /// What waits for too long.
    stale: Vec<String>,
}

pub(super) fn run(app: &mut App) -> anyhow::Result<Reply> {
    let faults = app.store.integrity()?;
    let schema = app.store.reading(|tx| tx.schema())?;
    let check = Check { schema, faults, stale: stale(app)? };
    let path = app.setup.folders.database().display().to_string();
    let mut lines: Vec<String> =
        check.faults.iter().map(|what| app.phrase("check-fault", &[("what", what.into())])).collect();
    if lines.is_empty() {
        lines.push(app.phrase("check-sound", &[("path", path.into()), ("schema", schema.to_string().into())]));
    }
    lines.extend(check.stale.iter().cloned());
    let code = u8::from(!check.faults.is_empty());
    let mut reply = Reply::new(lines.join("\n"), check);
    reply.code = code;
    Ok(reply)
}

/// What waits for too long, a line each.
fn stale(app: &mut App) -> anyhow::Result<Vec<String>> {
    let now = app.now;
    let (outbox, health) = app.store.reading(|tx| Ok::<_, StoreError>((tx.outbox()?, tx.health()?)))?;
    let listed = app.list()?;
    let legs = listed.iter().flat_map(|it| &it.legs).filter(|leg| leg.watched());
    let late: Vec<Timestamp> = legs.map(|leg| leg.asks.next).filter(|next| now.duration_since(*next) > STALE).collect();
    let mut lines = Vec::new();
    if let Some(first) = late.iter().min() {
        let since = at(app, *first);
        lines.push(app.phrase("check-stale", &[("count", late.len().into()), ("since", since.into())]));
    }
    let stuck = |it: &&Backlog| it.owed > 0 && it.error.is_some() && now.duration_since(it.oldest) > STALE;
    for it in outbox.iter().filter(stuck) {
        let args = [("channel", it.channel.as_str().into()), ("since", at(app, it.oldest).into())];
        lines.push(app.phrase("check-stuck", &args));
    }
    for it in health.iter().filter(|it| it.failures > 0) {
        if let Some(since) = it.since.filter(|since| now.duration_since(*since) > SILENT) {
            let args = [("source", it.source.as_str().into()), ("since", at(app, since).into())];
            lines.push(app.phrase("check-silent", &args));
        }
    }
    Ok(lines)
}

fn at(app: &App, moment: Timestamp) -> String {
    moment.to_zoned(app.setup.knowledge.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

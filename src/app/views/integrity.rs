//! Whether the database is sound, and what in it has been waiting for too long.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    model::Health,
    store::{Backlog, Listed, StoreError, Which},
};

/// What has been due for longer than this is stale: a daemon that runs asks within minutes.
const STALE: SignedDuration = SignedDuration::from_hours(24);
/// A source that fails is silent after that.
const SILENT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How the database is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Integrity {
    pub schema: i64,
    /// What is broken.
    pub faults: Vec<String>,
    /// What waits for too long, a sentence each.
    pub stale: Vec<String>,
}

/// Looks at all of the database.
pub fn integrity(app: &mut App) -> Result<Integrity, StoreError> {
    let faults = app.store.integrity()?;
    let (schema, outbox, health, listed) = app
        .store
        .reading(|tx| Ok::<_, StoreError>((tx.schema()?, tx.outbox()?, tx.health()?, tx.list(Which::InSight)?)))?;
    let stale = late(app, &listed).into_iter().chain(stuck(app, &outbox)).chain(silent(app, &health));
    Ok(Integrity { schema, faults, stale: stale.collect() })
}

/// Numbers that should have been asked for long ago.
fn late(app: &App, listed: &[Listed]) -> Option<String> {
    let legs = listed.iter().flat_map(|it| &it.legs).filter(|leg| leg.watched());
    let late: Vec<Timestamp> = legs.map(|leg| leg.asks.next).filter(|next| longer_ago(app, *next, STALE)).collect();
    let since = app.minute(*late.iter().min()?);
    Some(app.phrase("check-stale", &[("count", late.len().into()), ("since", since.into())]))
}

/// Channels that do not deliver.
fn stuck(app: &App, outbox: &[Backlog]) -> Vec<String> {
    let stuck = |it: &&Backlog| it.owed > 0 && it.error.is_some() && longer_ago(app, it.oldest, STALE);
    let sentence = |it: &Backlog| {
        let args = [("channel", it.channel.as_str().into()), ("since", app.minute(it.oldest).into())];
        app.phrase("check-stuck", &args)
    };
    outbox.iter().filter(stuck).map(sentence).collect()
}

/// Sources that have answered nothing good for long.
fn silent(app: &App, health: &[Health]) -> Vec<String> {
    let sentence = |it: &Health| {
        let since = it.since.filter(|since| it.failures > 0 && longer_ago(app, *since, SILENT))?;
        let args = [("source", it.source.as_str().into()), ("since", app.minute(since).into())];
        Some(app.phrase("check-silent", &args))
    };
    health.iter().filter_map(sentence).collect()
}

fn longer_ago(app: &App, at: Timestamp, than: SignedDuration) -> bool {
    app.now.duration_since(at) > than
}

//! One ask for one number, outside the schedule of any parcel.

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};

use super::{
    book::{self, Ask},
    ledger,
};
use crate::{
    app::{App, Refusal, Setup},
    carriers::{self, Definition},
    model::{Number, SourceId},
    store::{Booking, StoreError, Tx},
};

/// The source that most likely knows a number, of those that can be asked.
pub fn likeliest_source<'a>(setup: &'a Setup, number: &Number) -> Result<&'a Definition, Refusal> {
    let candidates = carriers::candidates_for(&setup.registry, number, None);
    let sources = candidates.iter().filter_map(|it| setup.knowledge.carriers.get(&it.carrier)?.askable().next());
    let first = sources.filter_map(|source| setup.registry.source(&source.id)).next();
    first.ok_or_else(|| Refusal::new("add-whose").with("number", number.to_string()))
}

/// Books an ask of a source. It counts like any other: the gap to the host and the day's quota hold for it too.
///
/// # Errors
/// A [`Refusal`] where the source may not be asked yet, with the moment from which it may.
pub fn book(app: &mut App, source: &SourceId, number: &Number) -> anyhow::Result<Ask> {
    let ask = book_for_nobody(app, source, number)?;
    app.within(|tx, _, now| ledger::note(tx, &ask, now))?;
    Ok(ask)
}

/// The same for a number that is nobody's: the ledger does not speak of it.
pub fn book_for_nobody(app: &mut App, source: &SourceId, number: &Number) -> anyhow::Result<Ask> {
    let (setup, now) = (&app.setup, app.now);
    let definition = setup.registry.source(source).context("the definition is gone")?;
    let host = book::host(setup, definition).context("this source has only a page")?;
    let ask = Ask {
        source: definition.id.clone(),
        host,
        legs: Vec::new(),
        numbers: vec![number.clone()],
        registered: Default::default(),
        given: Default::default(),
        day: book::day(now),
    };
    match app.store.within(|tx| book_now(tx, setup, definition, &ask, now))? {
        Some(free) => Err(Refusal::new("capture-later").with("at", setup.minute(free)).into()),
        None => Ok(ask),
    }
}

/// Books it, or says when it may be tried again.
fn book_now(
    tx: &Tx<'_>,
    setup: &Setup,
    definition: &Definition,
    ask: &Ask,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let later = |wait: SignedDuration| now.saturating_add(wait).unwrap_or(Timestamp::MAX);
    let (host_free_at, leg_again_at) =
        (later(setup.gap(&definition.id, &definition.pace)), later(definition.pace.floor));
    let (source, used, quota) = (&ask.source, tx.asked_today(&ask.source, ask.day)?, definition.pace.per_day);
    let closed = tx.closed(now)?.get(source).copied();
    let busy = closed.or(tx.host_free_at(&ask.host)?.filter(|free| *free > now));
    if busy.is_some() || (quota > 0 && used >= quota) {
        return Ok(Some(busy.unwrap_or(leg_again_at)));
    }
    tx.book(&Booking { host: &ask.host, source, day: ask.day, legs: &[], now, host_free_at, leg_again_at })?;
    Ok(None)
}

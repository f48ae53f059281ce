//! What is asked next: the legs that are due, gathered into batches, with those that are due soon where there is room,
//! within each host's gap and each source's quota, booked before they are sent.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

pub use super::booked::Ask;
use super::ledger;
use crate::{
    app::Setup,
    carriers::{Definition, GivenOf, request::takes},
    model::{CarrierId, Number, ParcelId, SourceId, still_ahead},
    rules::next_ask,
    store::{Booking, Due, StoreError, Tx},
};

/// How many due legs of a carrier are looked at in one round, and how many of those to come.
const LOOK: usize = 100;

/// Another source of a carrier that is due within so long follows one that failed.
const ANOTHER_SOURCE: SignedDuration = SignedDuration::from_secs(90);

/// What a round brought.
#[derive(Debug, Default)]
pub struct Round {
    /// To be sent.
    pub asks: Vec<Ask>,
    /// When a host that was passed over is free again.
    pub again: Option<Timestamp>,
}

/// What a round is for, and what it keeps to.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Only these parcels, another source of a carrier following one that failed at once; all that are due without.
    pub parcels: Option<&'a [ParcelId]>,
    /// Hosts that are being asked.
    pub busy: &'a BTreeSet<String>,
    /// So many asks at the most.
    pub most: usize,
    /// Nobody is asked but this machine.
    pub at_home: bool,
}

/// Books what is due now, at most `most` asks, none to a host in `busy`.
pub fn book(
    tx: &Tx<'_>,
    setup: &Setup,
    busy: &BTreeSet<String>,
    most: usize,
    now: Timestamp,
) -> Result<Round, StoreError> {
    book_for(tx, setup, &Wanted { parcels: None, busy, most, at_home: false }, now)
}

/// Books what is due now of what is wanted.
pub fn book_for(tx: &Tx<'_>, setup: &Setup, wanted: &Wanted<'_>, now: Timestamp) -> Result<Round, StoreError> {
    let mut round = Round::default();
    let mut hosts = wanted.busy.clone();
    for (source, due) in by_source(tx, setup, wanted, now)? {
        let Some(definition) = setup.registry.source(&source) else { continue };
        if round.asks.len() >= wanted.most {
            round.again = Some(now);
            break;
        }
        let Some(host) = host(setup, definition) else { continue };
        let along = match numbers(&due) < definition.pace.batch {
            true => going_along(tx, setup, &source, &due, now)?,
            false => Vec::new(),
        };
        let ask = gather(definition, host, due.iter().chain(&along), day(now));
        let gap = setup.gap(&definition.id, &definition.pace);
        let free = tx.host_free_at(&ask.host)?.and_then(|free| still_ahead(free, gap, now));
        if free.is_some() || hosts.contains(&ask.host) {
            round.again = [round.again, free].into_iter().flatten().min();
            continue;
        }
        if let Some(tomorrow) = quota_used_up(tx, definition, ask.day)? {
            tx.close_source(&source, tomorrow)?;
            continue;
        }
        let registered = tx.registered(&ask.source, &ask.numbers)?;
        let ask = Ask { registered, given: given(tx, definition, &ask)?, ..ask };
        let ask = if definition.register.is_some() { ask.with_one_new_number() } else { ask };
        tx.book(&booking(setup, definition, &ask, now))?;
        ledger::note(tx, &ask, now)?;
        hosts.insert(ask.host.clone());
        if due.iter().any(|it| !ask.holds(it)) {
            round.again =
                [round.again, Some(plus(now, setup.gap(&definition.id, &definition.pace)))].into_iter().flatten().min();
        }
        round.asks.push(ask);
    }
    Ok(round)
}

/// What the user does not want asked, by parcel.
type Never = BTreeSet<(ParcelId, SourceId)>;

fn never(tx: &Tx<'_>) -> Result<Never, StoreError> {
    Ok(tx.all_forbidden()?.into_iter().collect())
}

/// The due legs by the source that is to be asked for them. A leg all of whose sources are closed waits for the first to
/// open.
fn by_source(
    tx: &Tx<'_>,
    setup: &Setup,
    wanted: &Wanted<'_>,
    now: Timestamp,
) -> Result<Vec<(SourceId, Vec<Due>)>, StoreError> {
    let (closed, never) = (tx.closed(now)?, never(tx)?);
    let mut groups: Vec<(SourceId, Vec<Due>)> = Vec::new();
    let all_due = match wanted.parcels {
        Some(parcels) => tx.due_legs_of(parcels, now, plus(now, ANOTHER_SOURCE))?,
        None => tx.due_legs(now, LOOK)?,
    };
    for due in all_due {
        let Some(source) = open_source(setup, &closed, &never, &due) else {
            let opens = askable(setup, &never, &due).filter_map(|id| closed.get(id)).min().copied();
            tx.postpone(due.parcel, &due.leg, opens.unwrap_or(Timestamp::MAX))?;
            continue;
        };
        if wanted.at_home && !setup.stands_here(&source) {
            continue;
        }
        match groups.iter_mut().find(|(id, _)| *id == source) {
            Some((_, group)) => group.push(due),
            None => groups.push((source, vec![due])),
        }
    }
    Ok(groups)
}

/// The legs that go along with an ask of this source, though their own time is still to come.
fn going_along(
    tx: &Tx<'_>,
    setup: &Setup,
    source: &SourceId,
    due: &[Due],
    now: Timestamp,
) -> Result<Vec<Due>, StoreError> {
    let (closed, never) = (tx.closed(now)?, never(tx)?);
    let carriers: BTreeSet<&CarrierId> = due.iter().map(|it| &it.leg.carrier).collect();
    let mut coming = Vec::new();
    for carrier in carriers {
        coming.extend(tx.coming_legs(carrier, now, LOOK)?);
    }
    let soon =
        coming.into_iter().filter(|(due, asks)| next_ask::goes_along(&due.leg.carrier, asks, &setup.knowledge, now));
    Ok(soon
        .map(|(due, _)| due)
        .filter(|due| open_source(setup, &closed, &never, due).as_ref() == Some(source))
        .collect())
}

/// The source that is to be asked for a leg: the one it names, else the carrier's first that is open.
fn open_source(setup: &Setup, closed: &BTreeMap<SourceId, Timestamp>, never: &Never, due: &Due) -> Option<SourceId> {
    let named = askable(setup, never, due).filter(|id| due.source.as_ref() == Some(*id));
    named.chain(askable(setup, never, due)).find(|id| !closed.contains_key(*id)).cloned()
}

/// The sources that can be asked for a leg, and may be for its parcel.
fn askable<'a>(setup: &'a Setup, never: &Never, due: &Due) -> impl Iterator<Item = &'a SourceId> {
    let carrier = setup.knowledge.carriers.get(&due.leg.carrier);
    let all = carrier.into_iter().flat_map(|it| it.askable()).map(|it| &it.id);
    all.filter(move |id| !never.contains(&(due.parcel, (*id).clone())))
}

/// How many different numbers these are.
fn numbers(due: &[Due]) -> usize {
    due.iter().map(|it| &it.leg.number).collect::<BTreeSet<_>>().len()
}

fn gather<'a>(definition: &Definition, host: String, due: impl Iterator<Item = &'a Due>, day: Date) -> Ask {
    let batch = definition.pace.batch.max(1);
    let mut numbers: Vec<Number> = Vec::new();
    let mut legs = Vec::new();
    for one in due {
        if !numbers.contains(&one.leg.number) {
            if numbers.len() == batch {
                continue;
            }
            numbers.push(one.leg.number.clone());
        }
        legs.push((one.parcel, one.leg.clone()));
    }
    Ask { source: definition.id.clone(), host, legs, numbers, registered: BTreeMap::new(), given: GivenOf::new(), day }
}

/// What the user said of the numbers, no more of it than the source takes.
fn given(tx: &Tx<'_>, definition: &Definition, ask: &Ask) -> Result<GivenOf, StoreError> {
    let (postcode, carrier) = (takes(definition, "postcode"), definition.carrier_codes.is_some());
    let mut given = GivenOf::new();
    if !postcode && !carrier {
        return Ok(given);
    }
    for (parcel, leg) in &ask.legs {
        let inputs = tx.inputs(*parcel, leg)?;
        let known = given.entry(leg.number.clone()).or_default();
        known.postcode = known.postcode.take().or(inputs.postcode.filter(|_| postcode));
        known.carrier = known.carrier.take().or(inputs.codes.get(&definition.id).cloned().filter(|_| carrier));
    }
    Ok(given)
}

/// Where the source stands, or where the user's configuration says it does: host and port.
pub fn host(setup: &Setup, definition: &Definition) -> Option<String> {
    let base = setup.config.source(&definition.id).and_then(|it| it.base_url.as_deref());
    let moved = base.and_then(|base| base.split_once("://")).map(|(_, host)| host);
    moved.or(definition.request.as_ref()?.hosts.first().map(String::as_str)).map(str::to_owned)
}

/// The start of the source's next day where today's quota is used up.
fn quota_used_up(tx: &Tx<'_>, definition: &Definition, day: Date) -> Result<Option<Timestamp>, StoreError> {
    let quota = definition.pace.per_day;
    if quota == 0 || tx.asked_today(&definition.id, day)? < quota {
        return Ok(None);
    }
    let tomorrow = day.tomorrow().ok().and_then(|day| day.to_zoned(TimeZone::UTC).ok());
    Ok(tomorrow.map(|it| it.timestamp()))
}

/// Quotas count days of UTC: their own zone is documented by no source, and any day of 24 hours keeps them.
pub fn day(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::UTC).date()
}

pub(super) fn booking<'a>(setup: &Setup, definition: &'a Definition, ask: &'a Ask, now: Timestamp) -> Booking<'a> {
    Booking {
        host: &ask.host,
        source: &definition.id,
        day: ask.day,
        legs: &ask.legs,
        now,
        host_free_at: plus(now, setup.gap(&definition.id, &definition.pace)),
        leg_again_at: plus(now, definition.pace.floor),
    }
}

fn plus(now: Timestamp, wait: SignedDuration) -> Timestamp {
    now.saturating_add(wait).unwrap_or(Timestamp::MAX)
}

//! What a source said is told to the parcels that asked, number by number, in one transaction.

use jiff::Timestamp;
use tracing::{debug, info, warn};

use super::{
    ask::{self, AskResult, Said},
    book::Ask,
    drift,
};
use crate::{
    app::{Setup, tell},
    carriers::Skeleton,
    model::{Notice, NoticeKind, Outcome, ParcelId, Ruling, Stage, Told},
    store::{Store, StoreError, Tx},
};

/// What followed from an answer.
#[derive(Debug, Default)]
pub struct Followed {
    /// The parcels that were told something.
    pub told: Vec<ParcelId>,
    /// Whether one of them came to its end by it.
    pub ended: bool,
}

impl Followed {
    fn add(&mut self, more: Followed) {
        self.told.extend(more.told);
        self.ended |= more.ended;
    }
}

/// An ask, what came of it, and what that says.
#[derive(Debug)]
pub struct Hearing {
    /// What was asked.
    pub ask: Ask,
    /// What came.
    pub came: AskResult,
    /// What it says of each number.
    pub said: Vec<Said>,
    /// What the answer is made of.
    pub skeleton: Skeleton,
}

impl Hearing {
    /// Reads what came of an ask.
    pub fn of(setup: &Setup, ask: Ask, came: AskResult) -> Hearing {
        let (said, skeleton) = ask::read(setup, &ask, &came);
        Hearing { ask, came, said, skeleton }
    }
}

/// Tells what sources said, all in one transaction; one by one where that fails, so that none is in the others' way.
pub fn hear_all(store: &mut Store, setup: &Setup, heard: &[Hearing], now: Timestamp) -> Result<Followed, StoreError> {
    match hear(store, setup, heard, now) {
        Err(_) if heard.len() > 1 => {
            let mut all = Ok(Followed::default());
            for one in heard.chunks(1) {
                match (hear(store, setup, one, now), &mut all) {
                    (Ok(followed), Ok(all)) => all.add(followed),
                    (Ok(_), Err(_)) => {}
                    (Err(fault), _) => all = Err(fault),
                }
            }
            all
        }
        done => done,
    }
}

fn hear(store: &mut Store, setup: &Setup, heard: &[Hearing], now: Timestamp) -> Result<Followed, StoreError> {
    let note = |tx: &Tx<'_>| {
        let (mut all, mut notices) = (Followed::default(), Vec::new());
        for it in heard {
            let (followed, notice) = hear_one(tx, setup, it, now)?;
            all.add(followed);
            notices.push((&it.ask.source, notice));
        }
        Ok::<_, StoreError>((all, notices))
    };
    // An answer can be asked for again. How long a source wants to be left alone cannot.
    let (followed, notices) = match heard.iter().flat_map(|it| &it.said).all(|(_, outcome)| outcome.kind().answered()) {
        true => store.within_lightly(note)?,
        false => store.within(note)?,
    };
    for (source, notice) in notices {
        match notice.map(|it| it.kind) {
            Some(NoticeKind::SourceFails { outcome, detail, .. }) => warn!(%source, "{outcome}: {detail}"),
            Some(_) => info!(%source, "It answers again"),
            None => {}
        }
    }
    for it in heard {
        for (number, outcome) in it.said.iter().filter(|(_, outcome)| !outcome.kind().answered()) {
            let number = short(number.as_str());
            debug!(source = %it.ask.source, %number, "{}: {}", outcome.kind(), outcome.detail());
        }
    }
    Ok(followed)
}

fn hear_one(
    tx: &Tx<'_>,
    setup: &Setup,
    Hearing { ask, came, said, skeleton }: &Hearing,
    now: Timestamp,
) -> Result<(Followed, Option<Notice>), StoreError> {
    ask::take_back(tx, ask, came)?;
    let said = &no_scan_is_forgotten(tx, ask, &still_wanted(tx, ask, said)?)?;
    let followed = tell_all(tx, setup, ask, said, now)?;
    let notice = ask::note(tx, setup, ask, came, said, now)?;
    drift::note(tx, &ask.source, said, skeleton, now)?;
    Ok((followed, notice))
}

/// The same of parcels that stand in a database of their own: what is noted of the source stands in the user's.
pub fn hear_apart(
    parcels: &mut Store,
    pace: &mut Store,
    setup: &Setup,
    Hearing { ask, came, said, skeleton }: &Hearing,
    now: Timestamp,
) -> Result<Followed, StoreError> {
    let followed = parcels.within(|tx| {
        ask::take_back(tx, ask, came)?;
        tell_all(tx, setup, ask, said, now)
    })?;
    let by_hand = ask.by_hand();
    pace.within(|tx| {
        ask::take_back(tx, &by_hand, came)?;
        ask::note(tx, setup, &by_hand, came, said, now)?;
        drift::note(tx, &by_hand.source, said, skeleton, now)
    })?;
    Ok(followed)
}

fn tell_all(tx: &Tx<'_>, setup: &Setup, ask: &Ask, said: &[Said], now: Timestamp) -> Result<Followed, StoreError> {
    let mut followed = Followed::default();
    for (number, outcome) in said {
        for (parcel, leg) in ask.legs.iter().filter(|(_, leg)| leg.number == *number) {
            let source = ask.source.clone();
            let answer = Told::Answer { leg: leg.clone(), source, outcome: outcome.clone() };
            if let Some(ruling) = tell::tell(tx, setup, *parcel, &answer, now)? {
                log(*parcel, &ruling);
                followed.ended |= !ruling.fresh.is_empty() && ruling.verdict.stage >= Stage::Delivered;
                followed.told.push(*parcel);
            }
        }
    }
    Ok(followed)
}

/// What was said of numbers that are still somebody's: of what the user forgot meanwhile nothing is taken in.
fn still_wanted(tx: &Tx<'_>, ask: &Ask, said: &[Said]) -> Result<Vec<Said>, StoreError> {
    let mut wanted = Vec::with_capacity(said.len());
    for (number, outcome) in said {
        if ask.legs.is_empty() || tx.is_somebodys(number)? {
            wanted.push((number.clone(), outcome.clone()));
        }
    }
    Ok(wanted)
}

/// A source that has shown scans of a number and now shows none has changed its shape or lost them: that is not "no history",
/// and the last good answer stays.
fn no_scan_is_forgotten(tx: &Tx<'_>, ask: &Ask, said: &[Said]) -> Result<Vec<Said>, StoreError> {
    let mut all = Vec::with_capacity(said.len());
    for (number, outcome) in said {
        let empty = matches!(outcome, Outcome::NoHistory(heard) if heard.events.is_empty());
        let mut shown = false;
        for (parcel, leg) in ask.legs.iter().filter(|(_, leg)| empty && leg.number == *number) {
            shown |= tx.has_scans(*parcel, leg, &ask.source)?;
        }
        let outcome = match shown {
            true => Outcome::Unreadable("it has shown scans of this number before, and shows none now".to_owned()),
            false => outcome.clone(),
        };
        all.push((number.clone(), outcome));
    }
    Ok(all)
}

/// Our own connection is gone: nobody is blamed, no parcel hears of it, and the ask is made again at `again`.
pub fn not_sent(store: &mut Store, ask: &Ask, came: &AskResult, again: Timestamp) -> Result<(), StoreError> {
    store.within(|tx| {
        ask::take_back(tx, ask, came)?;
        ask.legs.iter().try_for_each(|(parcel, leg)| tx.postpone(*parcel, leg, again))
    })
}

fn log(parcel: ParcelId, ruling: &Ruling) {
    let fresh = ruling.fresh.len();
    if fresh > 0 {
        info!(parcel.id = %parcel, fresh, stage = %ruling.verdict.stage, "Heard {fresh} new events of parcel {parcel}");
    }
}

/// Numbers are private: the log shows their ends.
fn short(number: &str) -> String {
    match number.len() {
        0..=8 => number.to_owned(),
        len => format!("{}…{}", &number[..4], &number[len - 4..]),
    }
}

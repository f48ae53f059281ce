//! What is done by itself where a source answers in another shape: its definition is tried to be mended, once for each change of
//! its answers, and that is told. Where the user wants that and enough proves it, the mended one is put in force; answers that it
//! does not read take it back.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Mending, apply, mend};
use crate::{
    app::{Setup, setup::mended_file, views::sources::definition_text},
    carriers::{Answered, Definition, Registry, skeleton_of},
    config::Mend,
    model::{Health, MendingStep, Notice, Number, OutcomeKind, SourceId, sha256},
    rules::source_notices,
    store::{Store, StoreError, Tx, Unreadable},
};

/// So many known scans are to be given back before a definition is put in force by itself.
const SCANS: usize = 10;
/// Of so many parcels.
const PARCELS: usize = 3;
/// What mending may change without anybody being asked: how an answer is read.
const READING: [&str; 5] = ["revision", "answer", "outcome", "facts", "linked"];

/// A source whose definition is to be tried.
#[derive(Debug)]
pub struct Attempt {
    /// Which.
    pub source: SourceId,
    /// The definition it is mended from: the one in force.
    base: String,
    /// What is tried, as a fingerprint: it is not tried again.
    print: String,
    /// When the trouble began.
    since: Timestamp,
}

/// What came of it.
#[derive(Debug)]
pub struct Tried {
    attempt: Attempt,
    mending: anyhow::Result<Mending>,
}

impl Tried {
    /// Which source.
    pub fn source(&self) -> &SourceId {
        &self.attempt.source
    }

    /// Why nothing could be mended; a definition that was found says nothing.
    pub fn refused(&self) -> String {
        match &self.mending {
            Ok(mending) if mending.mended => String::new(),
            Ok(mending) => mending.refused.join("; "),
            Err(fault) => format!("{fault:#}"),
        }
    }
}

/// Whether a source is to be tried: it cannot be read, and with these answers it was not tried yet.
pub fn due(store: &mut Store, setup: &Setup, source: &SourceId) -> anyhow::Result<Option<Attempt>> {
    let Some(definition) = setup.registry.source(source).filter(|_| setup.config.carriers.mend != Mend::Off) else {
        return Ok(None);
    };
    let fails = |it: &Health| cannot_be_read(it) && it.failures >= source_notices::UNREADABLE;
    let Some(health) = store.reading(|tx| tx.health_of(source))?.filter(fails) else { return Ok(None) };
    let kept = store.reading(|tx| tx.unreadable(source))?;
    let base = definition_text(definition)?.toml;
    let print = print(definition, &base, &kept);
    let noted = store.reading(|tx| Ok::<_, StoreError>((tx.noted(&tried(source))?, tx.noted(&declined(source))?)))?;
    if kept.is_empty() || noted.0.as_ref() == Some(&print) || noted.1 == Some(sha256(base.as_bytes())) {
        return Ok(None);
    }
    Ok(Some(Attempt { source: source.clone(), base, print, since: health.since.unwrap_or_default() }))
}

/// Tries it. This takes its time, and changes nothing.
pub fn attempt(setup: &Setup, attempt: Attempt) -> Tried {
    let mending = mend(setup, attempt.source.as_str(), &[]);
    Tried { attempt, mending }
}

/// Tells what came of it, and puts a mended definition in force, or out of it. Returns the setup where that has changed.
pub fn settle(store: &mut Store, setup: &Setup, it: Tried, now: Timestamp) -> anyhow::Result<Option<Setup>> {
    let Tried { attempt, mending } = it;
    let (source, id) = (&attempt.source, attempt.source.as_str());
    store.within(|tx| tx.note(&tried(source), &attempt.print))?;
    let says_nothing = mending.as_ref().is_ok_and(|it| it.says_nothing);
    let mending = mending.ok().filter(|it| it.mended);
    let was_in_force = in_force(store, setup, source)?;
    let proven = match &mending {
        Some(mending) if setup.config.carriers.mend == Mend::Auto => {
            store.reading(|tx| is_proven(tx, &attempt.base, mending))?
        }
        _ => false,
    };
    let step = match (&mending, proven, was_in_force) {
        (_, true, _) => MendingStep::InForce,
        (None, false, _) if says_nothing || !was_in_force => return Ok(None),
        (_, false, true) => MendingStep::TakenBack,
        (_, false, false) => MendingStep::Found,
    };
    if was_in_force {
        mended_file::take_back(&setup.folders, id)?;
    }
    let mut anew = None;
    if let (Some(mending), MendingStep::InForce) = (&mending, step) {
        apply(setup, mending, setup.knowledge.day(now))?;
        anew = Some(setup.with_own_files_anew().inspect_err(|_| drop(mended_file::take_back(&setup.folders, id)))?);
    } else if was_in_force {
        anew = Some(setup.with_own_files_anew()?);
    }
    let notice = notice(setup, &attempt, step, mending.as_ref(), now);
    store.within(|tx| {
        tx.note(&by_itself(source), if step == MendingStep::InForce { "yes" } else { "" })?;
        tx.announce(&notice, &setup.channel_names())
    })?;
    Ok(anew)
}

/// Definitions have changed: sources that could not be read are asked again from now on.
pub fn may_be_read(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    for health in tx.health()?.into_iter().filter(cannot_be_read) {
        let kept = tx.unreadable(&health.source)?;
        let numbers: Vec<Number> = kept.into_iter().flat_map(|it| it.numbers).collect();
        tx.readable_again(&health.source, &numbers, now)?;
    }
    Ok(())
}

/// The user has taken a mended definition back: it is not mended by itself again until it is another.
pub(super) fn decline(tx: &Tx<'_>, source: &SourceId, base: &str) -> Result<(), StoreError> {
    tx.note(&by_itself(source), "")?;
    tx.note(&declined(source), &sha256(base.as_bytes()))
}

fn notice(setup: &Setup, attempt: &Attempt, step: MendingStep, mending: Option<&Mending>, now: Timestamp) -> Notice {
    let source = &attempt.source;
    let carrier = setup.registry.source(source).map_or_else(|| source.as_str().into(), |it| it.of.clone());
    let (given_back, known) = mending.map_or((0, 0), |it| (it.given_back, it.known));
    let told = crate::model::Mended { carrier, step, given_back, known };
    source_notices::mending(source, told, &setup.knowledge, attempt.since, now)
}

fn cannot_be_read(health: &Health) -> bool {
    health.failures > 0 && health.last_outcome == Some(OutcomeKind::Unreadable)
}

/// Whether enough proves it to be put in force unseen: scans of several parcels, nothing lost, and nobody asked otherwise.
fn is_proven(tx: &Tx<'_>, base: &str, it: &Mending) -> Result<bool, StoreError> {
    let mut parcels = BTreeSet::new();
    for number in &it.numbers {
        parcels.extend(tx.with_number(number)?.into_iter().next());
    }
    Ok(it.given_back >= SCANS
        && it.given_back == it.known
        && parcels.len() >= PARCELS
        && it.lost.is_empty()
        && it.older.is_empty()
        && changes_only_reading(base, &it.text))
}

/// Whether two texts of a definition differ in nothing but how answers are read.
fn changes_only_reading(one: &str, other: &str) -> bool {
    let rest = |text: &str| {
        let mut table = text.parse::<toml::Table>().ok()?;
        table.retain(|key, _| !READING.contains(&key));
        Some(table)
    };
    rest(one).is_some_and(|it| rest(other) == Some(it))
}

/// Whether the definition in force was mended by itself.
fn in_force(store: &mut Store, setup: &Setup, source: &SourceId) -> Result<bool, StoreError> {
    let noted = store.reading(|tx| tx.noted(&by_itself(source)))?;
    Ok(noted.is_some_and(|it| it == "yes") && mended_file::as_it_was(&setup.folders, source.as_str()).is_some())
}

/// The definition as it was before it was mended.
pub(super) fn before(setup: &Setup, source: &SourceId) -> String {
    let own = mended_file::as_it_was(&setup.folders, source.as_str()).filter(|it| !it.is_empty());
    own.unwrap_or_else(|| Registry::embedded_text(source).unwrap_or_default().to_owned())
}

/// What is tried, as a fingerprint: the definition, whose answers there are, and the skeleton of the newest.
fn print(definition: &Definition, base: &str, kept: &[Unreadable]) -> String {
    let newest = kept.first().map(|it| skeleton_of(definition, &Answered::whole(it.http, it.body.clone())));
    let whose: BTreeSet<&Number> = kept.iter().map(|it| &it.number).collect();
    sha256(format!("{base}{whose:?}{newest:?}").as_bytes())
}

fn tried(source: &SourceId) -> String {
    format!("mending-tried:{source}")
}

fn by_itself(source: &SourceId) -> String {
    format!("mended-by-itself:{source}")
}

fn declined(source: &SourceId) -> String {
    format!("mending-declined:{source}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_asks_otherwise_is_never_put_in_force_unseen() {
        let base = Registry::embedded_text(&"cainiao".into()).unwrap();
        let reads = base.replace("rows = \"detailList\"", "rows = [\"detailList\", \"traces\"]");
        assert_ne!(base, reads);
        assert!(changes_only_reading(base, &reads));
        for (from, to) in [("cainiao.com", "example.org"), ("\n[pace]\n", "\n[pace]\n\n"), ("[request]", "[request")] {
            let other = reads.replace(from, to);
            assert_ne!(other, reads, "{from}");
            assert_eq!(changes_only_reading(base, &other), from == "\n[pace]\n", "{from}");
        }
    }
}

//! A message comes to its parcel, or the user is asked whose it is. Commands and the daemon come this way.

use jiff::Timestamp;

use super::{setup::Setup, tell};
use crate::{
    import::messages::{self, RawMessage, RawMessageError},
    model::{Case, Fit, Message, Number, ParcelId},
    rules::{
        match_message::{self, Match, Whose},
        message_facts,
    },
    store::{StoreError, Tx},
};

/// A message as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What it says.
    pub message: Message,
    /// By what it is known again.
    pub mark: String,
    /// By what its wording is known again.
    pub wording: String,
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Taken {
    /// It says nothing of any parcel.
    Nothing,
    /// It is a list of numbers.
    Crowded,
    /// It was told to these parcels before.
    Known(Vec<ParcelId>),
    /// It was told to these parcels.
    Told(Vec<Whose>),
    /// It is of these parcels, and says nothing they could be told.
    Idle(Vec<Whose>, Idle),
    /// It may be of these, or of none; nothing was done.
    Unsure(Vec<Whose>),
    /// The user says whose it is, but a number in it is another parcel's; nothing was done.
    Elsewhere(Number, ParcelId),
}

/// Why nothing was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// It is known already, or moves nothing.
    NothingNew,
    /// None of its words is known.
    NotUnderstood,
    /// It is older than the parcel can be.
    TooOld,
    /// It names the parcel's number and another: which of them its words are of nobody can tell.
    Mixed,
}

/// Whose word it is that a message is to be taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// The user's, who may undo it and says whose it is, or leaves that open.
    User(Option<ParcelId>),
    /// Nobody's: it came in by itself.
    Daemon,
}

/// Reads bytes as a message that came now.
pub fn read(setup: &Setup, bytes: &[u8], now: Timestamp) -> Result<Reading, RawMessageError> {
    let letter = RawMessage::of(setup.templates.wording(), bytes)?;
    Ok(reading(setup, &letter, now))
}

/// What a letter says.
pub fn reading(setup: &Setup, letter: &RawMessage, now: Timestamp) -> Reading {
    let wall = now.to_zoned(setup.knowledge.zone.clone()).datetime();
    let wall = wall.with().subsec_nanosecond(0).build().unwrap_or(wall);
    let message = messages::read(&setup.templates, &setup.registry, letter, &setup.knowledge.zone, wall);
    Reading { message, mark: messages::mark(letter), wording: messages::wording_mark(letter) }
}

/// Tells the parcel whose message it is, once. Where that is not certain nothing is done.
pub fn take(tx: &Tx<'_>, setup: &Setup, reading: &Reading, hand: Hand, now: Timestamp) -> Result<Taken, StoreError> {
    if !reading.message.says_something() && reading.message.maybe.is_empty() && !reading.message.crowded {
        return Ok(Taken::Nothing);
    }
    let cases: Vec<Case> =
        tx.parcels()?.into_iter().filter_map(|id| tx.case(id).transpose()).collect::<Result<_, _>>()?;
    let has = |number: &Number| cases.iter().any(|case| case.legs.iter().any(|leg| leg.key.number == *number));
    let reading = &Reading { message: reading.message.knowing(&has), ..reading.clone() };
    let message = &reading.message;
    if message.crowded || !message.says_something() {
        return Ok(if message.crowded { Taken::Crowded } else { Taken::Nothing });
    }
    let said = if let Hand::User(said) = hand { said } else { None };
    let told = tx.told_of_message(&reading.mark)?;
    if said.map_or(!told.is_empty(), |said| told.contains(&said)) {
        return Ok(Taken::Known(told));
    }
    let targets = match said {
        Some(said) => match elsewhere(message, &cases, said) {
            Some((number, other)) => return Ok(Taken::Elsewhere(number, other)),
            None => vec![Whose { parcel: said, because: vec![Fit::Said] }],
        },
        None => match match_message::whose(message, &cases, &setup.knowledge) {
            Match::Sure(targets) => targets,
            Match::Unsure(candidates) => return Ok(Taken::Unsure(candidates)),
        },
    };
    let mut news = 0;
    for whose in &targets {
        news += tell_one(tx, setup, reading, whose.parcel, hand, &cases, now)?;
    }
    Ok(if news > 0 { Taken::Told(targets) } else { Taken::Idle(targets.clone(), idle(message, &cases, &targets)) })
}

fn idle(message: &Message, cases: &[Case], targets: &[Whose]) -> Idle {
    let old = |case: &Case| message_facts::too_old(message, case);
    let mut own = cases.iter().filter(|case| targets.iter().any(|it| it.parcel == case.parcel.id));
    match message.understood {
        _ if own.clone().any(old) => Idle::TooOld,
        true if message.event.is_some() && own.any(|case| message_facts::is_mixed(message, case)) => Idle::Mixed,
        false if message.suspicions.is_empty() => Idle::NotUnderstood,
        _ => Idle::NothingNew,
    }
}

/// How many things a parcel was told.
fn tell_one(
    tx: &Tx<'_>,
    setup: &Setup,
    reading: &Reading,
    id: ParcelId,
    hand: Hand,
    cases: &[Case],
    now: Timestamp,
) -> Result<usize, StoreError> {
    let Some(case) = cases.iter().find(|it| it.parcel.id == id) else { return Ok(0) };
    let others: Vec<&Case> = cases.iter().filter(|it| it.parcel.id != id).collect();
    let vouched = hand == Hand::User(Some(id));
    let tellings = message_facts::tellings(&reading.message, case, vouched, &others, &setup.knowledge);
    for told in &tellings {
        match hand {
            Hand::User(_) => tell::undoable(tx, setup, id, told, Some(&reading.mark), now)?,
            Hand::Daemon => tell::tell(tx, setup, id, told, now)?,
        };
    }
    // Once the other number is known to be the parcel's, or another parcel's, it can be read again.
    if !(hand == Hand::User(None) && tellings.is_empty() && message_facts::is_mixed(&reading.message, case)) {
        tx.note_message(&reading.mark, Some(id), now)?;
    }
    Ok(tellings.len())
}

/// A number that goes with another parcel than the user says.
fn elsewhere(message: &Message, cases: &[Case], said: ParcelId) -> Option<(Number, ParcelId)> {
    let of = |number: &Number| {
        let sure = |case: &&Case| case.legs.iter().any(|leg| leg.key.number == *number && leg.sure());
        let owners: Vec<ParcelId> = cases.iter().filter(sure).map(|case| case.parcel.id).collect();
        owners.first().copied().filter(|_| !owners.contains(&said))
    };
    message.numbers.iter().find_map(|linked| Some((linked.number.clone(), of(&linked.number)?)))
}

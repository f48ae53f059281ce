//! Whose a message is, and what its parcel is told. Numbers and orders decide; without them what is known of the parcels
//! is weighed, and where two are close nothing is done but asked.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use super::{Book, handover};
use crate::model::{
    Act, Carrier, CarrierId, Case, Facts, Fit, Flag, Heard, Leg, LegKey, LegState, Linked, Message, ParcelId, Stage,
    Told,
};

/// Points that one parcel must have to be told without a number, and that it must be ahead of the next.
const ENOUGH: u32 = 4;
const AHEAD: u32 = 2;
/// So many parcels are asked about.
const ASKED: usize = 5;
/// Scales differ by this many grams, or a tenth.
const SCALES_G: u32 = 50;
/// A number the sender itself writes is taken from this confidence on; a stranger's text must be surer of it.
const PLAUSIBLE: f32 = 0.5;

/// A parcel a message may belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct Whose {
    /// Which.
    pub parcel: ParcelId,
    /// Why.
    pub because: Vec<Fit>,
}

/// Whose a message is.
#[derive(Debug, Clone, PartialEq)]
pub enum Match {
    /// These parcels': one, or each that the message names.
    Sure(Vec<Whose>),
    /// One of these, or nobody's; the likeliest first.
    Unsure(Vec<Whose>),
}

/// Whose a message is among all parcels of the user.
pub fn whose(message: &Message, cases: &[Case], book: &Book) -> Match {
    for named in [by_number, by_order] {
        let found: Vec<Whose> = cases.iter().filter_map(|case| named(message, case)).collect();
        if !found.is_empty() {
            return Match::Sure(found);
        }
    }
    let mut weighed: Vec<(u32, Whose)> = cases.iter().filter_map(|case| weigh(message, case, book)).collect();
    weighed.sort_by_key(|(points, whose)| (std::cmp::Reverse(*points), whose.parcel));
    let next = weighed.get(1).map_or(0, |(points, _)| *points);
    match weighed.first() {
        Some((points, whose)) if *points >= ENOUGH && points - next >= AHEAD && message.suspicions.is_empty() => {
            Match::Sure(vec![whose.clone()])
        }
        _ => Match::Unsure(weighed.into_iter().take(ASKED).map(|(_, whose)| whose).collect()),
    }
}

fn by_number(message: &Message, case: &Case) -> Option<Whose> {
    let has = |linked: &&Linked| case.legs.iter().any(|leg| leg.key.number == linked.number && wanted(leg));
    let fit = |linked: &Linked| Fit::Number { number: linked.number.clone() };
    let because: Vec<Fit> = message.numbers.iter().filter(has).map(fit).collect();
    (!because.is_empty()).then_some(Whose { parcel: case.parcel.id, because })
}

fn by_order(message: &Message, case: &Case) -> Option<Whose> {
    let has = |order: &&String| case.orders.iter().any(|it| it.id == **order);
    let because: Vec<Fit> = message.orders.iter().filter(has).map(|it| Fit::Order { order: it.clone() }).collect();
    (!because.is_empty()).then_some(Whose { parcel: case.parcel.id, because })
}

/// A number the user took away, or that belongs to another parcel, ties nothing to this one.
fn wanted(leg: &Leg) -> bool {
    !matches!(leg.state, LegState::Rejected | LegState::Contradicted)
}

/// What speaks for a parcel; `None` where something speaks against it, or nothing for it.
fn weigh(message: &Message, case: &Case, book: &Book) -> Option<(u32, Whose)> {
    if !on_its_way(message, case) || contradicted(message, case) {
        return None;
    }
    let (mut points, mut because) = (0, Vec::new());
    let mut speak = |fit: Option<Fit>, weight: u32| {
        points += if fit.is_some() { weight } else { 0 };
        because.extend(fit);
    };
    let carrier = message.carrier.as_ref();
    speak(carrier.and_then(|it| by_carrier(it, case, book)), 3);
    speak(
        message.facts.weight_g.filter(|it| weights(case).any(|leg| alike(leg, *it))).map(|grams| Fit::Weight { grams }),
        2,
    );
    let postcode = message.facts.postcode.as_ref().filter(|it| postcodes(case).any(|leg| leg == *it));
    speak(postcode.map(|it| Fit::Postcode { postcode: it.clone() }), 2);
    let shop = message.shops.iter().find(|shop| case.orders.iter().any(|order| order.shop == **shop));
    speak(shop.map(|shop| Fit::Shop { shop: shop.clone() }), 1);
    let awaits = case.verdict.has(Flag::NumberProbablyChanged) && carrier.is_some();
    speak(awaits.then_some(Fit::Awaits), 2);
    let due = (Stage::Imported..Stage::Delivered).contains(&case.verdict.stage) && carrier.is_some();
    speak(due.then_some(Fit::Time), 1);
    (points > 0).then_some((points, Whose { parcel: case.parcel.id, because }))
}

/// Whether the parcel is still to come, and was bought before the message was written.
fn on_its_way(message: &Message, case: &Case) -> bool {
    let over = matches!(case.verdict.stage, Stage::Delivered | Stage::Returned | Stage::Lost);
    let sent = message.sent.to_zoned(TimeZone::UTC).map_or(Timestamp::MAX, |it| it.timestamp());
    let later = sent.saturating_add(SignedDuration::from_hours(48)).unwrap_or(sent);
    let bought = super::timeline::earliest(&case.orders, case.parcel.added);
    case.parcel.received.is_none() && case.parcel.archived.is_none() && !over && bought <= later
}

/// A weight or a postcode that is another one.
fn contradicted(message: &Message, case: &Case) -> bool {
    let weight = message.facts.weight_g.is_some_and(|it| {
        let mut known = weights(case).peekable();
        known.peek().is_some() && !known.any(|leg| alike(leg, it))
    });
    let order = |order: &crate::model::Order| !order.id.is_empty() && message.shops.contains(&order.shop);
    let other_order = !message.orders.is_empty() && case.orders.iter().any(order);
    weight || other_order
}

fn weights(case: &Case) -> impl Iterator<Item = u32> + '_ {
    case.legs.iter().filter(|leg| leg.sure()).filter_map(|leg| leg.facts.weight_g)
}

fn postcodes(case: &Case) -> impl Iterator<Item = &String> {
    case.legs.iter().filter(|leg| leg.sure()).filter_map(|leg| leg.facts.postcode.as_ref())
}

fn alike(a: u32, b: u32) -> bool {
    a.abs_diff(b) <= SCALES_G.max(a.max(b) / 10)
}

fn by_carrier(carrier: &CarrierId, case: &Case, book: &Book) -> Option<Fit> {
    let leg = case.legs.iter().any(|leg| leg.key.carrier == *carrier && wanted(leg));
    let carrier_of = |leg: &Leg| leg.facts.last_mile.as_ref().is_some_and(|it| called(book.carriers.get(carrier), it));
    match leg {
        true => Some(Fit::Carrier { carrier: carrier.clone() }),
        false => case.legs.iter().any(carrier_of).then(|| Fit::LastMile { carrier: carrier.clone() }),
    }
}

/// Whether somebody's words for a carrier are a name of this one.
fn called(carrier: Option<&Carrier>, words: &str) -> bool {
    let key = |it: &str| it.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let words = key(words);
    let Some(carrier) = carrier.filter(|_| !words.is_empty()) else { return false };
    let names = [carrier.id.as_str(), carrier.name.as_str()].into_iter().chain(carrier.name_ru.as_deref());
    names.chain(carrier.also_called.iter().map(String::as_str)).any(|name| key(name) == words)
}

/// What a parcel is told of a message. `sure`: the user says whose it is, and so vouches for the one number in it that
/// nobody knew. Numbers in `elsewhere` belong to other parcels.
pub fn tellings(message: &Message, case: &Case, sure: bool, elsewhere: &[&Case]) -> Vec<Told> {
    let known = |linked: &&Linked| case.legs.iter().find(|leg| leg.key.number == linked.number && wanted(leg));
    let others =
        |linked: &&Linked| elsewhere.iter().any(|it| it.legs.iter().any(|leg| leg.key.number == linked.number));
    let plausible = |linked: &&Linked| {
        linked.candidates.first().is_some_and(|it| it.confidence >= PLAUSIBLE) || sure || message.carrier.is_some()
    };
    let (old, new): (Vec<&Linked>, Vec<&Linked>) = message.numbers.iter().partition(|it| known(it).is_some());
    let new: Vec<Linked> = new.into_iter().filter(|it| !others(it) && plausible(it)).cloned().collect();
    let believed = message.suspicions.is_empty();
    let told = old.first().and_then(|it| known(it)).or_else(|| handover::carrying(&case.legs));
    let mut tellings = Vec::new();
    let shipped = message.shipped.filter(|_| believed && case.orders.iter().all(|order| order.shipped.is_none()));
    if let (Some(shipped), false) = (shipped, case.orders.is_empty()) {
        let (promised, protection_ends) = (None, None);
        tellings.push(Told::User(Act::Dated { shipped: Some(shipped), promised, protection_ends }));
    }
    let vouched = sure && believed && old.is_empty() && new.len() == 1;
    let leg = match (told, new.first()) {
        (Some(leg), _) if !vouched => leg.key.clone(),
        (_, Some(linked)) => key(linked),
        (Some(leg), None) => leg.key.clone(),
        (None, None) => return tellings,
    };
    let numbers = new.into_iter().filter(|linked| linked.number != leg.number).collect();
    let heard = if believed { heard(message, numbers) } else { Heard { numbers, ..Heard::default() } };
    if heard != Heard::default() || told.is_none_or(|told| told.key != leg) {
        let from = message.template.as_deref().and_then(|it| it.split('/').next()).unwrap_or_default();
        let by = message.carrier.as_ref().map_or(from, CarrierId::as_str);
        tellings.push(Told::Heard { leg, by: format!("message:{by}"), sure: vouched, heard });
    }
    tellings
}

fn key(linked: &Linked) -> LegKey {
    let carrier = linked.candidates.first().map_or_else(|| CarrierId::from("unknown"), |it| it.carrier.clone());
    LegKey { number: linked.number.clone(), carrier }
}

/// The postcode of a post office is not the recipient's, and a scale of a message is nobody's: they only help to match.
fn heard(message: &Message, numbers: Vec<Linked>) -> Heard {
    let Facts { hold_until, promised_by, last_mile, .. } = message.facts.clone();
    let facts = Facts { hold_until, promised_by, last_mile, ..Facts::default() };
    Heard { events: message.event.clone().into_iter().collect(), numbers, facts, complaints: Vec::new() }
}

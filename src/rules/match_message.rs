//! Whose a message is. Numbers and orders decide; without them what is known of the parcels
//! is weighed, and where two are close nothing is done but asked.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use super::{Knowledge, mistyped, timeline};
use crate::model::{Carrier, CarrierId, Case, Fit, Flag, Leg, LegState, Linked, Message, Order, ParcelId, Stage};

/// Points that one parcel must have to be told without a number, and that it must be ahead of the next.
const ENOUGH: u32 = 4;
const AHEAD: u32 = 2;
/// So many parcels are asked about.
const ASKED: usize = 5;
/// Scales differ by this many grams, or a tenth.
const SCALES_G: u32 = 50;

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
pub fn whose(message: &Message, cases: &[Case], knowledge: &Knowledge) -> Match {
    for named in [by_number, by_order] {
        let mut found: Vec<Whose> = cases.iter().filter_map(|case| named(message, case, knowledge)).collect();
        if !found.is_empty() {
            joinable(message, cases, &mut found);
            return Match::Sure(found);
        }
    }
    let mut weighed: Vec<(u32, Whose)> = cases.iter().filter_map(|case| weigh(message, case, knowledge)).collect();
    weighed.sort_by_key(|(points, whose)| (std::cmp::Reverse(*points), whose.parcel));
    let next = weighed.get(1).map_or(0, |(points, _)| *points);
    let believed = message.suspicions.is_empty() && message.is_particular();
    // A number that nobody has speaks of a parcel nobody has, unless something of this very one fits.
    let fits = |whose: &Whose| {
        let own = |fit: &Fit| matches!(fit, Fit::LastMile { .. } | Fit::Weight { .. } | Fit::Postcode { .. });
        message.numbers.is_empty() || whose.because.iter().any(own)
    };
    match weighed.first() {
        Some((points, whose)) if *points >= ENOUGH && points - next >= AHEAD && believed && fits(whose) => {
            Match::Sure(vec![whose.clone()])
        }
        _ => Match::Unsure(weighed.into_iter().take(ASKED).map(|(_, whose)| whose).collect()),
    }
}

fn by_number(message: &Message, case: &Case, knowledge: &Knowledge) -> Option<Whose> {
    let has = |linked: &&Linked| {
        case.legs.iter().any(|leg| leg.key.number == linked.number && wanted(leg))
            || mistyped::corrected_by(case, &linked.number, knowledge).is_some()
    };
    let fit = |linked: &Linked| Fit::Number { number: linked.number.clone() };
    let because: Vec<Fit> = message.numbers.iter().filter(has).map(fit).collect();
    (!because.is_empty()).then_some(Whose { parcel: case.parcel.id, because })
}

/// One order beside one number of another parcel: the two may be one.
fn joinable(message: &Message, cases: &[Case], found: &mut [Whose]) {
    let ([order], [whose]) = (message.orders.as_slice(), found) else { return };
    let has = |case: &&Case| case.orders.iter().any(|it| it.id == *order);
    let own = cases.iter().filter(has).any(|case| case.parcel.id == whose.parcel);
    let other = cases.iter().find(has).map(|case| case.parcel.id).filter(|_| !own);
    whose.because.extend(other.map(|other| Fit::Joinable { order: order.clone(), other }));
}

fn by_order(message: &Message, case: &Case, _: &Knowledge) -> Option<Whose> {
    let has = |order: &&String| case.orders.iter().any(|it| it.id == **order);
    let because: Vec<Fit> = message.orders.iter().filter(has).map(|it| Fit::Order { order: it.clone() }).collect();
    (!because.is_empty()).then_some(Whose { parcel: case.parcel.id, because })
}

/// A number the user took away, or that belongs to another parcel, ties nothing to this one.
pub(super) fn wanted(leg: &Leg) -> bool {
    !matches!(leg.state, LegState::Rejected | LegState::Contradicted)
}

/// What speaks for a parcel; `None` where something speaks against it, or nothing for it.
fn weigh(message: &Message, case: &Case, knowledge: &Knowledge) -> Option<(u32, Whose)> {
    if !on_its_way(message, case) || contradicted(message, case) {
        return None;
    }
    let (mut points, mut because) = (0, Vec::new());
    let mut speak = |fit: Option<Fit>, weight: u32| {
        points += if fit.is_some() { weight } else { 0 };
        because.extend(fit);
    };
    let carrier = message.carrier.as_ref();
    speak(carrier.and_then(|it| by_carrier(it, message, case, knowledge)), 3);
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
    let due = (Stage::Imported..Stage::Delivered).contains(&case.verdict.stage)
        && carrier.is_some()
        && message.is_particular();
    speak(due.then_some(Fit::Time), 1);
    (points > 0).then_some((points, Whose { parcel: case.parcel.id, because }))
}

/// Whether the parcel is still to come, and was bought before the message was written.
fn on_its_way(message: &Message, case: &Case) -> bool {
    let over = matches!(case.verdict.stage, Stage::Delivered | Stage::Returned | Stage::Lost);
    let sent = message.sent.to_zoned(TimeZone::UTC).map_or(Timestamp::MAX, |it| it.timestamp());
    let later = sent.saturating_add(SignedDuration::from_hours(48)).unwrap_or(sent);
    let bought = timeline::earliest(&case.orders, case.parcel.added);
    case.parcel.received.is_none() && case.parcel.archived.is_none() && !over && bought <= later
}

/// A weight or a postcode that is another one.
fn contradicted(message: &Message, case: &Case) -> bool {
    let weight = message.facts.weight_g.is_some_and(|it| {
        let mut known = weights(case).peekable();
        known.peek().is_some() && !known.any(|leg| alike(leg, it))
    });
    let order = |order: &Order| !order.id.is_empty() && message.shops.contains(&order.shop);
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

/// A parcel that has a number of the carrier that writes fits a message without one; a message with another number speaks
/// of another parcel.
fn by_carrier(carrier: &CarrierId, message: &Message, case: &Case, knowledge: &Knowledge) -> Option<Fit> {
    let carrier_of =
        |leg: &Leg| leg.facts.last_mile.as_ref().is_some_and(|it| called(knowledge.carriers.get(carrier), it));
    match case.legs.iter().any(|leg| leg.key.carrier == *carrier && wanted(leg)) {
        true => message.numbers.is_empty().then(|| Fit::Carrier { carrier: carrier.clone() }),
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

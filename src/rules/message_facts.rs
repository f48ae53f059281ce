//! What a parcel is told of a message that is its own.

use super::{handover, match_message::wanted};
use crate::model::{Act, BY_MESSAGE, CarrierId, Case, Facts, Heard, Leg, LegKey, Linked, Message, Number, Order, Told};

/// A number the sender itself writes is taken from this confidence on; a stranger's text must be surer of it.
const PLAUSIBLE: f32 = 0.5;

/// What a parcel is told of a message. `sure`: the user says whose it is, and so vouches for the one number in it that
/// nobody knew. Numbers that go with the parcels in `elsewhere` are left to those.
///
/// What happened is told of the number it was written of, else of the one the parcel goes under; a new number is a
/// proposal for that one, unless it is vouched for or the first.
pub fn tellings(message: &Message, case: &Case, sure: bool, elsewhere: &[&Case]) -> Vec<Told> {
    let believed = message.suspicions.is_empty();
    let mut new = unknown(message, case, sure, elsewhere);
    let named = message.numbers.iter().find_map(|linked| leg_of(message, case, linked));
    let vouched = sure && believed && named.is_none() && new.len() == 1;
    let known = named.or_else(|| handover::carrying(&case.legs)).filter(|_| !vouched);
    let leg = known.map(|leg| leg.key.clone()).or_else(|| new.first().map(key)).or_else(|| order_key(message, case));
    let mut tellings = if believed { of_the_order(message, case) } else { Vec::new() };
    let Some(leg) = leg else { return tellings };
    let sure = vouched || believed && known.map_or(new.is_empty(), |leg| vouches(message, leg));
    // What the leg's own number may be stays where the leg is new.
    new.retain(|linked| linked.number != leg.number || known.is_none());
    let heard = if believed { heard(message, new) } else { Heard { numbers: new, ..Heard::default() } };
    if heard != Heard::default() || known.is_none() {
        tellings.push(Told::Heard { leg, by: by(message), sure, heard });
    }
    tellings
}

/// The numbers no parcel has yet. One that is only proposed elsewhere gives way to the user's word.
fn unknown(message: &Message, case: &Case, sure: bool, elsewhere: &[&Case]) -> Vec<Linked> {
    let has = |leg: &Leg, linked: &Linked| leg.key.number == linked.number && (leg.sure() || !sure);
    let other = |linked: &&Linked| elsewhere.iter().any(|it| it.legs.iter().any(|leg| has(leg, linked)));
    let plausible = |linked: &&Linked| {
        linked.candidates.first().is_some_and(|it| it.confidence >= PLAUSIBLE) || sure || message.carrier.is_some()
    };
    let new = message.numbers.iter().filter(|linked| leg_of(message, case, linked).is_none());
    new.filter(|linked| !other(linked) && plausible(linked)).cloned().collect()
}

fn by(message: &Message) -> String {
    let template = message.template.as_deref().and_then(|it| it.split('/').next()).unwrap_or_default();
    format!("{BY_MESSAGE}{}", message.carrier.as_ref().map_or(template, CarrierId::as_str))
}

/// What the message says of the purchase: its number where it has none, the day of posting where that is not known.
fn of_the_order(message: &Message, case: &Case) -> Vec<Told> {
    let mut tellings = Vec::new();
    let nameless = |order: &Order| order.id.is_empty() && message.shops.contains(&order.shop);
    let known = |id: &String| case.orders.iter().any(|order| order.id == *id);
    if let ([order], [purchase]) = (message.orders.as_slice(), case.orders.as_slice())
        && nameless(purchase)
        && !known(order)
    {
        tellings.push(Told::User(Act::Ordered { order: Order { id: order.clone(), ..purchase.clone() } }));
    }
    let shipped = message.shipped.filter(|_| case.orders.iter().all(|order| order.shipped.is_none()));
    if let (Some(shipped), false) = (shipped, case.orders.is_empty()) {
        let (promised, protection_ends) = (None, None);
        tellings.push(Told::User(Act::Dated { shipped: Some(shipped), promised, protection_ends }));
    }
    tellings
}

/// A parcel that is an order only goes under its order number until a better one is known.
fn order_key(message: &Message, case: &Case) -> Option<LegKey> {
    let named = case.orders.iter().find(|order| message.orders.contains(&order.id))?;
    let plain: String = named.id.chars().filter(char::is_ascii_alphanumeric).collect();
    let number = Number::new(plain.to_uppercase()).ok()?;
    message.event.as_ref().map(|_| LegKey { number, carrier: CarrierId::none() })
}

/// The leg of a number: at the carrier that writes, else one that is known to be the parcel's.
fn leg_of<'a>(message: &Message, case: &'a Case, linked: &Linked) -> Option<&'a Leg> {
    let legs = case.legs.iter().filter(|leg| leg.key.number == linked.number && wanted(leg));
    legs.min_by_key(|leg| (Some(&leg.key.carrier) != message.carrier.as_ref(), !leg.sure()))
}

/// Whether a number the user gave is that of the carrier that writes of it.
fn vouches(message: &Message, leg: &Leg) -> bool {
    let named = message.numbers.iter().any(|linked| linked.number == leg.key.number);
    let believed = message.suspicions.is_empty();
    named && believed && leg.witness.by == "user" && message.carrier.as_ref() == Some(&leg.key.carrier)
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

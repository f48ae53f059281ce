//! What a parcel is told of a message that is its own.

use jiff::civil::Date;

use super::{Knowledge, handover, match_message::wanted, timeline};
use crate::model::{
    Act, BY_MESSAGE, CarrierId, Case, Event, Facts, HANDED_OVER_TO, Heard, Kept, Leg, LegKey, LegState, Linked,
    Message, Number, Order, Status, Told,
};

/// A number the sender itself writes is taken from this confidence on; a stranger's text must be surer of it.
const PLAUSIBLE: f32 = 0.5;

/// What a parcel is told of a message. `sure`: the user says whose it is, and so vouches for the one number in it that
/// nobody knew. Numbers that go with the parcels in `elsewhere` are left to those.
///
/// What happened is told of the number it was written of, else of the one the parcel goes under; a new number is a
/// proposal for that one, unless it is vouched for or the first.
pub fn tellings(message: &Message, case: &Case, sure: bool, elsewhere: &[&Case], knowledge: &Knowledge) -> Vec<Told> {
    let believed = message.suspicions.is_empty();
    let mut new = unknown(message, case, sure, elsewhere);
    let named = message.numbers.iter().find_map(|linked| leg_of(message, case, linked));
    let vouched = sure && believed && named.is_none() && new.len() == 1;
    let mixed = is_mixed(message, case);
    if mixed {
        new.clear();
    }
    // What is told of a number that is not the parcel's yet says nothing of the one it goes under.
    let carrying = handover::carrying(&case.legs).filter(|_| new.is_empty());
    let known = named.or(carrying).filter(|_| !vouched);
    let first = new.first().map(|linked| key(linked, knowledge));
    let leg = known.map(|leg| leg.key.clone()).or(first).or_else(|| order_key(message, case));
    let mut tellings = if believed { of_the_order(message, case) } else { Vec::new() };
    let Some(leg) = leg else { return tellings };
    let first = case.legs.is_empty() && of_known_sender(message) && names_order(message, case);
    let sure = vouched || believed && known.map_or(new.is_empty() || first, |leg| vouches(message, leg));
    // What the leg's own number may be stays where the leg is new.
    new.retain(|linked| linked.number != leg.number || known.is_none());
    if let [new] = new.as_mut_slice()
        && goes_on(message)
        && named.is_some_and(Leg::sure)
    {
        new.from = HANDED_OVER_TO.to_owned();
    }
    let heard = if believed && !mixed { heard(message, case, new) } else { Heard { numbers: new, ..Heard::default() } };
    if heard != Heard::default() || known.is_none() {
        tellings.push(Told::Heard { leg, by: by(message), sure, heard });
    }
    tellings
}

/// Whether a number of the parcel's stands beside another one: that is another parcel's, unless the message hands over,
/// and which of them the words are of nobody can tell.
pub fn is_mixed(message: &Message, case: &Case) -> bool {
    let own = |it: &&Linked| leg_of(message, case, it).is_some();
    let numbers = &message.numbers;
    let both = numbers.iter().any(|it| own(&it)) && !numbers.iter().all(|it| own(&it));
    message.suspicions.is_empty() && both && !goes_on(message)
}

/// The numbers no parcel has yet. One that is only proposed elsewhere gives way to the user's word.
fn unknown(message: &Message, case: &Case, sure: bool, elsewhere: &[&Case]) -> Vec<Linked> {
    let has = |leg: &Leg, linked: &Linked| leg.key.number == linked.number && (leg.sure() || !sure);
    let other = |linked: &&Linked| elsewhere.iter().any(|it| it.legs.iter().any(|leg| has(leg, linked)));
    let plausible = |linked: &&Linked| {
        goes_on(message)
            || linked.candidates.first().is_some_and(|it| it.confidence >= PLAUSIBLE)
            || sure
            || message.carrier.is_some()
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
        let order = Order { id: order.clone(), ..purchase.clone() };
        tellings.push(Told::User(Act::Ordered { order, instead_of: None }));
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

/// Whether it says that the parcel goes on elsewhere, or under another number.
fn goes_on(message: &Message) -> bool {
    told(message, &[Status::HandedOver, Status::Renumbered])
}

/// Whether the message tells one of these.
fn told(message: &Message, any: &[Status]) -> bool {
    message.event.as_ref().and_then(|event| event.status).is_some_and(|status| any.contains(&status))
}

/// Whether what the message tells is older than the parcel can be, and so is another's.
pub fn too_old(message: &Message, case: &Case) -> bool {
    message.event.as_ref().is_some_and(|event| older(event, case))
}

fn older(event: &Event, case: &Case) -> bool {
    event.about() < timeline::earliest(&case.orders, case.parcel.added)
}

fn of_known_sender(message: &Message) -> bool {
    message.template.is_some() && message.suspicions.is_empty()
}

/// Whether the one order it names is the parcel's.
fn names_order(message: &Message, case: &Case) -> bool {
    matches!(message.orders.as_slice(), [order] if case.orders.iter().any(|it| it.id == *order))
}

/// Whether a number is the parcel's by this message: one the user gave is that of the carrier that writes of it, or one
/// that is only proposed is what the user is written to about.
fn vouches(message: &Message, leg: &Leg) -> bool {
    const TO_THE_USER: &[Status] =
        &[Status::Delivered, Status::ReadyForPickup, Status::OutForDelivery, Status::AttemptFailed];
    let proposed = leg.state == LegState::Proposed && told(message, TO_THE_USER);
    let named = message.numbers.iter().any(|linked| linked.number == leg.key.number);
    let believed = message.suspicions.is_empty();
    let given = leg.witness.by == "user" && message.carrier.as_ref() == Some(&leg.key.carrier);
    named && believed && (given || proposed)
}

/// The number at the carrier that is looked at first.
fn key(linked: &Linked, knowledge: &Knowledge) -> LegKey {
    let carrier = handover::carriers_of(linked, knowledge).swap_remove(0).carrier;
    LegKey { number: linked.number.clone(), carrier }
}

/// Where it waits until when, as one telling has both.
pub fn kept(event: &Event, until: Option<Date>) -> Option<Kept> {
    let waits = event.status == Some(Status::ReadyForPickup);
    waits.then(|| Kept { told: event.about(), place: event.place.clone(), until })
}

/// The postcode of a post office is not the recipient's, and a scale of a message is nobody's: they only help to match.
fn heard(message: &Message, case: &Case, numbers: Vec<Linked>) -> Heard {
    let Facts { hold_until, promised_by, last_mile, duty, duty_by, .. } = message.facts.clone();
    let facts = Facts { hold_until, promised_by, last_mile, duty, duty_by, ..Facts::default() };
    let event = message.event.clone().filter(|event| !older(event, case));
    let kept = event.as_ref().and_then(|event| kept(event, hold_until));
    let facts = Facts { kept, ..facts };
    Heard { events: event.into_iter().collect(), numbers, facts, complaints: Vec::new() }
}

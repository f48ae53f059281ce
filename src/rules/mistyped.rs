//! Numbers that were probably written with a wrong digit, by the user or by the seller: doubtful until somebody answers for
//! them, and replaced as soon as the right one is named.

use super::{Knowledge, handover};
use crate::model::{
    BY_MESSAGE, Case, Check, Entry, Evidence, Leg, LegKey, LegState, Number, OutcomeKind, Parcel, check_digit::Standard,
};

/// So many likely right numbers are named.
const LIKELY: usize = 5;

/// The number of a leg as it was probably meant, the likeliest first; nothing where it is not doubtful. A carrier that
/// knows it settles that: there are real parcels whose digit is wrong.
pub fn likely(leg: &Leg, legs: &[Leg], entries: &[Entry], knowledge: &Knowledge) -> Option<Vec<Number>> {
    is_doubtful(leg, legs, entries, knowledge).then(|| {
        let mut repairs = leg.key.number.repairs();
        repairs.truncate(LIKELY);
        repairs
    })
}

fn is_doubtful(leg: &Leg, legs: &[Leg], entries: &[Entry], knowledge: &Knowledge) -> bool {
    let number = &leg.key.number;
    leg.watched()
        && number.by_standard() == Check::Failed
        && (leg.witness.by == "user" || leg.witness.by.starts_with(BY_MESSAGE))
        && has_the_digit(leg, knowledge)
        && !is_answered(number, legs, entries)
}

/// Whether the digit means anything at this carrier: fourteen digits have one where a post gives them out.
fn has_the_digit(leg: &Leg, knowledge: &Knowledge) -> bool {
    let post = || knowledge.carriers.get(&leg.key.carrier).is_none_or(|carrier| !carrier.post_of.is_empty());
    Standard::of(leg.key.number.as_str()) == Some(Standard::S10) || post()
}

fn is_answered(number: &Number, legs: &[Leg], entries: &[Entry]) -> bool {
    let knows = |leg: &Leg| matches!(leg.asks.outcome, Some(OutcomeKind::Events | OutcomeKind::NoHistory));
    let by_carrier = |entry: &Entry| match entry.source.as_str().strip_prefix(BY_MESSAGE) {
        Some(sender) => sender == entry.leg.carrier.as_str(),
        None => entry.source.as_str() != "user",
    };
    legs.iter().any(|leg| leg.key.number == *number && knows(leg))
        || entries.iter().any(|entry| entry.leg.number == *number && by_carrier(entry))
}

/// The doubtful number of a parcel that another one is the right form of.
pub fn corrected_by<'a>(case: &'a Case, right: &Number, knowledge: &Knowledge) -> Option<&'a Number> {
    let doubtful =
        |leg: &&Leg| right.corrects(&leg.key.number) && is_doubtful(leg, &case.legs, &case.entries, knowledge);
    case.legs.iter().find(doubtful).map(|leg| &leg.key.number)
}

/// Puts the right number in the place of a doubtful one, once the user, a message or an answer has named it: it was the
/// parcel's all along, and no hand-over.
pub fn correct(legs: &mut [Leg], parcel: &mut Parcel, entries: &[Entry], knowledge: &Knowledge) {
    let pairs = |legs: &[Leg]| {
        let doubtful = legs.iter().filter(|leg| is_doubtful(leg, legs, entries, knowledge));
        let right = |wrong: &Leg| {
            let right = legs.iter().filter(|leg| leg.watched() && leg.key.number.corrects(&wrong.key.number));
            // Of several carriers it may be of, the one of the wrong number.
            let same = |leg: &&Leg| (leg.key.carrier != wrong.key.carrier, !leg.sure());
            Some((wrong.clone(), right.min_by_key(same)?.key.clone()))
        };
        doubtful.filter_map(right).collect::<Vec<_>>()
    };
    for (wrong, right) in pairs(legs) {
        replace(legs, parcel, &wrong, &right);
    }
}

/// Puts a number in the place of one that the user says was written wrong, whatever its digits say.
pub fn correct_by_hand(legs: &mut [Leg], parcel: &mut Parcel, wrong: &Number, right: &LegKey) {
    let surest = |leg: &&Leg| (leg.sure(), leg.watched());
    let of_wrong = legs.iter().filter(|leg| leg.key.number == *wrong);
    let Some(wrong) = of_wrong.max_by_key(surest).cloned() else { return };
    handover::reject(legs, &wrong.key.number);
    replace(legs, parcel, &wrong, right);
}

/// The right number was the parcel's all along: it has the wrong one's role and origin, and gives its name.
fn replace(legs: &mut [Leg], parcel: &mut Parcel, wrong: &Leg, right: &LegKey) {
    for leg in legs.iter_mut() {
        if leg.key.number == wrong.key.number {
            leg.state = LegState::Rejected;
        } else if leg.key == *right {
            leg.state = LegState::Confirmed;
            leg.evidence = Evidence { proven: leg.evidence.proven, ..Evidence::default() };
            (leg.role, leg.flow) = (wrong.role, wrong.flow);
            (leg.witness.of, leg.witness.place) = (wrong.witness.of.clone(), wrong.witness.place.clone());
        }
    }
    if parcel.title == wrong.key.number.as_str() {
        parcel.title = right.number.to_string();
    }
}

/// The numbers that were put in the place of others since: wrong, right, and who named it.
pub fn corrected<'a>(before: &[Leg], legs: &'a [Leg]) -> Vec<(&'a Number, &'a Leg)> {
    let was_wanted = |leg: &Leg| before.iter().any(|it| it.key == leg.key && it.state != LegState::Rejected);
    let gone = legs.iter().filter(|leg| leg.state == LegState::Rejected && was_wanted(leg));
    let right = |wrong: &'a Leg| {
        let right = legs.iter().find(|leg| leg.sure() && leg.key.number.corrects(&wrong.key.number))?;
        Some((&wrong.key.number, right))
    };
    let mut corrected: Vec<_> = gone.filter_map(right).collect();
    corrected.dedup_by(|a, b| a.0 == b.0);
    corrected
}

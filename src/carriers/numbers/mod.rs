//! What a text may be the number of: candidates with confidence, never one answer.
//!
//! Belongs here: shapes, check digits, and where in a text a number may be. Does not belong here: which number a
//! parcel goes on under (`rules::handover`).

mod bounds;
mod check_digits;
mod find_in_text;
mod hint;
mod look_alike;
mod normalise;
pub mod number_words;
mod shapes;
mod words_before;

use super::{definition::NumberRule, registry::Registry};
use crate::model::{Candidate, CarrierId, Check, Flow, Number, NumberError, Role};

pub use check_digits::{holds, passes};
pub use hint::Hint;
pub(super) use shapes::{Bounds, Shapes};
pub(super) use words_before::Words;

/// One number found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognised {
    /// In normal form.
    pub number: Number,
    /// What its check digits say.
    pub check: Check,
    /// What the user may want to know of it.
    pub hints: Vec<Hint>,
    /// What it may be, most likely first.
    pub candidates: Vec<Candidate>,
    /// Whether it is an order of a shop rather than a tracking number.
    pub order: bool,
    /// The order as the shop writes it, dashes and all; empty where it is none.
    pub order_id: String,
}

impl Recognised {
    /// A number that is said to be one: nothing is known of it.
    pub fn said(number: Number) -> Recognised {
        let (check, hints, candidates) = (Check::None, Vec::new(), Vec::new());
        Recognised { number, check, hints, candidates, order: false, order_id: String::new() }
    }
}

/// One number as people type and paste it: spaces, dashes, small letters, Cyrillic look-alikes.
pub fn parse(text: &str) -> Result<Number, NumberError> {
    Number::new(normalise::normal(text).text)
}

/// The numbers in a text: the whole of it if it can be one, else those inside a pasted link or sentence. Reads the first
/// 20,000 characters.
pub fn recognise(registry: &Registry, text: &str) -> Vec<Recognised> {
    find_in_text::numbers(registry, text)
}

/// The order number a whole text is, as the shop writes it: without the gaps of groups.
pub fn shop_order(text: &str) -> Option<String> {
    let normal = || normalise::normal(text).text;
    look_alike::shop_order(text).or_else(|| Some(normal()).filter(|it| is_order(it)))
}

/// Whether a number whose shape is nobody's we know is plausible enough to be watched.
pub fn may_be_watched(number: &Number) -> bool {
    find_in_text::is_plausible(number) && !look_alike::is_never_a_number(number.as_str())
}

/// Whether a text is a phone, a day, a paper or the like, whoever might use its shape.
pub fn is_never_a_number(text: &str) -> bool {
    text.trim_start().starts_with('+') || look_alike::is_never_a_number(text)
}

/// Whether a whole text has the shape of some carrier's numbers, and its check digit, if there is one, holds.
pub fn candidates_for_text(registry: &Registry, text: &str) -> bool {
    let Ok(number) = parse(text) else { return false };
    candidates_for(registry, &number, None).iter().any(|it| it.confidence >= 0.4)
}

/// What a number found in an answer may be. `called` is what the answer calls its carrier.
pub fn candidates_for(registry: &Registry, number: &Number, called: Option<&str>) -> Vec<Candidate> {
    let mut candidates = matched(registry, number.as_str()).0;
    let named = called.and_then(|called| registry.words().carrier_called(called)).cloned();
    if let Some(carrier) = named {
        raise(&mut candidates, carrier);
    }
    candidates
}

/// Puts the carrier first that is named beside the number.
fn raise(candidates: &mut Vec<Candidate>, carrier: CarrierId) {
    match candidates.iter_mut().find(|it| it.carrier == carrier) {
        Some(named) => named.confidence = named.confidence.max(0.95),
        None => candidates.push(Candidate {
            carrier,
            rule: "named".to_owned(),
            confidence: 0.8,
            flow: Flow::Unknown,
            role: Role::Domestic,
        }),
    }
    sort(candidates);
}

fn recognised(
    registry: &Registry,
    number: Number,
    cyrillic: bool,
    carrier: Option<&CarrierId>,
    order: Option<String>,
) -> Recognised {
    let (mut candidates, mut check) = matched(registry, number.as_str());
    if order.is_some() {
        candidates.clear();
        check = Check::None;
    } else if let Some(carrier) = carrier {
        raise(&mut candidates, carrier.clone());
    }
    let hints = hint::hints(&number, check, cyrillic, order.is_some());
    Recognised { check, number, hints, candidates, order: order.is_some(), order_id: order.unwrap_or_default() }
}

/// 16 or 17 digits as AliExpress numbers its orders.
fn is_order(text: &str) -> bool {
    matches!(text.len(), 16 | 17) && text.starts_with(['1', '3', '5', '8']) && text.bytes().all(|b| b.is_ascii_digit())
}

/// The candidates, the best of each carrier, and what the check digit of the best of them says: a digit that fails in some
/// less likely format says nothing.
fn matched(registry: &Registry, text: &str) -> (Vec<Candidate>, Check) {
    let (mut found, mut best, mut by_best) = (Vec::<(&CarrierId, &NumberRule, f32)>::new(), 0.0, Check::None);
    for (definition, rule) in registry.claims(text) {
        let fine = check_digits::digit_holds(rule, text);
        let confidence = if fine == Some(false) { rule.failing } else { rule.confidence };
        if confidence > best {
            best = confidence;
            by_best = fine.map_or(Check::None, checked);
        }
        match found.iter_mut().find(|(carrier, ..)| **carrier == definition.of) {
            Some((.., known)) if *known >= confidence => {}
            Some(known) => *known = (&definition.of, rule, confidence),
            None => found.push((&definition.of, rule, confidence)),
        }
    }
    let mut candidates: Vec<Candidate> = found.into_iter().map(candidate).collect();
    sort(&mut candidates);
    // The standards speak before all others.
    let by_standard = Number::new(text).map_or(Check::None, |number| number.by_standard());
    (candidates, if by_standard == Check::None { by_best } else { by_standard })
}

fn checked(holds: bool) -> Check {
    if holds { Check::Passed } else { Check::Failed }
}

fn candidate((carrier, rule, confidence): (&CarrierId, &NumberRule, f32)) -> Candidate {
    Candidate { carrier: carrier.clone(), rule: rule.rule.clone(), confidence, flow: rule.flow, role: rule.role }
}

fn sort(candidates: &mut [Candidate]) {
    candidates.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then_with(|| a.carrier.cmp(&b.carrier)));
}

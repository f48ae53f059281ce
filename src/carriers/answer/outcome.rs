//! How an answer came out, by the definition's conditions and by the HTTP status.

use jiff::{SignedDuration, Timestamp, fmt::strtime::BrokenDownTime, tz::Offset};

use super::{Answered, text_of};
use crate::{
    carriers::{
        definition::{Condition, Definition, OutcomeRule},
        document_path::{Scope, Trail},
        place::Pick,
    },
    model::{Heard, Outcome, OutcomeKind},
};

/// The first outcome whose conditions are all on status, headers and text, and hold.
pub(in crate::carriers) fn outcome_of_text(rules: &[OutcomeRule], answered: &Answered, text: &str) -> Option<Outcome> {
    let rule = rules.iter().find(|rule| rule.places.is_empty() && holds_outside(rule, answered, text))?;
    Some(outcome(rule, answered, None))
}

/// The first outcome with conditions on places that holds, of those about the document or those about an element.
pub(in crate::carriers) fn outcome_of_places(
    rules: &[OutcomeRule],
    answered: &Answered,
    at: Scope<'_, '_>,
    text: &str,
    element: bool,
) -> Option<Outcome> {
    let rule = rules.iter().find(|rule| {
        let mine = !rule.places.is_empty() && rule.element == element;
        mine && holds_outside(rule, answered, text) && rule.places.iter().all(|it| holds(it, at))
    })?;
    Some(outcome(rule, answered, Some(at)))
}

/// Whether the answer sends its number back to be registered.
pub fn register_again(definition: &Definition, answered: &Answered) -> bool {
    let (text, Some(answer)) = (text_of(answered), &definition.answer) else { return false };
    let Ok(document) = super::opened(definition, answer, answered, &text) else {
        let rules = definition.outcome.iter().filter(|it| it.again && it.places.is_empty());
        return rules.into_iter().any(|rule| holds_outside(rule, answered, &text));
    };
    let mut trail = Trail::new(document.root());
    let elements = super::elements(answer, &mut trail);
    definition.outcome.iter().filter(|rule| rule.again).any(|rule| {
        let views = if rule.element { elements.as_slice() } else { &[0] };
        let holds_at = |at: &usize| rule.places.iter().all(|it| holds(it, trail.scope(*at)));
        holds_outside(rule, answered, &text) && views.iter().any(holds_at)
    })
}

fn holds_outside(rule: &OutcomeRule, answered: &Answered, text: &str) -> bool {
    let status = rule.http.is_empty() || rule.http.contains(&answered.status);
    let header = rule.header.as_ref().is_none_or(|header| {
        let named = answered.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(&header.name));
        named.into_iter().any(|(_, value)| header.pattern.is_in(value))
    });
    status && header && rule.raw.as_ref().is_none_or(|raw| raw.is_in(text))
}

fn holds(condition: &Condition, at: Scope<'_, '_>) -> bool {
    let present = condition.present.is_none_or(|wanted| condition.place.is_present(at) == wanted);
    let named = condition.named.is_none_or(|wanted| condition.place.is_named(at) == wanted);
    let present = present && named;
    if !present || condition.is.is_empty() && condition.matches.is_none() {
        return present;
    }
    let values = condition.place.values(at);
    let is = condition.is.is_empty() || values.iter().any(|value| condition.is.iter().any(|it| it == value));
    is && condition.matches.as_ref().is_none_or(|it| values.iter().any(|value| it.is_in(value)))
}

fn outcome(rule: &OutcomeRule, answered: &Answered, at: Option<Scope<'_, '_>>) -> Outcome {
    let said = at.and_then(|at| rule.says.as_ref()?.render(at, Pick::First));
    let detail = said.map_or_else(|| format!("HTTP {}", answered.status), |it| it.chars().take(200).collect());
    match rule.kind {
        OutcomeKind::Events | OutcomeKind::NoHistory => Outcome::NoHistory(Heard::default()),
        OutcomeKind::NotFound => Outcome::NotFound,
        OutcomeKind::NeedsInput => Outcome::NeedsInput(rule.needs.clone().unwrap_or(detail)),
        OutcomeKind::Blocked => Outcome::Blocked(detail),
        OutcomeKind::SlowDown => Outcome::SlowDown(wait(answered)),
        OutcomeKind::Unavailable => Outcome::Unavailable(detail),
        OutcomeKind::Unreadable => Outcome::Unreadable(detail),
    }
}

/// What the HTTP status alone says, where it is no success.
pub fn by_status(answered: &Answered) -> Option<Outcome> {
    let said = format!("HTTP {}", answered.status);
    match answered.status {
        200..=299 => None,
        401 | 403 => Some(Outcome::Blocked(said)),
        429 => Some(Outcome::SlowDown(wait(answered))),
        408 | 500..=599 => Some(Outcome::Unavailable(said)),
        _ => Some(Outcome::Unreadable(said)),
    }
}

/// What `Retry-After` asks for: seconds, or a date read against the answer's own `Date`. At most 30 days.
fn wait(answered: &Answered) -> Option<SignedDuration> {
    let value = answered.header("retry-after")?.trim();
    let wait = match value.parse::<u32>() {
        Ok(seconds) => SignedDuration::from_secs(i64::from(seconds)),
        Err(_) => http_date(value)?.duration_since(http_date(answered.header("date")?.trim())?),
    };
    Some(wait.clamp(SignedDuration::ZERO, SignedDuration::from_hours(30 * 24)))
}

fn http_date(text: &str) -> Option<Timestamp> {
    let parts = BrokenDownTime::parse("%a, %d %b %Y %H:%M:%S GMT", text).ok()?;
    Offset::UTC.to_timestamp(parts.to_datetime().ok()?).ok()
}

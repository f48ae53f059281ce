//! When a source's trouble is the user's business: once when it wants something or can no longer be read, once when it
//! is back.

use jiff::Timestamp;

use super::Knowledge;
use crate::model::{CarrierId, Health, Notice, NoticeKind, OutcomeKind, SourceId};

/// One answer that cannot be read may be a slip; three in a row are a source that has changed.
const UNREADABLE: u32 = 3;

/// What to tell after an ask, if anything. `before` and `after` are the source's health around it.
pub fn turn(
    before: Option<&Health>,
    after: &Health,
    carrier: &CarrierId,
    knowledge: &Knowledge,
    now: Timestamp,
) -> Option<Notice> {
    let told = before.is_some_and(troubles);
    let kind = match (told, troubles(after)) {
        (false, true) if is_last_resort(carrier, &after.source, knowledge) => NoticeKind::SourceFails {
            carrier: carrier.clone(),
            outcome: after.last_outcome?,
            detail: after.detail.clone(),
            page: page(carrier, knowledge),
        },
        (true, false) => NoticeKind::SourceIsBack { carrier: carrier.clone() },
        _ => return None,
    };
    let word = if told { "back" } else { "fails" };
    Some(Notice { key: format!("source:{}:{word}:{}", after.source, knowledge.day(now)), kind, urgent: false, at: now })
}

/// Whether a source is in trouble that the user or a maintainer must end.
fn troubles(health: &Health) -> bool {
    match health.last_outcome {
        Some(OutcomeKind::Blocked | OutcomeKind::NeedsInput) => health.failures > 0,
        Some(OutcomeKind::Unreadable) => health.failures >= UNREADABLE,
        _ => false,
    }
}

/// While another source of the carrier answers, the trouble of this one is nobody's business.
fn is_last_resort(carrier: &CarrierId, source: &SourceId, knowledge: &Knowledge) -> bool {
    let last = knowledge.carriers.get(carrier).and_then(|it| it.askable().last());
    last.is_none_or(|last| last.id == *source)
}

/// The carrier's page without a number: its site.
fn page(carrier: &CarrierId, knowledge: &Knowledge) -> Option<String> {
    let page = knowledge.carriers.get(carrier)?.page.as_ref()?;
    let host = page.split('/').take(3).collect::<Vec<_>>().join("/");
    Some(host)
}

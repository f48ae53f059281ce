//! When a source's trouble is the user's business: once when it wants something or can no longer be read, once when it
//! is back.

use jiff::Timestamp;

use super::Knowledge;
use crate::model::{CarrierId, Health, Mended, Notice, NoticeKind, OutcomeKind, SourceId};

/// One answer that cannot be read may be a slip; three in a row are a source that has changed.
pub const UNREADABLE: u32 = 3;

/// What to tell of a source in trouble that the user or a maintainer must end, if it is.
pub fn fails(health: &Health, carrier: &CarrierId, knowledge: &Knowledge, now: Timestamp) -> Option<Notice> {
    let outcome = health.last_outcome?;
    let troubles = match outcome {
        OutcomeKind::Blocked | OutcomeKind::NeedsInput => health.failures > 0,
        OutcomeKind::Unreadable => health.failures >= UNREADABLE,
        _ => false,
    };
    (troubles && is_last_resort(carrier, &health.source, knowledge)).then(|| {
        let (detail, page) = (health.detail.clone(), page(carrier, knowledge));
        let kind = NoticeKind::SourceFails { carrier: carrier.clone(), outcome, detail, page };
        notice("fails", &health.source, kind, knowledge, now)
    })
}

/// What to tell once it answers the question again. A trouble that only changes its kind has not ended.
pub fn is_back(health: &Health, carrier: &CarrierId, knowledge: &Knowledge, now: Timestamp) -> Option<Notice> {
    let kind = || NoticeKind::SourceIsBack { carrier: carrier.clone() };
    (health.failures == 0).then(|| notice("back", &health.source, kind(), knowledge, now))
}

fn notice(word: &str, source: &SourceId, kind: NoticeKind, knowledge: &Knowledge, now: Timestamp) -> Notice {
    Notice { key: format!("source:{source}:{word}:{}", knowledge.day(now)), kind, urgent: false, at: now }
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

/// What to tell of a source that answers in another shape: that a definition was found that reads it, is in force by itself, or no
/// longer holds. `since` is when the trouble began: of each it is told once.
pub fn mending(source: &SourceId, told: Mended, knowledge: &Knowledge, since: Timestamp, now: Timestamp) -> Notice {
    let day = knowledge.day(since);
    let kind = NoticeKind::SourceMended { source: source.clone(), told: told.clone() };
    Notice { key: format!("source:{source}:mending-{}:{day}", told.step), kind, urgent: false, at: now }
}

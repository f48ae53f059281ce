//! From the outbox to a channel: a notice in words, and what became of it.

use jiff::{SignedDuration, Timestamp};

use super::Setup;
use crate::{
    model::NoticeKind,
    notify::{Letter, NotifyError},
    store::{Owed, StoreError, Tx},
};

/// A channel that fails is tried again after a minute, two, four, and so on up to six hours.
const FIRST: SignedDuration = SignedDuration::from_mins(1);
const LONGEST: SignedDuration = SignedDuration::from_hours(6);

/// The notice in words.
pub fn letter(setup: &Setup, owed: &Owed, now: Timestamp) -> Letter {
    let today = setup.book.day(now);
    let (title, body) = setup.telling(today, |setting| setup.phrases.notice(&owed.notice, &owed.title, setting));
    let id = u32::try_from(owed.id).unwrap_or(u32::MAX);
    let mut letter =
        Letter::new(id, &owed.notice.key, &owed.parcel.map(|id| id.to_string()).unwrap_or_default(), &title, &body);
    letter.urgent = owed.notice.urgent;
    letter.link = link(setup, &owed.notice.kind);
    letter.json = serde_json::to_value(&owed.notice.kind).unwrap_or_default();
    letter.at = Some(owed.notice.at);
    letter
}

/// The page to look at, where the notice is about a number or a carrier.
fn link(setup: &Setup, kind: &NoticeKind) -> Option<String> {
    match kind {
        NoticeKind::HandedOver { to, carrier, .. } => setup.book.carriers.get(carrier)?.page_for(to.as_str()),
        NoticeKind::SourceFails { page, .. } => page.clone(),
        _ => None,
    }
}

/// Notes what became of a delivery.
pub fn note(
    tx: &Tx<'_>,
    id: i64,
    channel: &str,
    tries: u32,
    result: &Result<(), NotifyError>,
    now: Timestamp,
) -> Result<(), StoreError> {
    match result {
        Ok(()) => tx.delivered(id, channel, now),
        Err(fault) => {
            let wait = (0..tries.min(12)).fold(FIRST, |wait, _| wait.saturating_mul(2)).min(LONGEST);
            let again = now.saturating_add(wait).unwrap_or(Timestamp::MAX);
            tx.failed(id, channel, &fault.to_string(), again)
        }
    }
}

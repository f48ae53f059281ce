//! From the outbox to a channel: notices in words, and what became of them.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde_json::json;

use super::{channel_health, plan::Bundle};
use crate::{
    app::Setup,
    model::{Case, Flag, Notice, NoticeKind, ParcelId},
    notify::{Button, ButtonAction, Letter, NotifyError},
    rules::{Knowledge, dispute, next_ask},
    store::{Because, Owed, StoreError, Tx},
};

/// A channel that fails is tried again after a minute, two, four, and so on: where it refuses up to six hours, where
/// nobody is there up to a quarter of an hour, because whoever logs in or comes out of a tunnel wants to be told then.
const FIRST: SignedDuration = SignedDuration::from_mins(1);
const REFUSED: SignedDuration = SignedDuration::from_hours(6);
const AWAY: SignedDuration = SignedDuration::from_mins(15);
/// How long nobody may have seen a notice before it is told again: the first reminder, the second, the third, then daily.
const REMIND_AFTER: [SignedDuration; 4] = [
    SignedDuration::from_hours(2),
    SignedDuration::from_hours(6),
    SignedDuration::from_hours(12),
    SignedDuration::from_hours(24),
];

/// All of a bundle in one letter, as those are told whose channel it goes by. `cases` are those of its parcels.
pub(super) fn compose(setup: &Setup, bundle: &Bundle, cases: &HashMap<ParcelId, Case>, now: Timestamp) -> Letter {
    let setup = setup.of_channel(&bundle.channel);
    let written = |owed: &Owed| {
        let mut letter = letter(setup, owed, now);
        letter.as_of = owed.parcel.and_then(|id| as_of(&owed.notice, cases.get(&id)?, now));
        letter
    };
    let letters: Vec<Letter> = bundle.owed.iter().map(written).collect();
    let mut letter = match <[Letter; 1]>::try_from(letters) {
        Ok([letter]) => letter,
        Err(letters) => summary(setup, &letters),
    };
    if let Some(known) = letter.as_of {
        let day = |at| setup.knowledge.day(at);
        letter.body = [letter.body, setup.phrases.as_of((day(now) - day(known)).get_days())].join("\n");
    }
    letter
}

/// As of when a parcel is known that a notice speaks of. That nobody answers is its own matter.
fn as_of(notice: &Notice, case: &Case, now: Timestamp) -> Option<Timestamp> {
    let blind = matches!(notice.kind, NoticeKind::Raised { flag: Flag::Blind, .. });
    next_ask::as_of(&case.legs, now).filter(|_| !blind)
}

/// The notice in words.
pub fn letter(setup: &Setup, owed: &Owed, now: Timestamp) -> Letter {
    let today = setup.knowledge.day(now);
    let (title, body) = setup.telling(today, |setting| setup.phrases.notice(&owed.notice, &owed.title, setting));
    let reminder = owed.because == Because::Reminder;
    let title = if reminder { setup.phrases.phrase("reminder-title", &[("title", title.into())]) } else { title };
    let id = u32::try_from(owed.id).unwrap_or(u32::MAX);
    let mut letter =
        Letter::new(id, &owed.notice.key, &owed.parcel.map(|id| id.to_string()).unwrap_or_default(), &title, &body);
    letter.urgent = owed.notice.urgent;
    letter.link = link(setup, &owed.notice.kind);
    letter.json = serde_json::to_value(&owed.notice.kind).unwrap_or_default();
    letter.at = Some(owed.notice.at);
    letter.act_by = owed.notice.act_by();
    letter.repeat = if reminder { owed.reminders } else { 0 };
    letter.of = setup.knowledge.seed;
    letter.buttons = buttons(setup, owed, letter.link.is_some());
    letter
}

/// One letter for many. It has the id of the first of them: after a crash it replaces what it repeats.
fn summary(setup: &Setup, letters: &[Letter]) -> Letter {
    let lines: Vec<String> = letters.iter().map(|it| it.title.clone()).collect();
    let (title, body) = setup.phrases.summary(&lines);
    let id = letters.iter().map(|it| it.id).min().unwrap_or_default();
    let mut letter = Letter::new(id, "summary", "", &title, &body);
    let of: Vec<_> = letters
        .iter()
        .map(|it| json!({ "id": it.id, "key": it.key, "parcel": it.parcel, "notice": it.json, "act_by": it.act_by }))
        .collect();
    letter.json = json!({ "notice": "summary", "of": of });
    letter.at = letters.iter().filter_map(|it| it.at).max();
    letter.act_by = letters.iter().filter_map(|it| it.act_by).min();
    letter.as_of = letters.iter().filter_map(|it| it.as_of).min();
    letter.of = setup.knowledge.seed;
    letter
}

/// The page to look at, where the notice is about a number or a carrier.
pub(super) fn link(setup: &Setup, kind: &NoticeKind) -> Option<String> {
    match kind {
        NoticeKind::HandedOver { to, carrier, .. } => setup.knowledge.carriers.get(carrier)?.page_for(to.as_str()),
        NoticeKind::SourceFails { page, .. } => page.clone(),
        _ => None,
    }
}

fn buttons(setup: &Setup, owed: &Owed, linked: bool) -> Vec<Button> {
    let drafts = matches!(&owed.notice.kind, NoticeKind::Advised { advice, .. } if advice.action.drafts());
    let together = matches!(owed.notice.kind, NoticeKind::Together { .. });
    let offered = [
        (ButtonAction::Join, together),
        (ButtonAction::Ack, owed.notice.insists()),
        (ButtonAction::Draft, drafts && owed.parcel.is_some()),
        (ButtonAction::Show, linked),
        (ButtonAction::Snooze, owed.parcel.is_some() && !owed.notice.insists()),
    ];
    let button = |press: ButtonAction| Button { press, label: setup.phrases.label(&format!("button-{press}")) };
    offered.into_iter().filter(|(_, offered)| *offered).map(|(press, _)| button(press)).collect()
}

/// Whether a notice that is urgent still holds: what it says of the parcel is still thought of it, and its day is not
/// over.
pub fn holds(notice: &Notice, case: Option<&Case>, today: Date) -> bool {
    match (&notice.kind, case) {
        _ if !notice.urgent => true,
        (_, None) => !notice.insists(),
        (NoticeKind::Moved { stage, .. }, Some(case)) => case.verdict.stage == *stage && case.parcel.received.is_none(),
        (NoticeKind::Raised { flag, .. }, Some(case)) => case.verdict.has(*flag) && case.parcel.received.is_none(),
        (NoticeKind::Advised { advice, .. } | NoticeKind::Reminded { advice, .. }, Some(case)) => {
            case.advice.action == advice.action && advice.act_by.is_none_or(|day| day >= today)
        }
        _ => true,
    }
}

/// The notice with the figures of the parcel as it is now, be it told late or again: days have passed since.
pub(super) fn as_it_is(notice: &Notice, case: &Case, knowledge: &Knowledge, now: Timestamp) -> Notice {
    let mut notice = notice.clone();
    match &mut notice.kind {
        NoticeKind::Raised { flag, because } if case.verdict.has(*flag) => {
            because.clone_from(&case.verdict.because);
        }
        NoticeKind::Advised { advice, .. } if advice.action == case.advice.action => advice.clone_from(&case.advice),
        NoticeKind::Reminded { advice, hours } if advice.action == case.advice.action => {
            advice.clone_from(&case.advice);
            let left = advice.act_by.and_then(|day| dispute::hours_left(day, knowledge, now));
            *hours = left.map_or(*hours, |left| left.min(*hours));
        }
        _ => {}
    }
    notice
}

/// Notes what became of a delivery: how the channel does, what was shown and may want a reminder, what failed and goes to
/// the next channel too.
pub(in crate::daemon) fn note(
    tx: &Tx<'_>,
    setup: &Setup,
    bundle: &Bundle,
    result: &Result<(), NotifyError>,
    now: Timestamp,
) -> Result<(), StoreError> {
    channel_health::tried(tx, setup, &bundle.channel, result, now)?;
    let setup = setup.of_channel(&bundle.channel);
    for owed in &bundle.owed {
        match result {
            Ok(()) => shown(tx, setup, owed, now)?,
            Err(fault) => {
                let longest = if matches!(fault, NotifyError::Refused(_)) { REFUSED } else { AWAY };
                let wait = (0..owed.tries.min(12)).fold(FIRST, |wait, _| wait.saturating_mul(2)).min(longest);
                let again = now.saturating_add(wait).unwrap_or(Timestamp::MAX);
                tx.failed(owed.id, &owed.channel, &fault.in_words(&setup.phrases), again)?;
                if let Some(next) = setup.taking_over(owed) {
                    tx.pass_on(owed.id, &owed.channel, &next)?;
                }
            }
        }
    }
    Ok(())
}

fn shown(tx: &Tx<'_>, setup: &Setup, owed: &Owed, now: Timestamp) -> Result<(), StoreError> {
    tx.delivered(owed.id, &owed.channel, setup.config.notify.every, now)?;
    let seen = setup.channel(&owed.channel).is_some_and(|it| it.is_seen());
    let wait = REMIND_AFTER
        .get(usize::from(owed.reminders))
        .or(REMIND_AFTER.last())
        .filter(|_| owed.notice.insists() && !seen);
    if let (Some(wait), Some(next)) = (wait, setup.around(&owed.channel)) {
        tx.remind(owed.id, &next, now.saturating_add(*wait).unwrap_or(Timestamp::MAX))?;
    }
    Ok(())
}

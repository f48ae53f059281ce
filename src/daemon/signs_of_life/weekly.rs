//! A few words a week that all is well, and the notices that no carrier has been in reach for a day and that one is again.

use jiff::{SignedDuration, Timestamp, civil::Date};

use crate::{
    app::Setup,
    model::{Notice, NoticeKind},
    store::{Listed, Store, StoreError, Tx, Which},
};

/// The name of the weekly words among the moments.
const WEEKLY: &str = "weekly";

/// The name of being out of reach among the troubles.
const REACH: &str = "reach";

/// For so long nobody was in reach before the user hears of it: a night or a journey is nothing.
const ALONE: SignedDuration = SignedDuration::from_hours(24);

/// Says once that nobody has been in reach for a day.
pub(in crate::daemon) fn nobody_in_reach(
    tx: &Tx<'_>,
    setup: &Setup,
    since: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(since) = since.filter(|since| now.duration_since(*since) >= ALONE) else { return Ok(()) };
    let since = setup.knowledge.day(since);
    let key = format!("nobody-in-reach:{since}");
    let notice = Notice { key, kind: NoticeKind::NobodyInReach { since }, urgent: false, at: now };
    tx.trouble_begins(REACH, &notice, &setup.channel_names())?;
    Ok(())
}

/// Says once that somebody is in reach again, where it was told that nobody was.
pub(in crate::daemon) fn in_reach_again(store: &mut Store, setup: &Setup, now: Timestamp) -> Result<(), StoreError> {
    let Some(NoticeKind::NobodyInReach { since }) = store.reading(|tx| tx.trouble(REACH))? else { return Ok(()) };
    let key = format!("in-reach:{}", setup.knowledge.day(now));
    let notice = Notice { key, kind: NoticeKind::InReachAgain { since }, urgent: false, at: now };
    store.within(|tx| tx.trouble_ends(REACH, &notice, &setup.channel_names()))?;
    Ok(())
}

/// Says once in each round of `[notify] weekly` that all is well, and returns when that is next. However many rounds were
/// slept through, they are one.
pub(in crate::daemon) fn weekly(tx: &Tx<'_>, setup: &Setup, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let Some(weekly) = &setup.config.notify.weekly else { return Ok(None) };
    let zone = setup.config.zone();
    let Some(last) = tx.moment(WEEKLY)?.filter(|last| *last <= now) else {
        tx.came(WEEKLY, now)?;
        return Ok(weekly.next_after(now, &zone));
    };
    match weekly.next_after(last, &zone) {
        Some(due) if due <= now => {
            tx.came(WEEKLY, now)?;
            tx.announce_anew(&words(setup, &tx.list(Which::InSight)?, now), &setup.channel_names())?;
            Ok(weekly.next_after(now, &zone))
        }
        next => Ok(next),
    }
}

fn words(setup: &Setup, listed: &[Listed], now: Timestamp) -> Notice {
    let today = setup.knowledge.day(now);
    let kept = || listed.iter().filter(|it| it.parcel.archived.is_none());
    let days = kept().filter_map(|it| Some((deadline(it, today)?, it.parcel.title.clone())));
    let watched = kept().filter(|it| it.parcel.received.is_none()).count();
    let kind = NoticeKind::Alive { parcels: watched, next: days.min() };
    Notice { key: "alive".to_owned(), kind, urgent: false, at: now }
}

/// The next day that matters of a parcel; of one that the user has, the next day of its claim.
fn deadline(listed: &Listed, today: Date) -> Option<Date> {
    let advice = &listed.advice;
    let window = advice.window.map(|it| it.closes);
    let protection = listed.orders.iter().filter_map(|it| it.protection_ends);
    let closing = protection.chain(window).filter(|_| listed.parcel.received.is_none());
    closing.chain(advice.act_by).filter(|day| *day >= today).min()
}

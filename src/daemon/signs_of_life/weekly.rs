//! A few words a week that all is well, and the notices that no carrier has been in reach for a day and that one is again.

use jiff::{SignedDuration, Timestamp, civil::Date};

use crate::{
    app::Setup,
    model::{Notice, NoticeKind, PersonId},
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

/// Says once in each round of `[notify] weekly` that all is well, and returns when that is next; likewise to everybody of the
/// house who wants that, of what is theirs. However many rounds were slept through, they are one.
pub(in crate::daemon) fn weekly(tx: &Tx<'_>, setup: &Setup, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let mut next = of_one(tx, setup, None, now)?;
    for (person, theirs) in setup.everybody().filter(|(_, theirs)| !theirs.own_channels().is_empty()) {
        next = [next, of_one(tx, theirs, Some(person), now)?].into_iter().flatten().min();
    }
    Ok(next)
}

fn of_one(
    tx: &Tx<'_>,
    setup: &Setup,
    person: Option<&PersonId>,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let Some(weekly) = &setup.config.notify.weekly else { return Ok(None) };
    let (zone, name) = (setup.config.zone(), person.map_or(WEEKLY.to_owned(), |it| format!("{WEEKLY}:{it}")));
    let Some(last) = tx.moment(&name)?.filter(|last| *last <= now) else {
        tx.came(&name, now)?;
        return Ok(weekly.next_after(now, &zone));
    };
    match weekly.next_after(last, &zone) {
        Some(due) if due <= now => {
            tx.came(&name, now)?;
            let mut notice = words(setup, &theirs(tx, person)?, now);
            notice.key.extend(person.map(|it| format!(":{it}")));
            tx.announce_anew(&notice, &setup.channel_names())?;
            Ok(weekly.next_after(now, &zone))
        }
        next => Ok(next),
    }
}

/// What is in sight and a person's; without one what is nobody's.
fn theirs(tx: &Tx<'_>, person: Option<&PersonId>) -> Result<Vec<Listed>, StoreError> {
    let (mut listed, whose) = (tx.list(Which::InSight)?, tx.all_people()?);
    listed.retain(|it| {
        let people: Vec<&PersonId> = whose.iter().filter(|(id, _)| *id == it.parcel.id).map(|(_, one)| one).collect();
        person.map_or(people.is_empty(), |wanted| people.contains(&wanted))
    });
    Ok(listed)
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

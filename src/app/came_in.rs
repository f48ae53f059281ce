//! A message that came in by itself: a mail among others, or an SMS that a phone sends on. It is told to its parcel; the user
//! is asked where that needs asking, and everything else passes in silence.

use jiff::Timestamp;

use super::{
    setup::Setup,
    take_message::{self, Hand, Idle, Reading, Taken},
};
use crate::{
    model::{Fit, Message, Notice, NoticeKind, ParcelId},
    rules::match_message::Whose,
    store::{Store, StoreError},
};

/// Takes in one among all the others: most are about something else, and nothing is said of those. One that imitates somebody
/// raises no question. Says which parcels were told something.
pub fn came_in(
    setup: &Setup,
    store: &mut Store,
    reading: &Reading,
    file: Option<String>,
    now: Timestamp,
) -> Result<Vec<ParcelId>, StoreError> {
    let (taken, told) = tell(setup, store, reading, now)?;
    let likely = matches!(&taken, Taken::Unsure(candidates) if !candidates.is_empty());
    if likely && reading.message.is_news() && reading.message.suspicions.is_empty() {
        ask(setup, store, reading, file, now)?;
    } else {
        say_not_understood(setup, store, reading, &taken, file, now)?;
    }
    Ok(told)
}

/// Tells it to its parcels, once, and says which they are.
pub fn tell(
    setup: &Setup,
    store: &mut Store,
    reading: &Reading,
    now: Timestamp,
) -> Result<(Taken, Vec<ParcelId>), StoreError> {
    let taken = store.within(|tx| take_message::take(tx, setup, reading, Hand::Daemon, now))?;
    let told: Vec<ParcelId> = match &taken {
        Taken::Told(whose) => whose.iter().map(|it| it.parcel).collect(),
        _ => Vec::new(),
    };
    Ok((taken, told))
}

/// Asks the user whose a message is, once.
pub fn ask(
    setup: &Setup,
    store: &mut Store,
    reading: &Reading,
    file: Option<String>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Message { sender, event, numbers, orders, .. } = &reading.message;
    let kind = NoticeKind::MessageUnmatched {
        sender: sender.clone(),
        status: event.as_ref().and_then(|it| it.status),
        number: numbers.first().map(|it| it.number.clone()),
        order: orders.first().cloned(),
        file,
    };
    let key = format!("message:{}", &reading.mark);
    store.within(|tx| match tx.note_message(&reading.mark, None, now)? {
        true => {
            let channels = setup.channel_names_for(tx.seen_by());
            tx.announce(&Notice { key, kind, urgent: false, at: now }, &channels)
        }
        false => Ok(()),
    })
}

/// Says that a known sender writes of a number or an order of the user's what is not understood: once for each sender and
/// wording, and of a parcel once a day.
pub fn say_not_understood(
    setup: &Setup,
    store: &mut Store,
    reading: &Reading,
    taken: &Taken,
    file: Option<String>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Taken::Idle(targets, Idle::NotUnderstood) = taken else { return Ok(()) };
    let Some(template) = &reading.message.template else { return Ok(()) };
    let named = |it: &&Whose| it.because.iter().any(|fit| matches!(fit, Fit::Number { .. } | Fit::Order { .. }));
    let Some(parcel) = targets.iter().find(named).map(|it| it.parcel) else { return Ok(()) };
    let sender = template.split('/').next().unwrap_or_default();
    let wording = format!("wording:{sender}:{}", reading.wording);
    let key = format!("not-understood:{}", setup.knowledge.day(now));
    let kind = NoticeKind::MessageNotUnderstood { sender: reading.message.sender.clone(), file };
    store.within(|tx| {
        let today = tx.notices_of(parcel)?.iter().any(|notice| notice.key == key);
        if today || !tx.note_message(&wording, None, now)? {
            return Ok(());
        }
        let channels = setup.channel_names_for(&tx.people_of(parcel)?);
        tx.announce_of(parcel, &Notice { key, kind, urgent: false, at: now }, &channels)
    })
}

//! What came in is read and told, and what is wrong with a mail account is said once.

use jiff::Timestamp;
use tracing::{info, warn};

use super::{
    Brought, Mailbag,
    folders::{self, Found},
    later,
};
use crate::{
    app::{
        Setup,
        take_message::{self, Hand, Idle, Reading, Taken},
    },
    import::imap::ImapError,
    model::{CarrierId, Fit, Message, Notice, NoticeKind, OutcomeKind, ParcelId},
    rules::match_message::Whose,
    store::{Store, StoreError},
};

/// One failure may be a slip; three in a row are the user's business.
const FAILURES: u32 = 3;

/// How a mail account does.
#[derive(Debug, Default)]
pub(super) struct Trouble {
    failures: u32,
    /// The faults of folders that were said last.
    said: Vec<String>,
}

impl Mailbag {
    /// Takes in what came, and says which parcels were told something.
    pub fn take_in(
        &mut self,
        brought: Brought,
        setup: &Setup,
        store: &mut Store,
        now: Timestamp,
    ) -> anyhow::Result<Vec<ParcelId>> {
        let mut told = Vec::new();
        match brought {
            Brought::Folders(look) => {
                self.looking[0] = false;
                self.folders_at = later(now, look.more, setup.config.messages.every);
                self.seen = look.seen;
                if look.faults != self.trouble.said {
                    look.faults.iter().for_each(|fault| warn!("{fault}"));
                    self.trouble.said = look.faults;
                }
                for found in look.dropped {
                    told.extend(dropped(setup, store, &found, now)?);
                }
                for found in look.mails {
                    let file = found.path.display().to_string();
                    told.extend(mail(setup, store, &found.bytes, Some(file), now)?);
                }
            }
            Brought::Account(name, result) => {
                let every = setup.config.messages.imap.as_ref().map_or(super::OLD, |imap| imap.every);
                self.looking[1] = false;
                self.account_at = later(now, result.as_ref().is_ok_and(|visit| visit.more), every);
                self.say(setup, store, result.as_ref().err(), now)?;
                if let Ok(visit) = result {
                    for bytes in &visit.mails {
                        told.extend(mail(setup, store, bytes, None, now)?);
                    }
                    store.within(|tx| tx.read_mailbox(&name, visit.validity, visit.read))?;
                }
            }
        }
        Ok(told)
    }

    /// An account that cannot be read is told like a source that fails: once, and once when it is back.
    fn say(
        &mut self,
        setup: &Setup,
        store: &mut Store,
        fault: Option<&ImapError>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(imap) = &setup.config.messages.imap else { return Ok(()) };
        let carrier = CarrierId(imap.host.clone());
        let trouble = &mut self.trouble;
        trouble.failures = fault.map_or(0, |_| trouble.failures.saturating_add(1));
        let (name, channels) = (format!("mail:{}", imap.host), setup.channel_names());
        let notice = |word: &str, kind| Notice {
            key: format!("{name}:{word}:{}", setup.knowledge.day(now)),
            kind,
            urgent: false,
            at: now,
        };
        match fault {
            Some(fault) if trouble.failures >= FAILURES => {
                let (outcome, detail) = (outcome(fault), fault.to_string());
                let kind = NoticeKind::SourceFails { carrier, outcome, detail: detail.clone(), page: None };
                if store.within(|tx| tx.trouble_begins(&name, &notice("fails", kind), &channels))? {
                    warn!("{}: {detail}", imap.host);
                }
            }
            None if store.reading(|tx| tx.trouble(&name))?.is_some() => {
                let back = notice("back", NoticeKind::SourceIsBack { carrier });
                store.within(|tx| tx.trouble_ends(&name, &back, &channels))?;
            }
            _ => {}
        }
        Ok(())
    }
}

fn outcome(fault: &ImapError) -> OutcomeKind {
    match fault {
        ImapError::Offline(_) | ImapError::Tls(_) => OutcomeKind::Unavailable,
        ImapError::Refused { .. } => OutcomeKind::Blocked,
        ImapError::Signs => OutcomeKind::NeedsInput,
        ImapError::Strange(_) => OutcomeKind::Unreadable,
    }
}

/// A file the user has put there: whatever it is, it is said what became of it.
fn dropped(setup: &Setup, store: &mut Store, found: &Found, now: Timestamp) -> anyhow::Result<Vec<ParcelId>> {
    let reading = match take_message::read(setup, &found.bytes, now) {
        Ok(reading) => reading,
        Err(fault) => return Ok(put_away(found, Some(&fault.to_string())).map(|_| Vec::new()).unwrap_or_default()),
    };
    let (taken, mut told) = tell(setup, store, &reading, now)?;
    let why = match taken {
        Taken::Crowded => Some("too many numbers for one message; add parcels with `posylka add -`"),
        Taken::Nothing => Some("nothing about parcels in it"),
        Taken::Unsure(_) if !reading.message.suspicions.is_empty() => {
            Some("probably an imitation; `posylka ingest` says why, follow none of its links")
        }
        _ => None,
    };
    let place = put_away(found, why);
    if let (Some(place), None) = (place, why) {
        match &taken {
            Taken::Unsure(_) => ask(setup, store, &reading, Some(place), now)?,
            taken => say_not_understood(setup, store, &reading, taken, Some(place), now)?,
        }
    }
    told.dedup();
    Ok(told)
}

fn put_away(found: &Found, why: Option<&str>) -> Option<String> {
    match folders::put_away(&found.path, why) {
        Ok(place) => Some(place.display().to_string()),
        Err(fault) => {
            warn!("{}: {fault}", found.path.display());
            None
        }
    }
}

/// A mail among all the others: most are about something else, and nothing is said of those. One that imitates somebody
/// raises no question.
fn mail(
    setup: &Setup,
    store: &mut Store,
    bytes: &[u8],
    file: Option<String>,
    now: Timestamp,
) -> anyhow::Result<Vec<ParcelId>> {
    let Ok(reading) = take_message::read(setup, bytes, now) else { return Ok(Vec::new()) };
    let (taken, told) = tell(setup, store, &reading, now)?;
    let likely = matches!(&taken, Taken::Unsure(candidates) if !candidates.is_empty());
    if likely && reading.message.is_news() && reading.message.suspicions.is_empty() {
        ask(setup, store, &reading, file, now)?;
    } else {
        say_not_understood(setup, store, &reading, &taken, file, now)?;
    }
    Ok(told)
}

fn tell(
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
    for id in &told {
        info!(parcel.id = %id, "A message tells of parcel {id}");
    }
    Ok((taken, told))
}

/// Asks the user whose a message is, once.
fn ask(
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
        true => tx.announce(&Notice { key, kind, urgent: false, at: now }, &setup.channel_names()),
        false => Ok(()),
    })
}

/// Says that a known sender writes of a number or an order of the user's what is not understood: once for each sender and
/// wording, and of a parcel once a day.
fn say_not_understood(
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
        tx.announce_of(parcel, &Notice { key, kind, urgent: false, at: now }, &setup.channel_names())
    })
}

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
        came_in::{ask, came_in, say_not_understood, tell},
        take_message::{self, Taken},
    },
    import::imap::ImapError,
    model::{CarrierId, Notice, NoticeKind, OutcomeKind, ParcelId},
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
    told.iter().for_each(log);
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

/// A mail among all the others.
fn mail(
    setup: &Setup,
    store: &mut Store,
    bytes: &[u8],
    file: Option<String>,
    now: Timestamp,
) -> anyhow::Result<Vec<ParcelId>> {
    let Ok(reading) = take_message::read(setup, bytes, now) else { return Ok(Vec::new()) };
    let told = came_in(setup, store, &reading, file, now)?;
    told.iter().for_each(log);
    Ok(told)
}

fn log(id: &ParcelId) {
    info!(parcel.id = %id, "A message tells of parcel {id}");
}

//! What the user presses on a letter is done at once, as a command would.

use std::{process::Stdio, sync::Arc};

use jiff::SignedDuration;
use tokio::process::Command;
use tracing::{info, warn};

use super::{post, watch::Daemon};
use crate::{
    model::{NoticeKind, ParcelId},
    notify::Press,
};

/// How long a parcel is left alone.
const SNOOZE: SignedDuration = SignedDuration::from_hours(24);

impl Daemon {
    /// Does what a button of a letter says.
    pub(super) fn pressed(&mut self, letter: u32, press: Press) -> anyhow::Result<()> {
        let Some((parcel, notice)) = self.store.reading(|tx| tx.notice(letter.into()))? else { return Ok(()) };
        info!("{press} was pressed on notice {letter}");
        let now = self.clock.now();
        match (press, parcel) {
            (Press::Ack, parcel) => self.store.within(|tx| tx.acknowledge(parcel, now)).map(drop)?,
            (Press::Snooze, Some(id)) => {
                let until = now.saturating_add(SNOOZE)?;
                self.store.within(|tx| tx.mute(id, until))?;
            }
            (Press::Draft, Some(id)) => self.draft_now(id)?,
            (Press::Show, _) => self.show(&notice.kind),
            (Press::Snooze | Press::Draft, None) => {}
        }
        Ok(())
    }

    /// The claim's texts, and the reminder is off: the user is at it.
    fn draft_now(&mut self, id: ParcelId) -> anyhow::Result<()> {
        let now = self.clock.now();
        self.write_dossier(id)?;
        self.store.within(|tx| tx.acknowledge(Some(id), now))?;
        Ok(())
    }

    /// Opens the page the letter speaks of, as the desktop opens pages.
    fn show(&self, kind: &NoticeKind) {
        let setup = Arc::clone(&self.setup);
        let Some(page) = post::link(&setup, kind).filter(|it| it.starts_with("https://") || it.starts_with("http://"))
        else {
            return;
        };
        let opened =
            Command::new("xdg-open").arg(page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        if let Err(fault) = opened {
            warn!("The page could not be opened: xdg-open: {fault}");
        }
    }
}

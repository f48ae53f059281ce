//! What the user presses on a letter is done at once, as a command would.

use std::{ffi::OsStr, io, process::Stdio, sync::Arc};

use jiff::SignedDuration;
use tokio::process::Command;
use tracing::{info, warn};

use super::letters;
use crate::{
    app::actions::join,
    daemon::Daemon,
    model::{NoticeKind, ParcelId},
    notify::ButtonAction,
    store::StoreError,
};

/// How long a parcel is left alone.
const SNOOZE: SignedDuration = SignedDuration::from_hours(24);

impl Daemon {
    /// Does what a button of a letter says.
    pub(in crate::daemon) fn pressed(&mut self, letter: u32, press: ButtonAction) -> anyhow::Result<()> {
        let Some((parcel, notice)) = self.store.reading(|tx| tx.notice(letter.into()))? else { return Ok(()) };
        info!("{press} was pressed on notice {letter}");
        let now = self.clock.now();
        match (press, parcel) {
            (ButtonAction::Ack, parcel) => self.store.within(|tx| tx.acknowledge(parcel, now)).map(drop)?,
            (ButtonAction::Snooze, Some(id)) => {
                let until = now.saturating_add(SNOOZE)?;
                self.store.within(|tx| tx.mute(id, until))?;
            }
            (ButtonAction::Draft, Some(id)) => self.draft_now(id)?,
            (ButtonAction::Show, _) => self.show(&notice.kind),
            (ButtonAction::Join, _) => self.join_now(&notice.kind)?,
            (ButtonAction::Snooze | ButtonAction::Draft, None) => {}
        }
        Ok(())
    }

    /// Makes one of the two parcels the letter speaks of, be it that one of them travels in a third by now; unless that was
    /// done or they are gone. It can be undone.
    fn join_now(&mut self, kind: &NoticeKind) -> anyhow::Result<()> {
        let NoticeKind::Together { this, other, .. } = *kind else { return Ok(()) };
        let (setup, now) = (Arc::clone(&self.setup), self.clock.now());
        self.store.within(|tx| match (tx.travels_in(this)?, tx.travels_in(other)?) {
            (Some(this), Some(other)) if this != other => join::join(tx, &setup, this, other, now),
            _ => Ok::<_, StoreError>(()),
        })?;
        Ok(())
    }

    /// The claim's texts, open before the user, and the reminder is off: the user is at it.
    fn draft_now(&mut self, id: ParcelId) -> anyhow::Result<()> {
        let now = self.clock.now();
        self.write_dossier(id)?;
        self.store.within(|tx| tx.acknowledge(Some(id), now))?;
        let folder = self.setup.folders.dossiers().join(id.to_string());
        if folder.is_dir() {
            open(folder.as_os_str());
        }
        Ok(())
    }

    /// Opens the page the letter speaks of.
    fn show(&self, kind: &NoticeKind) {
        let page = letters::link(&self.setup, kind);
        if let Some(page) = page.filter(|it| it.starts_with("https://") || it.starts_with("http://")) {
            open(page.as_ref());
        }
    }
}

/// Opens a page or a folder as the desktop opens such things.
fn open(what: &OsStr) {
    let what = what.to_owned();
    tokio::spawn(async move {
        let under_systemd = std::env::var_os("INVOCATION_ID").is_some();
        if under_systemd
            && run(&["systemd-run", "--user", "--quiet", "--collect", OUTLIVES, "xdg-open"], &what).await.is_ok()
        {
            return;
        }
        if let Err(fault) = run(&["xdg-open"], &what).await {
            warn!("It could not be opened: xdg-open: {fault}");
        }
    });
}

/// What is opened is no part of the daemon: it must not be held to the limits of its unit, nor end with it.
const OUTLIVES: &str = "--property=KillMode=process";

async fn run(command: &[&str], what: &OsStr) -> io::Result<()> {
    let [program, arguments @ ..] = command else { return Ok(()) };
    let mut command = Command::new(program);
    command.args(arguments).arg(what).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().await?;
    if status.success() { Ok(()) } else { Err(io::Error::other(status.to_string())) }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, path::Path};

    use jiff::Timestamp;

    use super::*;
    use crate::{
        app::Setup,
        clock::Clock,
        config::{Config, Folders},
        model::{Lang, Notice, Number},
        store::{NewParcel, Store},
        wire::Wire,
    };

    #[tokio::test]
    async fn two_that_travel_together_are_joined_by_a_button_once() {
        let nowhere = Path::new("/nonexistent");
        let folders = Folders::choose(Some(nowhere), Some(nowhere)).unwrap();
        let setup = Setup::new(Config::default(), folders, Lang::En, BTreeMap::new(), Vec::new(), 1).unwrap();
        let mut daemon = Daemon {
            setup: Arc::new(setup),
            reload: Box::new(|| Box::pin(async { anyhow::bail!("nothing is read anew here") })),
            store: Store::in_memory().unwrap(),
            wire: Arc::new(Wire::new(true)),
            clock: Clock::Real,
            runtime: None,
        };
        let at = Timestamp::UNIX_EPOCH;
        daemon
            .store
            .within(|tx| {
                for title in ["Lamp", "Bulb", "Shade"] {
                    let (title, orders, legs) = (title.to_owned(), Vec::new(), Vec::new());
                    tx.add(&NewParcel { title, added: at, orders, legs, due_at: at, postcode: None })?;
                }
                let number = Number::new("10100064123459").unwrap();
                for this in [1, 3].map(ParcelId) {
                    let (number, other, by) = (number.clone(), ParcelId(2), "cainiao".to_owned());
                    let kind = NoticeKind::Together { number, this, other, by };
                    tx.announce(&Notice { key: format!("conflict:{this}"), kind, urgent: false, at }, &[])?;
                }
                Ok(())
            })
            .unwrap_or_else(|fault: StoreError| panic!("{fault}"));
        let mut left = |letter| {
            daemon.pressed(letter, ButtonAction::Join).unwrap();
            daemon.store.reading(|tx| tx.parcels()).unwrap_or_else(|fault: StoreError| panic!("{fault}"))
        };
        assert_eq!(left(1), [ParcelId(1), ParcelId(3)]);
        assert_eq!(left(1), [ParcelId(1), ParcelId(3)], "it was done");
        assert_eq!(left(2), [ParcelId(3)], "parcel 2 travels in parcel 1");
    }
}

//! Messages that come in by themselves: a folder of files, a Maildir, a folder of a mail account. All of it is opt-in, and
//! whatever goes wrong there stops nothing else.
//!
//! Belongs here: where messages come from and when to look there. Does not belong here: what a message says (`import`) and
//! what its parcel is told (`app::take_message`).

mod folders;
mod take_in;

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    pin::Pin,
    sync::Arc,
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};

use self::folders::Look;
use crate::{
    app::Setup,
    config::{MAIL_PASSWORD, Messages},
    import::imap::{self, Account, ImapError, Visit},
    model::{SourceId, still_ahead},
    store::Store,
};

/// A visit to a mail account takes no longer, in real time.
const PATIENCE: Duration = Duration::from_secs(90);
/// Mails older than this are not fetched when an account is seen first.
const OLD: SignedDuration = SignedDuration::from_hours(30 * 24);
/// What waits is fetched after so long.
const SOON: SignedDuration = SignedDuration::from_secs(1);

/// What came in.
pub enum Brought {
    /// From files.
    Folders(Look),
    /// From the mail account of this name.
    Account(String, Result<Visit, ImapError>),
}

/// What is on its way to come in.
pub type Coming = Pin<Box<dyn Future<Output = Brought> + Send>>;

/// When to look for mail, and what was seen.
#[derive(Default)]
pub struct Mailbag {
    /// When to look at the folders next, and at the account; `None` is now, and while a look is under way.
    folders_at: Option<Timestamp>,
    account_at: Option<Timestamp>,
    looking: [bool; 2],
    seen: HashSet<String>,
    trouble: take_in::Trouble,
}

impl Mailbag {
    /// The looks that are due. `test`: only accounts on this machine are visited.
    pub fn due(
        &mut self,
        setup: &Arc<Setup>,
        store: &mut Store,
        test: bool,
        now: Timestamp,
    ) -> anyhow::Result<Vec<Coming>> {
        let mut coming = Vec::new();
        let messages = &setup.config.messages;
        let place = |path: &PathBuf| Messages::place(path, &setup.folders);
        let (drop, maildir) = (messages.drop.as_ref().map(place), messages.maildir.as_ref().map(place));
        if (drop.is_some() || maildir.is_some()) && !self.looking[0] && due(self.folders_at, messages.every, now) {
            self.looking[0] = true;
            let seen = std::mem::take(&mut self.seen);
            let look = move || folders::look(drop.as_deref(), maildir.as_deref(), seen);
            coming.push(Box::pin(async {
                Brought::Folders(tokio::task::spawn_blocking(look).await.unwrap_or_default())
            }) as Coming);
        }
        if let Some(imap) = &messages.imap
            && !self.looking[1]
            && due(self.account_at, imap.every, now)
            && (imap.local() || !test)
        {
            self.looking[1] = true;
            let name = imap.name();
            let read = store.reading(|tx| tx.mailbox(&name))?;
            coming.push(Box::pin(visit(Arc::clone(setup), name, read, now)));
        }
        Ok(coming)
    }

    /// When to look again.
    pub fn next(&self) -> Option<Timestamp> {
        let folders = self.folders_at.filter(|_| !self.looking[0]);
        let account = self.account_at.filter(|_| !self.looking[1]);
        folders.into_iter().chain(account).min()
    }
}

fn due(at: Option<Timestamp>, every: SignedDuration, now: Timestamp) -> bool {
    at.and_then(|at| still_ahead(at, every, now)).is_none()
}

fn later(now: Timestamp, more: bool, every: SignedDuration) -> Option<Timestamp> {
    now.checked_add(if more { SOON } else { every }).ok()
}

async fn visit(setup: Arc<Setup>, name: String, read: Option<(u32, u32)>, now: Timestamp) -> Brought {
    let (source, key) = MAIL_PASSWORD;
    let password = setup.secrets_of(&SourceId::from(source)).get(key).cloned().unwrap_or_default();
    let Some(imap) = &setup.config.messages.imap else {
        return Brought::Account(name, Err(ImapError::Strange("nothing is set up")));
    };
    let roots = match imap.ca.as_ref().map(|path| roots(&setup.folders.config.join(path))).transpose() {
        Ok(roots) => roots.unwrap_or_default(),
        Err(fault) => return Brought::Account(name, Err(ImapError::Tls(fault))),
    };
    let account = Account {
        host: &imap.host,
        port: imap.port,
        tls: imap.tls(),
        roots: &roots,
        user: &imap.user,
        password: &password,
        folder: &imap.folder,
        read,
        since: setup.knowledge.day(now.saturating_sub(OLD).unwrap_or(now)),
    };
    let late = || ImapError::Offline(std::io::ErrorKind::TimedOut.into());
    let visited = tokio::time::timeout(PATIENCE, imap::visit(&account)).await;
    Brought::Account(name, visited.unwrap_or_else(|_| Err(late())))
}

/// The roots of a file of the user's.
fn roots(path: &Path) -> Result<Vec<imap::Root>, String> {
    let told = |fault: &dyn std::fmt::Display| format!("{}: {fault}", path.display());
    let pem = std::fs::read(path).map_err(|fault| told(&fault))?;
    imap::roots(&pem).map_err(|fault| told(&fault))
}

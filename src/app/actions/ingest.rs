//! What an SMS or an e-mail says comes to its parcel.

use crate::{
    app::{
        came_in,
        state::App,
        take_message::{self, Hand, Reading, Taken},
        views::ingested::Ingested,
    },
    import::messages::{
        RawMessage,
        posted::{Posted, Sent},
    },
    model::{ParcelId, clean},
    store::{StoreError, Which},
};

/// What the user says of a message, and whether it is only looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AboutMessage {
    /// Whose it is; found out without it.
    pub parcel: Option<ParcelId>,
    /// Who sent it, as the phone shows it; read from the message without it.
    pub sender: Option<String>,
    /// When it was sent; read from the message, or now, without it.
    pub sent: Option<Sent>,
    /// Say what would be done, and do nothing.
    pub dry_run: bool,
}

/// Why a transaction was not carried out.
enum Unwritten {
    Store(StoreError),
    Dry(Taken),
}

impl From<StoreError> for Unwritten {
    fn from(error: StoreError) -> Unwritten {
        Unwritten::Store(error)
    }
}

impl App {
    /// Takes in the bytes of a message that came `from` a file, and says what became of it. What cannot be read is an
    /// outcome too.
    pub fn ingest(&mut self, from: &str, bytes: &[u8], about: &AboutMessage) -> Result<Ingested, StoreError> {
        let letter = match RawMessage::of(self.setup.templates.wording(), bytes) {
            Ok(letter) => letter,
            Err(fault) => return Ok(Ingested::unreadable(from, fault.to_string())),
        };
        let reading = self.read_letter(letter, about);
        let taken = self.take_message(&reading, about)?;
        let listed = self.list(Which::InSight)?;
        Ok(Ingested::of(self, &listed, from, &reading.message, &taken))
    }

    /// Takes in a message that a phone sends on by itself, once, and says which parcels were told something. Where somebody
    /// must be asked the user is, by a notice: whoever brings it learns nothing.
    pub fn bring(&mut self, posted: &Posted) -> Result<Vec<ParcelId>, StoreError> {
        let Ok(letter) = RawMessage::of(self.setup.templates.wording(), posted.text.as_bytes()) else {
            return Ok(Vec::new());
        };
        let about = AboutMessage { sender: posted.sender.clone(), sent: posted.sent, ..AboutMessage::default() };
        let reading = self.read_letter(letter, &about);
        came_in::came_in(&self.setup, &mut self.store, &reading, None, self.now)
    }

    /// What is said of sender and time goes before what the message says.
    fn read_letter(&self, mut letter: RawMessage, about: &AboutMessage) -> Reading {
        if let Some(sender) = &about.sender {
            letter.sender = clean(sender.trim()).to_lowercase();
            letter.mail = sender.contains('@');
        }
        letter.sent = about.sent.and_then(|it| it.at(&self.setup.knowledge.zone)).or(letter.sent);
        take_message::reading(&self.setup, &letter, self.now)
    }

    fn take_message(&mut self, reading: &Reading, about: &AboutMessage) -> Result<Taken, StoreError> {
        let (setup, now) = (&self.setup, self.now);
        let done = self.store.within(|tx| {
            let taken = take_message::take(tx, setup, reading, Hand::User(about.parcel), now)?;
            if about.dry_run { Err(Unwritten::Dry(taken)) } else { Ok(taken) }
        });
        match done {
            Ok(taken) | Err(Unwritten::Dry(taken)) => Ok(taken),
            Err(Unwritten::Store(error)) => Err(error),
        }
    }
}

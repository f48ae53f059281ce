//! What the user presses on a letter.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc::UnboundedSender};

use super::ButtonAction;

/// Letters with buttons that are listened to at a time; each costs a connection to the bus.
const AT_ONCE: usize = 8;

/// Where presses are heard.
#[derive(Debug, Clone)]
pub struct ButtonListener {
    to: UnboundedSender<(u32, ButtonAction)>,
    room: Arc<Semaphore>,
}

impl ButtonListener {
    /// Hands on the letter's id and what was pressed on it.
    pub fn new(to: UnboundedSender<(u32, ButtonAction)>) -> ButtonListener {
        ButtonListener { to, room: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Room for one more letter, until it is dropped.
    pub(super) fn room(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.room).try_acquire_owned().ok()
    }

    pub(super) fn hear(&self, letter: u32, press: ButtonAction) {
        // Whoever no longer listens is on the way out.
        let _ = self.to.send((letter, press));
    }
}

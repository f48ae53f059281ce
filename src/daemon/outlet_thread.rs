//! A thread that gives something to others beside the daemon: it ends with a last look, and keeps nobody who waits for it.

use std::{
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::Duration,
};

use jiff::Timestamp;
use tracing::{error, warn};

/// How long the end of the daemon waits for what is given last.
const PATIENCE: Duration = Duration::from_secs(5);

/// Such a thread, until this is dropped.
pub struct OutletThread {
    name: &'static str,
    stop: Sender<Timestamp>,
    ended: Receiver<()>,
}

impl OutletThread {
    /// Begins one. It is to end when what it is handed says a last moment, or is closed: then another one goes on.
    pub fn start(name: &'static str, work: impl FnOnce(&Receiver<Timestamp>) + Send + 'static) -> Option<OutletThread> {
        let ((stop, stopped), (alive, ended)) = (mpsc::channel(), mpsc::channel::<()>());
        let work = move || {
            let _alive = alive;
            work(&stopped);
        };
        match thread::Builder::new().name(name.to_owned()).spawn(work) {
            Ok(_) => Some(OutletThread { name, stop, ended }),
            Err(fault) => {
                error!("{name}: no thread for it: {fault}");
                None
            }
        }
    }

    /// Lets it give what has happened until now, and end.
    pub fn finish(self, now: Timestamp) {
        let _ = self.stop.send(now);
        if self.ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            warn!("{}: it does not end; the last changes may be missing", self.name);
        }
    }
}

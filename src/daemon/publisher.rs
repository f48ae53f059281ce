//! Keeps the folder of published files up to date, on a thread and a connection of its own: the daemon never waits for that disk.
//! A folder that takes nothing is the user's business: they are told once, and once more when it takes files again.

use std::{
    path::PathBuf,
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp, civil::Date};
use tracing::{debug, error, info, warn};

use super::{Daemon, nudge, outlet_thread::OutletThread};
use crate::{
    app::{App, Setup},
    clock::Clock,
    config::{Messages, Publish},
    model::Outlet,
    publish::{self, Failed},
};

/// How often it is looked whether anything has changed.
const TICK: Duration = Duration::from_secs(2);
/// Between two times that files are made: changes come in swarms.
const GAP: SignedDuration = SignedDuration::from_secs(10);
/// One failure may be a moment's; two in a row are the user's business.
const FAILURES: u32 = 2;

impl Daemon {
    /// All that is given to others from now on; for one round only files are.
    pub(super) fn outlets(&self, stays: bool) -> Vec<OutletThread> {
        #[cfg(feature = "mqtt")]
        let sensors = stays.then(|| self.sensors()).flatten();
        #[cfg(not(feature = "mqtt"))]
        let sensors = None.filter(|_: &OutletThread| stays);
        self.publisher().into_iter().chain(sensors).collect()
    }

    /// Publishes from now on, where the configuration says a folder for it.
    fn publisher(&self) -> Option<OutletThread> {
        let settings = self.setup.config.publish.clone();
        let folder = Messages::place(settings.folder.as_ref()?, &self.setup.folders);
        let (setup, clock) = (Setup::clone(&self.setup), self.clock.clone());
        OutletThread::start("publish", move |stopped| match App::open(setup, clock.now(), false) {
            Ok(app) => Publishing { app, clock, folder, settings, last: None, failures: 0 }.run(stopped),
            Err(fault) => error!("Nothing is published: {fault}"),
        })
    }
}

struct Publishing {
    app: App,
    clock: Clock,
    folder: PathBuf,
    settings: Publish,
    /// The parcels that were published last, by the figure of the database and the day, and when.
    last: Option<(i64, Date, Timestamp)>,
    /// How often in a row the folder took nothing.
    failures: u32,
}

impl Publishing {
    fn run(&mut self, stopped: &Receiver<Timestamp>) {
        loop {
            let now = self.clock.now();
            self.look(now);
            match stopped.recv_timeout(TICK) {
                Err(RecvTimeoutError::Timeout) => {}
                // Who only reads the configuration anew says no moment: another thread publishes then.
                Err(RecvTimeoutError::Disconnected) => return,
                Ok(now) => {
                    self.last = None;
                    return self.look(now);
                }
            }
        }
    }

    /// Publishes where something has changed, and tries again where it could not.
    fn look(&mut self, now: Timestamp) {
        // A clock that leaps is not ours to see: then it is done at the end.
        if let Some((.., at)) = self.last
            && ((at..at.saturating_add(GAP).unwrap_or(Timestamp::MAX)).contains(&now) || self.clock.leaps())
        {
            return;
        }
        self.app.now = now;
        let seen = match self.app.data_version() {
            Ok(version) => (version, self.app.today()),
            Err(fault) => return debug!("The database does not answer: {fault}"),
        };
        if self.failures == 0 && self.last.is_some_and(|(version, day, _)| (version, day) == seen) {
            return;
        }
        self.last = Some((seen.0, seen.1, now));
        self.app.forget_lessons();
        let told = match publish::publish(&mut self.app, &self.settings, &self.folder) {
            Ok(done) => {
                if std::mem::take(&mut self.failures) > 0 {
                    info!("{}: takes files again", self.folder.display());
                }
                debug!("Published: {done:?}");
                self.app.outlet_works(Outlet::Folder)
            }
            // By hand, or by a thread that ends just now.
            Err(fault) if matches!(fault.downcast_ref(), Some(Failed::Busy(_))) => {
                self.last = None;
                return;
            }
            Err(fault) => {
                self.failures = self.failures.saturating_add(1);
                if self.failures == 1 {
                    warn!("Nothing is published: {fault:#}");
                }
                match self.failures >= FAILURES {
                    true => self.app.outlet_fails(Outlet::Folder, &format!("{fault:#}")),
                    false => Ok(false),
                }
            }
        };
        match told {
            Ok(true) => nudge::nudge(&self.app.setup.folders),
            Ok(false) => {}
            Err(fault) => warn!("How publishing does cannot be told: {fault}"),
        }
    }
}

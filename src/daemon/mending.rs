//! Definitions that are mended by itself: tried on a thread of its own, so that nobody waits for it.

use std::sync::Arc;

use tokio::task::spawn_blocking;
use tracing::{info, warn};

use super::{
    Daemon,
    in_flight::{Done, InFlight},
};
use crate::{
    app::{
        Setup,
        actions::mend::by_itself::{self, Tried},
        look::hear::Hearing,
    },
    model::{Outcome, SourceId},
};

impl Daemon {
    /// Tries to mend what could not be read just now.
    pub(super) fn try_mending(&mut self, in_flight: &mut InFlight, heard: &[Hearing]) -> anyhow::Result<()> {
        let fails = |it: &&Hearing| it.said.iter().any(|(_, outcome)| !matches!(outcome, Outcome::Events(_)));
        for source in heard.iter().filter(fails).map(|it| &it.ask.source) {
            if in_flight.mending.contains(source) {
                continue;
            }
            let Some(attempt) = by_itself::due(&mut self.store, &self.setup, source)? else { continue };
            in_flight.mending.insert(source.clone());
            let (setup, source) = (Arc::clone(&self.setup), source.clone());
            in_flight.tasks.spawn(async move {
                let tried = spawn_blocking(move || by_itself::attempt(&setup, attempt)).await;
                Done::Mended(source, tried.ok().map(Box::new))
            });
        }
        Ok(())
    }

    /// Takes in what came of it.
    pub(super) fn take_in_mended(
        &mut self,
        in_flight: &mut InFlight,
        source: &SourceId,
        tried: Option<Box<Tried>>,
    ) -> anyhow::Result<()> {
        in_flight.mending.remove(source);
        let Some(tried) = tried else {
            warn!(%source, "Mending its definition failed");
            return Ok(());
        };
        match tried.refused() {
            why if why.is_empty() => info!(%source, "A mended definition reads it"),
            why => info!(%source, "Its definition could not be mended: {why}"),
        }
        match by_itself::settle(&mut self.store, &self.setup, *tried, self.clock.now())? {
            Some(setup) => self.take_up(setup),
            None => Ok(()),
        }
    }

    /// Goes on with another setup. Where definitions have changed, what could not be read by them is asked for again.
    pub(super) fn take_up(&mut self, setup: Setup) -> anyhow::Result<()> {
        let changed = !setup.has_own_files_of(&self.setup);
        self.setup = Arc::new(setup);
        if changed {
            let now = self.clock.now();
            self.store.within(|tx| by_itself::may_be_read(tx, now))?;
        }
        self.begin(false)
    }
}

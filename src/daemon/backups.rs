//! Copies of the database, written beside the loop when they are due.

use std::sync::Arc;

use jiff::Timestamp;
use tracing::{info, warn};

use super::{
    Daemon,
    in_flight::{Done, InFlight},
};
use crate::{app::actions::backup_round, store::StoreError};

impl Daemon {
    /// Begins a copy where one is due, and says when the next is.
    pub(super) fn back_up(
        &mut self,
        in_flight: &mut InFlight,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        let setup = Arc::clone(&self.setup);
        let due = self.store.reading(|tx| backup_round::due(tx, &setup, now))?;
        if in_flight.copying || due.is_none_or(|due| due > now) {
            return Ok(due.filter(|due| *due > now));
        }
        in_flight.copying = true;
        in_flight.tasks.spawn_blocking(move || Done::Copied(backup_round::write(&setup, now)));
        Ok(None)
    }

    /// Takes in what came of a copy.
    pub(super) fn copied(
        &mut self,
        in_flight: &mut InFlight,
        came: &Result<std::path::PathBuf, String>,
    ) -> Result<(), StoreError> {
        in_flight.copying = false;
        match came {
            Ok(path) => info!("Wrote a copy of the database to {}", path.display()),
            Err(fault) => warn!("The copy of the database could not be written: {fault}"),
        }
        let (setup, now) = (Arc::clone(&self.setup), self.clock.now());
        self.store.within(|tx| backup_round::note(tx, &setup, came, now))
    }
}

//! Dossiers the daemon writes by itself, where the user wants that.

use std::sync::Arc;

use tracing::{error, info};

use super::Daemon;
use crate::{
    app::{evidence, tell},
    config::Draft,
    model::{Act, DisputeState, ParcelId, Step, Told},
    store::Tx,
};

impl Daemon {
    /// Writes the dossiers that the advice calls for, where the user wants that done without asking.
    pub(super) fn draft(&mut self, parcels: &[ParcelId]) -> anyhow::Result<()> {
        if self.setup.config.dispute.draft != Draft::Auto {
            return Ok(());
        }
        parcels.iter().try_for_each(|id| self.write_dossier(*id))
    }

    /// Writes the dossier of a parcel, where the advice calls for one that is not written yet.
    pub(super) fn write_dossier(&mut self, id: ParcelId) -> anyhow::Result<()> {
        let setup = Arc::clone(&self.setup);
        let now = self.clock.now();
        let Some((evidence, round)) = self.store.reading(|tx| evidence::wanted(tx, id, now))? else { return Ok(()) };
        match evidence.write(&setup, round) {
            Ok(folder) => {
                info!(parcel.id = %id, "Wrote the dossier of parcel {id} to {}", folder.display());
                let drafted = Told::User(Act::Disputed { step: Step::new(DisputeState::Drafted, now) });
                self.store.within(|tx: &Tx<'_>| tell::tell(tx, &setup, id, &drafted, now))?;
            }
            // Nothing is lost: the claim is not marked as drafted, and the next look tries again.
            Err(fault) => error!(parcel.id = %id, "The dossier of parcel {id} could not be written: {fault:#}"),
        }
        Ok(())
    }
}

//! Every parcel is looked at anew: at the start, and when the configuration, the clock or the zone has changed.

use std::sync::Arc;

use tracing::{error, info, warn};

use super::Daemon;
use crate::{app::tell, model::Told};

/// So many parcels are looked at in one transaction: each costs a wait for the disk, and a command waits for each.
const TOGETHER: usize = 50;

impl Daemon {
    /// Looks at everything once: what is thought may be older than the rules or the configuration, or of a clock that was
    /// ahead.
    pub(super) fn begin(&mut self) -> anyhow::Result<()> {
        let (channels, now) = (self.setup.all_channels(), self.clock.now());
        let gaps = self.setup.registry.iter().map(|it| self.setup.gap(it));
        let longest_gap = gaps.max().unwrap_or_default();
        let ahead = self.store.within(|tx| {
            tx.reroute(&channels)?;
            tx.set_back(longest_gap, now)
        })?;
        if let Some(ahead) = ahead {
            warn!("The clock was ahead by {} hours; what was planned by it is planned anew", ahead.as_hours());
        }
        self.learn()?;
        self.tell_all()
    }

    /// What all parcels teach: worked out at the start, and again when one has ended.
    pub(super) fn learn(&mut self) -> anyhow::Result<()> {
        let (setup, now) = (Arc::clone(&self.setup), self.clock.now());
        self.setup = Arc::new(self.store.reading(|tx| tell::learn(tx, &setup, now))?);
        Ok(())
    }

    pub(super) fn tell_all(&mut self) -> anyhow::Result<()> {
        let (setup, now) = (Arc::clone(&self.setup), self.clock.now());
        let parcels = self.store.reading(|tx| tx.parcels())?;
        for some in parcels.chunks(TOGETHER) {
            self.store
                .within(|tx| some.iter().try_for_each(|id| tell::tell(tx, &setup, *id, &Told::Time, now).map(drop)))?;
        }
        self.draft(&parcels)
    }

    pub(super) async fn read_anew(&mut self) -> anyhow::Result<()> {
        match (self.reload)().await {
            Ok(setup) => {
                self.setup = Arc::new(setup);
                info!("The configuration is read anew");
                self.begin()
            }
            Err(fault) => {
                error!("The configuration stays as it was: {fault:#}");
                Ok(())
            }
        }
    }
}

//! What is thought may be older than the rules, the configuration, the clock or the zone: then everything in sight is looked at
//! anew, as fast as the loop gets to it.

use std::sync::Arc;

use tracing::{error, info, warn};

use super::Daemon;
use crate::{
    app::{Setup, look::cut_old, tell},
    model::PersonId,
    store::{StoreError, Tx},
};

/// The rules and the configuration that all parcels in sight were looked at by, as a fingerprint.
const LOOKED_AT_BY: &str = "looked-at-by";

impl Daemon {
    /// Begins: what is owed goes to the channels there are, and what was planned by a clock that was ahead is planned anew.
    /// Where nothing has changed since the last time, nothing is looked at; `all` is looked at anyway.
    pub(super) fn begin(&mut self, all: bool) -> anyhow::Result<()> {
        let now = self.clock.now();
        let gaps = self.setup.registry.briefs().map(|it| self.setup.gap(&it.id, &it.pace));
        let longest_gap = gaps.max().unwrap_or_default();
        let fingerprint = self.setup.fingerprint();
        let ahead = self.store.within(|tx| {
            reroute(tx, &self.setup)?;
            if !self.setup.config.privacy.keep_answers {
                tx.forget_answers()?;
            }
            let ahead = tx.set_back(longest_gap, now)?;
            if all || ahead.is_some() || tx.noted(LOOKED_AT_BY)?.as_ref() != Some(&fingerprint) {
                tx.look_at_all_anew(now)?;
                tx.note(LOOKED_AT_BY, &fingerprint)?;
            }
            Ok::<_, StoreError>(ahead)
        })?;
        if let Some(ahead) = ahead {
            warn!("The clock was ahead by {} hours; what was planned by it is planned anew", ahead.as_hours());
        }
        let setup = Arc::clone(&self.setup);
        cut_old::cut_old(&mut self.store, &setup)?;
        tell::teach_old(&mut self.store, &setup, now)?;
        self.learn()
    }

    /// What all parcels teach: taken in at the start, and again when one has ended.
    pub(super) fn learn(&mut self) -> anyhow::Result<()> {
        let setup = Arc::clone(&self.setup);
        self.setup = Arc::new(self.store.reading(|tx| tell::learn(tx, &setup))?);
        Ok(())
    }

    pub(super) async fn read_anew(&mut self) -> anyhow::Result<()> {
        match (self.reload)().await {
            Ok(setup) => {
                info!("The configuration is read anew");
                self.take_up(setup)
            }
            Err(fault) => {
                error!("The configuration stays as it was: {fault:#}");
                Ok(())
            }
        }
    }
}

/// What is owed goes to the channels there are: to everybody's own, else to the house's.
fn reroute(tx: &Tx<'_>, setup: &Setup) -> Result<(), StoreError> {
    let house = setup.own_channels();
    tx.reroute("", &house)?;
    for person in tx.people_owed()? {
        let theirs = setup.of(Some(&PersonId::from(person.as_str()))).own_channels();
        tx.reroute(&person, if theirs.is_empty() { &house } else { &theirs })?;
    }
    Ok(())
}

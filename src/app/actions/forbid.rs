//! The user does not want a source asked for a parcel.

use std::collections::BTreeSet;

use crate::{
    app::{state::App, tell},
    model::{ParcelId, SourceId, Told},
};

impl App {
    /// Never asks these sources for a parcel, and those again; what is thought of the parcel follows at once.
    ///
    /// # Errors
    /// A [`Refusal`](crate::app::Refusal) where there is no such source.
    pub fn forbid(&mut self, id: ParcelId, never: &[String], again: &[String]) -> anyhow::Result<()> {
        let known = |ids: &[String]| -> anyhow::Result<BTreeSet<SourceId>> {
            ids.iter().map(|id| Ok(self.setup.find_source(id)?.id.clone())).collect()
        };
        let (never, again) = (known(never)?, known(again)?);
        self.learn()?;
        self.within(|tx, setup, now| {
            never.iter().try_for_each(|source| tx.forbid(id, source))?;
            again.iter().try_for_each(|source| tx.allow(id, source))?;
            tell::tell(tx, setup, id, &Told::Time, now)
        })?;
        Ok(())
    }
}

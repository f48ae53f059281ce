//! The user does not want a source asked for a parcel.

use std::collections::BTreeSet;

use crate::{
    app::{state::App, tell},
    model::{Deed, ParcelId, SourceId, Told},
    store::UndoStep,
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
            let before = tx.forbidden(id)?;
            never.iter().try_for_each(|source| tx.forbid(id, source))?;
            again.iter().try_for_each(|source| tx.allow(id, source))?;
            if tx.forbidden(id)? != before {
                let list = |sources: &BTreeSet<SourceId>| sources.iter().cloned().collect();
                let deed = Deed::Forbade { never: list(&never), again: list(&again) };
                tx.remember(id, &UndoStep::Forbade { before }, &deed, None, now)?;
            }
            tell::tell(tx, setup, id, &Told::Time, now)
        })?;
        Ok(())
    }
}

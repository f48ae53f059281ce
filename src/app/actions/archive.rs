//! A parcel goes out of sight, or comes back.

use crate::{
    app::{refusal::Refusal, state::App},
    model::{Act, ParcelId},
};

impl App {
    /// Puts a parcel out of sight: it is not watched any more.
    ///
    /// # Errors
    /// A [`Refusal`] while a claim can still be opened for a parcel that did not arrive, unless it is to be done `anyway`.
    pub fn archive(&mut self, id: ParcelId, anyway: bool) -> anyhow::Result<()> {
        self.may_archive(id, anyway)?;
        self.act(id, Act::Archived { away: true })?;
        Ok(())
    }

    /// Whether a parcel may go out of sight.
    ///
    /// # Errors
    /// As [`App::archive`].
    pub fn may_archive(&mut self, id: ParcelId, anyway: bool) -> anyhow::Result<()> {
        let case = self.case(id)?;
        let window = case.advice.window.filter(|_| case.parcel.received.is_none());
        let open = window.map(|it| it.closes).filter(|day| *day >= self.today());
        if let (Some(closes), false) = (open, anyway) {
            let closes = self.setup.phrases.date(closes, self.today());
            return Err(Refusal::new("archive-window").with("closes", closes).into());
        }
        Ok(())
    }

    /// Brings a parcel back.
    pub fn unarchive(&mut self, id: ParcelId) -> anyhow::Result<()> {
        self.act(id, Act::Archived { away: false })?;
        Ok(())
    }
}

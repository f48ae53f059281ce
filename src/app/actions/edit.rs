//! Dates and names that were not known when a parcel was added.

use jiff::civil::Date;

use crate::{
    app::state::App,
    model::{Act, ParcelId},
};

/// What is told of a parcel; what is not known stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edit {
    /// What the user calls it.
    pub title: Option<String>,
    /// The day of posting.
    pub shipped: Option<Date>,
    /// The day the shop promises.
    pub promised: Option<Date>,
    /// The last day of buyer protection, as the order page shows it.
    pub protection_ends: Option<Date>,
}

impl App {
    /// Tells dates and names of a parcel.
    pub fn edit(&mut self, id: ParcelId, edit: Edit) -> anyhow::Result<()> {
        let Edit { title, shipped, promised, protection_ends } = edit;
        let named = title.map(|title| Act::Named { title });
        let dated = Act::Dated { shipped, promised, protection_ends };
        self.act(id, Act::Several { acts: named.into_iter().chain([dated]).collect() })?;
        Ok(())
    }
}

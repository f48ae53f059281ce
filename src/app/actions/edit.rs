//! Dates and names that were not known when a parcel was added.

use jiff::civil::Date;

use super::doubt::{self, Doubt};
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
    /// Whether the person means it, however doubtful it is.
    pub sure: bool,
}

impl App {
    /// What is doubtful of the dates told of a parcel.
    pub fn doubts_of_edit(&self, edit: &Edit) -> Vec<Doubt> {
        self.doubtful_days(None, edit.shipped, edit.protection_ends)
    }

    /// Tells dates and names of a parcel.
    ///
    /// # Errors
    /// A [`Refusal`](crate::app::Refusal) where a day can hardly be meant.
    pub fn edit(&mut self, id: ParcelId, edit: Edit) -> anyhow::Result<()> {
        if !edit.sure {
            doubt::grave(self.doubts_of_edit(&edit))?;
        }
        let Edit { title, shipped, promised, protection_ends, sure: _ } = edit;
        let named = title.map(|title| Act::Named { title });
        let dated = Act::Dated { shipped, promised, protection_ends };
        self.act(id, Act::Several { acts: named.into_iter().chain([dated]).collect() })?;
        Ok(())
    }
}

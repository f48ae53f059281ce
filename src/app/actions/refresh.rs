//! The carriers are asked at the next opportunity, within what they allow.

use crate::{
    app::state::App,
    model::{Act, ParcelId},
};

impl App {
    /// Makes a parcel, or all, due now, and says which.
    pub fn refresh(&mut self, parcel: Option<ParcelId>) -> anyhow::Result<Vec<ParcelId>> {
        let ids = match parcel {
            Some(id) => vec![id],
            None => self.store.reading(|tx| tx.parcels())?,
        };
        for id in &ids {
            self.act(*id, Act::Refresh)?;
        }
        Ok(ids)
    }
}

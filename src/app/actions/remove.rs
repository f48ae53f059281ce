//! A parcel is forgotten.

use serde::Serialize;

use crate::{app::state::App, model::ParcelId, store::StoreError};

/// The parcel that was there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// Its id.
    #[serde(rename = "removed")]
    pub id: String,
    /// What it was called.
    #[serde(skip)]
    pub title: String,
}

impl App {
    /// Forgets a parcel and all that is known of it. This cannot be undone.
    pub fn remove(&mut self, id: ParcelId) -> Result<Removed, StoreError> {
        let title = self.list()?.into_iter().find(|it| it.parcel.id == id).map(|it| it.parcel.title);
        self.within(|tx, _, _| tx.remove(id))?;
        Ok(Removed { id: id.to_string(), title: title.unwrap_or_default() })
    }
}

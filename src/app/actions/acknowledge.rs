//! The user has seen what was told.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{app::state::App, model::ParcelId, store::StoreError};

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Acknowledged {
    /// How many notices had not been seen yet.
    pub acknowledged: usize,
}

impl App {
    /// Notes that the user has seen what was told of a parcel, or of all: no reminder follows.
    pub fn acknowledge(&mut self, parcel: Option<ParcelId>) -> Result<Acknowledged, StoreError> {
        let acknowledged = self.within(|tx, _, now| tx.acknowledge(parcel, now))?;
        Ok(Acknowledged { acknowledged })
    }
}

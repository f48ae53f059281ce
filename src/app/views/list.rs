//! Parcels at a glance, one after the other.

use super::listed_parcel::ParcelView;
use crate::{app::App, model::ParcelId, store::StoreError};

/// All parcels that are watched, oldest first, and with `archived` those that are not watched any more.
pub fn list(app: &mut App, archived: bool) -> Result<Vec<ParcelView>, StoreError> {
    let listed = app.list()?;
    let shown = listed.iter().filter(|it| archived || it.parcel.archived.is_none());
    Ok(shown.map(|it| ParcelView::of(app, it)).collect())
}

/// These parcels as they stand now.
pub fn only(app: &mut App, ids: &[ParcelId]) -> Result<Vec<ParcelView>, StoreError> {
    let listed = app.list()?;
    Ok(listed.iter().filter(|it| ids.contains(&it.parcel.id)).map(|it| ParcelView::of(app, it)).collect())
}

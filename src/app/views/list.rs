//! Parcels at a glance, one after the other.

use serde::Serialize;

use super::listed_parcel::ParcelView;
use crate::{
    app::App,
    model::ParcelId,
    store::{StoreError, Which},
};

/// Parcels, and how many are not among them.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct List {
    pub parcels: Vec<ParcelView>,
    /// How many there are beside these: archived, or finished long ago.
    #[serde(skip)]
    pub hidden: usize,
    /// How many more are in sight than were asked for.
    #[serde(skip)]
    pub more: usize,
}

/// The parcels in sight, oldest first, or `all` there are; at most so many, the newest.
pub fn list(app: &mut App, all: bool, limit: Option<usize>) -> Result<List, StoreError> {
    let mut listed = app.list(if all { Which::All } else { Which::InSight })?;
    let hidden = if all { 0 } else { app.store.reading(|tx| tx.out_of_sight())? };
    let more = limit.map_or(0, |limit| listed.len().saturating_sub(limit));
    listed.drain(..more);
    Ok(List { parcels: listed.iter().map(|it| ParcelView::of(app, it)).collect(), hidden, more })
}

/// These parcels as they stand now.
pub fn only(app: &mut App, ids: &[ParcelId]) -> Result<Vec<ParcelView>, StoreError> {
    let listed = app.these(ids.iter().copied())?;
    Ok(listed.iter().map(|it| ParcelView::of(app, it)).collect())
}

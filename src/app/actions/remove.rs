//! A parcel is removed: put aside, and forgotten when nobody wanted it back.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::state::App,
    carriers::numbers,
    model::ParcelId,
    store::{Removed as Removable, StoreError, Tx},
};

/// How long a removed parcel can be brought back.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The parcel that was there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Removed {
    /// Its id.
    #[serde(rename = "removed")]
    pub id: String,
    /// Until when it can be brought back; nothing where it is forgotten.
    pub until: Option<Timestamp>,
    /// Copies of the database in which it is forgotten too.
    pub copies: Vec<String>,
    /// What could not be reached, and still holds it.
    pub left_in: Vec<String>,
    /// What it was called.
    #[serde(skip)]
    pub title: String,
}

impl App {
    /// Takes a parcel out of everything that is shown, told and asked. It can be undone for 30 days; then it is forgotten.
    ///
    /// # Errors
    /// A [`Refusal`](crate::app::Refusal) where it is gone already.
    pub fn remove(&mut self, id: ParcelId) -> anyhow::Result<Removed> {
        let title = self.case(id)?.parcel.title;
        self.within(|tx, _, now| {
            forget_old(tx, now)?;
            tx.put_aside(id, true, now)
        })?;
        let until = self.now.saturating_add(KEPT).ok();
        Ok(Removed { id: id.to_string(), until, title, copies: Vec::new(), left_in: Vec::new() })
    }

    /// The parcel of an id or of a whole number, be it one that was removed and can be brought back.
    ///
    /// # Errors
    /// A [`Refusal`](crate::app::Refusal) where there is none.
    pub fn parcel_or_removed_at(&mut self, named: &str) -> anyhow::Result<ParcelId> {
        let removed = self.store.reading(|tx| tx.removed())?;
        match removed.iter().find(|it| it.parcel.to_string() == named.trim()) {
            Some(it) => Ok(it.parcel),
            None => self.parcel_at(named),
        }
    }

    /// The parcel a person means, be it one that was removed and can be brought back.
    ///
    /// # Errors
    /// A [`Refusal`](crate::app::Refusal) where none fits, or several do.
    pub fn find_parcel_or_removed(&mut self, meant: &str) -> anyhow::Result<ParcelId> {
        let removed = self.store.reading(|tx| tx.removed())?;
        let number = numbers::parse(meant).ok();
        let by_id = |it: &&Removable| it.parcel.to_string() == meant.trim();
        let by_name = |it: &&Removable| {
            it.title.to_lowercase() == meant.trim().to_lowercase()
                || number.as_ref().is_some_and(|number| it.numbers.contains(number))
        };
        // An id never comes to mean another parcel, but may be a piece of a title.
        match removed.iter().find(by_id) {
            Some(it) => Ok(it.parcel),
            None => self.find_parcel(meant).or_else(|none| Ok(removed.iter().find(by_name).ok_or(none)?.parcel)),
        }
    }
}

/// Forgets what was removed so long ago that it cannot be brought back any more.
pub fn forget_old(tx: &Tx<'_>, now: Timestamp) -> Result<usize, StoreError> {
    tx.forget_removed(now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN))
}

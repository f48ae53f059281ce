//! All days the user must not miss.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    dossier::{self, Deadline},
    model::ParcelId,
    rules::dispute::protection_end,
    store::{Listed, StoreError, Which},
};

/// The days that are still to come, the nearest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Deadlines {
    pub deadlines: Vec<DeadlineView>,
    /// The same as a file for a calendar.
    #[serde(skip)]
    pub calendar: String,
}

/// A day the user must not miss.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeadlineView {
    /// The same for the same deadline whenever it is shown.
    pub key: String,
    #[serde(skip)]
    pub parcel: ParcelId,
    pub day: Date,
    /// What it is the last day of.
    pub what: String,
}

/// The deadlines of all parcels.
pub fn deadlines(app: &mut App) -> Result<Deadlines, StoreError> {
    let listed = app.list(Which::InSight)?;
    let of = |it: &Listed| of_parcel(app, it).into_iter().map(|deadline| (it.parcel.id, deadline)).collect::<Vec<_>>();
    let (parcels, deadlines): (Vec<ParcelId>, Vec<Deadline>) = {
        let mut all: Vec<(ParcelId, Deadline)> = listed.iter().flat_map(of).collect();
        all.retain(|(_, deadline)| deadline.day >= app.today());
        all.sort_by_key(|(_, deadline)| deadline.day);
        all.into_iter().unzip()
    };
    let calendar = dossier::calendar(&deadlines, app.now);
    let views = parcels.into_iter().zip(deadlines);
    let view = |(parcel, Deadline { key, day, what })| DeadlineView { key, parcel, day, what };
    Ok(Deadlines { deadlines: views.map(view).collect(), calendar })
}

/// What is left of a parcel that the user has, or whose money is back, is its claim.
fn of_parcel(app: &App, listed: &Listed) -> Vec<Deadline> {
    let waited = listed.parcel.received.is_none();
    let ends = listed.orders.iter().filter(|_| waited);
    let ends = ends.filter_map(|it| protection_end(it, app.setup.knowledge.rules(it)?, &listed.dispute)).min();
    let phrases = &app.setup.phrases;
    dossier::deadlines(phrases, &listed.parcel, &listed.verdict, &listed.advice, ends)
}

//! All days the user must not miss.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    dossier::{self, Deadline},
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
    pub day: Date,
    /// What it is the last day of.
    pub what: String,
}

/// The deadlines of all parcels.
pub fn deadlines(app: &mut App) -> Result<Deadlines, StoreError> {
    let listed = app.list(Which::InSight)?;
    let mut deadlines: Vec<Deadline> = listed.iter().flat_map(|it| of_parcel(app, it)).collect();
    deadlines.retain(|deadline| deadline.day >= app.today());
    deadlines.sort_by_key(|deadline| deadline.day);
    let calendar = dossier::calendar(&deadlines, app.now);
    let views = deadlines.into_iter().map(|Deadline { key, day, what }| DeadlineView { key, day, what });
    Ok(Deadlines { deadlines: views.collect(), calendar })
}

/// What is left of a parcel that the user has, or whose money is back, is its claim.
fn of_parcel(app: &App, listed: &Listed) -> Vec<Deadline> {
    let waited = listed.parcel.received.is_none();
    let ends = listed.orders.iter().filter(|_| waited);
    let ends = ends.filter_map(|it| protection_end(it, app.setup.knowledge.rules(it)?, &listed.dispute)).min();
    let phrases = &app.setup.phrases;
    dossier::deadlines(phrases, &listed.parcel, &listed.verdict, &listed.advice, ends)
}

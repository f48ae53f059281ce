//! `posylka list`

use super::output::{Reply, table};
use crate::{
    app::{
        App,
        views::{list, listed_parcel::ParcelView},
    },
    model::ParcelId,
};

pub(super) fn run(app: &mut App, all: bool) -> anyhow::Result<Reply> {
    let parcels = list::list(app, all)?;
    if parcels.is_empty() {
        return Ok(Reply::new(app.label("list-empty"), parcels));
    }
    Ok(Reply::new(text(app, &parcels), parcels))
}

/// The table.
pub(super) fn text(app: &App, parcels: &[ParcelView]) -> String {
    let head = ["list-id", "list-title", "list-number", "list-stage", "list-verdict"].map(|id| app.label(id));
    let rows = parcels.iter().map(|it| {
        let number = it.number_in_use().map(|it| it.number.clone()).unwrap_or_default();
        [it.id.clone(), it.title.clone(), number, it.stage_in_words(app), it.verdict.clone()]
    });
    table(head, rows)
}

/// How the parcels stand now.
pub(super) fn after(app: &mut App, ids: &[ParcelId]) -> anyhow::Result<Reply> {
    let parcels = list::only(app, ids)?;
    Ok(Reply::new(text(app, &parcels), parcels))
}

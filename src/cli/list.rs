//! `posylka list`

use super::output::{Reply, table};
use crate::{
    app::{App, views::parcel::ParcelView},
    model::{LegState, ParcelId},
};

pub(super) fn run(app: &mut App, all: bool) -> anyhow::Result<Reply> {
    let mut listed = app.list()?;
    listed.retain(|it| all || it.parcel.archived.is_none());
    let parcels: Vec<ParcelView> = listed.iter().map(|it| ParcelView::of(app, it)).collect();
    if parcels.is_empty() {
        return Ok(Reply::new(app.label("list-empty"), parcels));
    }
    Ok(Reply::new(text(app, &parcels), parcels))
}

/// The table.
pub(super) fn text(app: &App, parcels: &[ParcelView]) -> String {
    let head = ["list-id", "list-title", "list-number", "list-stage", "list-verdict"].map(|id| app.label(id));
    let rows = parcels.iter().map(|parcel| {
        let number = parcel.numbers.iter().rev().find(|it| matches!(it.state, LegState::Confirmed | LegState::Current));
        let number = number.or(parcel.numbers.last()).map(|it| it.number.clone()).unwrap_or_default();
        let stage = stage(app, parcel);
        [parcel.id.clone(), parcel.title.clone(), number, stage, parcel.verdict.clone()]
    });
    table(head, rows)
}

/// Where it is, in a word or two.
pub(super) fn stage(app: &App, parcel: &ParcelView) -> String {
    if parcel.received { app.label("list-with-you") } else { app.setup.phrases.stage(parcel.stage) }
}

/// How the parcels stand now.
pub(super) fn after(app: &mut App, ids: &[ParcelId]) -> anyhow::Result<Reply> {
    let listed = app.list()?;
    let views: Vec<ParcelView> =
        listed.iter().filter(|it| ids.contains(&it.parcel.id)).map(|it| ParcelView::of(app, it)).collect();
    Ok(Reply::new(text(app, &views), views))
}

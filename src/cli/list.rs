//! `posylka list`

use super::{Reply, desk::Desk, reply::table, view::ParcelView};
use crate::model::LegState;

pub(super) fn run(desk: &mut Desk, all: bool) -> anyhow::Result<Reply> {
    let mut listed = desk.list()?;
    listed.retain(|it| all || it.parcel.archived.is_none());
    let parcels: Vec<ParcelView> = listed.iter().map(|it| ParcelView::of(desk, it)).collect();
    if parcels.is_empty() {
        return Ok(Reply::new(desk.label("list-empty"), parcels));
    }
    Ok(Reply::new(text(desk, &parcels), parcels))
}

/// The table.
pub(super) fn text(desk: &Desk, parcels: &[ParcelView]) -> String {
    let head = ["list-id", "list-title", "list-number", "list-stage", "list-verdict"].map(|id| desk.label(id));
    let rows = parcels.iter().map(|parcel| {
        let number = parcel.numbers.iter().rev().find(|it| matches!(it.state, LegState::Confirmed | LegState::Current));
        let number = number.or(parcel.numbers.last()).map(|it| it.number.clone()).unwrap_or_default();
        let stage = stage(desk, parcel);
        [parcel.id.clone(), parcel.title.clone(), number, stage, parcel.verdict.clone()]
    });
    table(head, rows)
}

/// Where it is, in a word or two.
pub(super) fn stage(desk: &Desk, parcel: &ParcelView) -> String {
    if parcel.received { desk.label("list-with-you") } else { desk.setup.phrases.stage(parcel.stage) }
}

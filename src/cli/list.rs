//! `posylka list`

use super::output::{Reply, table};
use crate::{
    app::{
        App,
        views::{
            list::{self, Wanted},
            listed_parcel::ParcelView,
        },
    },
    model::ParcelId,
};

pub(super) fn run(app: &mut App, all: bool, limit: Option<usize>) -> anyhow::Result<Reply> {
    let list = list::list(app, &Wanted { limit, ..Wanted::every(all) })?;
    let table = (!list.parcels.is_empty()).then(|| text(app, &list.parcels));
    let empty = (list.parcels.is_empty() && list.hidden + list.more == 0).then(|| app.label("list-empty"));
    let more = (list.more > 0).then(|| app.phrase("list-more", &[("count", list.more.into())]));
    let hidden = (list.hidden > 0).then(|| app.phrase("list-hidden", &[("count", list.hidden.into())]));
    let lines: Vec<String> = [table, empty, more, hidden].into_iter().flatten().collect();
    Ok(Reply::new(lines.join("\n"), list))
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

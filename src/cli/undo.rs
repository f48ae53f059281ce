//! `posylka undo`

use anyhow::bail;

use super::{list, output::Reply};
use crate::app::App;
use crate::{app::actions::join as deed, store::UndoStep};

pub(super) fn run(app: &mut App, parcel: Option<&str>) -> anyhow::Result<Reply> {
    let id = parcel.map(|it| app.find_parcel(it)).transpose()?;
    let Some(done) = app.within(|tx, setup, now| deed::undo(tx, setup, id, now))? else {
        bail!(app.label("undo-nothing"));
    };
    let at = done.at.to_zoned(app.setup.knowledge.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
    super::output::aside(&app.phrase("undo-done", &[("at", at.into())]));
    let ids = match done.deed {
        UndoStep::Joined { other, .. } => vec![done.parcel, other],
        UndoStep::Told(_) | UndoStep::Split { .. } => vec![done.parcel],
    };
    list::after(app, &ids)
}

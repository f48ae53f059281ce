//! `posylka undo`

use anyhow::bail;

use super::{Reply, act, desk::Desk};
use crate::{app::actions::join as deed, store::UndoStep};

pub(super) fn run(desk: &mut Desk, parcel: Option<&str>) -> anyhow::Result<Reply> {
    let id = parcel.map(|it| desk.which(it)).transpose()?;
    let Some(done) = desk.within(|tx, setup, now| deed::undo(tx, setup, id, now))? else {
        bail!(desk.label("undo-nothing"));
    };
    let at = done.at.to_zoned(desk.setup.knowledge.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
    super::reply::aside(&desk.say("undo-done", &[("at", at.into())]));
    let ids = match done.deed {
        UndoStep::Joined { other, .. } => vec![done.parcel, other],
        UndoStep::Told(_) | UndoStep::Split { .. } => vec![done.parcel],
    };
    act::after(desk, &ids)
}

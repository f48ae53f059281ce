//! `posylka undo`

use super::{
    list,
    output::{Reply, aside},
};
use crate::app::App;

pub(super) fn run(app: &mut App, parcel: Option<&str>) -> anyhow::Result<Reply> {
    let id = parcel.map(|it| app.find_parcel(it)).transpose()?;
    let undone = app.undo(id)?;
    aside(&app.phrase("undo-done", &[("at", app.minute(undone.at).into())]));
    list::after(app, &undone.parcels)
}

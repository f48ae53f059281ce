//! `posylka refresh`

use super::{list::after, output::Reply};
use crate::app::App;

pub(super) fn refresh(app: &mut App, parcel: Option<&str>) -> anyhow::Result<Reply> {
    let parcel = parcel.map(|meant| app.find_parcel(meant)).transpose()?;
    let ids = app.refresh(parcel)?;
    after(app, &ids)
}

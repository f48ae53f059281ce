//! `posylka archive`

use super::{list::after, output::Reply};
use crate::app::App;

pub(super) fn archive(app: &mut App, parcel: &str, off: bool, anyway: bool) -> anyhow::Result<Reply> {
    let id = app.find_parcel(parcel)?;
    if off {
        app.unarchive(id)?
    } else {
        app.archive(id, anyway)?
    }
    after(app, &[id])
}

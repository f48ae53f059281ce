//! `posylka remove`

use super::output::Reply;
use crate::app::App;

pub(super) fn run(app: &mut App, parcel: &str) -> anyhow::Result<Reply> {
    let id = app.find_parcel(parcel)?;
    let removed = app.remove(id)?;
    let args = [("id", removed.id.as_str().into()), ("title", removed.title.as_str().into())];
    Ok(Reply::new(app.phrase("remove-done", &args), removed))
}

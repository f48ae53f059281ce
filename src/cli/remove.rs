//! `posylka remove`

use serde_json::json;

use super::output::Reply;
use crate::app::App;

pub(super) fn run(app: &mut App, parcel: &str) -> anyhow::Result<Reply> {
    let id = app.find_parcel(parcel)?;
    let title = app.list()?.into_iter().find(|it| it.parcel.id == id).map(|it| it.parcel.title).unwrap_or_default();
    app.within(|tx, _, _| tx.remove(id))?;
    let id = id.to_string();
    let text = app.phrase("remove-done", &[("id", id.as_str().into()), ("title", title.as_str().into())]);
    Ok(Reply::new(text, json!({ "removed": id })))
}

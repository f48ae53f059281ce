//! `posylka remove`

use serde_json::json;

use super::{Reply, desk::Desk};

pub(super) fn run(desk: &mut Desk, parcel: &str) -> anyhow::Result<Reply> {
    let id = desk.which(parcel)?;
    let title = desk.list()?.into_iter().find(|it| it.parcel.id == id).map(|it| it.parcel.title).unwrap_or_default();
    desk.within(|tx, _, _| tx.remove(id))?;
    let id = id.to_string();
    let text = desk.say("remove-done", &[("id", id.as_str().into()), ("title", title.as_str().into())]);
    Ok(Reply::new(text, json!({ "removed": id })))
}

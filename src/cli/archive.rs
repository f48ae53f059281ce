//! `posylka archive`

use serde_json::json;

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

/// What it would do.
pub(super) fn would(app: &mut App, parcel: &str, off: bool, anyway: bool) -> anyhow::Result<Reply> {
    let id = app.find_parcel(parcel)?;
    if !off {
        app.may_archive(id, anyway)?;
    }
    let title = app.title(id)?;
    let phrase = if off { "unarchive-would" } else { "archive-would" };
    let text = app.phrase(phrase, &[("id", id.to_string().into()), ("title", title.as_str().into())]);
    let key = if off { "would_bring_back" } else { "would_archive" };
    Ok(Reply::new(text, json!({ key: id.to_string(), "title": title })))
}

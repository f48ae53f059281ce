//! `posylka ack`: the user has seen what was told.

use serde_json::json;

use super::output::Reply;
use crate::app::App;

#[derive(Debug, clap::Args)]
pub(super) struct Ack {
    /// Id, number, or a piece of the title; everything without it
    pub parcel: Option<String>,
}

pub(super) fn run(app: &mut App, args: &Ack) -> anyhow::Result<Reply> {
    let parcel = args.parcel.as_deref().map(|meant| app.find_parcel(meant)).transpose()?;
    let count = app.within(|tx, _, now| tx.acknowledge(parcel, now))?;
    let text = match count {
        0 => app.label("ack-nothing"),
        _ => app.phrase("ack-done", &[("count", count.into())]),
    };
    Ok(Reply::new(text, json!({ "acknowledged": count })))
}

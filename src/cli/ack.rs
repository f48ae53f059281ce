//! `posylka ack`: the user has seen what was told.

use serde_json::json;

use super::{Reply, desk::Desk};

#[derive(Debug, clap::Args)]
pub(super) struct Ack {
    /// Id, number, or a piece of the title; everything without it
    pub parcel: Option<String>,
}

pub(super) fn run(desk: &mut Desk, args: &Ack) -> anyhow::Result<Reply> {
    let parcel = args.parcel.as_deref().map(|meant| desk.which(meant)).transpose()?;
    let count = desk.within(|tx, _, now| tx.acknowledge(parcel, now))?;
    let text = match count {
        0 => desk.label("ack-nothing"),
        _ => desk.say("ack-done", &[("count", count.into())]),
    };
    Ok(Reply::new(text, json!({ "acknowledged": count })))
}

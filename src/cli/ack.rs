//! `posylka ack`: the user has seen what was told.

use super::output::Reply;
use crate::app::App;

#[derive(Debug, clap::Args)]
pub(super) struct Ack {
    /// Id, number, or a piece of the title; everything without it
    pub parcel: Option<String>,
}

pub(super) fn run(app: &mut App, args: &Ack) -> anyhow::Result<Reply> {
    let parcel = args.parcel.as_deref().map(|meant| app.find_parcel(meant)).transpose()?;
    let done = app.acknowledge(parcel)?;
    let text = match done.acknowledged {
        0 => app.label("ack-nothing"),
        count => app.phrase("ack-done", &[("count", count.into())]),
    };
    Ok(Reply::new(text, done))
}

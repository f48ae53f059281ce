//! `posylka privacy`: who was told which number, when and why.

use super::{columns::table, output::Reply};
use crate::app::{App, views::privacy::privacy};

/// `posylka privacy`
#[derive(Debug, clap::Args)]
pub(super) struct Privacy {
    /// Id, number, or a piece of the title; all parcels without it
    parcel: Option<String>,
}

pub(super) fn run(app: &mut App, args: &Privacy) -> anyhow::Result<Reply> {
    let id = args.parcel.as_deref().map(|meant| app.find_parcel(meant)).transpose()?;
    let it = privacy(app, id)?;
    let head = ["number", "host", "source", "why", "first", "last", "count"];
    let rows = it.asked.iter().map(|row| {
        let why = app.label(&format!("privacy-{}", row.why));
        let (first, last) = (app.minute(row.first), app.minute(row.last));
        [row.number.to_string(), row.host.clone(), row.source.to_string(), why, first, last, row.count.to_string()]
    });
    let mut text = match it.asked.is_empty() {
        true => format!("{}\n", app.label("privacy-nobody")),
        false => table(head.map(|id| app.label(&format!("privacy-{id}"))), rows),
    };
    for never in &it.never {
        let args = [("id", never.parcel.as_str().into()), ("source", never.source.as_str().into())];
        text += &format!("{}\n", app.phrase("privacy-never", &args));
    }
    Ok(Reply::new(text, it))
}

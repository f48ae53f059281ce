//! `posylka join|split`: several orders in one parcel, one order in several.

use super::{list, output::Reply, parse::title};
use crate::app::App;

/// `posylka split`
#[derive(Debug, clap::Args)]
pub(super) struct Split {
    /// Id, number, or a piece of the title
    parcel: String,
    /// The number that is a parcel of its own (both then belong to the orders), or the order that comes separately
    part: String,
    /// What to call the new parcel
    #[arg(long, value_parser = title)]
    title: Option<String>,
}

pub(super) fn join(app: &mut App, parcel: &str, other: &str) -> anyhow::Result<Reply> {
    let (id, other) = (app.find_parcel(parcel)?, app.find_parcel(other)?);
    app.join(id, other)?;
    list::after(app, &[id])
}

pub(super) fn split(app: &mut App, args: &Split) -> anyhow::Result<Reply> {
    let id = app.find_parcel(&args.parcel)?;
    let new = app.split(id, &args.part, args.title.as_deref())?;
    list::after(app, &[id, new])
}

//! `posylka join|split`: several orders in one parcel, one order in several.

use super::{link, list, output::Reply, parse::title};
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

/// `posylka join`
#[derive(Debug, clap::Args)]
pub(super) struct Join {
    /// Id, number, or a piece of the title
    parcel: String,
    /// The other parcels: their numbers and orders come into the first
    #[arg(required = true)]
    others: Vec<String>,
    /// The number under which all of it goes on, as the warehouse or the forwarder tells it
    #[arg(long)]
    number: Option<String>,
    /// Whose number that is, by id or name; recognised without it
    #[arg(long, requires = "number")]
    carrier: Option<String>,
}

pub(super) fn join(app: &mut App, args: &Join) -> anyhow::Result<Reply> {
    let id = app.find_parcel(&args.parcel)?;
    let others: Vec<_> = args.others.iter().map(|other| app.find_parcel(other)).collect::<anyhow::Result<_>>()?;
    let number = args.number.as_deref().map(|number| app.parse_number(number)).transpose()?;
    let carrier = args.carrier.as_deref().map(|meant| app.find_whose(meant)).transpose()?;
    app.join(id, &others)?;
    match number {
        Some(number) => link::attach(app, id, number, carrier),
        None => list::after(app, &[id]),
    }
}

pub(super) fn split(app: &mut App, args: &Split) -> anyhow::Result<Reply> {
    let id = app.find_parcel(&args.parcel)?;
    let new = app.split(id, &args.part, args.title.as_deref())?;
    list::after(app, &[id, new])
}

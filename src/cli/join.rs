//! `posylka join|split`: several orders in one parcel, one order in several.

use anyhow::{Context, bail};

use super::{list, output::Reply, parse::title};
use crate::{
    app::App,
    app::actions::join::{self as deed, Part},
    model::{Case, Leg},
};

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
    if id == other {
        bail!(app.label("join-itself"));
    }
    app.within(|tx, setup, now| deed::join(tx, setup, id, other, now))?;
    list::after(app, &[id])
}

pub(super) fn split(app: &mut App, args: &Split) -> anyhow::Result<Reply> {
    let id = app.find_parcel(&args.parcel)?;
    let case = app.store.reading(|tx| tx.case(id))?.with_context(|| format!("parcel {id} is gone"))?;
    let Some(part) = part(app, &case, &args.part) else {
        bail!(app.phrase("split-none", &[("what", args.part.as_str().into())]));
    };
    let whole = match &part {
        Part::Legs(legs) => case.legs.iter().filter(|leg| leg.sure()).all(|leg| legs.contains(&leg.key)),
        Part::Order(_) => case.orders.len() == 1,
    };
    if whole {
        bail!(app.label("split-whole"));
    }
    let title = args.title.as_ref().unwrap_or(&case.parcel.title);
    let new = app.within(|tx, setup, now| deed::split(tx, setup, id, &part, title, now))?;
    list::after(app, &[id, new])
}

/// What the user means: a number of the parcel with those its answers named, or an order in it.
fn part(app: &App, case: &Case, meant: &str) -> Option<Part> {
    let digits: String = meant.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(order) = case.orders.iter().find(|order| !order.id.is_empty() && order.id == digits) {
        return Some(Part::Order(order.clone()));
    }
    let number = app.parse_number(meant).ok()?;
    let mut numbers = vec![number];
    let named = |leg: &&Leg, numbers: &[_]| leg.witness.of.as_ref().is_some_and(|of| numbers.contains(of));
    while let Some(next) = case.legs.iter().find(|leg| named(leg, &numbers) && !numbers.contains(&leg.key.number)) {
        numbers.push(next.key.number.clone());
    }
    let legs = case.legs.iter().filter(|leg| numbers.contains(&leg.key.number)).map(|leg| leg.key.clone());
    Some(legs.collect::<Vec<_>>()).filter(|legs| !legs.is_empty()).map(Part::Legs)
}

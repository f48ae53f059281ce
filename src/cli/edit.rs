//! `posylka edit`

use clap::ArgGroup;

use super::{dates::Dates, list::after, output::Reply, parse};
use crate::{app::App, model::Act};

#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("changes").args(["title", "shipped", "promised", "protection_ends"]).required(true).multiple(true)))]
pub(super) struct Edit {
    /// Id, number, or a piece of the title
    pub parcel: String,
    /// What you call it
    #[arg(long, value_parser = parse::title)]
    pub title: Option<String>,
    #[command(flatten)]
    pub dates: Dates,
}

pub(super) fn edit(app: &mut App, args: &Edit) -> anyhow::Result<Reply> {
    let id = app.find_parcel(&args.parcel)?;
    let Dates { shipped, promised, protection_ends, .. } = args.dates;
    let named = args.title.clone().map(|title| Act::Named { title });
    let dated = Act::Dated { shipped, promised, protection_ends };
    app.act(id, Act::Several { acts: named.into_iter().chain([dated]).collect() })?;
    after(app, &[id])
}

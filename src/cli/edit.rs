//! `posylka edit`

use clap::ArgGroup;

use super::{ask::meant, dates::Dates, list::after, output::Reply, parse};
use crate::app::{App, actions::edit};

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
    /// The days are meant as they are, however doubtful
    #[arg(long)]
    pub sure: bool,
}

pub(super) fn edit(app: &mut App, args: &Edit) -> anyhow::Result<Reply> {
    let id = app.find_parcel(&args.parcel)?;
    let Dates { shipped, promised, protection_ends } = args.dates;
    let title = args.title.clone();
    let mut edit = edit::Edit { title, shipped, promised, protection_ends, sure: args.sure };
    if !edit.sure {
        meant(app, &app.doubts_of_edit(&edit))?;
        edit.sure = true;
    }
    app.edit(id, edit)?;
    after(app, &[id])
}

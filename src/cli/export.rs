//! `posylka export`: everything that is known, to take it elsewhere.

use clap::ValueEnum;

use super::output::Reply;
use crate::app::{App, views::export};

#[derive(Debug, clap::Args)]
pub(super) struct Export {
    /// All of it as JSON, or the parcels as a table
    #[arg(long, value_enum, default_value = "json")]
    pub format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Every table, every row
    Json,
    /// One row for each purchase of each parcel
    Csv,
}

pub(super) fn run(app: &mut App, args: &Export) -> anyhow::Result<Reply> {
    let whole = serde_json::to_value(export::export(app)?)?;
    let text = match args.format {
        Format::Json => serde_json::to_string_pretty(&whole)?,
        Format::Csv => export::csv(app)?,
    };
    Ok(Reply::new(text, whole))
}

//! `posylka calendar`

use std::path::PathBuf;

use anyhow::Context;
use serde_json::json;

use super::output::Reply;
use crate::app::{App, views::deadlines::deadlines};

#[derive(Debug, clap::Args)]
pub(super) struct Calendar {
    /// Where to write it; stdout without it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(app: &mut App, args: &Calendar) -> anyhow::Result<Reply> {
    let found = deadlines(app)?;
    let facts = json!({ "deadlines": found.deadlines, "file": args.out });
    let Some(path) = &args.out else { return Ok(Reply::new(found.calendar, facts)) };
    std::fs::write(path, &found.calendar).with_context(|| path.display().to_string())?;
    let said = [("count", found.deadlines.len().into()), ("file", path.display().to_string().into())];
    Ok(Reply::new(app.phrase("calendar-written", &said), facts))
}

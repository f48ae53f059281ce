//! `posylka calendar`

use std::path::PathBuf;

use anyhow::Context;
use serde_json::json;

use super::output::Reply;
use crate::{
    app::App,
    dossier::{self, Deadline},
    rules::dispute::protection_end,
    store::Listed,
};

#[derive(Debug, clap::Args)]
pub(super) struct Calendar {
    /// Where to write it; stdout without it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(app: &mut App, args: &Calendar) -> anyhow::Result<Reply> {
    let listed = app.list()?;
    let mut deadlines: Vec<Deadline> = listed.iter().flat_map(|it| of(app, it)).collect();
    deadlines.retain(|deadline| deadline.day >= app.today());
    deadlines.sort_by_key(|deadline| deadline.day);
    let text = dossier::calendar(&deadlines, app.now);
    let list = deadlines.iter().map(|it| json!({ "key": it.key, "day": it.day, "what": it.what }));
    let facts = json!({ "deadlines": list.collect::<Vec<_>>(), "file": args.out });
    let Some(path) = &args.out else { return Ok(Reply::new(text, facts)) };
    std::fs::write(path, text).with_context(|| path.display().to_string())?;
    let said = [("count", deadlines.len().into()), ("file", path.display().to_string().into())];
    Ok(Reply::new(app.phrase("calendar-written", &said), facts))
}

/// What is left of a parcel that the user has, or whose money is back, is its claim.
fn of(app: &App, listed: &Listed) -> Vec<Deadline> {
    let waited = listed.parcel.received.is_none();
    let ends = listed.orders.iter().filter(|_| waited);
    let ends = ends.filter_map(|it| protection_end(it, app.setup.knowledge.rules(it)?, &listed.dispute)).min();
    let phrases = &app.setup.phrases;
    dossier::deadlines(phrases, &listed.parcel, &listed.verdict, &listed.advice, ends)
}

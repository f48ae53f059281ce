//! `posylka remove`

use serde_json::json;

use super::output::Reply;
use crate::app::App;

/// `posylka remove`
#[derive(Debug, clap::Args)]
pub(super) struct Remove {
    /// Id, number, or a piece of the title
    parcel: String,
    /// For good and at once: this cannot be undone. Also in its dossier and in the copies that `backup` wrote, but not in
    /// what was exported or sent. A parcel that was removed before is forgotten too
    #[arg(long)]
    forget: bool,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(app: &mut App, args: &Remove) -> anyhow::Result<Reply> {
    if args.dry_run {
        return would(app, args);
    }
    let (id, removed) = match args.forget {
        true => {
            let id = app.find_parcel_or_removed(&args.parcel)?;
            ("remove-forgotten", app.forget(id)?)
        }
        false => {
            let id = app.find_parcel(&args.parcel)?;
            ("remove-done", app.remove(id)?)
        }
    };
    let until = removed.until.map(|at| app.setup.phrases.date(app.setup.knowledge.day(at), app.today()));
    let args = [
        ("id", removed.id.as_str().into()),
        ("title", removed.title.as_str().into()),
        ("until", until.unwrap_or_default().into()),
    ];
    let mut text = app.phrase(id, &args);
    for (id, paths) in [("forget-copies", &removed.copies), ("forget-left", &removed.left_in)] {
        if !paths.is_empty() {
            text += &format!("\n{}", app.phrase(id, &[("paths", paths.join(", ").into())]));
        }
    }
    Ok(Reply::new(text, removed))
}

/// What it would do.
fn would(app: &mut App, args: &Remove) -> anyhow::Result<Reply> {
    let id = match args.forget {
        true => app.find_parcel_or_removed(&args.parcel)?,
        false => app.find_parcel(&args.parcel)?,
    };
    let title = app.title(id)?;
    let phrase = if args.forget { "remove-would-forget" } else { "remove-would" };
    let text = app.phrase(phrase, &[("id", id.to_string().into()), ("title", title.as_str().into())]);
    Ok(Reply::new(text, json!({ "would_remove": id.to_string(), "title": title, "forget": args.forget })))
}

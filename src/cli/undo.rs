//! `posylka undo`

use super::{ask::agreed, list, output::Reply};
use crate::app::{App, Refusal, actions::undo::Undone};

/// `posylka undo`
#[derive(Debug, clap::Args)]
pub(super) struct Undo {
    /// Id, number, or a piece of the title, be it of a parcel that was removed; whatever you did last without it
    parcel: Option<String>,
    /// Say what would be undone, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Undo it without asking at the terminal
    #[arg(long, short)]
    yes: bool,
}

pub(super) fn run(app: &mut App, args: &Undo) -> anyhow::Result<Reply> {
    let id = args.parcel.as_deref().map(|it| app.find_parcel_or_removed(it)).transpose()?;
    let last = app.last_deed(id)?;
    if args.dry_run {
        let text = in_words(app, "undo-would", &last);
        return Ok(Reply::new(text, serde_json::json!({ "parcel": last.parcel.to_string(), "deed": last.what })));
    }
    let question = in_words(app, "undo-ask", &last);
    if !args.yes && agreed(&question, &app.setup.phrases)? == Some(false) {
        return Err(Refusal::new("undo-kept").into());
    }
    let undone = app.undo(id)?;
    let done = in_words(app, "undo-done", &undone);
    if undone.parcels.is_empty() {
        return Ok(Reply::new(done, Vec::<String>::new()));
    }
    let mut reply = list::after(app, &undone.parcels)?;
    reply.text = format!("{done}\n\n{}", reply.text);
    Ok(reply)
}

fn in_words(app: &App, id: &str, undone: &Undone) -> String {
    let deed = app.setup.telling(app.today(), |setting| app.setup.phrases.deed(&undone.what, setting));
    let args = [
        ("id", undone.parcel.to_string().into()),
        ("title", undone.title.as_str().into()),
        ("deed", deed.trim().into()),
        ("at", app.minute(undone.at).into()),
    ];
    app.phrase(id, &args)
}

//! `posylka carrier update`: newer definitions, rules and messages that somebody trusted has signed.

use anyhow::{anyhow, bail};
use serde_json::json;

use super::{
    ask::agreed,
    environment::var,
    global::Global,
    install, open,
    output::{Reply, in_words as told},
};
use crate::{
    app::{
        Setup,
        actions::update::{self, Offer},
    },
    wire::Wire,
};

/// `posylka carrier update`
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Whose signature counts, you say: [carriers] update_keys. Nothing is looked for by itself, and nobody is told who looks."
)]
pub(super) struct Update {
    /// An index, a folder with an index.toml in it, or its address
    #[arg(value_name = "FILE|URL")]
    from: Option<String>,
    /// Do not ask where a definition would ask other hosts, for other secrets, or at another pace
    #[arg(long)]
    yes: bool,
    /// Take the last update back
    #[arg(long, conflicts_with_all = ["from", "yes"])]
    undo: bool,
}

pub(super) async fn run(global: &Global, args: &Update) -> anyhow::Result<Reply> {
    let setup = open::setup(global)?;
    match args.undo {
        true => undo(&setup),
        false => take(&setup, args).await.map_err(|error| told(error, &setup.phrases)),
    }
}

async fn take(setup: &Setup, args: &Update) -> anyhow::Result<Reply> {
    let wire = Wire::new(var("POSYLKA_CLOCK").is_some());
    let offer = update::look(setup, &wire, args.from.as_deref()).await?;
    let shown = in_words(setup, &offer);
    let ask = || agreed(&format!("{shown}{}", setup.phrases.label("install-ask")), &setup.phrases);
    if offer.asks() && !args.yes && ask()? != Some(true) {
        bail!("{shown}{}", setup.phrases.label("install-not"));
    }
    let done = setup.phrases.label(if offer.files.is_empty() { "update-nothing" } else { "update-done" });
    let facts = serde_json::to_value(&offer)?;
    update::take(setup, offer)?;
    Ok(Reply::new(format!("{shown}{done}"), facts))
}

fn undo(setup: &Setup) -> anyhow::Result<Reply> {
    let Some((day, stays)) = update::undo(setup)? else {
        return Err(anyhow!(setup.phrases.label("update-none")));
    };
    let mut text = setup.phrases.phrase("update-undone", &[("day", day.to_string().into())]);
    if !stays.is_empty() {
        text += &format!("\n{}", setup.phrases.phrase("update-stays", &[("files", stays.join(", ").into())]));
    }
    Ok(Reply::new(text, json!({ "day": day, "stays": stays })))
}

fn in_words(setup: &Setup, offer: &Offer) -> String {
    let phrases = &setup.phrases;
    let args = [("serial", (offer.serial as i64).into()), ("day", offer.day.to_string().into())];
    let mut text = format!("{}\n", phrases.phrase("update-of", &args));
    text += &offer.definitions.iter().map(|it| install::in_words(setup, it)).collect::<String>();
    for id in &offer.other_pace {
        text += &format!("  {}\n", phrases.phrase("update-pace", &[("id", id.as_str().into())]));
    }
    for path in offer.files.iter().filter(|it| !it.starts_with("carriers/")) {
        text += &format!("{path}\n");
    }
    for it in &offer.left {
        text += &format!("{}\n", phrases.phrase(it.why, &[("path", it.path.as_str().into())]));
    }
    if let Some(key) = &offer.next_key {
        text += &format!("{}\n", phrases.phrase("update-key", &[("key", key.as_str().into())]));
    }
    text
}

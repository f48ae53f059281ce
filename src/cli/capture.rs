//! `posylka carrier capture`: asks once and writes a redacted fixture with what was heard.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use serde_json::json;

use super::{
    environment::var,
    global::Global,
    open,
    output::{Reply, in_words},
};
use crate::{
    app::{
        Setup,
        look::{
            ask,
            fixture::{self, Fixture},
            once,
        },
    },
    carriers::numbers,
    model::SourceId,
    wire::Wire,
};

/// `--source` chooses the source; without it the likeliest that can be asked is.
pub(super) async fn run(global: &Global, number: &str, source: Option<&str>, folder: &Path) -> anyhow::Result<Reply> {
    let setup = open::setup_with_secrets(global).await?;
    let phrases = setup.phrases.clone();
    capture(setup, number, source, folder).await.map_err(|error| in_words(error, &phrases))
}

async fn capture(setup: Setup, number: &str, source: Option<&str>, folder: &Path) -> anyhow::Result<Reply> {
    let number = numbers::parse(number).with_context(|| number.to_owned())?;
    let definition = match source {
        Some(id) => setup.find_source(id)?,
        None => once::likeliest_source(&setup, &number)?,
    };
    let source = definition.id.clone();
    let mut app = open::app_with(setup)?;
    let ask = once::book(&mut app, &source, &number)?;
    let came = ask::send(&app.setup, &Wire::new(var("POSYLKA_CLOCK").is_some()), &ask).await;
    let answered = came.answered.as_ref().map_err(|fault| anyhow!("{source}: {fault}"))?;
    let made = fixture::fixture(&app.setup, app.setup.find_source(source.as_str())?, &number, answered);
    let (answer, heard) = write(folder, &source, &made)?;
    let read = app.label("capture-read");
    let lines = format!("{}\n{}\n{read}\n\n{}", answer.display(), heard.display(), made.heard);
    let facts = json!({ "source": source, "answer": answer, "heard": heard, "outcome": made.outcome });
    Ok(Reply::new(lines, facts))
}

fn write(folder: &Path, source: &SourceId, made: &Fixture) -> anyhow::Result<(PathBuf, PathBuf)> {
    let folder = folder.join(source.as_str());
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let free = (1..1000).map(|n| folder.join(format!("captured-{n}.{}", made.ending))).find(|path| !path.exists());
    let answer = free.with_context(|| format!("{}: a thousand captures are enough", folder.display()))?;
    let heard = answer.with_extension("heard");
    std::fs::write(&answer, &made.answer).with_context(|| answer.display().to_string())?;
    std::fs::write(&heard, &made.heard).with_context(|| heard.display().to_string())?;
    Ok((answer, heard))
}

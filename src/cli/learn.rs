//! `posylka carrier learn`: a draft of a definition from one answer.

use std::{
    collections::BTreeMap,
    io::IsTerminal,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use super::{
    ask,
    columns::table,
    output::{Reply, aside},
};
use crate::app::{
    Setup,
    views::learned::{FieldView, LearnedView, learned},
};

/// Below this a field of which other readings are possible is asked for.
const SURE: u8 = 80;

/// What `learn` is told.
pub(super) struct Learn<'l> {
    pub(super) body: Vec<u8>,
    pub(super) file: &'l Path,
    pub(super) number: Option<&'l str>,
    pub(super) like: Option<&'l str>,
    pub(super) out: Option<PathBuf>,
    /// Whether a person is asked where two readings are possible.
    pub(super) ask: bool,
}

/// Learns an answer; a person is asked where two readings are possible, a program never.
pub(super) fn run(setup: &Setup, it: &Learn<'_>) -> anyhow::Result<Reply> {
    let id = id(it.out.as_deref().unwrap_or(it.file));
    let learn = |chosen| learned(setup, &id, &it.body, it.number, it.like, chosen);
    let mut view = learn(BTreeMap::new())?;
    if it.ask && std::io::stdin().is_terminal() {
        let chosen = asked(setup, &view)?;
        if !chosen.is_empty() {
            view = learn(chosen)?;
        }
    }
    let mut text = in_words(setup, &view);
    match &it.out {
        None => text += &format!("\n{}", view.toml),
        Some(out) if out.exists() => {
            bail!("{}", setup.phrases.phrase("learn-there", &[("path", out.display().to_string().into())]))
        }
        Some(out) => {
            std::fs::write(out, &view.toml).with_context(|| out.display().to_string())?;
            text += &setup.phrases.phrase("learn-written", &[("path", out.display().to_string().into())]);
        }
    }
    Ok(Reply::new(text, view))
}

/// The id of a source that a file of this name would define.
fn id(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let plain: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain = plain.trim_matches('-').to_owned();
    if plain.is_empty() { "draft".to_owned() } else { plain }
}

/// What the person chooses, by key.
fn asked(setup: &Setup, view: &LearnedView) -> anyhow::Result<BTreeMap<String, String>> {
    let mut chosen = BTreeMap::new();
    for field in view.fields.iter().filter(|it| it.sure < SURE && !it.others.is_empty()) {
        let choices: Vec<&String> = [&field.value].into_iter().chain(&field.others).collect();
        for (index, choice) in choices.iter().enumerate() {
            aside(&format!("  {} {choice}", index + 1));
        }
        let question = setup
            .phrases
            .phrase("learn-which", &[("key", field.key.as_str().into()), ("sample", field.sample.as_str().into())]);
        let answer = ask::answered(&question)?.unwrap_or_default();
        if let Some(choice) = answer.parse::<usize>().ok().and_then(|it| choices.get(it.checked_sub(1)?)) {
            chosen.insert(field.key.clone(), (*choice).clone());
        }
    }
    Ok(chosen)
}

fn in_words(setup: &Setup, view: &LearnedView) -> String {
    let phrases = &setup.phrases;
    let rows = view.fields.iter().map(|it: &FieldView| {
        [it.key.clone(), it.value.clone(), it.sample.clone(), format!("{}%", it.sure), it.others.join(", ")]
    });
    let head = ["learn-key", "learn-value", "learn-sample", "learn-sure", "learn-others"];
    let mut text = phrases.phrase("learn-rows", &[("rows", (view.rows as i64).into())]) + "\n";
    text += &table(head.map(|id| phrases.label(id)), rows);
    if !view.unknown.is_empty() {
        text += &format!("{}\n", phrases.phrase("learn-unknown", &[("codes", view.unknown.join(", ").into())]));
    }
    text
}

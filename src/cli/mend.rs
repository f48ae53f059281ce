//! `posylka carrier mend`: a definition that no longer reads its answers, mended by what is remembered.

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use jiff::civil::Date;
use serde::Serialize;

use super::output::Reply;
use crate::app::{
    Setup,
    actions::mend::{self, GivenAnswer, Mending, bundle, take_back},
};

/// The exit code where nothing was mended.
const NOTHING: u8 = 1;

/// What is asked.
pub(super) struct Mend<'a> {
    /// The source.
    pub id: &'a str,
    /// Answers that the user has.
    pub given: &'a [GivenAnswer],
    /// The day on which the mended definition is put in force; without one it is not.
    pub day: Option<Date>,
    /// Where it is written for others.
    pub bundle: Option<&'a Path>,
}

/// Shows how the definition would be mended. A program is told with `json` what a person is told as an error: that nothing was
/// mended, and why.
pub(super) fn run(setup: &Setup, it: &Mend<'_>, json: bool) -> anyhow::Result<Reply> {
    let mending = mend::mend(setup, it.id, it.given)?;
    if !mending.mended {
        let text = mending.refused.join("\n");
        return if json { Ok(nothing(mending)) } else { Err(anyhow!(text)) };
    }
    let written = it.bundle.map(|folder| bundle::write(setup, &mending, folder)).transpose()?;
    let laid = it.day.map(|day| mend::apply(setup, &mending, day)).transpose()?;
    let mut text = in_words(setup, &mending, laid);
    for path in written.iter().flatten() {
        text += &format!("{}\n", path.display());
    }
    if written.is_some() {
        text += &format!("{}\n", setup.phrases.label("capture-read"));
    }
    Ok(Reply::new(text, mending))
}

/// Takes back what was put in force.
pub(super) fn take_back(setup: &Setup, id: &str, json: bool) -> anyhow::Result<Reply> {
    let path = take_back::take_back(setup, id)?;
    let facts = serde_json::json!({ "id": id, "taken_back": path.is_some(), "path": path });
    let phrase = |phrase| setup.phrases.phrase(phrase, &[("id", id.into())]);
    match path {
        Some(_) => Ok(Reply::new(phrase("mend-taken-back"), facts)),
        None if json => Ok(nothing(facts)),
        None => Err(anyhow!(phrase("mend-not-mended"))),
    }
}

fn nothing(facts: impl Serialize + 'static) -> Reply {
    let mut reply = Reply::new("", facts);
    reply.code = NOTHING;
    reply
}

fn in_words(setup: &Setup, it: &Mending, laid: Option<PathBuf>) -> String {
    let phrases = &setup.phrases;
    let mut text = it.diff.clone();
    for heard in &it.heard {
        let args = [
            ("number", heard.number.as_str().into()),
            ("before", heard.before.as_str().into()),
            ("after", heard.after.as_str().into()),
            ("scans", (heard.scans as i64).into()),
        ];
        text += &format!("{}\n", phrases.phrase("mend-heard", &args));
    }
    let args = [("known", (it.known as i64).into()), ("given", (it.given_back as i64).into())];
    text += &format!("{}\n", phrases.phrase("mend-given-back", &args));
    if !it.lost.is_empty() {
        text += &format!("{}\n", phrases.phrase("mend-lost", &[("what", it.lost.join(", ").into())]));
    }
    if !it.older.is_empty() {
        let numbers: Vec<&str> = it.older.iter().map(|it| it.as_str()).collect();
        text += &format!("{}\n", phrases.phrase("mend-older", &[("numbers", numbers.join(", ").into())]));
    }
    text += &it.refused.iter().map(|it| format!("{it}\n")).collect::<String>();
    text += &match laid {
        Some(path) => phrases
            .phrase("mend-applied", &[("path", path.display().to_string().into()), ("id", it.id.as_str().into())]),
        None => phrases.phrase("mend-to-apply", &[("id", it.id.as_str().into())]),
    };
    text + "\n"
}

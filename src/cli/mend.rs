//! `posylka carrier mend`: a definition that no longer reads its answers, mended by what is remembered.

use std::path::PathBuf;

use anyhow::anyhow;
use jiff::civil::Date;
use serde::Serialize;

use super::output::Reply;
use crate::app::{
    Setup,
    actions::mend::{self, GivenAnswer, Mending},
};

/// The exit code where nothing was mended.
const NOTHING: u8 = 1;

/// Shows how the definition would be mended; with a day, the mended one is put in force on it. A program is told with `json` what
/// a person is told as an error: that nothing was mended, and why.
pub(super) fn run(
    setup: &Setup,
    id: &str,
    given: &[GivenAnswer],
    day: Option<Date>,
    json: bool,
) -> anyhow::Result<Reply> {
    let mending = mend::mend(setup, id, given)?;
    if !mending.mended {
        let text = mending.refused.join("\n");
        return if json { Ok(nothing(mending)) } else { Err(anyhow!(text)) };
    }
    let laid = day.map(|day| mend::apply(setup, &mending, day)).transpose()?;
    Ok(Reply::new(in_words(setup, &mending, laid), mending))
}

/// Takes back what was put in force.
pub(super) fn take_back(setup: &Setup, id: &str, json: bool) -> anyhow::Result<Reply> {
    let path = mend::take_back(setup, id)?;
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

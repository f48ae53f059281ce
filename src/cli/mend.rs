//! `posylka carrier mend`: a definition that no longer reads its answers, mended by what is remembered.

use std::path::PathBuf;

use super::output::Reply;
use crate::app::{
    Setup,
    actions::mend::{self, GivenAnswer, Mending},
};

/// The exit code where nothing was mended.
const NOTHING: u8 = 1;

/// Shows how the definition would be mended; `apply` puts it in force.
pub(super) fn run(
    setup: &Setup,
    id: &str,
    given: &[GivenAnswer],
    apply: Option<jiff::civil::Date>,
) -> anyhow::Result<Reply> {
    let mending = mend::mend(setup, id, given)?;
    if !mending.mended {
        let text = mending.refused.iter().map(|it| format!("{it}\n")).collect::<String>();
        let mut reply = Reply::new(text, mending);
        reply.code = NOTHING;
        return Ok(reply);
    }
    let laid = apply.map(|day| mend::apply(setup, &mending, day)).transpose()?;
    Ok(Reply::new(in_words(setup, &mending, laid), mending))
}

/// Takes back what was put in force.
pub(super) fn take_back(setup: &Setup, id: &str) -> anyhow::Result<Reply> {
    let path = mend::take_back(setup, id)?;
    let phrase = if path.is_some() { "mend-taken-back" } else { "mend-not-mended" };
    let mut reply = Reply::new(
        setup.phrases.phrase(phrase, &[("id", id.into())]),
        serde_json::json!({ "id": id, "taken_back": path.is_some(), "path": path }),
    );
    reply.code = u8::from(path.is_none());
    Ok(reply)
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

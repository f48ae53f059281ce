//! Questions at the terminal.

use std::io::{IsTerminal, Write};

use super::{hidden, output::aside};
use crate::{
    app::{App, Refusal, actions::doubt::Doubt},
    config::Secret,
    text::Phrasebook,
};

/// Asks a yes-or-no question; `None` where nobody is there to answer, who must say it with an option then.
pub(super) fn agreed(question: &str, phrases: &Phrasebook) -> anyhow::Result<Option<bool>> {
    let answer = answered(&format!("{question} {}", phrases.label("ask-yes-no")))?;
    let yes = |answer: String| phrases.label("ask-yes").split(' ').any(|yes| yes == answer.to_lowercase());
    Ok(answer.map(yes))
}

/// The answer to a question in one line, trimmed; `None` where nobody is there to answer.
pub(super) fn answered(question: &str) -> anyhow::Result<Option<String>> {
    if !std::io::stdin().is_terminal() {
        return Ok(None);
    }
    eprint!("{question} ");
    std::io::stderr().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(Some(answer.trim().to_owned()))
}

/// Whether somebody is there to answer.
pub(super) fn is_somebody_there() -> bool {
    std::io::stdin().is_terminal()
}

/// An answer that is needed: asked for until it is given.
///
/// # Errors
/// A [`Refusal`] where the person ends the input instead.
pub(super) fn wanted(question: &str) -> anyhow::Result<String> {
    needed(question, || {
        let mut line = String::new();
        Ok((std::io::stdin().read_line(&mut line)? > 0).then(|| line.trim().to_owned()))
    })
}

/// A secret that is needed; what is typed does not show.
///
/// # Errors
/// A [`Refusal`] where the person ends the input instead.
pub(super) fn hidden(question: &str) -> anyhow::Result<Secret> {
    Ok(Secret::from(needed(question, hidden::line)?))
}

/// The same where there may be none.
pub(super) fn hidden_or_none(question: &str) -> anyhow::Result<Option<Secret>> {
    eprint!("{question} ");
    std::io::stderr().flush()?;
    Ok(hidden::line()?.filter(|it| !it.is_empty()).map(Secret::from))
}

fn needed(question: &str, line: impl Fn() -> std::io::Result<Option<String>>) -> anyhow::Result<String> {
    loop {
        eprint!("{question} ");
        std::io::stderr().flush()?;
        match line()? {
            None => return Err(Refusal::new("doubt-not").into()),
            Some(text) if text.is_empty() => {}
            Some(text) => return Ok(text),
        }
    }
}

/// Nothing where the person means all of this. At a terminal they are asked; elsewhere what is grave is refused, naming the
/// option that says so, and of the rest they are told how it was understood.
pub(super) fn meant(app: &App, doubts: &[Doubt]) -> anyhow::Result<()> {
    for doubt in doubts {
        let said = doubt.what.in_words(&app.setup.phrases);
        match agreed(&format!("{said} {}", app.label("doubt-ask")), &app.setup.phrases)? {
            Some(true) => {}
            Some(false) => return Err(Refusal::new("doubt-not").into()),
            None if doubt.grave => return Err(doubt.what.clone().into()),
            None => aside(&said),
        }
    }
    Ok(())
}

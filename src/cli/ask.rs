//! Questions at the terminal.

use std::io::{IsTerminal, Write};

use super::output::aside;
use crate::{
    app::{App, Refusal, actions::doubt::Doubt},
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

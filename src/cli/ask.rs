//! Questions at the terminal.

use std::io::{IsTerminal, Write};

use crate::text::Phrasebook;

/// Asks a yes-or-no question; `None` where nobody is there to answer, who must say it with an option then.
pub(super) fn agreed(question: &str, phrases: &Phrasebook) -> anyhow::Result<Option<bool>> {
    if !std::io::stdin().is_terminal() {
        return Ok(None);
    }
    eprint!("{question} {} ", phrases.label("ask-yes-no"));
    std::io::stderr().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    let answer = answer.trim().to_lowercase();
    Ok(Some(phrases.label("ask-yes").split(' ').any(|yes| yes == answer)))
}

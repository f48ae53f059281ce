//! A question to the person at the terminal; whoever pipes is not waited for.

use std::io::{IsTerminal as _, Write as _};

/// The answer in one line, trimmed; nothing where stdin is no terminal.
pub(super) fn asked(question: &str) -> anyhow::Result<Option<String>> {
    if !std::io::stdin().is_terminal() {
        return Ok(None);
    }
    eprint!("{question} ");
    std::io::stderr().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(Some(answer.trim().to_owned()))
}

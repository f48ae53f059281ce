//! What is longer than the terminal is shown by a pager: `$POSYLKA_PAGER`, `$PAGER` or `less`; `cat` or nothing is none.

use std::{
    io::{IsTerminal, Write, stdout},
    process::{Command, Stdio},
};

use super::{environment::var, screen::Screen};

/// Shows the text where it is too long; `false` where it is to be printed as it is.
pub(super) fn shows(text: &str) -> bool {
    let height = Screen::here().height.unwrap_or(usize::MAX);
    stdout().is_terminal() && text.lines().count() >= height && paged(text).unwrap_or(false)
}

fn paged(text: &str) -> std::io::Result<bool> {
    let set = std::env::var("POSYLKA_PAGER").or_else(|_| std::env::var("PAGER"));
    let program = set.unwrap_or_else(|_| "less".to_owned());
    if ["", "cat"].contains(&program.trim()) {
        return Ok(false);
    }
    let mut pager = Command::new("sh");
    pager.args(["-c", &program]).stdin(Stdio::piped());
    if var("LESS").is_none() {
        // Quit where it fits, keep colours, leave the text on the screen.
        pager.env("LESS", "FRX");
    }
    let mut child = pager.spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // Whoever left the pager has read enough.
        let _ = stdin.write_all(text.as_bytes());
    }
    // A shell that finds no pager says 127.
    Ok(child.wait()?.code() != Some(127))
}

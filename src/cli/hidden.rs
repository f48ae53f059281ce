//! A line that is typed at the terminal and does not show.

use std::io;

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// The terminal without an echo, until this is dropped.
struct NoEcho {
    before: Termios,
}

impl NoEcho {
    fn begin() -> io::Result<NoEcho> {
        let before = tcgetattr(io::stdin())?;
        let mut without = before.clone();
        without.local_modes.remove(LocalModes::ECHO);
        // What was typed ahead would stand on the screen: it is thrown away.
        tcsetattr(io::stdin(), OptionalActions::Flush, &without)?;
        Ok(NoEcho { before })
    }
}

impl Drop for NoEcho {
    fn drop(&mut self) {
        // There is nobody left to tell where the terminal has gone.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.before);
    }
}

/// Reads a line from the terminal without showing it; nothing at the end of the input.
pub(super) fn line() -> io::Result<Option<String>> {
    let mut line = String::new();
    let read = {
        let _quiet = NoEcho::begin()?;
        io::stdin().read_line(&mut line)
    };
    // The end of the line was not shown either.
    eprintln!();
    Ok((read? > 0).then(|| line.trim().to_owned()))
}

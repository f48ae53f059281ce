//! How wide the terminal is, and whether it shows colours.

use std::io::{IsTerminal, stdout};

use terminal_size::{Height, Width, terminal_size};

use super::environment::var;

/// The narrowest terminal that is laid out for.
const NARROWEST: usize = 40;

/// How a piece of text stands out. Only what every terminal shows on a dark and on a light ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// As everything else.
    Plain,
    /// A head, a name.
    Strong,
    /// What may be passed over.
    Faint,
    /// What cannot wait.
    Alarm,
    /// What goes well.
    Good,
}

/// What is written to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Screen {
    /// Columns there are; nothing where it is piped and nobody says so.
    pub width: Option<usize>,
    /// Lines there are, at a terminal.
    pub height: Option<usize>,
    colours: bool,
}

impl Screen {
    /// Stdout as it is now.
    pub fn here() -> Screen {
        let terminal = stdout().is_terminal();
        let size = terminal.then(terminal_size).flatten();
        let said = || var("COLUMNS").and_then(|columns| columns.parse::<usize>().ok());
        let width = size.map(|(Width(columns), _)| usize::from(columns)).filter(|it| *it > 0).or_else(said);
        let wanted = var("CLICOLOR_FORCE").is_some_and(|it| it != "0");
        let plain = var("NO_COLOR").is_some() || var("TERM").is_some_and(|it| it == "dumb");
        Screen {
            width: width.map(|it| it.max(NARROWEST)),
            height: size.map(|(_, Height(lines))| usize::from(lines)),
            colours: (terminal || wanted) && !plain,
        }
    }

    /// A screen of so many columns without colours.
    #[cfg(test)]
    pub fn of(width: Option<usize>) -> Screen {
        Screen { width, height: None, colours: false }
    }

    /// The text so that it stands out, where there are colours.
    pub fn paint(self, text: &str, paint: Paint) -> String {
        let code = match paint {
            Paint::Strong => "1",
            Paint::Faint => "2",
            Paint::Alarm => "1;31",
            Paint::Good => "32",
            Paint::Plain => return text.to_owned(),
        };
        match self.colours && !text.is_empty() {
            true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }
}

//! What a command has to say.

use std::io::{self, IsTerminal as _, Write};

use anyhow::anyhow;
use serde::Serialize;
use serde_json::Value;
use tracing_subscriber::EnvFilter;

use super::pager;
use crate::{app::Refusal, text::Phrasebook};

/// Something that needs the user, found by `status`.
pub const NEEDS_USER: u8 = 3;

/// The same facts twice: for people and for programs, with the exit code.
pub struct Reply {
    /// For people.
    pub text: String,
    /// For programs; made only for those who want it.
    json: Box<dyn FnOnce() -> Value>,
    /// 0, or 3 where something needs the user.
    pub code: u8,
    /// Whether a pager shows it where it is longer than the terminal.
    paged: bool,
}

impl Reply {
    /// All is fine.
    pub fn new(text: impl Into<String>, facts: impl Serialize + 'static) -> Reply {
        let json = Box::new(move || serde_json::to_value(facts).unwrap_or_default());
        Reply { text: text.into(), json, code: 0, paged: false }
    }

    /// A pager shows it where it is longer than the terminal.
    pub(super) fn paged(self) -> Reply {
        Reply { paged: true, ..self }
    }

    /// Prints it and gives the exit code.
    pub(super) fn print(self, json: bool) -> u8 {
        let text = match json {
            true => serde_json::to_string_pretty(&(self.json)()).unwrap_or_default(),
            false => self.text.trim_end().to_owned(),
        };
        if text.is_empty() || self.paged && !json && pager::shows(&text) {
            return self.code;
        }
        // Whoever closed the pipe has read enough.
        match writeln!(io::stdout(), "{text}") {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => 1,
            _ => self.code,
        }
    }
}

/// Says something beside the data, on stderr. A reader who has gone away is no error.
pub(super) fn aside(text: &str) {
    let _ = writeln!(io::stderr(), "posylka: {text}");
}

/// Says what is wrong with a command line: as much of it as can be seen, on the lines it has.
pub(super) fn usage(text: &str) {
    let text: String = crate::model::visible(text).collect();
    let _ = writeln!(io::stderr(), "{}", text.trim_end());
}

/// A refusal as the sentence a person reads; what is none is in words already.
pub(super) fn in_words(error: anyhow::Error, phrases: &Phrasebook) -> anyhow::Error {
    match error.downcast_ref::<Refusal>() {
        Some(refusal) => anyhow!(refusal.in_words(phrases)),
        None => error,
    }
}

/// What the system said of a file or a connection, in the reader's language: it says so in English, with its number.
pub(super) fn system_in_words(text: &str, phrases: &Phrasebook) -> String {
    const MARK: &str = " (os error ";
    let mut said = text.to_owned();
    for piece in text.split(MARK).skip(1) {
        let Some(fault) = piece.split(')').next().and_then(|it| it.parse().ok()).map(io::Error::from_raw_os_error)
        else {
            continue;
        };
        let id = match fault.kind() {
            io::ErrorKind::NotFound => "system-not-found",
            io::ErrorKind::PermissionDenied => "system-denied",
            io::ErrorKind::AlreadyExists => "system-exists",
            io::ErrorKind::StorageFull => "system-full",
            io::ErrorKind::IsADirectory => "system-folder",
            io::ErrorKind::NotADirectory => "system-no-folder",
            io::ErrorKind::ReadOnlyFilesystem => "system-read-only",
            io::ErrorKind::ConnectionRefused => "system-refused",
            io::ErrorKind::TimedOut => "system-timed-out",
            io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable => "system-no-network",
            _ => continue,
        };
        said = said.replace(&fault.to_string(), &phrases.label(id));
    }
    said
}

/// Logs to stderr what a filter lets through.
pub(super) fn log(filter: EnvFilter) {
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours).init();
}

/// Logs what `POSYLKA_LOG` asks for; nothing without.
pub(super) fn log_if_wanted() {
    if let Ok(filter) = EnvFilter::try_from_env("POSYLKA_LOG") {
        log(filter);
    }
}

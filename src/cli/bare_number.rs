//! `posylka NUMBER` is `posylka track NUMBER`: what is no command and may be a number is looked up.

use std::ffi::{OsStr, OsString};

use clap::{
    Parser,
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::args::Args;

/// Reads the command line.
///
/// # Errors
/// As clap has it; of what is no command and can be no number, the commands that were perhaps meant.
pub(super) fn read(words: &[OsString]) -> Result<Args, clap::Error> {
    Args::try_parse_from(words).or_else(|error| match as_number(words, &error) {
        Some(words) => Args::try_parse_from(words),
        None => Err(error),
    })
}

/// The same words with `track` before the one that is no command.
fn as_number(words: &[OsString], error: &clap::Error) -> Option<Vec<OsString>> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let Some(ContextValue::String(unknown)) = error.get(ContextKind::InvalidSubcommand) else { return None };
    let at = words.iter().position(|word| word == OsStr::new(unknown))?;
    if !may_be_a_number(unknown, &words[at..]) {
        return None;
    }
    let mut tracked = words.to_vec();
    tracked.insert(at, "track".into());
    Some(tracked)
}

/// Whether a word may begin a number: it has digits, or is the capital letters before the groups of one.
fn may_be_a_number(word: &str, from: &[OsString]) -> bool {
    const DIGITS: usize = 4;
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let in_all: usize = from.iter().filter_map(|it| it.to_str()).map(digits).sum();
    let letters = word.chars().count() <= 4 && word.chars().all(char::is_uppercase);
    in_all >= DIGITS && (digits(word) > 0 || letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Command;

    fn meant(line: &str) -> Option<Vec<String>> {
        let words: Vec<OsString> = std::iter::once("posylka").chain(line.split(' ')).map(OsString::from).collect();
        match read(&words).ok()?.command {
            Command::Track(track) => Some(track.numbers),
            _ => None,
        }
    }

    #[test]
    fn a_number_alone_is_looked_up_and_a_slip_in_a_command_is_none() {
        for line in ["RB123456785CN", "--json RB123456785CN LP00123456789012", "RB 123 456 785 CN", "1234567890"] {
            assert!(meant(line).is_some(), "{line}");
        }
        assert_eq!(meant("--data d 80087260001011 --add").unwrap(), ["80087260001011"]);
        for line in ["lsit", "shwo 12345678", "list", "add RB123456785CN", "RB", "x1"] {
            assert_eq!(meant(line), None, "{line}");
        }
    }
}

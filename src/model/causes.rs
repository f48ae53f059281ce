//! An error with its causes, in one line.

use std::error::Error;

/// An error and its causes, each said once. A word in `of_all`, which a library says of every error, gives way to its cause.
pub fn with_causes(error: &dyn Error, of_all: &[&str]) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if of_all.contains(&line.as_str()) {
            line = text;
        } else if !line.contains(&text) {
            line = format!("{line}: {text}");
        }
        cause = inner.source();
    }
    line
}

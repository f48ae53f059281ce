//! Regular expressions of the files about messages.

use regex::{Regex, RegexBuilder};

/// A pattern of the files. The error is a message for whoever wrote it.
pub(super) fn compiled(pattern: &str) -> Result<Regex, String> {
    let built = RegexBuilder::new(pattern).case_insensitive(true).multi_line(true).size_limit(1 << 22).build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => "this regular expression is too large".to_owned(),
        error => format!("no regular expression: {error}"),
    })
}

//! `[backup]`: whole copies of the database that come round.

use std::path::PathBuf;

use serde::Deserialize;

use super::{Minutes, values};

/// `[backup]`
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackupSettings {
    /// Where copies are written; a relative path begins at the data folder.
    pub folder: PathBuf,
    /// When, by the clock on the user's wall.
    #[serde(default = "at_night")]
    pub at: Minutes,
    /// How many copies are kept; older ones go.
    #[serde(default = "a_week", deserialize_with = "values::copies")]
    pub keep: usize,
}

fn at_night() -> Minutes {
    "30 3 * * *".parse().expect("a time of day")
}

fn a_week() -> usize {
    7
}

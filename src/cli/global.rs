//! The options of every command.

use std::path::PathBuf;

/// Options of every command.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Global {
    /// Configuration folder, or a .toml file in it
    #[arg(long, global = true, env = "POSYLKA_CONFIG", value_name = "PATH")]
    pub config: Option<PathBuf>,
    /// Data folder: database and dossiers
    #[arg(long, global = true, env = "POSYLKA_DATA", value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// Only what is this person's: a name of [people]; what is added is theirs. May be given several times
    #[arg(long = "for", id = "for", global = true, value_name = "NAME")]
    pub people: Vec<String>,
    /// JSON on stdout
    #[arg(long, global = true)]
    pub json: bool,
}

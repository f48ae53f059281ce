//! What of a configuration with a slip in it can still be read: who only looks should see the rest.

use std::{fs, path::Path};

use toml::Table;

use super::{Config, ConfigError, Folders};

/// A configuration as far as it can be read.
#[derive(Debug)]
pub struct Tolerant {
    /// What could be read; what could not is as it is by default.
    pub config: Config,
    /// What is wrong, if anything is.
    pub wrong: Option<ConfigError>,
    /// The keys and tables of the file that are set aside for it: all of them where it is no TOML.
    pub set_aside: Vec<String>,
}

impl Config {
    /// Reads `config.toml` as far as it can be read.
    ///
    /// # Errors
    /// A file that the user named and that is not there.
    pub fn load_tolerant(folders: &Folders) -> Result<Tolerant, ConfigError> {
        let wrong = match Config::load(folders) {
            Ok(config) => return Ok(Tolerant { config, wrong: None, set_aside: Vec::new() }),
            Err(error @ ConfigError::File { .. }) => return Err(error),
            Err(error) => error,
        };
        let text = fs::read_to_string(&folders.file).unwrap_or_default();
        let (config, set_aside) = as_far_as_it_goes(&text, &folders.file);
        Ok(Tolerant { config, wrong: Some(wrong), set_aside })
    }
}

/// Key by key: what makes the rest unreadable is left out.
fn as_far_as_it_goes(text: &str, path: &Path) -> (Config, Vec<String>) {
    let read = |table: &Table| Config::read(&table.to_string(), path);
    let (mut kept, mut set_aside) = (Table::new(), Vec::new());
    let Ok(table) = text.parse::<Table>() else { return (Config::default(), set_aside) };
    for (key, value) in table {
        kept.insert(key.clone(), value);
        if read(&kept).is_err() {
            kept.remove(&key);
            set_aside.push(key);
        }
    }
    (read(&kept).unwrap_or_default(), set_aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_costs_its_table_and_no_more() {
        let read = |text: &str| as_far_as_it_goes(text, Path::new("config.toml"));
        let (config, set_aside) =
            read("language = \"ru\"\nshpo = \"x\"\n[notify]\nchannels = [\"pigeon\"]\n[dispute]\ndraft = \"auto\"\n");
        assert_eq!(set_aside, ["notify", "shpo"]);
        assert_eq!((config.language, config.dispute.draft.word()), (Some(crate::model::Lang::Ru), "auto"));
        assert_eq!(read("language = \"ru\nshop"), (Config::default(), Vec::new()));
    }
}

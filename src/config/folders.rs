//! Where everything lies.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::ConfigError;
use crate::model::sha256;

/// Our folder's name within those of the system.
const NAME: &str = "posylka";

/// Where the system's service keeps its data, and the home of the user it runs as (`systemd/`).
const SERVICE_DATA: &str = "/var/lib/posylka";
/// Its configuration.
const SERVICE_CONFIG: &str = "/etc/posylka";
/// What of it need not survive.
const SERVICE_RUNTIME: &str = "/run/posylka";

/// The folders and files of one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Configuration, with the user's own `carriers/` and `rules/`.
    pub config: PathBuf,
    /// `config.toml`.
    pub file: PathBuf,
    /// Whether the user named that very file: then it must be there.
    pub named: bool,
    /// Database and dossiers.
    pub data: PathBuf,
    /// What need not survive a restart of the machine.
    pub runtime: PathBuf,
}

impl Folders {
    /// The XDG folders, or what `--config` and `--data` (`POSYLKA_CONFIG`, `POSYLKA_DATA`) say instead. `--config` takes a
    /// folder or a `.toml` file. What need not survive lies in the folder that systemd gives the service
    /// (`RUNTIME_DIRECTORY`), else in the session's (`XDG_RUNTIME_DIR`), in a folder for each data folder, so that two daemons
    /// never mix; else beside the data. The user whose home is the data folder of the system's service has that service's
    /// folders, so that `sudo -u posylka posylka list` needs to be told nothing.
    pub fn choose(config: Option<&Path>, data: Option<&Path>) -> Result<Folders, ConfigError> {
        let home = etcetera::home_dir().ok();
        Folders::of(home.as_deref(), config, data)
    }

    fn of(home: Option<&Path>, config: Option<&Path>, data: Option<&Path>) -> Result<Folders, ConfigError> {
        let service = home.is_some_and(|home| home == Path::new(SERVICE_DATA));
        let config = config.or(service.then_some(Path::new(SERVICE_CONFIG)));
        let data = data.or(service.then_some(Path::new(SERVICE_DATA)));
        let base = etcetera::choose_base_strategy();
        let base = base.as_ref().map_err(|_| ConfigError::Homeless);
        let named = config.filter(|path| path.extension().is_some_and(|it| it == "toml"));
        let folder = match (named, config) {
            (Some(file), _) => file.parent().unwrap_or(Path::new("")).to_owned(),
            (None, Some(folder)) => folder.to_owned(),
            (None, None) => base.as_ref().map_err(|_| ConfigError::Homeless)?.config_dir().join(NAME),
        };
        let (data, runtime) = match data {
            Some(data) => {
                let served = (data == Path::new(SERVICE_DATA)).then(|| PathBuf::from(SERVICE_RUNTIME));
                let session = base.as_ref().ok().and_then(|base| base.runtime_dir()).filter(|folder| folder.is_dir());
                let own = session.map(|folder| folder.join(format!("{NAME}-{}", mark(data))));
                (data.to_owned(), service_folder().or(served).or(own).unwrap_or_else(|| data.to_owned()))
            }
            None => {
                let base = base?;
                let data = base.data_dir().join(NAME);
                let runtime = base.runtime_dir().filter(|folder| folder.is_dir()).map(|folder| folder.join(NAME));
                (data.clone(), service_folder().or(runtime).unwrap_or(data))
            }
        };
        let file = named.map_or_else(|| folder.join("config.toml"), Path::to_owned);
        Ok(Folders { config: folder, file, named: named.is_some(), data, runtime })
    }

    /// The user's own definitions of sources.
    pub fn carriers(&self) -> PathBuf {
        self.config.join("carriers")
    }

    /// The user's own rules.
    pub fn rules(&self) -> PathBuf {
        self.config.join("rules")
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.data.join("posylka.db")
    }

    /// Evidence bundles.
    pub fn dossiers(&self) -> PathBuf {
        self.data.join("dossiers")
    }
}

/// The first folder that systemd gives the service for what need not survive.
fn service_folder() -> Option<PathBuf> {
    let folders = std::env::var("RUNTIME_DIRECTORY").ok()?;
    folders.split(':').next().filter(|folder| !folder.is_empty()).map(PathBuf::from)
}

/// Tells data folders apart.
fn mark(data: &Path) -> String {
    let whole = std::path::absolute(data).unwrap_or_else(|_| data.to_owned());
    sha256(whole.as_os_str().as_encoded_bytes())[..12].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_of_the_service_has_its_folders_and_may_name_others() {
        let home = Some(Path::new("/var/lib/posylka"));
        let folders = Folders::of(home, None, None).unwrap();
        assert_eq!(folders.file, Path::new("/etc/posylka/config.toml"));
        assert_eq!(folders.database(), Path::new("/var/lib/posylka/posylka.db"));
        assert_eq!(folders.runtime, Path::new("/run/posylka"));
        let folders = Folders::of(home, None, Some(Path::new("/srv/posylka"))).unwrap();
        assert_eq!(folders.data, Path::new("/srv/posylka"));
        assert_ne!(folders.runtime, Path::new("/run/posylka"));
        assert!(!Folders::of(Some(Path::new("/root")), None, None).unwrap().config.starts_with("/etc"));
    }
}

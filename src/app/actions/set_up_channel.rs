//! A way out to the user is set up: tried before it is written, then written whole.

use std::{fs, io, path::PathBuf};

use anyhow::Context;
use jiff::Timestamp;

use super::try_channels::{Tried, tried};
use crate::{
    app::{
        refusal::Refusal,
        setup::{
            Environment, Setup,
            channel_table::{ChannelTable, standing, told_channels, without_secrets},
            configuration_file,
        },
    },
    config::{ChannelName, Config, Folders, Keys, Notify},
    mend::diff,
};

/// What stands in the configuration file before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// The channel's keys, a line each; none where it is not set up.
    pub keys: Vec<String>,
    /// The channels that are told.
    pub channels: Vec<String>,
    text: String,
}

/// The file as it would be.
#[derive(Debug, Clone)]
pub struct Proposed {
    /// What would change, line by line, without secrets.
    pub changes: String,
    /// The file.
    pub path: PathBuf,
    /// The file that would hold the secret.
    pub secret: Option<PathBuf>,
    table: ChannelTable,
    config: Config,
    text: String,
}

/// What stands in the configuration file about a channel.
///
/// # Errors
/// A file that cannot be read.
pub fn before(folders: &Folders, name: ChannelName) -> anyhow::Result<Before> {
    let text = read(folders)?;
    Ok(Before { keys: standing(&text, name), channels: told_channels(&text), text })
}

impl Before {
    /// The file with a channel's table in it.
    ///
    /// # Errors
    /// What the configuration does not take, with its place in the file as it would be.
    pub fn with(&self, folders: &Folders, table: ChannelTable) -> anyhow::Result<Proposed> {
        let path = folders.file.clone();
        let text = table.within(&self.text).with_context(|| path.display().to_string())?;
        let config = Config::read(&text, &path)?;
        let (old, new) = (without_secrets(&self.text, table.name), without_secrets(&text, table.name));
        let secret = table.secret().map(|(_, file, _)| folders.config.join(file));
        Ok(Proposed { changes: diff(&old, &new), path, secret, table, config, text })
    }
}

impl Proposed {
    /// Sends a trial letter by the channel as it would be.
    pub async fn tried(&self, setup: &Setup, environment: &Environment, now: Timestamp) -> Option<Tried> {
        let secret = self.table.secret();
        let table = format!("{}.{}", Notify::TABLE, self.table.name);
        let keys: Keys = secret.map(|(key, _, secret)| ((table, key), secret.clone())).into_iter().collect();
        let channel = environment.channel(&self.config, self.table.name, &keys)?;
        Some(tried(&setup.phrases, &channel, now).await)
    }

    /// Writes it: the secret first, so that the configuration never names what is not there.
    ///
    /// # Errors
    /// A [`Refusal`] where the file was changed meanwhile; a file that cannot be written.
    pub fn write(&self, folders: &Folders, before: &Before) -> anyhow::Result<()> {
        if read(folders)? != before.text {
            return Err(Refusal::new("setup-changed").with("path", self.path.display().to_string()).into());
        }
        configuration_file::make_folder(&folders.config).with_context(|| folders.config.display().to_string())?;
        if let (Some(path), Some((_, _, secret))) = (&self.secret, self.table.secret()) {
            let text = format!("{}\n", secret.expose());
            configuration_file::replace_private(path, &text).with_context(|| path.display().to_string())?;
        }
        configuration_file::replace_where_it_lies(&self.path, &self.text)
            .with_context(|| self.path.display().to_string())
    }
}

/// The text of the file; none is an empty one.
fn read(folders: &Folders) -> anyhow::Result<String> {
    match fs::read_to_string(&folders.file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => read.with_context(|| folders.file.display().to_string()),
    }
}

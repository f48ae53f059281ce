//! `[messages]`: where messages about parcels come in. Nothing of it is on by default.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use jiff::SignedDuration;
use serde::Deserialize;

use super::this_machine::is_this_machine;
use super::{Folders, SecretFrom, values};
use crate::model::SourceId;

/// The name under which the password of the mail account is kept among the secrets.
pub const MAIL_PASSWORD: (&str, &str) = ("messages.imap", "password");

/// `[messages]`
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Messages {
    /// A folder of files, one message each: what was read goes to `done/` in it, what could not be to `failed/`.
    pub drop: Option<PathBuf>,
    /// A Maildir. Nothing in it is moved or marked.
    pub maildir: Option<PathBuf>,
    /// How often the two are looked at.
    #[serde(deserialize_with = "values::every")]
    pub every: SignedDuration,
    /// The user's own addresses of e-mail: what these forward is a forward, what others do looks like an imitation.
    pub own: Vec<String>,
    /// `[messages.imap]`
    pub imap: Option<Imap>,
}

impl Default for Messages {
    fn default() -> Messages {
        Messages { drop: None, maildir: None, every: SignedDuration::from_mins(1), own: Vec::new(), imap: None }
    }
}

/// `[messages.imap]`: a folder of a mail account, read and never changed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Imap {
    /// The server. TLS always, but for an address of this machine with another port than 993.
    pub host: String,
    /// Its port.
    #[serde(default = "port")]
    pub port: u16,
    /// The account.
    pub user: String,
    /// Its password.
    pub password: SecretFrom,
    /// Which folder.
    #[serde(default = "folder")]
    pub folder: String,
    /// How often it is looked at.
    #[serde(default = "ten_minutes", deserialize_with = "values::every")]
    pub every: SignedDuration,
}

fn port() -> u16 {
    993
}

fn folder() -> String {
    "INBOX".to_owned()
}

fn ten_minutes() -> SignedDuration {
    SignedDuration::from_mins(10)
}

impl Messages {
    /// A folder as the user named it: `~` is their home, and a relative path begins at the configuration folder.
    pub fn place(path: &Path, folders: &Folders) -> PathBuf {
        match (path.strip_prefix("~"), etcetera::home_dir()) {
            (Ok(rest), Ok(home)) => home.join(rest),
            _ => folders.config.join(path),
        }
    }

    pub(super) fn secrets(&self) -> BTreeMap<SourceId, BTreeMap<String, SecretFrom>> {
        let (source, name) = MAIL_PASSWORD;
        let password = self.imap.as_ref().map(|imap| (name.to_owned(), imap.password.clone()));
        password.map(|password| (SourceId::from(source), BTreeMap::from([password]))).into_iter().collect()
    }
}

impl Imap {
    /// Whether the server is this machine, and no TLS is wanted.
    pub fn plain(&self) -> bool {
        self.port != 993 && self.local()
    }

    /// Whether the server is this machine.
    pub fn local(&self) -> bool {
        is_this_machine(&self.host)
    }

    /// How the folder is called where it is remembered how far it was read.
    pub fn name(&self) -> String {
        format!("{}@{}:{}/{}", self.user, self.host, self.port, self.folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    const TEXT: &str = r#"
[messages]
drop = "inbox"
maildir = "/home/me/Mail"
every = "30s"
own = ["me@example.org"]
[messages.imap]
host = "imap.example.org"
user = "me"
password = { env = "MAIL" }
"#;

    #[test]
    fn everything_is_off_until_it_is_named() {
        assert_eq!(Config::default().messages, Messages::default());
        let config: Config = toml::from_str(TEXT).unwrap();
        let imap = config.messages.imap.as_ref().unwrap();
        assert_eq!((imap.port, imap.folder.as_str(), imap.every), (993, "INBOX", SignedDuration::from_mins(10)));
        assert_eq!(config.messages.every, SignedDuration::from_secs(30));
        assert_eq!(config.messages.own, ["me@example.org"]);
        assert_eq!(config.messages.secrets()[&SourceId::from("messages.imap")].len(), 1);
        let folders = Folders::choose(Some(Path::new("/c")), Some(Path::new("/d"))).unwrap();
        assert_eq!(Messages::place(Path::new("inbox"), &folders), Path::new("/c/inbox"));
        assert_eq!(Messages::place(Path::new("/home/me/Mail"), &folders), Path::new("/home/me/Mail"));
        assert!(toml::from_str::<Config>("[messages]\ndrops = \"x\"").is_err());
    }

    #[test]
    fn only_this_machine_is_spoken_to_without_tls() {
        let imap = |host: &str, port| {
            let (host, user, password) = (host.to_owned(), String::new(), SecretFrom::Env("X".into()));
            Imap { host, port, user, password, folder: folder(), every: ten_minutes() }.plain()
        };
        assert!(imap("127.0.0.1", 1143) && imap("::1", 143) && imap("localhost", 143));
        assert!(!imap("127.0.0.1", 993) && !imap("imap.example.org", 143) && !imap("127.0.0.1.example.org", 143));
    }
}

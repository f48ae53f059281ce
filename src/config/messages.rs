//! `[messages]`: where messages about parcels come in. Nothing of it is on by default.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use jiff::SignedDuration;
use serde::Deserialize;

use super::this_machine::is_this_machine;
use super::{Folders, SecretFrom, values};
use crate::model::{MailTls, SourceId};

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
    /// The server.
    pub host: String,
    /// How it is spoken to. Not set: as the port says, see [`Imap::tls`].
    tls: Option<MailTls>,
    /// A PEM file with roots that are trusted for this server alone: a bridge on this machine signs for itself. A relative
    /// path begins at the configuration folder.
    pub ca: Option<PathBuf>,
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
    /// How the server is spoken to: as is said, else encrypted from the start on port 993, in the clear on other ports of this
    /// machine, and encrypted after a first word elsewhere.
    pub fn tls(&self) -> MailTls {
        self.tls.unwrap_or(match self.port {
            993 => MailTls::Implicit,
            _ if self.local() => MailTls::None,
            _ => MailTls::StartTls,
        })
    }

    /// Whether a password would travel in the clear to another machine.
    pub(super) fn is_exposed(&self) -> bool {
        self.tls() == MailTls::None && !self.local()
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
        let imap = |host: &str, port: u16, tls: &str| {
            let text = format!("host = '{host}'\nport = {port}\nuser = 'me'\npassword = {{ env = 'X' }}\n{tls}");
            toml::from_str::<Imap>(&text).unwrap()
        };
        for (host, port, tls, want) in [
            ("imap.example.org", 993, "", MailTls::Implicit),
            ("imap.example.org", 143, "", MailTls::StartTls),
            ("127.0.0.1", 1143, "", MailTls::None),
            ("127.0.0.1", 993, "", MailTls::Implicit),
            ("127.0.0.1", 1143, "tls = 'starttls'", MailTls::StartTls),
            ("localhost", 1993, "tls = 'implicit'", MailTls::Implicit),
        ] {
            assert_eq!(imap(host, port, tls).tls(), want, "{host}:{port} {tls}");
        }
        assert!(imap("imap.example.org", 143, "tls = 'none'").is_exposed());
        assert!(!imap("::1", 143, "tls = 'none'").is_exposed());
        let text = "[messages.imap]\nhost = 'imap.example.org'\nuser = 'me'\npassword = { env = 'X' }\ntls = 'none'";
        let fault = Config::read(text, Path::new("config.toml")).unwrap_err().to_string();
        assert!(fault.contains("starttls"), "{fault}");
    }
}

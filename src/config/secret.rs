//! Secrets: where they are, and how they are had. They are never shown.

use std::{
    collections::BTreeMap,
    fmt, fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use serde::{Deserialize, Deserializer, de::Error};
use tokio::io::AsyncReadExt;

use crate::model::SourceId;

/// Longest secret, in bytes.
const LONGEST: usize = 16_384;

/// A program that prints a secret may ask somebody first, but not for ever.
const PATIENCE: Duration = Duration::from_secs(10);

/// A value that shows itself to nobody who does not ask for it by name.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The value itself: for a request, never for a log.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Secret {
        Secret(value)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Where a secret is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretFrom {
    /// In the configuration itself.
    Literal(Secret),
    /// In a file; a relative path begins at the configuration folder.
    File(PathBuf),
    /// A program prints it.
    Command(Vec<String>),
    /// In an environment variable.
    Env(String),
    /// A credential systemd handed over.
    Credential(String),
}

impl<'de> Deserialize<'de> for SecretFrom {
    /// The error never repeats what it found.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<SecretFrom, D::Error> {
        let cure =
            "a secret is { file = \"...\" }, { command = [\"...\"] }, { env = \"...\" } or { credential = \"...\" }";
        known(toml::Value::deserialize(from)?).ok_or_else(|| D::Error::custom(cure))
    }
}

fn known(value: toml::Value) -> Option<SecretFrom> {
    let table = match value {
        toml::Value::String(text) if !text.is_empty() => return Some(SecretFrom::Literal(Secret(text))),
        toml::Value::Table(table) if table.len() == 1 => table,
        _ => return None,
    };
    let (key, value) = table.into_iter().next()?;
    if key == "command" {
        return program(value).map(SecretFrom::Command);
    }
    let text = value.as_str().filter(|text| !text.is_empty())?.to_owned();
    match key.as_str() {
        "file" => Some(SecretFrom::File(text.into())),
        "env" => Some(SecretFrom::Env(text)),
        "credential" if !text.contains('/') && text != ".." => Some(SecretFrom::Credential(text)),
        _ => None,
    }
}

fn program(value: toml::Value) -> Option<Vec<String>> {
    let words: Vec<String> = value.try_into().ok()?;
    words.first().is_some_and(|program| !program.is_empty()).then_some(words)
}

/// What secrets are looked for in.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The configuration folder.
    pub config: PathBuf,
    /// `$CREDENTIALS_DIRECTORY`, where systemd set it.
    pub credentials: Option<PathBuf>,
    /// Reads an environment variable.
    pub var: fn(&str) -> Option<String>,
}

/// Why a secret cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("[{table}] {name}: {why}")]
pub struct SecretError {
    /// The table of the configuration that names it.
    pub table: String,
    /// Its name there.
    pub name: String,
    /// What is wrong. Never the value.
    pub why: String,
}

/// The secrets of the ways out to the user, by table and name: `notify.ntfy`, `token`.
pub type Keys = BTreeMap<(String, &'static str), Secret>;

/// The secrets that could be had.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Revealed {
    /// By source and name.
    pub secrets: BTreeMap<SourceId, BTreeMap<String, Secret>>,
    /// Of the ways out to the user.
    pub keys: Keys,
    /// Why others could not.
    pub troubles: Vec<SecretError>,
    /// Files that others than their owner can read.
    pub exposed: Vec<PathBuf>,
}

pub(super) async fn reveal(
    wanted: &BTreeMap<SourceId, BTreeMap<String, SecretFrom>>,
    of_notify: Vec<(String, &'static str, &SecretFrom)>,
    around: &Surroundings,
) -> Revealed {
    let mut revealed = Revealed::default();
    for (source, names) in wanted {
        for (name, from) in names {
            match one(from, around, &mut revealed.exposed).await {
                Ok(secret) => {
                    revealed.secrets.entry(source.clone()).or_default().insert(name.clone(), secret);
                }
                Err(why) => {
                    let table = format!("secrets.{source}");
                    revealed.troubles.push(SecretError { table, name: name.clone(), why });
                }
            }
        }
    }
    for (table, name, from) in of_notify {
        match one(from, around, &mut revealed.exposed).await {
            Ok(secret) => {
                revealed.keys.insert((table, name), secret);
            }
            Err(why) => revealed.troubles.push(SecretError { table, name: name.to_owned(), why }),
        }
    }
    revealed
}

async fn one(from: &SecretFrom, around: &Surroundings, exposed: &mut Vec<PathBuf>) -> Result<Secret, String> {
    let bytes = match from {
        SecretFrom::Literal(secret) => return Ok(secret.clone()),
        SecretFrom::Env(name) => {
            (around.var)(name).ok_or(format!("the environment variable {name} is not set"))?.into_bytes()
        }
        SecretFrom::File(path) => {
            let path = around.config.join(path);
            let bytes = read(&path)?;
            if fs::metadata(&path).is_ok_and(|it| it.permissions().mode() & 0o077 != 0) {
                exposed.push(path);
            }
            bytes
        }
        SecretFrom::Credential(name) => {
            let none = "CREDENTIALS_DIRECTORY is not set; add LoadCredential= to the unit";
            read(&around.credentials.as_ref().ok_or(none)?.join(name))?
        }
        SecretFrom::Command(program) => printed(program).await?,
    };
    plain(bytes)
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

async fn printed(program: &[String]) -> Result<Vec<u8>, String> {
    let (name, arguments) = program.split_first().ok_or("no program is named")?;
    let mut child = tokio::process::Command::new(name)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| format!("{name}: {error}"))?;
    let mut printed = Vec::new();
    let whole = async {
        if let Some(stdout) = child.stdout.take() {
            stdout.take(LONGEST as u64 + 2).read_to_end(&mut printed).await?;
        }
        child.wait().await
    };
    let late = |_| format!("{name} did not end within {} s", PATIENCE.as_secs());
    let status =
        tokio::time::timeout(PATIENCE, whole).await.map_err(late)?.map_err(|error| format!("{name}: {error}"))?;
    if status.success() { Ok(printed) } else { Err(format!("{name}: {status}")) }
}

/// The value without the line break at its end.
fn plain(bytes: Vec<u8>) -> Result<Secret, String> {
    let text = String::from_utf8(bytes).map_err(|_| "it is not in UTF-8")?;
    match text.trim_end_matches(['\r', '\n']) {
        "" => Err("it is empty".to_owned()),
        value if value.len() > LONGEST => Err(format!("it is longer than {LONGEST} bytes")),
        value => Ok(Secret(value.to_owned())),
    }
}

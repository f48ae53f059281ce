//! The index of an update: which files there are, and what is signed of them.

use std::collections::BTreeSet;

use anyhow::{Context, bail, ensure};
use jiff::civil::Date;
use minisign_verify::{PublicKey, Signature};
use serde::Deserialize;

use crate::model::sha256;

/// The longest index, in bytes.
pub const INDEX_MAX: u64 = 256_000;
/// The longest file.
pub const FILE_MAX: u64 = 512_000;
/// All files together.
const TOGETHER: u64 = 8_000_000;

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    schema: u32,
    /// Counts the indexes; it only goes up.
    pub serial: u64,
    /// The day it is of.
    pub day: Date,
    /// The key that the next ones are signed with, in place of this one's.
    pub next_key: Option<String>,
    /// The files.
    #[serde(default, rename = "file")]
    pub files: Vec<Entry>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Beside the index: `carriers/ID.toml`, `rules/NAME.toml`, `rules/marketplaces/SHOP.toml`, `rules/messages/SENDER.toml`.
    pub path: String,
    /// In bytes.
    pub size: u64,
    /// Of its bytes, in hex.
    pub sha256: String,
}

impl Entry {
    /// Whether these are its bytes.
    pub fn is(&self, bytes: &[u8]) -> bool {
        bytes.len() as u64 == self.size && sha256(bytes) == self.sha256
    }

    /// The id of the source it defines, if it is a definition.
    pub fn source(&self) -> Option<&str> {
        self.path.strip_prefix("carriers/")?.strip_suffix(".toml")
    }
}

/// Reads an index that one of these keys has signed; which key that was.
///
/// # Errors
/// Nobody who is trusted has signed it, or it is no index.
pub fn verified(bytes: &[u8], signature: &[u8], keys: &BTreeSet<String>) -> anyhow::Result<(Index, String)> {
    let signature = std::str::from_utf8(signature).context("the signature is no text")?;
    let signature = Signature::decode(signature).context("the signature is none of minisign")?;
    let signed =
        |key: &&String| PublicKey::from_base64(key).is_ok_and(|public| public.verify(bytes, &signature, true).is_ok());
    let key = keys.iter().find(signed).context("no key that is trusted has signed it")?;
    let index: Index = toml::from_str(std::str::from_utf8(bytes)?).context("it is no index")?;
    checked(&index)?;
    Ok((index, key.clone()))
}

/// Whether a text is a public key of minisign.
pub fn is_key(text: &str) -> bool {
    PublicKey::from_base64(text).is_ok()
}

fn checked(index: &Index) -> anyhow::Result<()> {
    ensure!(index.schema == 1, "the index is of a later posylka: schema {}", index.schema);
    if let Some(key) = index.next_key.as_ref().filter(|key| !is_key(key)) {
        bail!("next_key is no key: {key}");
    }
    let mut paths = BTreeSet::new();
    for it in &index.files {
        ensure!(is_place(&it.path), "{}: no place of a definition, of rules or of messages", it.path);
        ensure!(it.size <= FILE_MAX, "{}: {} bytes, more than {FILE_MAX}", it.path, it.size);
        ensure!(paths.insert(&it.path), "{}: named twice", it.path);
    }
    let all: u64 = index.files.iter().map(|it| it.size).sum();
    ensure!(all <= TOGETHER, "{all} bytes, more than {TOGETHER}");
    Ok(())
}

/// Whether something may lie there: nothing above the folders of definitions and rules, nothing hidden.
fn is_place(path: &str) -> bool {
    let plain = |name: &str| {
        let fits = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
        !name.is_empty() && name.chars().all(fits)
    };
    let Some(path) = path.strip_suffix(".toml") else { return false };
    match path.split('/').collect::<Vec<_>>()[..] {
        ["carriers", id] | ["rules", "marketplaces" | "messages", id] => plain(id),
        ["rules", name] => ["norms", "seasons", "customs", "evidence"].contains(&name),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_one_of_ours_and_leads_nowhere_else() {
        let fit =
            ["carriers/cainiao.toml", "rules/norms.toml", "rules/marketplaces/ozon.toml", "rules/messages/5post.toml"];
        assert!(fit.iter().all(|it| is_place(it)));
        let not = [
            "../x.toml",
            "carriers/../x.toml",
            "/etc/x.toml",
            "carriers/.x.toml",
            "carriers/a/b.toml",
            "rules/x.toml",
            "carriers/x.sh",
            "config.toml",
            "carriers/X.toml",
            "carriers/.toml",
        ];
        assert!(!not.iter().any(|it| is_place(it)));
    }
}

//! Where an update is taken from: a folder, or an address. Nobody there is trusted: what comes is signed.

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail, ensure};
use jiff::SignedDuration;

use crate::{
    carriers::{Method, Request},
    config::is_this_machine,
    wire::Wire,
};

/// How long one file may take.
const TIMEOUT: SignedDuration = SignedDuration::from_secs(30);

/// Where the index is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mirror {
    /// A file, with the others beside it.
    File(PathBuf),
    /// An address, with the others beside it.
    Address(String),
}

impl Mirror {
    /// What the user named: an address with https, or http on this machine; a file; a folder with an `index.toml` in it.
    pub fn of(named: &str) -> anyhow::Result<Mirror> {
        if let Some(host) = named.strip_prefix("http://") {
            let host = host.split(['/', '?']).next().unwrap_or(host);
            let bare = host.rsplit_once(':').map_or(host, |(bare, _)| bare);
            ensure!(is_this_machine(bare), "{named}: only https, or http on this machine");
            return Ok(Mirror::Address(named.to_owned()));
        }
        if named.starts_with("https://") {
            return Ok(Mirror::Address(named.to_owned()));
        }
        ensure!(!named.contains("://"), "{named}: a file, or an address with https");
        let path = PathBuf::from(named);
        Ok(Mirror::File(if path.is_dir() { path.join("index.toml") } else { path }))
    }

    /// The index.
    pub async fn index(&self, wire: &Wire, longest: u64) -> anyhow::Result<Vec<u8>> {
        self.get(wire, None, longest).await
    }

    /// Its signature.
    pub async fn signature(&self, wire: &Wire) -> anyhow::Result<Vec<u8>> {
        const LONGEST: u64 = 4_000;
        match self {
            Mirror::File(path) => from_file(&path.with_added_extension("minisig"), LONGEST),
            Mirror::Address(url) => from_address(wire, &format!("{url}.minisig"), LONGEST).await,
        }
    }

    /// A file beside the index.
    pub async fn file(&self, wire: &Wire, path: &str, longest: u64) -> anyhow::Result<Vec<u8>> {
        self.get(wire, Some(path), longest).await
    }

    async fn get(&self, wire: &Wire, beside: Option<&str>, longest: u64) -> anyhow::Result<Vec<u8>> {
        match (self, beside) {
            (Mirror::File(index), None) => from_file(index, longest),
            (Mirror::File(index), Some(path)) => {
                from_file(&index.parent().unwrap_or(Path::new(".")).join(path), longest)
            }
            (Mirror::Address(url), None) => from_address(wire, url, longest).await,
            (Mirror::Address(url), Some(path)) => {
                let (folder, _) = url.rsplit_once('/').context("an address of a file is wanted")?;
                from_address(wire, &format!("{folder}/{path}"), longest).await
            }
        }
    }
}

fn from_file(path: &Path, longest: u64) -> anyhow::Result<Vec<u8>> {
    let place = || path.display().to_string();
    let mut bytes = Vec::new();
    File::open(path).with_context(place)?.take(longest + 1).read_to_end(&mut bytes).with_context(place)?;
    ensure!(bytes.len() as u64 <= longest, "{}: more than {longest} bytes", path.display());
    Ok(bytes)
}

async fn from_address(wire: &Wire, url: &str, longest: u64) -> anyhow::Result<Vec<u8>> {
    let (_, rest) = url.split_once("://").context("no address")?;
    let host = rest.split(['/', '?']).next().unwrap_or(rest);
    let host = host.rsplit_once(':').map_or(host, |(bare, _)| bare);
    let request = Request {
        method: Method::Get,
        url: url.to_owned(),
        headers: Vec::new(),
        body: None,
        hosts: vec![host.to_owned()],
        redirects: 2,
        timeout: TIMEOUT,
        body_max: longest,
        secret: false,
        chosen: true,
    };
    let answered = wire.ask(&request, None).await.with_context(|| url.to_owned())?;
    if answered.status != 200 {
        bail!("{url}: HTTP {}", answered.status);
    }
    ensure!(!answered.ended_early, "{url}: more than {longest} bytes, or cut off");
    Ok(answered.body)
}

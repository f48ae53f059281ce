//! Makes the index of an update from a folder with `carriers/` and `rules/` in it:
//! `cargo run --example release-index -- FOLDER --serial N --day 2026-03-01 [--key FILE] [--next-key KEY]`.
//! Without a key it is not signed: `minisign -S -m FOLDER/index.toml` does that. `--new-key FILE` makes a key to try it with.

mod listed;
mod sign;

use std::{fs, io::Write as _, os::unix::fs::OpenOptionsExt as _, path::PathBuf};

use clap::Parser;

use sign::Key;

#[derive(Parser)]
struct Args {
    /// With `carriers/`, `rules/`, `rules/marketplaces/`, `rules/messages/` in it, as far as there is something new
    folder: Option<PathBuf>,
    /// Counts the indexes
    #[arg(long, default_value_t = 1)]
    serial: u64,
    /// The day it is of
    #[arg(long, default_value = "2026-03-01")]
    day: String,
    /// Signs with it
    #[arg(long)]
    key: Option<PathBuf>,
    /// The public key that counts from the next index on
    #[arg(long)]
    next_key: Option<String>,
    /// Makes a key, and says how it is named in update_keys
    #[arg(long)]
    new_key: Option<PathBuf>,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    if let Some(path) = &args.new_key {
        let bytes = Key::generate();
        fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?.write_all(&bytes)?;
        println!("{}", Key::of_pkcs8(&bytes)?.public());
    }
    let Some(folder) = &args.folder else { return Ok(()) };
    let text = listed::index(folder, args.serial, &args.day, args.next_key.as_deref())?;
    fs::write(folder.join("index.toml"), &text)?;
    if let Some(path) = &args.key {
        let key = Key::of_pkcs8(&fs::read(path)?)?;
        let comment = format!("index {} of {}", args.serial, args.day);
        fs::write(folder.join("index.toml.minisig"), key.sign(text.as_bytes(), &comment))?;
    }
    println!("{}", folder.join("index.toml").display());
    Ok(())
}

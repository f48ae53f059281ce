//! Lets every fixture drift as carriers do, mends the definition by what was known, and counts:
//! `cargo run --release --example drift -- [--count N] [--seed N] [--source ID] [--kind WORDS] [--show]`.
//!
//! A drift is one way, or two at a time, by which all answers of a source change: names, nesting, envelopes, dates, tables. One
//! answer is what the daemon kept; its scans are known. The definition is mended by it, and has to read that answer as it
//! was before it drifted, scan by scan; so, where it reads them at all, must it read the source's other answers, which
//! drifted in the same way and of which it was told nothing.
//!
//! `--learn FOLDER` learns every answer there as if its carrier were unknown, and counts the scans whose time, words, place and
//! code stand in the right fields.
//!
//! Not every drift needs mending: what the old definition still reads is counted apart. A drift after which times can no longer be
//! told (hours of another zone) ought to be refused.

mod answers;
mod dice;
mod element;
mod json;
mod kinds;
mod learned;
mod markup;
mod score;

use std::{path::PathBuf, process::ExitCode};

use clap::Parser;
use posylka::carriers::Registry;

/// Lets answers drift and mends the definitions.
#[derive(Parser)]
struct Args {
    /// So many drifts.
    #[arg(long, default_value_t = 1_000)]
    count: u64,
    /// Draws others.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only of this source.
    #[arg(long)]
    source: Option<String>,
    /// Only this kind, alone.
    #[arg(long)]
    kind: Option<String>,
    /// Shows what was not mended, and why.
    #[arg(long)]
    show: bool,
    /// Instead of that: learns every answer in this folder as if its carrier were unknown.
    #[arg(long)]
    learn: Option<PathBuf>,
    /// Where the project stands.
    #[arg(long, default_value = ".")]
    root: PathBuf,
}

fn main() -> anyhow::Result<ExitCode> {
    let args = Args::parse();
    let registry = Registry::embedded()?;
    if let Some(folder) = &args.learn {
        learned::run(&registry, folder, args.show);
        return Ok(ExitCode::SUCCESS);
    }
    let mut sources = answers::all(&registry, &args.root);
    sources.retain(|it| args.source.as_deref().is_none_or(|id| it.definition.id.as_str() == id));
    anyhow::ensure!(!sources.is_empty(), "no answers below {}: run it where the project stands", args.root.display());
    let wanted = score::Wanted { count: args.count, seed: args.seed, kind: args.kind, show: args.show };
    let score = score::run(&registry, &sources, &wanted);
    print!("{score}");
    Ok(if score.wrong() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

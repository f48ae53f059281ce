//! Holds the norms' recipe against real durations:
//! `cargo run --release --example backtest -- FILE [--seed N] [--draws N] [--half first|second] [--working] [--json]`.
//!
//! FILE is a CSV of one of two formats, told apart by their headers: Olist's orders joined to one table, or parcelLab's
//! parcels. Each arrival of a cell (a route, with a carrier where the file names it) is asked with 3, 5, 10, 20, 50 and 100
//! earlier parcels of its cell, as they stood when it was sent: those under way by then are unfinished. The prior is the range of
//! all other cells. Side by side stand that prior, the prior shrunk towards the earlier parcels, the same calibrated by their
//! ranks (ours, from twenty parcels on), and constants as other trackers have them; each with how wide it is, and with the
//! standard error that so many arrivals leave. One recipe for both formats; the share that never comes is the one in
//! `rules/norms.toml`.
//!
//! `--half` asks only the arrivals of one half of the file by time: a constant that was chosen on one is held against the
//! other. What came of that stands at the head of `rules::calibration`.
//!
//! Lost is called when the odds say so, not before the promise is over, and at the last call three days before the claim
//! window closes, whatever the odds. By that the recall is whole; what it costs are the false alarms.

mod bounds;
mod cells;
mod lost;
mod policy;
mod report;
mod rows;

use anyhow::Context;
use clap::Parser;
use posylka::rules::norms::Norms;

/// Holds the norms' recipe against real durations.
#[derive(Parser)]
struct Args {
    /// A CSV of durations.
    file: std::path::PathBuf,
    /// Draws other parcels.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Draws of earlier parcels for each arrival.
    #[arg(long, default_value_t = bounds::DRAWS)]
    draws: u32,
    /// Only the arrivals of one half of the file, by the day they were sent: what was chosen on one is held against the
    /// other.
    #[arg(long, value_enum)]
    half: Option<Half>,
    /// Counts working days: Saturdays and Sundays take no time.
    #[arg(long)]
    working: bool,
    /// For programs.
    #[arg(long)]
    json: bool,
    /// When to open a claim, instead of the norms.
    #[arg(long, conflicts_with = "json")]
    policy: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Half {
    /// The earlier half.
    First,
    /// The later half.
    Second,
}

impl Args {
    fn asking(&self, rows: &[rows::Row]) -> bounds::Asking {
        let [first, second] = bounds::Asking::halves(rows, self.draws);
        match self.half {
            None => bounds::Asking::all(self.draws),
            Some(Half::First) => first,
            Some(Half::Second) => second,
        }
    }
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let named = || args.file.display().to_string();
    let bytes = std::fs::read(&args.file).with_context(named)?;
    let rows = rows::read(&String::from_utf8_lossy(&bytes)).with_context(named)?;
    let rows = if args.working { rows.iter().map(rows::Row::working).collect() } else { rows };
    if args.policy {
        let cells = cells::cells(&rows);
        let all = policy::outcomes(&cells, Norms::embedded()?.never, &mut cells::Dice(args.seed));
        println!("{}", policy::text(&all));
        return Ok(());
    }
    let report = report::Report::of(&rows, Norms::embedded()?.never, args.asking(&rows), args.seed);
    if args.json {
        println!("{:#}", report.json());
    } else {
        println!("{}", report.text());
    }
    Ok(())
}

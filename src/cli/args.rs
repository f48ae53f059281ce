//! The command line.

use std::path::PathBuf;

use clap::{ArgGroup, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::model::{Money, clean};

/// Watches parcels ordered abroad: finds the number that changes after customs, says when one is late by a norm it can
/// name, and prepares the dispute in time.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, propagate_version = true)]
pub struct Args {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Global {
    /// Configuration folder, or a .toml file in it
    #[arg(long, global = true, env = "POSYLKA_CONFIG", value_name = "PATH")]
    pub config: Option<PathBuf>,
    /// Data folder: database and dossiers
    #[arg(long, global = true, env = "POSYLKA_DATA", value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// JSON on stdout
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Watch a parcel, or several
    Add(Add),
    /// All parcels in a table
    List {
        /// The archived ones too
        #[arg(long)]
        all: bool,
    },
    /// How it stands in a few lines; exit code 3 when something needs you
    Status,
    /// Everything about one parcel
    Show {
        /// Id, number, or a piece of the title
        parcel: String,
    },
    /// Why the verdict is what it is, and what comes next
    Explain {
        /// Id, number, or a piece of the title
        parcel: String,
    },
    /// How long stages take: what is in force, from where, and what your own parcels taught
    Norms,
    /// How long your own parcels took, by route, carrier and shop
    Stats,
    /// Ask the carriers at the next opportunity, within what they allow
    Refresh {
        /// Id, number, or a piece of the title; all parcels without it
        parcel: Option<String>,
    },
    /// Attach another number to a parcel
    Link {
        /// Id, number, or a piece of the title
        parcel: String,
        /// The number it goes on under
        number: String,
        /// Whose number it is, by id or name; recognised without it
        #[arg(long)]
        carrier: Option<String>,
    },
    /// Take a number away from a parcel
    Unlink {
        /// Id, number, or a piece of the title
        parcel: String,
        /// The number to take away
        number: String,
    },
    /// Two parcels travel as one: the second's numbers and orders come into the first
    Join {
        /// Id, number, or a piece of the title
        parcel: String,
        /// The other parcel
        other: String,
    },
    /// One parcel is two: a number or an order of it becomes a parcel of its own
    Split(super::join::Split),
    /// Take in what an SMS or an e-mail says; codes are dropped first, links are never followed
    Ingest(super::ingest::Ingest),
    /// Note what an app or a person said of a parcel
    Event(super::event::Said),
    /// What waits to be collected, by place and last day
    Pickup,
    /// Undo what you last did to a parcel
    Undo {
        /// Id, number, or a piece of the title; whatever you did last without it
        parcel: Option<String>,
    },
    /// Put a parcel out of sight: it is not watched any more
    Archive {
        /// Id, number, or a piece of the title
        parcel: String,
        /// Bring it back
        #[arg(long)]
        off: bool,
        /// Even while a claim can still be opened
        #[arg(long)]
        anyway: bool,
    },
    /// Tell dates and names that were not known when the parcel was added
    Edit(Edit),
    /// You have the parcel, or it is said so and you do not; and what is wrong with it
    Received(super::received::Received),
    /// Forget a parcel
    Remove {
        /// Id, number, or a piece of the title
        parcel: String,
    },
    /// What a number may be
    Number {
        /// A number, a link, a sentence
        #[arg(required = true)]
        text: Vec<String>,
    },
    /// The definitions of carriers
    Carrier {
        #[command(subcommand)]
        what: Carrier,
    },
    /// What to do at the shop, the texts for it, and how a claim goes
    Dispute(super::dispute::Dispute),
    /// You have seen what was told: no reminder follows
    Ack(super::ack::Ack),
    /// Say nothing of a parcel but its last days
    Mute(super::mute::Mute),
    /// Say nothing of a parcel but its last days, for a while
    Snooze(super::mute::Snooze),
    /// Write a whole copy of the database while everything goes on
    Backup(super::backup::Backup),
    /// Whether the database is sound, and what has been waiting for too long; exit code 1 on faults
    Check,
    /// Everything that is known, as JSON or as a table
    Export(super::export::Export),
    /// All deadlines as a calendar file
    Calendar(super::calendar::Calendar),
    /// Orders from files: CSV, JSON of the shop's own pages, a saved page, a link
    Import(super::import::Import),
    /// What works, what does not, and the cure
    Doctor,
    /// Watch in the background; this is what the service runs
    Daemon,
    /// The daemon as a service of the session
    Service {
        #[arg(value_enum)]
        what: Unit,
    },
    /// Completions for a shell, on stdout
    Completions {
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// The manual as a roff page: `posylka man | man -l -`
    Man,
    /// See it work: lives of parcels on carriers that the program itself plays
    Demo(Demo),
}

#[derive(Debug, clap::Args)]
pub(super) struct Add {
    /// Tracking numbers, links, sentences; `-` reads stdin
    #[arg(required_unless_present = "order", value_name = "NUMBER")]
    pub numbers: Vec<String>,
    /// What you call it
    #[arg(long, value_parser = title)]
    pub title: Option<String>,
    /// Whose number it is, by id or name; recognised without it
    #[arg(long)]
    pub carrier: Option<String>,
    /// Where it was bought: aliexpress-ru, aliexpress-com, joom, ozon-global, other
    #[arg(long)]
    pub shop: Option<String>,
    /// The shop's order number; enough without a tracking number
    #[arg(long, value_parser = order)]
    pub order: Option<String>,
    /// What was paid: 990, 12.50USD, "1 234,56 ₽"
    #[arg(long, value_name = "SUM")]
    pub price: Option<Money>,
    /// Day of purchase, as 2026-02-28
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub ordered: Option<Date>,
    #[command(flatten)]
    pub dates: Dates,
}

#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Dates {
    /// Day of posting
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub shipped: Option<Date>,
    /// Day the shop promises
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub promised: Option<Date>,
    /// Last day of buyer protection, as the order page shows it
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub protection_ends: Option<Date>,
}

#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("changes").args(["title", "shipped", "promised", "protection_ends"]).required(true).multiple(true)))]
pub(super) struct Edit {
    /// Id, number, or a piece of the title
    pub parcel: String,
    /// What you call it
    #[arg(long, value_parser = title)]
    pub title: Option<String>,
    #[command(flatten)]
    pub dates: Dates,
}

#[derive(Debug, Subcommand)]
pub(super) enum Carrier {
    /// All definitions in force
    List,
    /// What is in force for a source, and where from
    Show {
        /// A source's id
        id: String,
        /// The definition itself, to mend a copy of it
        #[arg(long)]
        toml: bool,
    },
    /// Whether a definition can be read; says where it cannot
    Check {
        /// A definition
        file: PathBuf,
    },
    /// Ask a source once and write a redacted fixture with what was heard
    Capture {
        /// The number to ask for
        number: String,
        /// Which source; the likeliest without it
        #[arg(long)]
        source: Option<String>,
        /// Where to write it
        #[arg(long, default_value = "fixtures")]
        out: PathBuf,
    },
    /// Lay newer definitions in place, after showing what hosts and secrets change
    Install {
        /// A definition, or a folder of them
        from: PathBuf,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Read an answer of a source as the daemon would
    Read {
        /// A source's id
        id: String,
        /// One answer as it came
        file: PathBuf,
        /// The number that was asked for; needed where the answer speaks of several
        #[arg(long)]
        number: Option<String>,
        /// The HTTP status it came with
        #[arg(long, default_value_t = 200)]
        http: u16,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Unit {
    /// Put the unit in place and start it
    Install,
    /// Stop it and take the unit away
    Uninstall,
}

#[derive(Debug, clap::Args)]
pub(super) struct Demo {
    /// Whose rules all orders have, instead of each life's own shop
    #[arg(long)]
    pub shop: Option<String>,
    /// Where to keep the data; a new temporary folder without it
    #[arg(long)]
    pub keep: Option<PathBuf>,
}

/// The longest title and order number, in characters.
const LONGEST: usize = 200;

pub(super) fn day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "write a day of the calendar as 2026-02-28")
}

pub(super) fn title(text: &str) -> Result<String, String> {
    line(text).ok_or_else(|| format!("write a name of 1 to {LONGEST} characters"))
}

/// Order numbers are shown in groups and pasted so.
fn order(text: &str) -> Result<String, String> {
    let order = line(text).ok_or_else(|| format!("write an order number of 1 to {LONGEST} characters"))?;
    let digits: String = order.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    Ok(if plain { digits } else { order })
}

/// One line fit to be shown, of at least one character.
fn line(text: &str) -> Option<String> {
    let line = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    (1..=LONGEST).contains(&line.chars().count()).then_some(line)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn titles_and_orders_are_one_visible_line() {
        assert_eq!(super::title(" a\u{1b}[31m\u{202e}b\n c ").unwrap(), "a [31mb c");
        assert_eq!(super::order("8190 0000-0000 0017").unwrap(), "8190000000000017");
        assert_eq!(super::order("AB 12").unwrap(), "AB 12");
        assert_eq!(super::order("-").unwrap(), "-");
        assert!(super::title(" \u{200b}\n").is_err());
        assert!(super::title(&"ж".repeat(201)).is_err());
    }

    #[test]
    fn the_command_line_is_consistent() {
        super::Args::command().debug_assert();
    }
}

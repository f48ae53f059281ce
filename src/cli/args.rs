//! The command line.

use clap::{Parser, Subcommand};

use super::global::Global;

/// Watches parcels ordered abroad: finds the number that changes after customs, says when one is late by a norm it can
/// name, and prepares the dispute in time.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, propagate_version = true)]
#[command(after_help = "A number alone is looked up at once, and not kept: posylka RB123456785CN")]
pub struct Args {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Where a number is now: asks at once, shows what came, keeps nothing; a bare `posylka NUMBER` does the same
    Track(super::track::Track),
    /// Watch a parcel, or several; looks at once
    Add(super::add::Add),
    /// The parcels in sight, what needs you first; or those you look for
    List(super::list::List),
    /// How it stands in a few lines; exit code 3 when something needs you
    Status(super::status::StatusArgs),
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
    /// How long your own parcels took, what became of the purchases, and where the money is
    Stats(super::stats::Stats),
    /// What the rules would have said of your own parcels, day by day, and what came of that
    Replay(super::replay::Args),
    /// Ask the carriers now, within what they allow: by the daemon where one runs
    Refresh(super::refresh::Refresh),
    /// Attach another number to a parcel
    Link {
        /// Id, number, or a piece of the title
        parcel: String,
        /// The number it goes on under
        number: String,
        /// Whose number it is, by id or name, or what a source calls it as 17track:3011; recognised without it
        #[arg(long)]
        carrier: Option<String>,
        /// A number of the parcel that was written wrong: the new one takes its place
        #[arg(long, value_name = "NUMBER")]
        instead_of: Option<String>,
    },
    /// Take a number away from a parcel
    Unlink {
        /// Id, number, or a piece of the title
        parcel: String,
        /// The number to take away
        number: String,
        /// Say what would be done, and do nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Several parcels travel as one, consolidated by the shop's warehouse or a forwarder; each order keeps its dates
    Join(super::join::Join),
    /// One parcel is two: a number or an order of it becomes a parcel of its own
    Split(super::join::Split),
    /// Take in what an SMS or an e-mail says; codes are dropped first, links are never followed
    Ingest(super::ingest::Ingest),
    /// Note what an app or a person said of a parcel
    Event(super::event::Said),
    /// What waits to be collected, by place and last day
    Pickup,
    /// Undo what you last did to a parcel, removing it too; says what that was
    Undo(super::undo::Undo),
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
        /// Say what would be done, and do nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Tell what was not known when the parcel was added: dates, its name, what a source asks for
    Edit(super::edit::Edit),
    /// You have the parcel, or it is said so and you do not; and what is wrong with it
    Received(super::received::Received),
    /// Take a parcel away: it is shown, told and asked nowhere, can be brought back for 30 days, and is then forgotten
    Remove(super::remove::Remove),
    /// What a number may be
    Number {
        /// A number, a link, a sentence
        #[arg(required = true)]
        text: Vec<String>,
    },
    /// The definitions of carriers
    Carrier {
        #[command(subcommand)]
        what: super::carrier::Carrier,
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
    /// Put the database back from a copy; the one of before is kept beside it
    Restore(super::restore::Restore),
    /// Whether the database is sound, and what has been waiting for too long; exit code 1 on faults
    Check,
    /// Everything that is known, as JSON or as a table
    Export(super::export::Export),
    /// All deadlines as a calendar file
    Calendar(super::calendar::Calendar),
    /// Orders from files: CSV, JSON of the shop's own pages, a saved page, a link
    Import(super::import::Import),
    /// Which number was sent to which host, when and why
    Privacy(super::privacy::Privacy),
    /// What works, what does not, and the cure
    Doctor(super::doctor::Doctor),
    /// The page for a browser or a phone, and who may see it
    Serve(super::serve::Serve),
    /// Pages and files for others, written into a folder; the daemon keeps them up to date by itself
    Publish(super::publish::Publish),
    /// Notices: whether they arrive
    Notify {
        #[command(subcommand)]
        what: super::notify::Notify,
    },
    /// Set up a way out: asks what is needed, tries it, and writes the configuration
    Setup(super::set_up::SetUp),
    /// Watch in the background; this is what the service runs
    Daemon,
    /// One round without a daemon, then exit: asks what is due, tells what is new; for cron and timers
    CheckNow(super::check_now::CheckNow),
    /// The daemon as a service of the session
    Service {
        #[arg(value_enum)]
        what: super::service::Unit,
        /// Install it with more forbidden; needs user namespaces, and programs of yours that it runs may not bear it
        #[arg(long)]
        strict: bool,
        /// No daemon: a timer that looks every half hour, in its place
        #[arg(long)]
        timer: bool,
    },
    /// Completions for a shell, on stdout
    Completions {
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// The manual as a roff page: `posylka man | man -l -`
    Man,
    /// See it work: lives of parcels on carriers that the program itself plays
    Demo(super::demo::Demo),
}

impl Command {
    /// Whether it can be done for one person of the house, with what is theirs alone.
    pub(super) fn is_of_a_person(&self) -> bool {
        match self {
            Command::Add(_)
            | Command::List(_)
            | Command::Status(_)
            | Command::Show { .. }
            | Command::Explain { .. }
            | Command::Norms
            | Command::Stats(_)
            | Command::Replay(_)
            | Command::Refresh(_)
            | Command::Link { .. }
            | Command::Unlink { .. }
            | Command::Join(_)
            | Command::Split(_)
            | Command::Ingest(_)
            | Command::Event(_)
            | Command::Pickup
            | Command::Undo(_)
            | Command::Archive { .. }
            | Command::Edit(_)
            | Command::Received(_)
            | Command::Remove(_)
            | Command::Dispute(_)
            | Command::Ack(_)
            | Command::Mute(_)
            | Command::Snooze(_)
            | Command::Calendar(_)
            | Command::Import(_)
            | Command::Privacy(_) => true,
            Command::Serve(args) => args.is_of_a_person(),
            _ => false,
        }
    }

    /// Whether it shows what is there, and would rather show less than nothing.
    pub(super) fn only_looks(&self) -> bool {
        matches!(
            self,
            Command::List(_) | Command::Status(_) | Command::Show { .. } | Command::Explain { .. } | Command::Pickup
        )
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Args::command().debug_assert();
    }

    /// What `add` takes and is no fact of the parcel; a number is told with `link`.
    const NO_FACTS: [&str; 5] = ["numbers", "later", "help", "version", "json"];

    #[test]
    fn every_fact_that_add_takes_can_be_told_later() {
        let mut command = super::Args::command();
        command.build();
        let options = |name: &str| -> Vec<String> {
            let it = command.find_subcommand(name).unwrap();
            it.get_arguments().map(|arg| arg.get_id().to_string()).collect()
        };
        let edit = options("edit");
        let lacking: Vec<String> =
            options("add").into_iter().filter(|it| !NO_FACTS.contains(&it.as_str()) && !edit.contains(it)).collect();
        assert!(lacking.is_empty(), "edit cannot tell {lacking:?}");
    }
}

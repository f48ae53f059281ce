//! One file per command. A command returns a [`Reply`]: the same facts as text for people and as JSON for programs.

mod ack;
mod act;
mod add;
mod args;
mod backup;
mod calendar;
mod capture;
mod carrier;
mod check;
mod daemon;
mod demo;
mod desk;
mod dispute;
mod doctor;
mod event;
mod explain;
mod export;
mod health;
mod import;
mod ingest;
mod install;
mod join;
mod list;
mod mute;
mod number;
mod pages;
mod pickup;
mod received;
mod remove;
mod reply;
mod service;
mod show;
mod status;
mod undo;
mod view;

use clap::Parser;

pub use args::Args;
pub use reply::Reply;

use args::{Carrier, Command, Global};
use desk::Desk;

/// Something that needs the user, found by `status`.
pub const NEEDS_USER: u8 = 3;

/// Reads the command line, does what it says, and returns the exit code: 0 fine, 1 error, 2 usage, 3 something needs the
/// user. Data goes to stdout, everything else to stderr.
pub async fn main() -> u8 {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let code = error.exit_code();
            // A broken pipe while printing help is nobody's error.
            let _ = error.print();
            return u8::try_from(code).unwrap_or(2);
        }
    };
    let json = args.global.json;
    match run(args).await {
        Ok(reply) => reply.print(json),
        Err(error) => {
            reply::aside(&crate::model::clean(&format!("{error:#}")));
            1
        }
    }
}

async fn run(Args { global, command }: Args) -> anyhow::Result<Reply> {
    match command {
        Command::Demo(args) => demo::run(&global, &args).await,
        Command::Daemon => daemon::run(&global).await,
        Command::Service { what } => service::run(&global, what),
        Command::Doctor => doctor::run(&global).await,
        Command::Carrier { what: Carrier::Capture { number, source, out } } => {
            capture::run(&global, &number, source.as_deref(), &out).await
        }
        Command::Carrier { what } => carrier::run(&global, what),
        Command::Number { text } => number::run(&global, &text.join(" ")),
        Command::Completions { shell } => Ok(pages::completions(shell)),
        Command::Man => Ok(pages::man()?),
        command => on_parcels(&global, command),
    }
}

/// The commands that work on the user's parcels.
fn on_parcels(global: &Global, command: Command) -> anyhow::Result<Reply> {
    let mut desk = Desk::open(global)?;
    match command {
        Command::Add(args) => add::run(&mut desk, &args),
        Command::List { all } => list::run(&mut desk, all),
        Command::Status => status::run(&mut desk),
        Command::Show { parcel } => show::run(&mut desk, &parcel),
        Command::Explain { parcel } => explain::run(&mut desk, &parcel),
        Command::Refresh { parcel } => act::refresh(&mut desk, parcel.as_deref()),
        Command::Link { parcel, number, carrier } => act::link(&mut desk, &parcel, &number, carrier),
        Command::Unlink { parcel, number } => act::unlink(&mut desk, &parcel, &number),
        Command::Event(args) => event::run(&mut desk, &args),
        Command::Ingest(args) => ingest::run(&mut desk, &args),
        Command::Pickup => pickup::run(&mut desk),
        Command::Join { parcel, other } => join::join(&mut desk, &parcel, &other),
        Command::Split(args) => join::split(&mut desk, &args),
        Command::Undo { parcel } => undo::run(&mut desk, parcel.as_deref()),
        Command::Archive { parcel, off, anyway } => act::archive(&mut desk, &parcel, off, anyway),
        Command::Received(args) => received::run(&mut desk, &args),
        Command::Edit(args) => act::edit(&mut desk, &args),
        Command::Ack(args) => ack::run(&mut desk, &args),
        Command::Mute(args) => mute::mute(&mut desk, &args),
        Command::Snooze(args) => mute::snooze(&mut desk, &args),
        Command::Backup(args) => backup::run(&mut desk, &args),
        Command::Check => check::run(&mut desk),
        Command::Export(args) => export::run(&mut desk, &args),
        Command::Remove { parcel } => remove::run(&mut desk, &parcel),
        Command::Dispute(args) => dispute::run(&mut desk, &args),
        Command::Import(args) => import::run(&mut desk, &args),
        Command::Calendar(args) => calendar::run(&mut desk, &args),
        Command::Demo(_)
        | Command::Daemon
        | Command::Doctor
        | Command::Service { .. }
        | Command::Carrier { .. }
        | Command::Completions { .. }
        | Command::Man
        | Command::Number { .. } => unreachable!("`run` takes these itself"),
    }
}

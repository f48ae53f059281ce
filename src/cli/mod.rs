//! One file per command. A command returns a [`Reply`]: the same facts as text for people and as JSON for programs.
//!
//! Belongs here: arguments, questions at the terminal, printing, exit codes. Does not belong here: what a command
//! does or shows: that is `app`'s.

mod ack;
mod add;
mod archive;
mod args;
mod ask;
mod backup;
mod bare_number;
mod calendar;
mod capture;
mod carrier;
mod check;
mod check_now;
mod columns;
mod completing;
mod completions_and_man;
mod daemon;
mod dates;
mod demo;
mod dispute;
mod doctor;
mod edit;
mod environment;
mod event;
mod explain;
mod export;
mod global;
mod help;
mod hidden;
mod import;
mod ingest;
mod install;
mod join;
mod learn;
mod link;
mod list;
mod look;
mod mend;
mod mute;
mod norm_chart;
mod norms;
mod notify;
mod number;
mod open;
mod output;
mod pager;
mod parse;
mod pickup;
mod privacy;
mod publish;
mod received;
mod refresh;
mod remove;
mod replay;
mod restore;
mod screen;
mod serve;
mod service;
mod set_up;
mod show;
mod stats;
mod status;
mod status_line;
mod timeline;
mod track;
mod undo;
mod update;
mod way;

use std::ffi::OsString;

pub use args::Args;
pub use output::{NEEDS_USER, Reply};

use args::Command;
use carrier::Carrier;
use global::Global;

use crate::{app::App, text::Phrasebook};

/// Reads the command line, does what it says, and returns the exit code: 0 fine, 1 error, 2 usage, 3 something needs the
/// user. Data goes to stdout, everything else to stderr.
pub async fn main() -> u8 {
    completing::answer_a_shell();
    let words: Vec<OsString> = std::env::args_os().collect();
    let args = match bare_number::read(&words) {
        Ok(args) => args,
        Err(error) => {
            let code = error.exit_code();
            match help::in_language(&words, error, help::language(&words)) {
                // It repeats what it was given.
                help::Said::Wrong(text) => output::usage(&text),
                // A broken pipe while printing help is nobody's error.
                help::Said::Help(help) => drop(help.print()),
            }
            return u8::try_from(code).unwrap_or(2);
        }
    };
    let json = args.global.json;
    match run(args).await {
        Ok(reply) => reply.print(json),
        Err(error) => {
            let phrases = Phrasebook::new(help::language(&words));
            output::aside(&crate::model::clean(&output::system_in_words(&format!("{error:#}"), &phrases)));
            1
        }
    }
}

async fn run(Args { mut global, command }: Args) -> anyhow::Result<Reply> {
    match &command {
        // There it says whose the parcel is to be.
        Command::Edit(_) => global.people.clear(),
        command if !command.is_of_a_person() && !global.people.is_empty() => {
            anyhow::bail!(open::words_of(&global).label("for-not-here"));
        }
        _ => {}
    }
    match command {
        Command::Demo(args) => {
            output::log_if_wanted();
            demo::run(&global, &args).await
        }
        Command::Daemon => daemon::run(&global).await,
        Command::CheckNow(_) => check_now::run(&global).await,
        Command::Service { what, strict, timer } => service::run(&global, what, strict, timer),
        Command::Doctor(args) => doctor::run(&global, &args).await,
        Command::Carrier { what: Carrier::Capture { number, source, out } } => {
            capture::run(&global, &number, source.as_deref(), &out).await
        }
        Command::Carrier { what: Carrier::Update(args) } => update::run(&global, &args).await,
        Command::Notify { what } => notify::run(&global, &what).await,
        Command::Setup(args) => set_up::run(&global, &args).await,
        Command::Restore(args) => restore::run(&global, &args),
        Command::Carrier { what } => carrier::run(&global, what),
        Command::Add(args) => add::run(&global, &args).await,
        Command::Track(args) => track::run(&global, &args).await,
        Command::Refresh(args) => refresh::run(&global, &args).await,
        Command::Serve(args) => serve::run(&global, &args).await,
        Command::List(args) if args.watch => list::watch(&global, &args),
        Command::Number { text } => number::run(&global, &text.join(" ")),
        Command::Completions { shell } => Ok(completions_and_man::completions(shell)?),
        Command::Man => Ok(completions_and_man::man(open::language(&global))?),
        command => on_parcels(&global, command),
    }
}

/// The commands that work on the user's parcels.
fn on_parcels(global: &Global, command: Command) -> anyhow::Result<Reply> {
    output::log_if_wanted();
    let mut app = match command.only_looks() {
        true => {
            let app = open::app_as_far_as_it_goes(global)?;
            app.setup.slips.iter().for_each(|slip| output::aside(&crate::model::clean(slip)));
            app
        }
        false => open::app(global)?,
    };
    let done = carried_out(&mut app, command, global.json);
    done.map_err(|error| output::in_words(error, &app.setup.phrases))
}

fn carried_out(app: &mut App, command: Command, json: bool) -> anyhow::Result<Reply> {
    match command {
        Command::List(args) => list::run(app, &args, json),
        Command::Status(args) => status::run(app, &args),
        Command::Show { parcel } => show::run(app, &parcel),
        Command::Explain { parcel } => explain::run(app, &parcel),
        Command::Norms => norms::run(app),
        Command::Replay(args) => replay::run(app, &args),
        Command::Stats(args) => stats::run(app, &args),
        Command::Link { parcel, number, carrier, instead_of } => link::link(app, &parcel, &number, carrier, instead_of),
        Command::Unlink { parcel, number, dry_run } => link::unlink(app, &parcel, &number, dry_run),
        Command::Event(args) => event::run(app, &args),
        Command::Ingest(args) => ingest::run(app, &args),
        Command::Pickup => pickup::run(app),
        Command::Privacy(args) => privacy::run(app, &args),
        Command::Publish(args) => publish::run(app, &args),
        Command::Join(args) => join::join(app, &args),
        Command::Split(args) => join::split(app, &args),
        Command::Undo(args) => undo::run(app, &args),
        Command::Archive { parcel, off, anyway, dry_run: true } => archive::would(app, &parcel, off, anyway),
        Command::Archive { parcel, off, anyway, .. } => archive::archive(app, &parcel, off, anyway),
        Command::Received(args) => received::run(app, &args),
        Command::Edit(args) => edit::edit(app, &args),
        Command::Ack(args) => ack::run(app, &args),
        Command::Mute(args) => mute::mute(app, &args),
        Command::Snooze(args) => mute::snooze(app, &args),
        Command::Backup(args) => backup::run(app, &args),
        Command::Check => check::run(app),
        Command::Export(args) => export::run(app, &args),
        Command::Remove(args) => remove::run(app, &args),
        Command::Dispute(args) => dispute::run(app, &args),
        Command::Import(args) => import::run(app, &args),
        Command::Calendar(args) => calendar::run(app, &args),
        Command::Add(_)
        | Command::Track(_)
        | Command::Refresh(_)
        | Command::Serve(_)
        | Command::Demo(_)
        | Command::Daemon
        | Command::CheckNow(_)
        | Command::Doctor(_)
        | Command::Notify { .. }
        | Command::Setup(_)
        | Command::Restore(_)
        | Command::Service { .. }
        | Command::Carrier { .. }
        | Command::Completions { .. }
        | Command::Man
        | Command::Number { .. } => unreachable!("`run` takes these itself"),
    }
}

//! What a shell asks while a command is being typed. The scripts that `completions` prints ask the program itself, so that
//! they know the parcels there are.

use std::{
    ffi::{OsStr, OsString},
    path::PathBuf,
};

use clap::{Arg, Command};
use clap_complete::{
    CompleteEnv,
    engine::{ArgValueCompleter, CompletionCandidate},
};

use super::{global::Global, help, open};
use crate::app::{
    Setup,
    views::completed::{Offered, carriers, channels, parcels, people, shops, sources},
};

/// By this variable a shell says that it asks, and which shell it is.
pub(super) const ASKED: &str = "COMPLETE";

/// Answers a shell and ends, where one asks.
pub(super) fn answer_a_shell() {
    if std::env::var_os(ASKED).is_none() {
        return;
    }
    let words: Vec<OsString> = std::env::args_os().collect();
    CompleteEnv::with_factory(|| with_values(help::command(help::language(&words)))).var(ASKED).complete();
}

/// The command line, with what its values may be.
fn with_values(command: Command) -> Command {
    let path = command.get_name().to_owned();
    let mut command = command.mut_args(|arg| value_of(&path, arg));
    let names: Vec<String> = command.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(name, with_values);
    }
    command
}

fn value_of(command: &str, arg: Arg) -> Arg {
    let offer: fn(&str) -> Option<Vec<Offered>> = match (command, arg.get_id().as_str()) {
        (_, "parcel" | "parcels") => |begun| parcels(&mut open::app_to_complete(&global())?, begun).ok(),
        (_, "never" | "again" | "source" | "like") | ("show" | "trust" | "mend" | "read", "id") => {
            |_| Some(sources(&setup()?))
        }
        (_, "carrier") => |_| Some(carriers(&setup()?)),
        (_, "shop") => |_| Some(shops(&setup()?)),
        ("test", "channel") => |_| Some(channels(&setup()?)),
        (_, "for") => |_| Some(people(&setup()?)),
        _ => return arg,
    };
    arg.add(ArgValueCompleter::new(move |begun: &OsStr| candidates(offer, &begun.to_string_lossy())))
}

/// A shell wants no errors: what cannot be read has nothing to offer.
fn candidates(offer: fn(&str) -> Option<Vec<Offered>>, begun: &str) -> Vec<CompletionCandidate> {
    let candidate = |(order, it): (usize, Offered)| {
        let meaning = (!it.meaning.is_empty()).then(|| it.meaning.into());
        CompletionCandidate::new(it.word).help(meaning).display_order(Some(order))
    };
    let offered = offer(begun).unwrap_or_default();
    // Parcels are found by their titles too; everything else begins as it is written.
    let by_word = offered.iter().any(|it| it.word.to_uppercase().starts_with(&begun.to_uppercase()));
    let fits = |it: &Offered| !by_word || it.word.to_uppercase().starts_with(&begun.to_uppercase());
    offered.into_iter().filter(fits).enumerate().map(candidate).collect()
}

fn setup() -> Option<Setup> {
    open::setup(&global()).ok()
}

/// The folders that the unfinished command line names.
fn global() -> Global {
    let words: Vec<String> = std::env::args_os().map(|it| it.to_string_lossy().into_owned()).collect();
    let after = |name: &str| {
        let at = words.iter().position(|word| word == name);
        let joined = words.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
        at.and_then(|at| words.get(at + 1)).map(String::as_str).or(joined).map(PathBuf::from)
    };
    let of = |name: &str| super::environment::var(name).map(PathBuf::from);
    Global {
        config: after("--config").or_else(|| of("POSYLKA_CONFIG")),
        data: after("--data").or_else(|| of("POSYLKA_DATA")),
        people: after("--for").into_iter().map(|it| it.to_string_lossy().into_owned()).collect(),
        json: false,
    }
}

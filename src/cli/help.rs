//! The help and the errors of the command line in the reader's language. The English stands at the commands themselves; the
//! Russian in `text/help`, and is put over it only where it is to be read.

use std::ffi::OsString;

use clap::{
    Arg, Command, CommandFactory,
    builder::PossibleValue,
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::{args::Args, environment::var, open, parse::NoValue};
use crate::{
    config::{Config, Folders},
    model::UnknownWord,
    text::{Lang, Phrasebook},
};

/// The command line with its help in a language.
pub(super) fn command(lang: Lang) -> Command {
    let mut command = Args::command();
    let Some(book) = Phrasebook::of_help(lang) else { return command };
    command.build();
    translated(&book, command, "posylka")
}

/// The language that is wanted: of the configuration, be it named on the command line, else of the locale.
pub(super) fn language(words: &[OsString]) -> Lang {
    let at = words.iter().position(|word| word == "--config").map(|at| at + 1);
    let named = at.and_then(|at| words.get(at)).cloned().or_else(|| var("POSYLKA_CONFIG").map(Into::into));
    let folders = Folders::choose(named.as_ref().map(std::path::Path::new), None);
    let config = folders.ok().and_then(|folders| Config::load(&folders).ok()).unwrap_or_default();
    config.language(open::ENVIRONMENT.locale().as_deref())
}

/// What is said to a command line that is none, or that asks for help.
#[derive(Debug)]
pub(super) enum Said {
    /// Help, which is data.
    Help(clap::Error),
    /// What is wrong.
    Wrong(String),
}

/// What is to be said in a language instead of an error of the command line.
pub(super) fn in_language(words: &[OsString], error: clap::Error, lang: Lang) -> Said {
    let other = Phrasebook::of_help(lang).and_then(|book| {
        let error = command(lang).try_get_matches_from(words).err()?;
        Some((book, error))
    });
    match other {
        Some((book, error)) if error.use_stderr() => Said::Wrong(said(&book, &error, words)),
        Some((_, error)) => Said::Help(error),
        None if error.use_stderr() => Said::Wrong(error.render().to_string()),
        None => Said::Help(error),
    }
}

fn translated(book: &Phrasebook, command: Command, path: &str) -> Command {
    let said = |id: String| book.has(&id).then(|| book.label(&id));
    let mut command = command.mut_args(|arg| argument(book, path, arg));
    if let Some(about) = said(format!("cmd-{path}")) {
        command = command.about(about).long_about(None);
    }
    if let Some(after) = said(format!("after-{path}")) {
        command = command.after_help(after);
    }
    let names: Vec<String> = command.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    for name in &names {
        let below = if path == "posylka" { name.clone() } else { format!("{path}-{name}") };
        let below = if name == "help" { name.clone() } else { below };
        command = command.mut_subcommand(name, |it| translated(book, it, &below));
    }
    let command = command.subcommand_value_name(book.label("name-command"));
    with_usage(book, command)
}

/// With heads in the language.
fn with_usage(book: &Phrasebook, mut command: Command) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", &book.label("usage-options-place"));
    let mut template = format!("{{about-with-newline}}\n{} {{usage}}\n", book.label("usage-head"));
    let sections = [
        ("usage-commands", "{subcommands}", command.has_subcommands()),
        ("usage-arguments", "{positionals}", command.get_positionals().next().is_some()),
        ("usage-options", "{options}", true),
    ];
    for (head, body, _) in sections.iter().filter(|(.., there)| *there) {
        template += &format!("\n{}:\n{body}\n", book.label(head));
    }
    command.override_usage(usage).help_template(template + "{after-help}")
}

fn argument(book: &Phrasebook, path: &str, arg: Arg) -> Arg {
    let id = arg.get_id().as_str().replace('_', "-");
    let Some(help) = help_of(book, path, &id) else { return arg };
    let help = help + &beside(book, path, &arg);
    let named = arg.get_value_names().map(|names| names.iter().map(|name| name_of(book, name)).collect::<Vec<_>>());
    let arg = match named.filter(|_| arg.get_action().takes_values()) {
        Some(names) => arg.value_names(names),
        None => arg,
    };
    arg.help(help).long_help(None).hide_possible_values(true).hide_default_value(true).hide_env(true)
}

/// What an argument means in a command, or wherever it stands.
fn help_of(book: &Phrasebook, path: &str, id: &str) -> Option<String> {
    let ids = [format!("arg-{path}-{id}"), format!("arg-{id}")];
    ids.iter().find(|id| book.has(id)).map(|id| book.label(id))
}

fn name_of(book: &Phrasebook, name: &str) -> String {
    let id = format!("name-{}", name.to_lowercase().replace(['_', ':'], "-"));
    if book.has(&id) { book.label(&id) } else { name.to_owned() }
}

/// What may be given, what is taken without it, and which variable stands for it.
fn beside(book: &Phrasebook, path: &str, arg: &Arg) -> String {
    let id = arg.get_id().as_str().replace('_', "-");
    let values: Vec<PossibleValue> =
        if arg.get_action().takes_values() { arg.get_possible_values() } else { Vec::new() };
    let told = |value: &PossibleValue| {
        let id = format!("value-{path}-{id}-{}", value.get_name());
        book.has(&id).then(|| format!("\n- {}: {}", value.get_name(), book.label(&id)))
    };
    let lines: Vec<String> = values.iter().filter_map(told).collect();
    let mut text = lines.join("");
    let mut more = |id: &str, name: &str, value: String| {
        text += &format!(" [{}]", book.phrase(id, &[(name, value.into())]));
    };
    if lines.is_empty() && !values.is_empty() {
        let names = values.iter().map(PossibleValue::get_name).collect::<Vec<_>>().join(", ");
        more("usage-values", "values", names);
    }
    if let Some(value) = arg.get_default_values().first().filter(|_| arg.get_action().takes_values()) {
        more("usage-default", "value", value.to_string_lossy().into_owned());
    }
    if let Some(name) = arg.get_env() {
        more("usage-env", "name", name.to_string_lossy().into_owned());
    }
    text
}

/// An error in the language, with what was perhaps meant and where help is.
fn said(book: &Phrasebook, error: &clap::Error, words: &[OsString]) -> String {
    let of = |kind: ContextKind| error.get(kind).map(in_words).unwrap_or_default();
    let (argument, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let because = std::error::Error::source(error).map(|why| {
        let value = why.downcast_ref::<NoValue>().map(|why| why.in_words(book.lang()));
        let word = why.downcast_ref::<UnknownWord>();
        let word = word.map(|why| book.phrase("error-values", &[("values", (&why.known).into())]));
        value.or(word).unwrap_or_else(|| why.to_string())
    });
    let (id, args) = match error.kind() {
        ErrorKind::UnknownArgument => ("error-unknown-argument", vec![("argument", argument)]),
        ErrorKind::InvalidSubcommand => {
            ("error-invalid-subcommand", vec![("argument", of(ContextKind::InvalidSubcommand))])
        }
        ErrorKind::InvalidValue if value.is_empty() => ("error-no-value", vec![("argument", argument)]),
        ErrorKind::InvalidValue => ("error-invalid-value", vec![("argument", argument), ("value", value)]),
        ErrorKind::ValueValidation => match because {
            Some(why) => ("error-invalid-value-because", vec![("argument", argument), ("value", value), ("why", why)]),
            None => ("error-invalid-value", vec![("argument", argument), ("value", value)]),
        },
        ErrorKind::MissingRequiredArgument | ErrorKind::MissingSubcommand => {
            ("error-missing", vec![("argument", argument)])
        }
        ErrorKind::ArgumentConflict => {
            ("error-conflict", vec![("argument", argument), ("other", of(ContextKind::PriorArg))])
        }
        ErrorKind::TooManyValues => ("error-too-many", vec![("value", value)]),
        _ => ("error-other", vec![]),
    };
    let args: Vec<_> = args.into_iter().map(|(name, value)| (name, value.into())).collect();
    let mut text = format!("{} {}\n", book.label("error-head"), book.phrase(id, &args));
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    for meant in meant.map(of).iter().filter(|it| !it.is_empty()) {
        text += &format!("\n  {}\n", book.phrase("error-meant", &[("meant", meant.into())]));
    }
    let values = of(ContextKind::ValidValue);
    if !values.is_empty() {
        text += &format!("\n  {}\n", book.phrase("error-values", &[("values", values.into())]));
    }
    text + &format!("\n{}\n", book.phrase("error-try-help", &[("command", asked(words).into())]))
}

fn in_words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(several) => several.join(", "),
        other => other.to_string(),
    }
}

/// The command that was asked, as it stands on the command line.
fn asked(words: &[OsString]) -> String {
    let (mut command, mut path) = (Args::command(), Vec::new());
    for word in words.iter().skip(1).filter_map(|word| word.to_str()) {
        let Some(below) = command.find_subcommand(word).cloned() else { continue };
        path.push(word.to_owned());
        command = below;
    }
    path.iter().map(|it| format!("{it} ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command with its path, but the help that clap makes.
    fn walk(command: &Command, path: &str, found: &mut Vec<(String, Command)>) {
        found.push((path.to_owned(), command.clone()));
        for below in command.get_subcommands().filter(|it| it.get_name() != "help") {
            let name = below.get_name();
            walk(below, &if path == "posylka" { name.to_owned() } else { format!("{path}-{name}") }, found);
        }
    }

    #[test]
    fn all_help_is_there_in_russian() {
        let book = Phrasebook::of_help(Lang::Ru).unwrap();
        let mut command = Args::command();
        command.build();
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        walk(&command, "posylka", &mut found);
        for (path, command) in &found {
            let arguments = command.get_arguments().map(|arg| arg.get_id().as_str().replace('_', "-"));
            missing
                .extend(arguments.filter(|id| help_of(&book, path, id).is_none()).map(|id| format!("arg-{path}-{id}")));
            missing.extend(Some(format!("cmd-{path}")).filter(|id| !book.has(id)));
            let after = command.get_after_help().map(|_| format!("after-{path}"));
            missing.extend(after.filter(|id| !book.has(id)));
            for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
                let told = arg.get_possible_values().into_iter().filter(|value| value.get_help().is_some());
                let id = arg.get_id().as_str().replace('_', "-");
                let ids = told.map(|value| format!("value-{path}-{id}-{}", value.get_name()));
                missing.extend(ids.filter(|id| !book.has(id)));
            }
        }
        assert!(missing.is_empty(), "text/help/ru.ftl lacks {missing:#?}");
    }

    #[test]
    fn nothing_in_russian_help_stands_for_nothing() {
        let mut command = Args::command();
        command.build();
        let mut found = Vec::new();
        walk(&command, "posylka", &mut found);
        let arguments = |it: &(String, Command)| -> Vec<String> {
            let ids = it.1.get_arguments().map(|arg| arg.get_id().as_str().replace('_', "-"));
            ids.flat_map(|id| [format!("arg-{}-{id}", it.0), format!("arg-{id}")]).collect()
        };
        let known: Vec<String> =
            found.iter().flat_map(|it| arguments(it).into_iter().chain([format!("cmd-{}", it.0)])).collect();
        let text = include_str!("../text/help/ru.ftl");
        let ids = text.lines().filter_map(|line| line.split_once(" =")).map(|(id, _)| id);
        let stray: Vec<&str> = ids
            .filter(|id| id.starts_with("arg-") || id.starts_with("cmd-") && *id != "cmd-help")
            .filter(|id| !known.iter().any(|it| it == id))
            .collect();
        assert!(stray.is_empty(), "{stray:?}");
    }

    fn shown(line: &str) -> String {
        let words: Vec<OsString> = std::iter::once("posylka").chain(line.split(' ')).map(OsString::from).collect();
        let error = Args::command().try_get_matches_from(&words).unwrap_err();
        match in_language(&words, error, Lang::Ru) {
            Said::Help(error) => error.render().to_string(),
            Said::Wrong(text) => text,
        }
    }

    #[test]
    fn help_and_errors_are_read_in_russian_alone() {
        let english =
            regex::Regex::new("Usage|Options|Arguments|Commands|Print|possible|default:|error:|For more").unwrap();
        for line in [
            "--help",
            "list --help",
            "dispute --help",
            "carrier --help",
            "carrier read --help",
            "help add",
            "lsit",
            "list --stge x",
            "list --stage nowhere",
            "show",
            "add X --ordered someday",
            "status --line --waybar",
            "edit 1",
        ] {
            let text = shown(line);
            assert!(!text.is_empty() && !english.is_match(&text), "{line}: {text}");
        }
        assert!(shown("list --help").starts_with("Посылки: сначала"), "{}", shown("list --help"));
        assert!(shown("lsit").contains("list"), "{}", shown("lsit"));
        assert!(shown("list --stage nowhere").contains("customs"), "{}", shown("list --stage nowhere"));
    }
}

//! What the documents say is so: the table of carriers, and every command in them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::CommandFactory;
use posylka::{
    carriers::{Definition, Registry},
    cli::Args,
    model::Access,
};

/// `README=write cargo test readme` brings the table up to date.
#[test]
fn the_table_of_carriers_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/carriers.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once("<!-- carriers -->\n").unwrap();
    let (table, after) = rest.split_once("<!-- /carriers -->").unwrap();
    let wanted = wanted();
    if std::env::var("README").is_ok_and(|it| it == "write") {
        fs::write(&path, format!("{before}<!-- carriers -->\n{wanted}<!-- /carriers -->{after}")).unwrap();
        return;
    }
    assert!(table == wanted, "the table is old; bring it up to date: README=write cargo test readme");
}

fn wanted() -> String {
    let registry = Registry::embedded().unwrap();
    let mut rows: Vec<&Definition> = registry.iter().collect();
    rows.sort_by_key(|it| (it.name.to_lowercase(), it.preference, it.id.clone()));
    let reads = rows.iter().filter(|it| it.answer.is_some()).count();
    let asked = rows.iter().filter(|it| it.access != Access::LinkOnly).count();
    let links = rows.len() - reads;
    let mut text = format!(
        "{asked} sources are asked; of {} more an answer that you saved is read (`carrier read`); {links} are links.\n\n",
        reads - asked
    );
    text += "| carrier | source | asked | rests on | hosts |\n|---|---|---|---|---|\n";
    for it in rows {
        let asked = match it.access {
            Access::Keyless => "openly",
            Access::Key => "with your key",
            Access::LinkOnly => "no, its page only",
        };
        let hosts = it.request.as_ref().map(|request| request.hosts.join(", ")).unwrap_or_default();
        let rests = if it.answer.is_some() { it.evidence.to_string() } else { String::new() };
        text += &format!("| {} | `{}` | {asked} | {rests} | {hosts} |\n", it.name, it.id);
    }
    text
}

#[test]
fn every_command_of_the_documents_is_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap().map(|it| it.unwrap().path());
    let pages = ["README.md", "README.ru.md", "systemd/README.md"].map(|it| root.join(it)).into_iter().chain(docs);
    let (mut seen, mut faults) = (0, Vec::new());
    for page in pages.filter(|it| it.extension().is_some_and(|it| it == "md")) {
        for (line, words) in commands(&page) {
            seen += 1;
            if let Err(fault) = Args::command().try_get_matches_from(&words)
                && fault.use_stderr()
            {
                faults.push(format!("{}:{line}: {}: {fault}", page.display(), words.join(" ")));
            }
        }
    }
    assert!(seen > 30, "{seen} commands were found");
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The commands that stand in the blocks of a page, with their lines. What shows a form, with brackets and bars, is none.
fn commands(page: &PathBuf) -> Vec<(usize, Vec<String>)> {
    let text = fs::read_to_string(page).unwrap();
    let (mut inside, mut found) = (false, Vec::new());
    for (nth, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            inside = !inside;
            continue;
        }
        let command = line.trim_start().trim_start_matches("$ ");
        let command = command.split_once("-u posylka ").map_or(command, |(_, command)| command);
        let command = command.split("  #").next().unwrap_or(command).trim_end();
        let shows_a_form = command.contains(['[', '|', '<', '…']);
        if !inside || !command.starts_with("posylka ") || shows_a_form || command.contains("...") {
            continue;
        }
        let mut words = words(command);
        // A number alone is looked up: it stands for `track`.
        if words.len() == 2 && words[1].bytes().filter(u8::is_ascii_digit).count() > 7 {
            words.insert(1, "track".to_owned());
        }
        found.push((nth + 1, words));
    }
    found
}

/// The words of a command as a shell splits them.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for sign in command.chars() {
        match sign {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.extend((!word.is_empty()).then(|| std::mem::take(&mut word))),
            _ => word.push(sign),
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

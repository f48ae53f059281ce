//! `posylka completions|man`: what a shell and a reader of manuals want.

use std::io;

use clap_complete::{Shell, env::Shells};
use clap_mangen::Man;
use serde_json::json;

use super::{completing::ASKED, help, output::Reply};
use crate::text::Lang;

/// What zsh lacks where it reads the script only once it is needed: the first word is to be completed too.
const ZSH_AT_ONCE: &str = "[[ $funcstack[1] == _posylka ]] && _clap_dynamic_completer_posylka\n";

/// The script by which a shell asks us while a command is being typed.
pub(super) fn completions(shell: Shell) -> io::Result<Reply> {
    let (shells, name, mut script) = (Shells::builtins(), shell.to_string(), Vec::new());
    let known = shells.completer(&name).ok_or(io::ErrorKind::Unsupported)?;
    known.write_registration(ASKED, "posylka", "posylka", "posylka", &mut script)?;
    let mut script = String::from_utf8_lossy(&script).into_owned();
    if shell == Shell::Zsh {
        script += ZSH_AT_ONCE;
    }
    Ok(Reply::new(script.clone(), json!({ "shell": name, "script": script })))
}

/// The manual: one page of all commands, as roff.
pub(super) fn man(lang: Lang) -> io::Result<Reply> {
    let mut command = help::command(lang);
    command.build();
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands().filter(|it| !it.is_hide_set() && it.get_name() != "help") {
        let name = format!("posylka {}", subcommand.get_name());
        let man = Man::new(subcommand.clone().bin_name(&name));
        page.extend(format!(".SH \"{}\"\n", name.to_uppercase()).bytes());
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    let page = String::from_utf8_lossy(&page).into_owned();
    Ok(Reply::new(page.clone(), json!({ "man": page })))
}

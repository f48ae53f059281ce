//! `posylka completions|man`: what a shell and a reader of manuals want.

use std::io;

use clap_complete::Shell;
use clap_mangen::Man;
use serde_json::json;

use super::{help, output::Reply};
use crate::text::Lang;

/// Completions of the command line for a shell.
pub(super) fn completions(shell: Shell, lang: Lang) -> Reply {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::command(lang), "posylka", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    Reply::new(script.clone(), json!({ "shell": shell.to_string(), "script": script }))
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

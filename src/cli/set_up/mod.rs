//! `posylka setup`: asks what a way out to the user needs, tries it, and writes the configuration.

mod email;
mod ntfy;
mod telegram;
mod vk;

use clap::ValueEnum;
use serde_json::json;

use super::{
    ask,
    global::Global,
    open,
    output::{Reply, aside, in_words, system_in_words},
};
use crate::{
    app::{
        Refusal, Setup,
        actions::set_up_channel::{Before, Proposed, before},
        setup::channel_table::{ChannelTable, Given},
    },
    config::{ChannelName, Folders},
    daemon::lock,
};

/// `posylka setup`
#[derive(Debug, clap::Args)]
pub(super) struct SetUp {
    /// Which way
    #[arg(value_enum)]
    way: Way,
    /// The server, where it is not the usual one: smtps://mail.example.org, or https:// for the others
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// Ask, and show what would be written; send and write nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Way {
    /// A letter, from your own mailbox
    Email,
    /// A bot of yours
    Telegram,
    /// The app ntfy on a phone; no account is needed
    Ntfy,
    /// A community of yours
    Vk,
}

/// What the questions of a channel are asked with.
struct Questions<'q> {
    setup: &'q Setup,
    /// The server that is wanted instead of the usual one.
    server: Option<&'q str>,
}

type Keys = Vec<(&'static str, Given)>;

pub(super) async fn run(global: &Global, args: &SetUp) -> anyhow::Result<Reply> {
    let folders = Folders::choose(global.config.as_deref(), global.data.as_deref())?;
    let setup = match folders.file.exists() {
        true => open::ENVIRONMENT.setup_without_secrets(folders)?,
        // A file that is named and not there yet is made.
        false => open::ENVIRONMENT.setup_without_secrets(Folders { named: false, ..folders })?,
    };
    let done = asked(&setup, args).await;
    done.map_err(|error| in_words(error, &setup.phrases))
}

async fn asked(setup: &Setup, args: &SetUp) -> anyhow::Result<Reply> {
    let name = match args.way {
        Way::Email => ChannelName::Email,
        Way::Telegram => ChannelName::Telegram,
        Way::Ntfy => ChannelName::Ntfy,
        Way::Vk => ChannelName::Vk,
    };
    if !ask::is_somebody_there() {
        let file = setup.folders.file.display().to_string();
        return Err(Refusal::new("setup-no-terminal")
            .with("channel", name.word())
            .with("keys", name.needs())
            .with("path", file)
            .into());
    }
    let before = before(&setup.folders, name)?;
    if !before.keys.is_empty() {
        aside(&setup.phrases.phrase("setup-there", &[("channel", name.word().into())]));
        before.keys.iter().for_each(|line| aside(&format!("  {line}")));
        if ask::agreed(&setup.phrases.label("setup-anew"), &setup.phrases)? != Some(true) {
            return Err(Refusal::new("doubt-not").into());
        }
    }
    let questions = Questions { setup, server: args.server.as_deref() };
    let keys = match args.way {
        Way::Email => email::asked(&questions)?,
        Way::Telegram => telegram::asked(&questions).await?,
        Way::Ntfy => ntfy::asked(&questions)?,
        Way::Vk => vk::asked(&questions)?,
    };
    let first = comes_first(setup, &before, name)?;
    let proposed = before.with(&setup.folders, ChannelTable { name, keys, first })?;
    match args.dry_run {
        true => Ok(shown(setup, name, &proposed)),
        false => finished(setup, name, &before, &proposed).await,
    }
}

/// Whether it comes before the channels there are.
fn comes_first(setup: &Setup, before: &Before, name: ChannelName) -> anyhow::Result<bool> {
    let others = || before.channels.join(", ");
    if before.channels.is_empty() || before.channels.iter().any(|it| it == name.word()) {
        return Ok(true);
    }
    let question = setup.phrases.phrase("setup-first", &[("channel", name.word().into()), ("others", others().into())]);
    Ok(ask::agreed(&question, &setup.phrases)? == Some(true))
}

fn shown(setup: &Setup, name: ChannelName, proposed: &Proposed) -> Reply {
    let path = proposed.path.display().to_string();
    let mut text = setup.phrases.phrase("setup-would", &[("path", path.as_str().into())]);
    text += &format!("\n{}", proposed.changes);
    if let Some(secret) = &proposed.secret {
        text += &setup.phrases.phrase("setup-would-secret", &[("path", secret.display().to_string().into())]);
    }
    let secret = proposed.secret.as_ref().map(|it| it.display().to_string());
    let facts = json!({ "channel": name.word(), "would_write": path, "secret": secret, "changes": proposed.changes });
    Reply::new(text, facts)
}

/// Tries it, and writes it where it works or is wanted all the same.
async fn finished(setup: &Setup, name: ChannelName, before: &Before, proposed: &Proposed) -> anyhow::Result<Reply> {
    let say = |id: &str, args: &[(&str, crate::text::Arg<'_>)]| aside(&setup.phrases.phrase(id, args));
    let channel = || ("channel", name.word().into());
    say("setup-trying", &[channel()]);
    let tried = proposed.tried(setup, &open::ENVIRONMENT, open::clock(setup)?.now()).await;
    let error = tried.as_ref().and_then(|it| it.error.clone());
    match &error {
        None => say("notify-arrived", &[channel()]),
        Some(error) => {
            say("notify-failed", &[channel(), ("error", system_in_words(error, &setup.phrases).into())]);
            tried.iter().filter_map(|it| it.cure.as_deref()).for_each(aside);
            if ask::agreed(&setup.phrases.label("setup-keep"), &setup.phrases)? != Some(true) {
                return Err(Refusal::new("setup-nothing").into());
            }
        }
    }
    proposed.write(&setup.folders, before)?;
    let path = proposed.path.display().to_string();
    let mut text = setup.phrases.phrase("setup-written", &[("path", path.as_str().into())]);
    if lock::probe(&setup.folders.data)? {
        text += &format!("\n{}", setup.phrases.label("setup-reload"));
    }
    let mut reply = Reply::new(text, json!({ "channel": name.word(), "written": path, "error": error }));
    reply.code = u8::from(error.is_some());
    Ok(reply)
}

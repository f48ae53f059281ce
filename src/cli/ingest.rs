//! `posylka ingest`: what an SMS or an e-mail says comes to its parcel.

use std::{
    fs::File,
    io::{IsTerminal, Read},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use super::{
    dates::day_of,
    output::{NEEDS_USER, Reply, aside},
    parse::day,
};
use crate::{
    app::{
        App,
        actions::ingest::AboutMessage,
        views::ingested::{Ingested, MessageContent, MessageOutcome, MessageParcel},
    },
    import::{
        messages::{MAIL_MAX, posted::Sent},
        orders::GivenDay,
    },
    model::clean,
};

/// `posylka ingest`
#[derive(Debug, clap::Args)]
pub(super) struct Ingest {
    /// The text of an SMS, the body of an e-mail, or an .eml; stdin without it, or with `-`
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Whose it is: id, number, or a piece of the title; found out without it
    #[arg(long)]
    parcel: Option<String>,
    /// Who sent it, as the phone shows it; read from the message without it
    #[arg(long, value_name = "NAME")]
    from: Option<String>,
    /// When it was sent, as 2026-02-28 or `yesterday`; read from the message, or today, without it
    #[arg(long, value_name = "DAY", value_parser = day)]
    sent: Option<GivenDay>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(app: &mut App, args: &Ingest) -> anyhow::Result<Reply> {
    let parcel = args.parcel.as_deref().map(|it| app.find_parcel(it)).transpose()?;
    let about = AboutMessage {
        parcel,
        sender: args.from.clone(),
        sent: day_of(app, args.sent.as_ref()).map(Sent::on),
        dry_run: args.dry_run,
    };
    let stdin = [PathBuf::from("-")];
    let files = if args.files.is_empty() { &stdin[..] } else { &args.files[..] };
    let mut messages = Vec::new();
    for file in files {
        let stdin = file == Path::new("-");
        let from = if stdin { app.label("ingest-stdin") } else { clean(&file.display().to_string()) };
        if stdin && std::io::stdin().is_terminal() {
            aside(&app.label("ingest-waits"));
        }
        let bytes = bytes(file, stdin).with_context(|| from.clone())?;
        messages.push(app.ingest(&from, &bytes, &about)?);
    }
    let text: Vec<String> = messages.iter().map(|it| in_words(app, it, args.dry_run)).collect();
    if messages.iter().all(Ingested::failed) {
        bail!(text.join("\n"));
    }
    let code = messages.iter().map(code).max().unwrap_or(0);
    let mut reply = Reply::new(text.join("\n"), messages);
    reply.code = code;
    Ok(reply)
}

/// A mail is looked at as far as its text can be; the pictures after it are left where they are.
fn bytes(file: &Path, stdin: bool) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = MAIL_MAX as u64;
    match stdin {
        true => std::io::stdin().take(most).read_to_end(&mut bytes)?,
        false => File::open(file)?.take(most).read_to_end(&mut bytes)?,
    };
    Ok(bytes)
}

/// A question needs the user; a list of numbers or an unreadable file is an error.
fn code(message: &Ingested) -> u8 {
    if message.needs_user() { NEEDS_USER } else { u8::from(message.failed()) }
}

fn in_words(app: &App, message: &Ingested, dry: bool) -> String {
    let mut lines = message.content.suspicions.clone();
    if !lines.is_empty() {
        lines.push(app.label("suspicion-advice"));
    }
    let from = || ("from", message.from.as_str().into());
    let what = || ("what", message.content.sentence.as_str().into());
    let each = |id: &str| message.parcels.iter().map(|it| of_parcel(app, id, message, it)).collect::<Vec<_>>();
    match message.outcome {
        MessageOutcome::Unreadable => {
            let why = message.error.as_deref().unwrap_or_default();
            lines.push(app.phrase("ingest-unreadable", &[from(), ("why", why.into())]));
        }
        MessageOutcome::Nothing => lines.push(app.phrase("ingest-nothing", &[from()])),
        MessageOutcome::Crowded => lines.push(app.phrase("ingest-crowded", &[from()])),
        MessageOutcome::Known => lines.push(app.phrase("ingest-known", &[from(), ("ids", ids(message).into())])),
        MessageOutcome::Told => lines.extend(each(if dry { "ingest-dry" } else { "ingest-told" })),
        MessageOutcome::Idle => lines.extend(each("ingest-idle")),
        MessageOutcome::NotUnderstood => lines.extend(each("ingest-not-understood")),
        MessageOutcome::Mixed => lines.extend(each("ingest-mixed")),
        MessageOutcome::TooOld => lines.extend(each("ingest-too-old")),
        MessageOutcome::Unsure if message.parcels.is_empty() => {
            let add = add(app, &message.content);
            lines.push(app.phrase("ingest-nobody", &[from(), what(), ("add", add.into())]));
        }
        MessageOutcome::Unsure => {
            lines.push(app.phrase("ingest-unsure", &[from(), what()]));
            lines.extend(each("ingest-candidate"));
        }
        MessageOutcome::Elsewhere => {
            let number = message.elsewhere.as_deref().unwrap_or_default();
            lines.push(app.phrase("ingest-elsewhere", &[("number", number.into()), ("id", ids(message).into())]));
        }
    }
    lines.join("\n")
}

fn of_parcel(app: &App, id: &str, message: &Ingested, parcel: &MessageParcel) -> String {
    let args = [
        ("from", message.from.as_str().into()),
        ("what", message.content.sentence.as_str().into()),
        ("id", parcel.id.as_str().into()),
        ("title", parcel.title.as_str().into()),
        ("because", parcel.sentence.as_deref().unwrap_or_default().into()),
    ];
    app.phrase(id, &args)
}

fn ids(message: &Ingested) -> String {
    message.parcels.iter().map(|it| it.id.as_str()).collect::<Vec<_>>().join(", ")
}

/// What would add the parcel of a message that belongs to none.
fn add(app: &App, content: &MessageContent) -> String {
    let number = content.numbers.first().cloned();
    let order = content.orders.first().map(|order| format!("--order {order}"));
    let words: Vec<String> = number.into_iter().chain(order).collect();
    if words.is_empty() { app.label("ingest-text").to_uppercase() } else { words.join(" ") }
}

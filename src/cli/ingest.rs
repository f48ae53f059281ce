//! `posylka ingest`: what an SMS or an e-mail says comes to its parcel.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    output::{NEEDS_USER, Reply},
    parse::day,
};
use crate::{
    app::actions::ingest::{self, Hand, Idle, Reading, Taken},
    app::{App, views::parcel::PlainEvent},
    import::messages::{Letter, MAIL_MAX},
    model::{Fit, Message, ParcelId, clean},
    rules::match_message::Whose,
    store::StoreError,
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
    /// When it was sent, as 2026-02-28; read from the message, or today, without it
    #[arg(long, value_name = "DAY", value_parser = day)]
    sent: Option<Date>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// What became of one message, and where it came from.
struct Ingested {
    from: String,
    message: Option<Message>,
    taken: Option<Taken>,
    fault: Option<String>,
}

pub(super) fn run(app: &mut App, args: &Ingest) -> anyhow::Result<Reply> {
    let said = args.parcel.as_deref().map(|it| app.find_parcel(it)).transpose()?;
    let stdin = [PathBuf::from("-")];
    let files = if args.files.is_empty() { &stdin[..] } else { &args.files[..] };
    let mut results = Vec::new();
    for file in files {
        results.push(one(app, args, file, said)?);
    }
    let code = results.iter().map(code).max().unwrap_or(0);
    let text: Vec<String> = results.iter().map(|it| in_words(app, it, args.dry_run)).collect::<anyhow::Result<_>>()?;
    let facts: Vec<Value> = results.iter().map(|it| facts(app, it)).collect();
    if results.iter().all(|it| self::code(it) == 1) {
        bail!(text.join("\n"));
    }
    let mut reply = Reply::new(text.join("\n"), facts);
    reply.code = code;
    Ok(reply)
}

fn one(app: &mut App, args: &Ingest, file: &Path, said: Option<ParcelId>) -> anyhow::Result<Ingested> {
    let stdin = file == Path::new("-");
    let from = if stdin { app.label("ingest-stdin") } else { clean(&file.display().to_string()) };
    let bytes = bytes(file, stdin).with_context(|| from.clone())?;
    let reading = match Letter::of(app.setup.templates.wording(), &bytes) {
        Ok(letter) => read(app, args, letter),
        Err(fault) => {
            return Ok(Ingested { from, message: None, taken: None, fault: Some(fault.to_string()) });
        }
    };
    let taken = take_in(app, &reading, said, args.dry_run)?;
    Ok(Ingested { from, message: Some(reading.message), taken: Some(taken), fault: None })
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

/// What the user says of sender and day goes before what the message says.
fn read(app: &App, args: &Ingest, mut letter: Letter) -> Reading {
    if let Some(from) = &args.from {
        letter.sender = clean(from.trim()).to_lowercase();
        letter.mail = from.contains('@');
    }
    let zone = app.setup.knowledge.zone.clone();
    let noon = args.sent.and_then(|day| day.at(12, 0, 0, 0).to_zoned(zone).ok());
    letter.sent = noon.map(|noon| noon.timestamp()).or(letter.sent);
    ingest::reading(&app.setup, &letter, app.now)
}

/// Why a transaction was not carried out.
enum Unwritten {
    Store(StoreError),
    Dry(Taken),
}

impl From<StoreError> for Unwritten {
    fn from(error: StoreError) -> Unwritten {
        Unwritten::Store(error)
    }
}

fn take_in(app: &mut App, reading: &Reading, said: Option<ParcelId>, dry: bool) -> anyhow::Result<Taken> {
    let (setup, now) = (&app.setup, app.now);
    let done = app.store.within(|tx| {
        let taken = ingest::take(tx, setup, reading, Hand::User(said), now)?;
        if dry { Err(Unwritten::Dry(taken)) } else { Ok(taken) }
    });
    match done {
        Ok(taken) | Err(Unwritten::Dry(taken)) => Ok(taken),
        Err(Unwritten::Store(error)) => Err(error.into()),
    }
}

/// A question needs the user; a list of numbers or an unreadable file is an error.
fn code(it: &Ingested) -> u8 {
    match &it.taken {
        Some(Taken::Unsure(_) | Taken::Elsewhere(..)) => NEEDS_USER,
        Some(Taken::Crowded) | None => 1,
        Some(Taken::Nothing | Taken::Known(_) | Taken::Told(_) | Taken::Idle(..)) => 0,
    }
}

fn in_words(app: &mut App, it: &Ingested, dry: bool) -> anyhow::Result<String> {
    let from = || ("from", it.from.as_str().into());
    let Some((message, taken)) = it.message.as_ref().zip(it.taken.as_ref()) else {
        let why = it.fault.clone().unwrap_or_default();
        return Ok(app.phrase("ingest-unreadable", &[from(), ("why", why.into())]));
    };
    let listed = app.list()?;
    let title = |id: ParcelId| listed.iter().find(|it| it.parcel.id == id).map(|it| it.parcel.title.clone());
    let what = app.setup.telling(app.today(), |setting| app.setup.phrases.message(message, setting));
    let told = |id: &str, whose: &Whose| {
        let (parcel, title) = (whose.parcel.to_string(), title(whose.parcel).unwrap_or_default());
        let because = because(app, &whose.because);
        let args = [
            from(),
            ("what", what.as_str().into()),
            ("id", parcel.into()),
            ("title", title.into()),
            ("because", because.into()),
        ];
        app.phrase(id, &args)
    };
    let mut lines: Vec<String> = message.suspicions.iter().map(|it| app.setup.phrases.suspicion(it)).collect();
    if !lines.is_empty() {
        lines.push(app.label("suspicion-advice"));
    }
    match taken {
        Taken::Nothing => lines.push(app.phrase("ingest-nothing", &[from()])),
        Taken::Crowded => lines.push(app.phrase("ingest-crowded", &[from()])),
        Taken::Known(ids) => {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            lines.push(app.phrase("ingest-known", &[from(), ("ids", ids.join(", ").into())]));
        }
        Taken::Told(whose) => {
            lines.extend(whose.iter().map(|it| told(if dry { "ingest-dry" } else { "ingest-told" }, it)));
        }
        Taken::Idle(whose, why) => {
            let id = match why {
                Idle::NothingNew => "ingest-idle",
                Idle::NotUnderstood => "ingest-not-understood",
                Idle::TooOld => "ingest-too-old",
            };
            lines.extend(whose.iter().map(|it| told(id, it)));
        }
        Taken::Unsure(candidates) if candidates.is_empty() => {
            let add = add(app, message);
            lines.push(app.phrase("ingest-nobody", &[from(), ("what", what.as_str().into()), ("add", add.into())]));
        }
        Taken::Unsure(candidates) => {
            lines.push(app.phrase("ingest-unsure", &[from(), ("what", what.as_str().into())]));
            lines.extend(candidates.iter().map(|it| told("ingest-candidate", it)));
        }
        Taken::Elsewhere(number, id) => {
            let args = [("number", number.as_str().into()), ("id", id.to_string().into())];
            lines.push(app.phrase("ingest-elsewhere", &args));
        }
    }
    Ok(lines.join("\n"))
}

fn because(app: &App, fits: &[Fit]) -> String {
    let fit = |fit: &Fit| app.setup.telling(app.today(), |setting| app.setup.phrases.fit(fit, setting));
    fits.iter().map(fit).collect::<Vec<_>>().join(", ")
}

/// What would add the parcel of a message that belongs to none.
fn add(app: &App, message: &Message) -> String {
    let number = message.numbers.first().map(|it| it.number.to_string());
    let order = message.orders.first().map(|order| format!("--order {order}"));
    let words: Vec<String> = number.into_iter().chain(order).collect();
    if words.is_empty() { app.label("ingest-text").to_uppercase() } else { words.join(" ") }
}

/// One message for programs. Codes and links are in none of it.
#[derive(Serialize)]
struct View<'a> {
    from: &'a str,
    outcome: &'static str,
    error: Option<&'a str>,
    sender: Option<&'a str>,
    template: Option<&'a str>,
    numbers: Vec<&'a str>,
    orders: Vec<&'a str>,
    event: Option<PlainEvent>,
    hold_until: Option<Date>,
    promised_by: Option<Date>,
    shipped: Option<Date>,
    last_mile: Option<&'a str>,
    suspicions: Vec<String>,
    parcels: Vec<Value>,
}

fn facts(app: &App, it: &Ingested) -> Value {
    let message = it.message.as_ref();
    let whose = |whose: &Whose| {
        json!({ "id": whose.parcel.to_string(), "because": whose.because,
            "sentence": because(app, &whose.because) })
    };
    let id = |id: &ParcelId| json!({ "id": id.to_string() });
    let (outcome, parcels) = match &it.taken {
        None => ("unreadable", Vec::new()),
        Some(Taken::Nothing) => ("nothing", Vec::new()),
        Some(Taken::Crowded) => ("crowded", Vec::new()),
        Some(Taken::Known(ids)) => ("known", ids.iter().map(id).collect()),
        Some(Taken::Told(told)) => ("told", told.iter().map(whose).collect()),
        Some(Taken::Idle(idle, why)) => {
            let outcome = match why {
                Idle::NothingNew => "idle",
                Idle::NotUnderstood => "not-understood",
                Idle::TooOld => "too-old",
            };
            (outcome, idle.iter().map(whose).collect())
        }
        Some(Taken::Unsure(candidates)) => ("unsure", candidates.iter().map(whose).collect()),
        Some(Taken::Elsewhere(_, other)) => ("elsewhere", vec![id(other)]),
    };
    let view = View {
        from: &it.from,
        outcome,
        error: it.fault.as_deref(),
        sender: message.map(|it| it.sender.as_str()).filter(|sender| !sender.is_empty()),
        template: message.and_then(|it| it.template.as_deref()),
        numbers: message.map(|it| it.numbers.iter().map(|it| it.number.as_str()).collect()).unwrap_or_default(),
        orders: message.map(|it| it.orders.iter().map(String::as_str).collect()).unwrap_or_default(),
        event: message.and_then(|it| it.event.as_ref()).map(PlainEvent::of),
        hold_until: message.and_then(|it| it.facts.hold_until),
        promised_by: message.and_then(|it| it.facts.promised_by),
        shipped: message.and_then(|it| it.shipped),
        last_mile: message.and_then(|it| it.facts.last_mile.as_deref()),
        suspicions: message
            .map(|it| it.suspicions.iter().map(|it| app.setup.phrases.suspicion(it)).collect())
            .unwrap_or_default(),
        parcels,
    };
    serde_json::to_value(view).unwrap_or_default()
}

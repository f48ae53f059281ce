//! `posylka carrier`

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow, bail};
use serde::Serialize;
use serde_json::{Value, json};

use clap::Subcommand;

use super::{
    global::Global,
    health::{self, HealthView},
    install, open,
    output::{Reply, table},
};
use crate::{
    app::{Setup, refusal::not_a_number, views::parcel::PlainEvent},
    carriers::{self, Answered, Definition, Registry, numbers},
    model::{Access, CarrierId, Complaint, Facts, Number, Outcome, OutcomeKind, SourceId, clean},
};

#[derive(Debug, Subcommand)]
pub(super) enum Carrier {
    /// All definitions in force
    List,
    /// What is in force for a source, and where from
    Show {
        /// A source's id
        id: String,
        /// The definition itself, to mend a copy of it
        #[arg(long)]
        toml: bool,
    },
    /// Whether a definition can be read; says where it cannot
    Check {
        /// A definition
        file: PathBuf,
    },
    /// Ask a source once and write a redacted fixture with what was heard
    Capture {
        /// The number to ask for
        number: String,
        /// Which source; the likeliest without it
        #[arg(long)]
        source: Option<String>,
        /// Where to write it
        #[arg(long, default_value = "fixtures")]
        out: PathBuf,
    },
    /// Lay newer definitions in place, after showing what hosts and secrets change
    Install {
        /// A definition, or a folder of them
        from: PathBuf,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Read an answer of a source as the daemon would
    Read {
        /// A source's id
        id: String,
        /// One answer as it came
        file: PathBuf,
        /// The number that was asked for; needed where the answer speaks of several
        #[arg(long)]
        number: Option<String>,
        /// The HTTP status it came with
        #[arg(long, default_value_t = 200)]
        http: u16,
    },
}

/// No answer worth reading is longer.
const FILE_MAX: u64 = 64_000_000;

pub(super) fn run(global: &Global, what: Carrier) -> anyhow::Result<Reply> {
    match what {
        Carrier::Check { file } => check(&file),
        Carrier::List => Ok(list(&open::setup(global)?)),
        Carrier::Show { id, toml: true } => definition(&open::setup(global)?, &id),
        Carrier::Show { id, toml: false } => show(&open::setup(global)?, &id),
        Carrier::Install { from, yes } => install::run(global, &from, yes),
        Carrier::Capture { .. } => unreachable!("it asks, so `cli::run` takes it itself"),
        Carrier::Read { id, file, number, http } => {
            read(&open::setup(global)?, &id, &bytes(&file)?, number.as_deref(), http)
        }
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    id: &'a SourceId,
    of: &'a CarrierId,
    name: &'a str,
    access: Access,
    evidence: String,
    askable: bool,
    revision: u32,
    origin: &'a str,
    #[serde(flatten)]
    health: HealthView,
}

impl Listed<'_> {
    fn of<'a>(setup: &Setup, it: &'a Definition, health: Option<&HealthView>) -> Listed<'a> {
        let carrier = setup.knowledge.carriers.get(&it.of);
        let askable = carrier.is_some_and(|carrier| carrier.askable().any(|source| source.id == it.id));
        Listed {
            id: &it.id,
            of: &it.of,
            name: &it.name,
            access: it.access,
            evidence: it.evidence.to_string(),
            askable,
            revision: it.revision,
            origin: it.origin.as_deref().unwrap_or("embedded"),
            health: health.cloned().unwrap_or_default(),
        }
    }
}

fn list(setup: &Setup) -> Reply {
    let kept = health::kept(setup);
    let listed: Vec<Listed<'_>> = setup.registry.iter().map(|it| Listed::of(setup, it, kept.get(&it.id))).collect();
    let phrases = &setup.phrases;
    let head = [
        "carrier-id",
        "carrier-name",
        "carrier-access",
        "carrier-asked",
        "carrier-evidence",
        "carrier-last-good",
        "carrier-failures",
    ];
    let rows = listed.iter().map(|it| {
        let asked = phrases.label(if it.askable { "carrier-asked-yes" } else { "carrier-asked-no" });
        let evidence = phrases.label(&format!("carrier-evidence-{}", it.evidence));
        let good = it.health.last_good.map(|at| health::moment(setup, at)).unwrap_or_default();
        let failures = if it.health.failures > 0 { it.health.failures.to_string() } else { String::new() };
        [it.id.to_string(), setup.name_of(it.of), phrases.access(it.access), asked, evidence, good, failures]
    });
    Reply::new(table(head.map(|id| phrases.label(id)), rows), json!(listed))
}

fn found<'a>(setup: &'a Setup, id: &str) -> anyhow::Result<&'a Definition> {
    let known = || setup.registry.iter().map(|it| it.id.to_string()).collect::<Vec<_>>().join(", ");
    let fault =
        || anyhow!(setup.phrases.phrase("carrier-unknown", &[("id", id.into()), ("known", known().as_str().into())]));
    setup.registry.source(&SourceId::from(id)).ok_or_else(fault)
}

fn show(setup: &Setup, id: &str) -> anyhow::Result<Reply> {
    let it = found(setup, id)?;
    let kept = health::kept(setup);
    let health = kept.get(&it.id);
    let listed = Listed::of(setup, it, health);
    let hosts = it.request.as_ref().map(|request| request.hosts.join(", ")).unwrap_or_default();
    let secrets: Vec<&str> = it.secrets.keys().map(String::as_str).collect();
    let evidence = setup.phrases.label(&format!("carrier-evidence-{}", it.evidence));
    let rows = [
        ("carrier-id", it.id.to_string()),
        ("carrier-of", it.of.to_string()),
        ("carrier-name", setup.name_of(&it.of)),
        ("carrier-access", setup.phrases.access(it.access)),
        ("carrier-evidence", format!("{evidence}: {}", it.evidence_note)),
        ("carrier-page", it.page.clone().unwrap_or_default()),
        ("carrier-hosts", hosts),
        ("carrier-secrets", secrets.join(", ")),
        ("carrier-origin", listed.origin.to_owned()),
        ("carrier-health", health.map(|it| it.in_words(setup)).unwrap_or_default()),
    ];
    let told = rows.iter().filter(|(_, value)| !value.is_empty());
    let text: String = told.map(|(id, value)| format!("{}: {value}\n", setup.phrases.label(id))).collect();
    Ok(Reply::new(text, json!(listed)))
}

/// The text of the definition in force.
fn definition(setup: &Setup, id: &str) -> anyhow::Result<Reply> {
    let it = found(setup, id)?;
    let text = match &it.origin {
        Some(path) => String::from_utf8(bytes(Path::new(path))?).with_context(|| path.clone())?,
        None => Registry::embedded_text(&it.id).unwrap_or_default().to_owned(),
    };
    Ok(Reply::new(text.clone(), json!({ "id": it.id, "toml": text })))
}

fn check(file: &Path) -> anyhow::Result<Reply> {
    let text = String::from_utf8(bytes(file)?).with_context(|| file.display().to_string())?;
    let id = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let definition = carriers::validate(&id, &text, Some(file.display().to_string()))?;
    let facts = json!({ "id": definition.id, "of": definition.of, "revision": definition.revision, "ok": true });
    Ok(Reply::new(format!("{}: ok", file.display()), facts))
}

/// What an answer says, in the fixed form scripts rely on.
#[derive(Serialize)]
struct Read {
    outcome: OutcomeKind,
    number: Number,
    detail: String,
    events: Vec<PlainEvent>,
    numbers: Vec<Other>,
    facts: Facts,
    complaints: Vec<Complaint>,
}

#[derive(Serialize)]
struct Other {
    number: Number,
    from: String,
    carrier: Option<String>,
}

fn read(setup: &Setup, id: &str, body: &[u8], number: Option<&str>, http: u16) -> anyhow::Result<Reply> {
    let definition = found(setup, id)?;
    let number = match number {
        Some(text) => {
            numbers::parse(text).map_err(|fault| anyhow!(not_a_number(text, &fault).in_words(&setup.phrases)))?
        }
        None => only_number(setup, definition, body)?,
    };
    let answered = Answered::whole(http, body);
    let said = carriers::read(&setup.registry, definition, std::slice::from_ref(&number), &answered);
    let Some((_, outcome)) = said.into_iter().next() else { bail!("the answer was not read") };
    let read = of(number, &outcome);
    Ok(Reply::new(in_words(setup, &read), read))
}

/// The number the answer itself names. Where it names none, any will do: nothing in it depends on the number.
fn only_number(setup: &Setup, definition: &Definition, body: &[u8]) -> anyhow::Result<Number> {
    match carriers::numbers_in(definition, body).as_slice() {
        [only] => Ok(only.clone()),
        [] => Ok(Number::new("0000")?),
        several => {
            let list: Vec<String> = several.iter().map(ToString::to_string).collect();
            bail!(setup.phrases.phrase("carrier-batch", &[("numbers", list.join(", ").as_str().into())]))
        }
    }
}

fn of(number: Number, outcome: &Outcome) -> Read {
    let heard = outcome.heard().cloned().unwrap_or_default();
    Read {
        outcome: outcome.kind(),
        number,
        detail: clean(outcome.detail()),
        events: heard.events.iter().map(PlainEvent::of).collect(),
        numbers: heard
            .numbers
            .into_iter()
            .map(|it| Other {
                number: it.number,
                from: it.from,
                carrier: it.candidates.first().map(|it| it.carrier.to_string()).or(it.carrier),
            })
            .collect(),
        facts: heard.facts,
        complaints: heard.complaints,
    }
}

fn in_words(setup: &Setup, read: &Read) -> String {
    let phrases = &setup.phrases;
    let mut text = match read.detail.as_str() {
        "" => format!("{}\n", phrases.outcome(read.outcome)),
        detail => format!("{}: {detail}\n", phrases.outcome(read.outcome)),
    };
    let rows = read.events.iter().map(|event| {
        let when = format!("{} {}", event.wall.replace('T', " "), event.offset.as_deref().unwrap_or_default());
        let status = event.status.map_or_else(|| phrases.label("status-unknown"), |it| phrases.status(it));
        [when, status, event.code.clone(), event.text.clone(), event.place.clone()]
    });
    if !read.events.is_empty() {
        let head = ["show-when", "carrier-status", "carrier-code", "carrier-text", "show-where"];
        text += &table(head.map(|id| phrases.label(id)), rows);
    }
    for other in &read.numbers {
        let whose = other.carrier.as_deref().map_or_else(|| "?".to_owned(), |it| setup.name_of(&it.into()));
        let args =
            [("number", other.number.as_str().into()), ("carrier", whose.into()), ("place", (&other.from).into())];
        text += &format!("{}\n", phrases.phrase("carrier-other", &args));
    }
    if let Ok(Value::Object(facts)) = serde_json::to_value(&read.facts) {
        for (name, fact) in facts.iter().filter(|(_, fact)| !fact.is_null()) {
            text += &format!("{name}: {}\n", clean(fact.as_str().unwrap_or(&fact.to_string())));
        }
    }
    for complaint in &read.complaints {
        text += &format!("! {}: {}\n", complaint.kind, clean(&complaint.detail));
    }
    text
}

fn bytes(file: &Path) -> anyhow::Result<Vec<u8>> {
    let size = fs::metadata(file).with_context(|| file.display().to_string())?.len();
    if size > FILE_MAX {
        bail!("{}: {size} bytes, more than the {FILE_MAX} of any answer", file.display());
    }
    fs::read(file).with_context(|| file.display().to_string())
}

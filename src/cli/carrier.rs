//! `posylka carrier`

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use clap::Subcommand;
use serde_json::{Value, json};

use super::{
    columns::table,
    global::Global,
    install,
    learn::{self, Learn},
    mend, open,
    output::{self, Reply, aside},
    update::Update,
};
use crate::{
    app::{
        Setup,
        actions::{
            mend::GivenAnswer,
            trust::{to_trust, trust},
        },
        refusal::not_a_number,
        views::{
            learned::open_questions,
            read_answer::{ReadAnswer, read_answer},
            source_health::{self, HealthView},
            sources::{SourceView, definition_text, sources},
        },
    },
    carriers::{self, Definition, Registry, numbers},
    model::{SourceId, clean},
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
    /// Take newer definitions, rules and messages that somebody you trust has signed
    Update(Update),
    /// Agree to the hosts that a definition of your own asks: without that it is not asked
    Trust {
        /// A source's id
        id: String,
    },
    /// Make a draft of a definition from one answer of a carrier nobody has described
    Learn {
        /// One answer as it came: JSON, XML or HTML
        file: PathBuf,
        /// The number that was asked for
        #[arg(long)]
        number: Option<String>,
        /// A source whose codes it is thought to use
        #[arg(long)]
        like: Option<String>,
        /// Where to write the draft; its name is the id of the source
        #[arg(short, long)]
        out: Option<PathBuf>,
    },
    /// Mend a definition that no longer reads its source's answers, by the scans that are remembered
    #[command(
        after_help = "Without FILES it takes the answers that are kept: the last that could not be read and the last that could. \
        Files are answers as they came, in the new shape and in the old; which is which it finds itself. Exit code 1: nothing was mended."
    )]
    Mend {
        /// A source's id
        id: String,
        /// Answers as they came
        files: Vec<PathBuf>,
        /// Put the mended definition in force, as your own
        #[arg(long)]
        apply: bool,
        /// Take back what --apply put in force
        #[arg(long, conflicts_with_all = ["apply", "files"])]
        undo: bool,
        /// Write it for others to an empty folder: the definition, what changes, answers with made-up numbers, the proof
        #[arg(long, value_name = "DIR", conflicts_with = "undo")]
        bundle: Option<PathBuf>,
    },
    /// Read an answer of a source as the daemon would
    Read {
        /// A source's id, or the file of a definition
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
        Carrier::Install { from, yes } => install::run(global, &from, yes),
        what => {
            let setup = open::setup(global)?;
            on_sources(global, &setup, what).map_err(|error| output::in_words(error, &setup.phrases))
        }
    }
}

/// What is asked of the definitions in force.
fn on_sources(global: &Global, setup: &Setup, what: Carrier) -> anyhow::Result<Reply> {
    match what {
        Carrier::List => Ok(list(setup)),
        Carrier::Show { id, toml: true } => definition(setup, &id),
        Carrier::Show { id, toml: false } => show(setup, &id),
        Carrier::Trust { id } => trusted(setup, &id),
        Carrier::Read { id, file, number, http } => read(setup, &id, &bytes(&file)?, number.as_deref(), http),
        Carrier::Learn { file, number, like, out } => {
            let (body, ask) = (bytes(&file)?, !global.json);
            let (number, like) = (number.as_deref(), like.as_deref());
            learn::run(setup, &Learn { body, file: &file, number, like, out, ask })
        }
        Carrier::Mend { id, undo: true, .. } => mend::take_back(setup, &id, global.json),
        Carrier::Mend { id, files, apply, bundle, .. } => {
            let day = apply.then(|| open::today(setup)).transpose()?;
            let given = |file: &PathBuf| Ok(GivenAnswer { name: file.display().to_string(), body: bytes(file)? });
            let given = files.iter().map(given).collect::<anyhow::Result<Vec<_>>>()?;
            mend::run(setup, &mend::Mend { id: &id, given: &given, day, bundle: bundle.as_deref() }, global.json)
        }
        Carrier::Capture { .. } | Carrier::Update(_) => unreachable!("they ask, so `cli::run` takes them itself"),
        Carrier::Check { .. } | Carrier::Install { .. } => unreachable!("`run` takes these itself"),
    }
}

/// How sources do. A database that cannot be read keeps nobody from the definitions.
fn remembered(setup: &Setup) -> BTreeMap<SourceId, HealthView> {
    source_health::remembered(setup).unwrap_or_else(|fault| {
        aside(&fault.to_string());
        BTreeMap::new()
    })
}

fn list(setup: &Setup) -> Reply {
    let listed = sources(setup, &remembered(setup));
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
        let good = it.health.last_good.map(|at| setup.minute(at)).unwrap_or_default();
        let failures = if it.health.failures > 0 { it.health.failures.to_string() } else { String::new() };
        [it.id.to_string(), setup.name_of(&it.of), phrases.access(it.access), asked, evidence, good, failures]
    });
    Reply::new(table(head.map(|id| phrases.label(id)), rows), listed)
}

fn show(setup: &Setup, id: &str) -> anyhow::Result<Reply> {
    let definition = setup.find_source(id)?;
    let it = SourceView::of(setup, definition, remembered(setup).get(&definition.id));
    let evidence = setup.phrases.label(&format!("carrier-evidence-{}", it.evidence));
    let rows = [
        ("carrier-id", it.id.to_string()),
        ("carrier-of", it.of.to_string()),
        ("carrier-name", setup.name_of(&it.of)),
        ("carrier-access", setup.phrases.access(it.access)),
        ("carrier-evidence", format!("{evidence}: {}", it.evidence_note)),
        ("carrier-page", it.page.clone().unwrap_or_default()),
        ("carrier-hosts", it.hosts.join(", ")),
        ("carrier-secrets", it.secrets.join(", ")),
        ("carrier-origin", it.origin.clone()),
        ("carrier-health", if it.asked { it.health.in_words(setup) } else { String::new() }),
        ("carrier-drift", it.health.drift.as_ref().map(|it| it.in_words(setup)).unwrap_or_default()),
    ];
    let told = rows.iter().filter(|(_, value)| !value.is_empty());
    let text: String = told.map(|(id, value)| format!("{}: {value}\n", setup.phrases.label(id))).collect();
    let lines = setup.not_agreed_in_words_for(&definition.id).map(|line| format!("{line}\n"));
    Ok(Reply::new(text + &lines.unwrap_or_default(), it))
}

/// The text of the definition in force.
fn definition(setup: &Setup, id: &str) -> anyhow::Result<Reply> {
    let it = definition_text(setup.find_source(id)?)?;
    Ok(Reply::new(it.toml.clone(), it))
}

fn trusted(setup: &Setup, id: &str) -> anyhow::Result<Reply> {
    let it = to_trust(setup, id)?;
    trust(setup, &it)?;
    let hosts = it.hosts.iter().cloned().collect::<Vec<_>>().join(", ");
    Ok(Reply::new(setup.phrases.phrase("trust-done", &[("id", id.into()), ("hosts", hosts.into())]), it))
}

/// Needs no setup: a definition that keeps everything else from starting is looked at all the same.
fn check(file: &Path) -> anyhow::Result<Reply> {
    let text = String::from_utf8(bytes(file)?).with_context(|| file.display().to_string())?;
    let id = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let definition = carriers::validate(&id, &text, Some(file.display().to_string()))?;
    let (hosts, known) = (definition.hosts(), Registry::embedded_hosts(&definition.id));
    let new: Vec<String> = hosts.difference(&known).cloned().collect();
    let open = open_questions(&definition);
    let keys: Vec<&String> = open.iter().map(|(key, _)| key).collect();
    let facts = json!({ "id": id, "of": definition.of, "revision": definition.revision, "ok": true, "hosts": hosts,
        "new_hosts": new, "draft": definition.draft, "open": keys });
    let mut text = format!("{}: ok", file.display());
    let phrases = open::words_of_the_locale();
    if definition.draft {
        text += &format!("; {}", phrases.label("draft-is"));
    }
    for (key, phrase) in &open {
        text += &format!("\n  {key}: {}", phrases.label(phrase));
    }
    if !new.is_empty() {
        let args = [("id", id.into()), ("hosts", new.join(", ").into())];
        text += &format!("; {}", phrases.phrase("trust-check", &args));
    }
    Ok(Reply::new(text, facts))
}

fn read(setup: &Setup, id: &str, body: &[u8], number: Option<&str>, http: u16) -> anyhow::Result<Reply> {
    let own = own_definition(id)?;
    let definition = own.as_ref().map_or_else(|| setup.find_source(id), Ok)?;
    let parse = |text| numbers::parse(text).map_err(|fault| not_a_number(text, &fault));
    let read = read_answer(setup, definition, body, number.map(parse).transpose()?, http)?;
    Ok(Reply::new(in_words(setup, &read), read))
}

/// The definition in a file, where a file is named: a draft is nowhere else.
fn own_definition(named: &str) -> anyhow::Result<Option<Definition>> {
    let path = Path::new(named);
    if path.extension().is_none_or(|it| it != "toml") {
        return Ok(None);
    }
    let text = String::from_utf8(bytes(path)?).with_context(|| named.to_owned())?;
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Some(carriers::validate(&id, &text, Some(named.to_owned()))?))
}

fn in_words(setup: &Setup, read: &ReadAnswer) -> String {
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

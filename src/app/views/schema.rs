//! What every `--json` looks like, for programs that read it: a JSON Schema made of the views' own types.

use serde_json::{Map, Value, json};
use utoipa::OpenApi;

use super::{
    deadlines::Deadlines,
    dispute::{DisputeAdvice, DisputeRow},
    explanation::Explanation,
    export::Export,
    imported::Imported,
    ingested::Ingested,
    integrity::Integrity,
    learned::LearnedView,
    listed_parcel::ParcelView,
    looked_at::LookedAt,
    norms::NormsInForce,
    parcel::ParcelDetails,
    pickup::Waiting,
    privacy::PrivacyView,
    probed::ProbeView,
    read_answer::ReadAnswer,
    recognised::RecognisedNumber,
    replay::Replay,
    round::RoundView,
    self_check::Found,
    sources::{DefinitionText, SourceView},
    statistics::Statistics,
    status::Status,
};
use crate::{
    app::actions::{
        acknowledge::Acknowledged,
        backup::BackupCopy,
        mend::Mending,
        mute::{Muted, Unmuted},
        remove::Removed,
        restore::Restored,
        trust::Trusted,
        try_channels::Tried,
    },
    model::Credential,
};

#[derive(OpenApi)]
#[openapi(components(schemas(
    Acknowledged,
    BackupCopy,
    Credential,
    Deadlines,
    DefinitionText,
    DisputeAdvice,
    DisputeRow,
    Explanation,
    Export,
    Found,
    Imported,
    Ingested,
    Integrity,
    LearnedView,
    LookedAt,
    Mending,
    Muted,
    NormsInForce,
    ParcelDetails,
    ParcelView,
    PrivacyView,
    ProbeView,
    ReadAnswer,
    RecognisedNumber,
    Removed,
    Replay,
    Restored,
    RoundView,
    SourceView,
    Statistics,
    Status,
    Tried,
    Trusted,
    Unmuted,
    Waiting
)))]
struct Forms;

/// What each command says with `--json`: one value of a type, or a list of them.
const COMMANDS: [(&str, &str, bool); 45] = [
    ("ack", "Acknowledged", false),
    ("add", "ParcelView", true),
    ("backup", "BackupCopy", false),
    ("calendar", "Deadlines", false),
    ("carrier learn", "LearnedView", false),
    ("carrier list", "SourceView", true),
    ("carrier mend", "Mending", false),
    ("carrier read", "ReadAnswer", false),
    ("carrier show", "SourceView", false),
    ("carrier show --toml", "DefinitionText", false),
    ("carrier trust", "Trusted", false),
    ("check", "Integrity", false),
    ("check-now", "RoundView", false),
    ("dispute", "DisputeRow", true),
    ("dispute PARCEL", "DisputeAdvice", false),
    ("dispute PARCEL STEP", "DisputeAdvice", false),
    ("doctor", "Found", true),
    ("doctor --live", "ProbeView", true),
    ("edit", "ParcelView", true),
    ("event", "ParcelView", true),
    ("explain", "Explanation", false),
    ("export", "Export", false),
    ("import", "Imported", false),
    ("ingest", "Ingested", true),
    ("join", "ParcelView", true),
    ("link", "ParcelView", true),
    ("list", "ParcelView", true),
    ("mute", "Muted", false),
    ("mute --off", "Unmuted", false),
    ("norms", "NormsInForce", false),
    ("notify test", "Tried", true),
    ("number", "RecognisedNumber", true),
    ("pickup", "Waiting", true),
    ("privacy", "PrivacyView", false),
    ("received", "ParcelView", true),
    ("refresh", "ParcelView", true),
    ("remove", "Removed", false),
    ("replay", "Replay", false),
    ("restore", "Restored", false),
    ("serve --devices", "Credential", true),
    ("show", "ParcelDetails", false),
    ("split", "ParcelView", true),
    ("stats", "Statistics", false),
    ("status", "Status", false),
    ("unlink", "ParcelView", true),
];

/// The schema: what a command says stands in `properties` under its name.
pub fn schema() -> Value {
    let described = serde_json::to_value(Forms::openapi()).unwrap_or_default();
    let mut types = described["components"]["schemas"].clone();
    let views = COMMANDS.iter().map(|(_, name, _)| called(name));
    debug_assert!(views.into_iter().all(|name| types.get(name).is_some()));
    point_here(&mut types);
    let says = |(command, name, many): &(&str, &str, bool)| {
        let one = json!({ "$ref": format!("#/$defs/{}", called(name)) });
        ((*command).to_owned(), if *many { json!({ "type": "array", "items": one }) } else { one })
    };
    let mut properties: Map<String, Value> = COMMANDS.iter().map(says).collect();
    properties.insert("track".to_owned(), track());
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "posylka --json",
        "description": "What each command says with --json stands under its name. Fields may be added and are never renamed.",
        "type": "object",
        "properties": properties,
        "$defs": types,
    })
}

/// What is looked up and not watched has no id, and says who was asked.
fn track() -> Value {
    let (id, looked) = (json!({ "type": ["string", "null"] }), json!({ "$ref": "#/$defs/LookedAt" }));
    let own = json!({ "id": id, "looked": { "type": "array", "items": looked } });
    json!({ "type": "array", "items": { "type": "object", "properties": own, "required": ["id", "title", "looked"] } })
}

/// The name a type has in the schema, where that is another.
fn called(name: &str) -> &str {
    if name == "Status" { "HowItStands" } else { name }
}

/// References as a JSON Schema has them.
fn point_here(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(to)) = fields.get_mut("$ref") {
                *to = to.replace("#/components/schemas/", "#/$defs/");
            }
            fields.values_mut().for_each(point_here);
        }
        Value::Array(items) => items.iter_mut().for_each(point_here),
        _ => {}
    }
}

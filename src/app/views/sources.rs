//! The definitions of sources that are in force.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Serialize;
use utoipa::ToSchema;

use super::source_health::HealthView;
use crate::{
    app::Setup,
    carriers::{Definition, Registry},
    model::{Access, CarrierId, SourceId},
};

/// A source as its definition has it, and how it does.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceView {
    pub id: SourceId,
    pub of: CarrierId,
    pub name: String,
    pub access: Access,
    pub evidence: String,
    /// Whether it is asked: it can be, and what it needs is there.
    pub askable: bool,
    pub revision: u32,
    /// The file it is from, or `embedded`.
    pub origin: String,
    #[serde(flatten)]
    pub health: HealthView,
    /// Whether it was ever asked.
    #[serde(skip)]
    pub asked: bool,
    #[serde(skip)]
    pub evidence_note: String,
    #[serde(skip)]
    pub page: Option<String>,
    #[serde(skip)]
    pub hosts: Vec<String>,
    /// The names of what the user has to give.
    #[serde(skip)]
    pub secrets: Vec<String>,
}

/// All sources, with what is remembered of them.
pub fn sources(setup: &Setup, remembered: &BTreeMap<SourceId, HealthView>) -> Vec<SourceView> {
    setup.registry.iter().map(|it| SourceView::of(setup, it, remembered.get(&it.id))).collect()
}

impl SourceView {
    /// A definition with what is remembered of its source.
    pub fn of(setup: &Setup, it: &Definition, health: Option<&HealthView>) -> SourceView {
        let carrier = setup.knowledge.carriers.get(&it.of);
        let askable = carrier.is_some_and(|carrier| carrier.askable().any(|source| source.id == it.id));
        SourceView {
            id: it.id.clone(),
            of: it.of.clone(),
            name: it.name.clone(),
            access: it.access,
            evidence: it.evidence.to_string(),
            askable,
            revision: it.revision,
            origin: it.origin.clone().unwrap_or_else(|| "embedded".to_owned()),
            health: health.cloned().unwrap_or_default(),
            asked: health.is_some(),
            evidence_note: it.evidence_note.clone(),
            page: it.page.clone(),
            hosts: it.hosts().into_iter().collect(),
            secrets: it.secrets.keys().cloned().collect(),
        }
    }
}

/// The text of a definition in force, to mend a copy of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DefinitionText {
    pub id: SourceId,
    pub toml: String,
}

/// Reads it where it is from.
pub fn definition_text(definition: &Definition) -> anyhow::Result<DefinitionText> {
    let toml = match &definition.origin {
        Some(path) => std::fs::read_to_string(path).with_context(|| path.clone())?,
        None => Registry::embedded_text(&definition.id).unwrap_or_default().to_owned(),
    };
    Ok(DefinitionText { id: definition.id.clone(), toml })
}

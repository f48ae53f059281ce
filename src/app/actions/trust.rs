//! The user agrees to what a definition of their own asks.

use std::collections::BTreeSet;

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::{Setup, setup::Consent},
    model::SourceId,
};

/// What a definition of the user's own may ask from now on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Trusted {
    /// The source.
    pub id: SourceId,
    /// Hosts that were not asked before.
    pub new_hosts: BTreeSet<String>,
    /// All its hosts.
    pub hosts: BTreeSet<String>,
}

/// What would change by [`trust`].
pub fn to_trust(setup: &Setup, id: &str) -> anyhow::Result<Trusted> {
    let definition = setup.find_source(id)?;
    let new_hosts = setup.not_agreed.get(&definition.id).cloned().unwrap_or_default();
    Ok(Trusted { id: definition.id.clone(), new_hosts, hosts: definition.hosts() })
}

/// Agrees to it. A host that the definition names later needs consent of its own.
pub fn trust(setup: &Setup, trusted: &Trusted) -> anyhow::Result<()> {
    Consent::read(&setup.folders)?.give(&setup.folders, &trusted.id, trusted.hosts.clone())
}

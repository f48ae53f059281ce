//! What stands between us and every open source: nothing of the user's is in it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::look::probe::{Diagnosis, Probe},
    model::SourceId,
};

/// One source.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProbeView {
    pub source: SourceId,
    pub host: String,
    pub finding: Diagnosis,
    pub http: Option<u16>,
    pub bytes: Option<usize>,
    /// By how many seconds its clock is ahead of ours.
    pub clock_ahead_s: Option<i64>,
}

impl ProbeView {
    pub fn of(probe: &Probe) -> ProbeView {
        ProbeView {
            source: probe.source.clone(),
            host: probe.host.clone(),
            finding: probe.diagnosis,
            http: probe.http,
            bytes: probe.bytes,
            clock_ahead_s: probe.ahead.map(|it| it.as_secs()),
        }
    }
}

//! How a source does.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{
    app::Setup,
    model::{Drift, Health, OutcomeKind, SourceId, clean},
    store::{Migrate, Store, StoreError},
};

/// No more pieces of answers that could not be understood are shown in words.
const SHOWN: usize = 5;

/// So large a share of rows that are not understood is worth a look.
const MUCH: f64 = 0.1;

/// How a source does.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct HealthView {
    pub outcome: Option<OutcomeKind>,
    pub last_good: Option<Timestamp>,
    /// In a row.
    pub failures: u32,
    /// When the first of them came.
    pub since: Option<Timestamp>,
    pub detail: String,
    /// How often each outcome came, ever.
    pub outcomes: BTreeMap<String, u32>,
    /// What could not be understood, with how often.
    pub unknown: Vec<Value>,
    /// How far its answers drift from what they were; nothing where none was read yet.
    pub drift: Option<DriftView>,
}

/// How far a source's answers drift from what they were. Shares are of the rows of late, from 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DriftView {
    pub rows: u32,
    /// Rows whose code nobody knows.
    pub unknown_codes: f64,
    /// Rows that are not what rows are, or whose time is none.
    pub bad_rows: f64,
    /// Rows with a text that the source had never sent before.
    pub new_texts: f64,
    /// A print of all the kinds of pieces its answers ever had.
    pub shape: String,
    /// When the last new kind came.
    pub shape_since: Option<Timestamp>,
}

impl DriftView {
    fn of(drift: &Drift) -> Option<DriftView> {
        let share = |count: u32| (f64::from(count) / f64::from(drift.of.rows) * 1000.0).round() / 1000.0;
        (drift.of.rows > 0).then(|| DriftView {
            rows: drift.of.rows,
            unknown_codes: share(drift.of.unknown_codes),
            bad_rows: share(drift.of.bad_rows),
            new_texts: share(drift.new_texts),
            shape: drift.shape.clone(),
            shape_since: drift.since,
        })
    }

    /// Whether so much is not understood that somebody should look.
    pub fn is_much(&self) -> bool {
        self.unknown_codes.max(self.bad_rows) >= MUCH
    }

    /// In a line.
    pub fn in_words(&self, setup: &Setup) -> String {
        let percent = |share: f64| ((share * 100.0).round() as i64).into();
        let args = [
            ("rows", i64::from(self.rows).into()),
            ("unknown", percent(self.unknown_codes)),
            ("bad", percent(self.bad_rows)),
            ("new", percent(self.new_texts)),
            ("shape", self.shape.as_str().into()),
            ("since", self.shape_since.map(|at| setup.minute(at)).unwrap_or_default().into()),
        ];
        setup.phrases.phrase("health-drift", &args)
    }
}

impl HealthView {
    /// As it is remembered.
    pub fn of(health: &Health) -> HealthView {
        let unknown = health.complaints.iter().map(|(complaint, count)| {
            serde_json::json!({ "kind": complaint.kind, "detail": clean(&complaint.detail), "count": count })
        });
        HealthView {
            outcome: health.last_outcome,
            last_good: health.last_good,
            failures: health.failures,
            since: health.since,
            detail: clean(&health.detail),
            outcomes: health.outcomes.iter().map(|(kind, count)| (kind.to_string(), *count)).collect(),
            unknown: unknown.collect(),
            drift: DriftView::of(&health.drift),
        }
    }

    /// Whether there is something to look at.
    pub fn ails(&self) -> bool {
        self.failures > 0 || !self.unknown.is_empty()
    }

    /// What to do about a source that lets nobody in, or whose answers end early.
    pub fn cure(&self, setup: &Setup, id: &SourceId) -> Option<String> {
        let cut = self.detail.starts_with("the answer ended early");
        let phrase = match self.outcome.filter(|_| self.failures > 0)? {
            OutcomeKind::Blocked => "cure-blocked",
            OutcomeKind::Unreadable => "cure-unreadable",
            OutcomeKind::Unavailable if cut => "cure-cut",
            OutcomeKind::Unavailable if self.detail.contains(" is not trusted: ") => "cure-untrusted",
            OutcomeKind::Unavailable if self.detail.contains(" leads to no public address") => "cure-private",
            _ => return None,
        };
        Some(setup.phrases.phrase(phrase, &[("id", id.as_str().into())]))
    }

    /// In a line: what came last, the last good answer, the failures since, what could not be understood.
    pub fn in_words(&self, setup: &Setup) -> String {
        let phrases = &setup.phrases;
        let outcome = self.outcome.map(|kind| phrases.outcome(kind)).unwrap_or_default();
        let mut said = vec![[outcome.as_str(), &self.detail].join(if self.detail.is_empty() { "" } else { ": " })];
        said.push(match self.last_good {
            Some(at) => phrases.phrase("health-good", &[("at", setup.minute(at).into())]),
            None => phrases.label("health-never"),
        });
        if let Some(since) = self.since.filter(|_| self.failures > 0) {
            let args = [("count", i64::from(self.failures).into()), ("since", setup.minute(since).into())];
            said.push(phrases.phrase("health-failures", &args));
        }
        if !self.unknown.is_empty() {
            let mut each: Vec<String> =
                self.unknown.iter().take(SHOWN).map(|it| format!("{} ×{}", text(&it["detail"]), it["count"])).collect();
            each.extend((self.unknown.len() > SHOWN).then(|| "…".to_owned()));
            said.push(phrases.phrase("health-unknown", &[("codes", each.join(", ").into())]));
        }
        said.retain(|it| !it.is_empty());
        said.join("; ")
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// How every source that was ever asked does, where there is a database; none is made.
pub fn remembered(setup: &Setup) -> Result<BTreeMap<SourceId, HealthView>, StoreError> {
    let file = setup.folders.database();
    if !file.exists() {
        return Ok(BTreeMap::new());
    }
    let health = Store::open(&file, Migrate::No)?.reading(|tx| tx.health())?;
    Ok(health.iter().map(|it| (it.source.clone(), HealthView::of(it))).collect())
}

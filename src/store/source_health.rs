//! How the sources do.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{
    StoreError, Tx,
    columns::{At, Text},
    drift,
};
use crate::model::{Complaint, ComplaintKind, Health, Outcome, OutcomeKind, SourceId};

/// How many different complaints of one source are kept, the newest: what answers hold is not ours to bound.
const COMPLAINTS: u32 = 200;

impl Tx<'_> {
    /// Counts what came of an ask of a source, for one number, with what could not be understood in it.
    pub fn heard_from(&self, source: &SourceId, outcome: &Outcome, now: Timestamp) -> Result<(), StoreError> {
        let (id, kind) = (source.as_str(), outcome.kind());
        self.run("INSERT OR IGNORE INTO sources (source) VALUES (?1)", [id])?;
        let change = match kind.answered() {
            true => "last_good = ?3, failures = 0, since = NULL",
            false => "failures = failures + 1, since = coalesce(since, ?3)",
        };
        self.run(
            &format!("UPDATE sources SET last_outcome = ?2, detail = ?4, {change} WHERE source = ?1"),
            params![id, Text(kind), At(now), outcome.detail()],
        )?;
        self.run(
            "INSERT INTO outcomes (source, outcome, count) VALUES (?1, ?2, 1) ON CONFLICT DO UPDATE SET count = count + 1",
            params![id, Text(kind)],
        )?;
        self.complain(id, outcome.heard().map_or(&[], |heard| &heard.complaints), now)
    }

    fn complain(&self, source: &str, complaints: &[Complaint], now: Timestamp) -> Result<(), StoreError> {
        for complaint in complaints {
            self.run(
                "INSERT INTO complaints (source, kind, detail, count, last) VALUES (?1, ?2, ?3, 1, ?4)
                 ON CONFLICT DO UPDATE SET count = count + 1, last = excluded.last",
                params![source, Text(complaint.kind), complaint.detail, At(now)],
            )?;
        }
        if !complaints.is_empty() {
            self.run(
                "DELETE FROM complaints WHERE source = ?1 AND (kind, detail) NOT IN (
                     SELECT kind, detail FROM complaints WHERE source = ?1 ORDER BY last DESC, kind, detail LIMIT ?2)",
                params![source, COMPLAINTS],
            )?;
        }
        Ok(())
    }

    /// Does not ask a source before `until`: it said so, or it must be left alone for a while.
    pub fn close_source(&self, source: &SourceId, until: Timestamp) -> Result<(), StoreError> {
        self.run(
            "INSERT INTO sources (source, closed_until) VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET closed_until = excluded.closed_until",
            params![source.as_str(), At(until)],
        )?;
        Ok(())
    }

    /// The sources that are not to be asked now, and until when.
    pub fn closed(&self, now: Timestamp) -> Result<BTreeMap<SourceId, Timestamp>, StoreError> {
        let closed =
            self.all("SELECT source, closed_until FROM sources WHERE closed_until > ?1", [At(now)], |row| {
                Ok((SourceId(row.get(0)?), row.get::<_, At>(1)?.0))
            })?;
        Ok(closed.into_iter().collect())
    }

    /// How one source does, without its counts and complaints; `None` where it was never asked.
    pub fn health_of(&self, source: &SourceId) -> Result<Option<Health>, StoreError> {
        self.one("SELECT * FROM sources WHERE source = ?1", [source.as_str()], health)
    }

    /// Every source that was ever asked or closed, by id.
    pub fn health(&self) -> Result<Vec<Health>, StoreError> {
        let mut all = self.all("SELECT * FROM sources ORDER BY source", [], health)?;
        let mut outcomes: HashMap<String, Vec<(OutcomeKind, u32)>> = HashMap::new();
        for (source, outcome, count) in
            self.all("SELECT source, outcome, count FROM outcomes ORDER BY count DESC, outcome", [], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, Text<OutcomeKind>>(1)?.0, row.get(2)?))
            })?
        {
            outcomes.entry(source).or_default().push((outcome, count));
        }
        let mut complaints: HashMap<String, Vec<(Complaint, u32)>> = HashMap::new();
        for (source, complaint, count) in self.all(
            "SELECT source, kind, detail, count FROM complaints ORDER BY count DESC, kind, detail",
            [],
            |row| {
                let kind = row.get::<_, Text<ComplaintKind>>(1)?.0;
                Ok((row.get::<_, String>(0)?, Complaint { kind, detail: row.get(2)? }, row.get(3)?))
            },
        )? {
            complaints.entry(source).or_default().push((complaint, count));
        }
        for one in &mut all {
            one.outcomes = outcomes.remove(one.source.as_str()).unwrap_or_default();
            (one.drift.shape, one.drift.since) = self.shape_of(&one.source)?;
            one.complaints = complaints.remove(one.source.as_str()).unwrap_or_default();
        }
        Ok(all)
    }
}

fn health(row: &Row<'_>) -> rusqlite::Result<Health> {
    let moment = |column: &str| Ok::<_, rusqlite::Error>(row.get::<_, Option<At>>(column)?.map(|at| at.0));
    Ok(Health {
        source: SourceId(row.get("source")?),
        last_good: moment("last_good")?,
        failures: row.get("failures")?,
        since: moment("since")?,
        last_outcome: row.get::<_, Option<Text<_>>>("last_outcome")?.map(|word| word.0),
        detail: row.get("detail")?,
        closed_until: moment("closed_until")?,
        drift: drift::counts(row)?,
        outcomes: Vec::new(),
        complaints: Vec::new(),
    })
}

//! Answers as they came: the evidence of a dossier, and what a definition is mended by.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{StoreError, Tx, columns::At};
use crate::model::{Number, SourceId};

/// How much of a body is kept, in bytes: as much as a definition lets a source send.
const BODY_MAX: usize = 2_000_000;

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Who gave it.
    pub source: SourceId,
    /// For which number; a batch is kept for each of its numbers.
    pub number: Number,
    /// When.
    pub at: Timestamp,
    /// The status of the HTTP response.
    pub http: u16,
    /// The bytes, at most 2 MB of them.
    pub body: Vec<u8>,
    /// Whether the body was longer than that.
    pub cut: bool,
}

impl Tx<'_> {
    /// Keeps an answer that could be read, in place of the last one of this source for this number.
    pub fn keep_answer(
        &self,
        source: &SourceId,
        number: &Number,
        http: u16,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.keep("answers", source, number, http, body, now)
    }

    /// Keeps an answer that could not be read, in place of the last such one of this source.
    pub fn keep_unreadable(
        &self,
        source: &SourceId,
        number: &Number,
        http: u16,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.keep("unreadable", source, number, http, body, now)
    }

    /// What a source calls the numbers it was told of, of those given.
    pub fn registered(&self, source: &SourceId, numbers: &[Number]) -> Result<BTreeMap<Number, String>, StoreError> {
        let mut known = BTreeMap::new();
        for number in numbers {
            let value = self.one(
                "SELECT value FROM registered WHERE source = ?1 AND number = ?2",
                params![source.as_str(), number],
                |row| row.get(0),
            )?;
            known.extend(value.map(|value| (number.clone(), value)));
        }
        Ok(known)
    }

    /// A source was told of a number; `None` says that it has forgotten it.
    pub fn register(&self, source: &SourceId, number: &Number, value: Option<&str>) -> Result<(), StoreError> {
        match value {
            Some(value) => self.run(
                "INSERT OR REPLACE INTO registered (source, number, value) VALUES (?1, ?2, ?3)",
                params![source.as_str(), number, value],
            )?,
            None => {
                self.run("DELETE FROM registered WHERE source = ?1 AND number = ?2", params![source.as_str(), number])?
            }
        };
        Ok(())
    }

    fn keep(
        &self,
        table: &str,
        source: &SourceId,
        number: &Number,
        http: u16,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let kept = &body[..body.len().min(BODY_MAX)];
        self.run(
            &format!(
                "INSERT OR REPLACE INTO {table} (source, number, at, http, cut, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
            ),
            params![source.as_str(), number, At(now), http, kept.len() < body.len(), kept],
        )?;
        Ok(())
    }

    /// What was kept for these numbers, by number and source.
    pub fn answers_for(&self, numbers: &[Number]) -> Result<Vec<Answer>, StoreError> {
        let mut found = Vec::new();
        for number in numbers {
            found.extend(self.all("SELECT * FROM answers WHERE number = ?1 ORDER BY source", [number], answer)?);
        }
        Ok(found)
    }

    /// The newest unreadable answer of each source.
    pub fn unreadable(&self) -> Result<Vec<Answer>, StoreError> {
        self.all("SELECT * FROM unreadable ORDER BY source", [], answer)
    }
}

fn answer(row: &Row<'_>) -> rusqlite::Result<Answer> {
    Ok(Answer {
        source: SourceId(row.get("source")?),
        number: row.get("number")?,
        at: row.get::<_, At>("at")?.0,
        http: row.get("http")?,
        body: row.get("body")?,
        cut: row.get("cut")?,
    })
}

//! Answers as they came: the evidence of a dossier, and what a definition is mended by.

use std::{
    collections::BTreeMap,
    error::Error,
    io::{self, Read as _, Write as _},
};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use jiff::Timestamp;
use rusqlite::{Row, Transaction, params, types::Type};
use rusqlite_migration::HookResult;

use super::{
    StoreError, Tx,
    columns::{At, Json},
};
use crate::model::{Number, SourceId, sha256};

/// How much of a body is kept, in bytes: as much as a definition lets a source send.
const BODY_MAX: usize = 2_000_000;

/// How many answers of a source that could not be read are kept, the newest.
const UNREADABLE: u32 = 20;

/// How many bytes of them together; the newest stays however long it is.
const UNREADABLE_BYTES: u32 = 8_000_000;

/// What is kept of an answer for one of its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The bytes that speak of the number, as they came.
    pub bytes: &'a [u8],
    /// The SHA-256 of all that came, in hex.
    pub whole: &'a str,
    /// Whether more came than these bytes: what other numbers were told.
    pub is_part: bool,
}

impl<'a> Piece<'a> {
    /// All of an answer for one number.
    pub fn all(bytes: &'a [u8], whole: &'a str) -> Piece<'a> {
        Piece { bytes, whole, is_part: false }
    }
}

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Who gave it.
    pub source: SourceId,
    /// For which number. Of an answer for several each keeps what speaks of it.
    pub number: Number,
    /// When.
    pub at: Timestamp,
    /// The status of the HTTP response.
    pub http: u16,
    /// The bytes, at most 2 MB of them.
    pub body: Vec<u8>,
    /// Whether the body was longer than that.
    pub cut: bool,
    /// The SHA-256 of all that came, in hex.
    pub whole: String,
    /// Whether the bytes are only what speaks of this number.
    pub is_part: bool,
}

/// An answer that could not be read, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Who gave it.
    pub source: SourceId,
    /// For which number; others may have been asked for with it.
    pub number: Number,
    /// All numbers that were asked for.
    pub numbers: Vec<Number>,
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
        piece: &Piece<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let kept = &piece.bytes[..piece.bytes.len().min(BODY_MAX)];
        self.run(
            "INSERT OR REPLACE INTO answers (number, source, at, http, cut, whole, is_part, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                number,
                source.as_str(),
                At(now),
                http,
                kept.len() < piece.bytes.len(),
                piece.whole,
                piece.is_part,
                deflated(kept),
            ],
        )?;
        Ok(())
    }

    /// Keeps an answer that could not be read, in place of the last such one of this source for the first of these numbers,
    /// with all that were asked for; the oldest go.
    pub fn keep_unreadable(
        &self,
        source: &SourceId,
        numbers: &[Number],
        http: u16,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(first) = numbers.first() else { return Ok(()) };
        let kept = &body[..body.len().min(BODY_MAX)];
        self.run(
            "INSERT OR REPLACE INTO unreadable (source, number, numbers, at, http, cut, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![source.as_str(), first, Json(numbers), At(now), http, kept.len() < body.len(), kept],
        )?;
        self.run(
            "DELETE FROM unreadable WHERE source = ?1 AND number IN (
                 SELECT number FROM (
                     SELECT number, row_number() OVER newest AS place, sum(length(body)) OVER newest AS bytes
                     FROM unreadable WHERE source = ?1 WINDOW newest AS (ORDER BY at DESC, number))
                 WHERE place > ?2 OR place > 1 AND bytes > ?3)",
            params![source.as_str(), UNREADABLE, UNREADABLE_BYTES],
        )?;
        Ok(())
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

    /// What was kept for these numbers, by number and source.
    pub fn answers_for(&self, numbers: &[Number]) -> Result<Vec<Answer>, StoreError> {
        let mut found = Vec::new();
        for number in numbers {
            found.extend(self.all("SELECT * FROM answers WHERE number = ?1 ORDER BY source", [number], answer)?);
        }
        Ok(found)
    }

    /// The answers for the numbers after one, in their order, of at least so many numbers if there are.
    pub fn answers_after(&self, number: &str, limit: u32) -> Result<Vec<Answer>, StoreError> {
        self.all(
            "SELECT * FROM answers WHERE number > ?1 AND number <= coalesce(
                 (SELECT number FROM answers WHERE number > ?1 ORDER BY number LIMIT 1 OFFSET ?2), '\u{10FFFF}')
             ORDER BY number, source",
            params![number, limit],
            answer,
        )
    }

    /// Forgets every answer that was kept word for word.
    pub fn forget_answers(&self) -> Result<(), StoreError> {
        self.run("DELETE FROM answers", [])?;
        self.run("DELETE FROM unreadable", [])?;
        Ok(())
    }

    /// The answers of a source that could not be read and are kept, the newest first: one for each number.
    pub fn unreadable(&self, source: &SourceId) -> Result<Vec<Unreadable>, StoreError> {
        self.all("SELECT * FROM unreadable WHERE source = ?1 ORDER BY at DESC, number", [source.as_str()], |row| {
            Ok(Unreadable {
                source: SourceId(row.get("source")?),
                number: row.get("number")?,
                numbers: row.get::<_, Json<Vec<Number>>>("numbers")?.0,
                at: row.get::<_, At>("at")?.0,
                http: row.get("http")?,
                body: row.get("body")?,
                cut: row.get("cut")?,
            })
        })
    }
}

/// Brings what was kept before bodies were deflated into its new place.
pub(super) fn deflate_old(tx: &Transaction<'_>) -> HookResult {
    let mut old = tx.prepare("SELECT number, source, at, http, cut, body FROM answers")?;
    let mut put = tx.prepare(
        "INSERT INTO kept_answers (number, source, at, http, cut, whole, is_part, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7)",
    )?;
    let mut rows = old.query([])?;
    while let Some(row) = rows.next()? {
        let [number, source, at] = [0, 1, 2].map(|column| row.get::<_, String>(column));
        let (http, cut, body): (i64, i64, Vec<u8>) = (row.get(3)?, row.get(4)?, row.get(5)?);
        put.execute(params![number?, source?, at?, http, cut, sha256(&body), deflated(&body)])?;
    }
    drop(rows);
    old.finalize()?;
    put.finalize()?;
    tx.execute_batch("DROP TABLE answers; ALTER TABLE kept_answers RENAME TO answers;")?;
    Ok(())
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory does not fail.
    let _ = packed.write_all(bytes);
    packed.finish().unwrap_or_default()
}

fn inflated(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(packed).take(BODY_MAX as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn answer(row: &Row<'_>) -> rusqlite::Result<Answer> {
    Ok(Answer {
        source: SourceId(row.get("source")?),
        number: row.get("number")?,
        at: row.get::<_, At>("at")?.0,
        http: row.get("http")?,
        body: inflated(row.get_ref("body")?.as_blob()?).map_err(|error| damaged(error.into()))?,
        cut: row.get("cut")?,
        whole: row.get("whole")?,
        is_part: row.get("is_part")?,
    })
}

fn damaged(error: Box<dyn Error + Send + Sync>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, error)
}

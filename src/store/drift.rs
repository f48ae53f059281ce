//! How far a source's answers drift from what they were.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{StoreError, Tx, columns::At};
use crate::model::{Drift, RowCounts, SourceId, sha256};

/// Counts are halved beyond so many rows: what is told is of late.
const ROWS: u32 = 400;

/// No more kinds of pieces and no more texts of a source are told apart.
const SEEN: usize = 2_000;

/// What the answers of a source were ever made of, as prints.
#[derive(Debug, Default)]
struct Seen {
    kinds: BTreeSet<u32>,
    texts: BTreeSet<u32>,
    since: Option<Timestamp>,
}

impl Tx<'_> {
    /// Takes in what an answer was made of: its rows, the kinds of its pieces, the text of each scan. What was seen before is not
    /// written again.
    pub fn drifted(
        &self,
        source: &SourceId,
        rows: RowCounts,
        kinds: &BTreeSet<u32>,
        texts: &[u32],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let before = self.shape_seen(source)?;
        let new_texts = match &before {
            Some(seen) if seen.texts.len() < SEEN => texts.iter().filter(|it| !seen.texts.contains(it)).count(),
            _ => 0,
        };
        self.see(source, before.unwrap_or_default(), kinds, texts, now)?;
        self.run(
            "UPDATE sources SET rows = (rows + ?2) >> (rows > ?6), unknown_codes = (unknown_codes + ?3) >> (rows > ?6),
                 bad_rows = (bad_rows + ?4) >> (rows > ?6), new_texts = (new_texts + ?5) >> (rows > ?6)
             WHERE source = ?1",
            params![source.as_str(), rows.rows, rows.unknown_codes, rows.bad_rows, new_texts as i64, ROWS],
        )?;
        Ok(())
    }

    /// The print of what a source's answers were ever made of, and when something new came last.
    pub(super) fn shape_of(&self, source: &SourceId) -> Result<(String, Option<Timestamp>), StoreError> {
        let seen = self.shape_seen(source)?.filter(|it| !it.kinds.is_empty());
        Ok(seen.map(|it| (sha256(&packed(&it.kinds))[..8].to_owned(), it.since)).unwrap_or_default())
    }

    fn see(
        &self,
        source: &SourceId,
        mut seen: Seen,
        kinds: &BTreeSet<u32>,
        texts: &[u32],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (had_kinds, had_texts) = (seen.kinds.len(), seen.texts.len());
        seen.kinds.extend(kinds.iter().take(SEEN.saturating_sub(had_kinds)));
        seen.texts.extend(texts.iter().take(SEEN.saturating_sub(had_texts)));
        if seen.kinds.len() > had_kinds || seen.since.is_none() {
            seen.since = Some(now);
        } else if seen.texts.len() == had_texts {
            return Ok(());
        }
        self.run(
            "INSERT OR REPLACE INTO seen (source, kinds, texts, since) VALUES (?1, ?2, ?3, ?4)",
            params![source.as_str(), packed(&seen.kinds), packed(&seen.texts), seen.since.map(At)],
        )?;
        Ok(())
    }

    fn shape_seen(&self, source: &SourceId) -> Result<Option<Seen>, StoreError> {
        self.one("SELECT kinds, texts, since FROM seen WHERE source = ?1", [source.as_str()], |row| {
            let prints = |column: &str| Ok::<_, rusqlite::Error>(unpacked(row.get_ref(column)?.as_blob()?));
            Ok(Seen { kinds: prints("kinds")?, texts: prints("texts")?, since: Some(row.get::<_, At>("since")?.0) })
        })
    }
}

/// The counts of a row of `sources`; its shape stands elsewhere.
pub(super) fn counts(row: &Row<'_>) -> rusqlite::Result<Drift> {
    let of =
        RowCounts { rows: row.get("rows")?, unknown_codes: row.get("unknown_codes")?, bad_rows: row.get("bad_rows")? };
    Ok(Drift { of, new_texts: row.get("new_texts")?, ..Drift::default() })
}

fn packed(prints: &BTreeSet<u32>) -> Vec<u8> {
    prints.iter().flat_map(|it| it.to_le_bytes()).collect()
}

fn unpacked(bytes: &[u8]) -> BTreeSet<u32> {
    bytes.as_chunks().0.iter().map(|it| u32::from_le_bytes(*it)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::Outcome, store::Store};

    #[test]
    fn what_was_seen_before_is_not_written_again_and_what_is_new_is_counted() {
        let mut store = Store::in_memory().unwrap();
        let (source, first, later) = (SourceId::from("s"), Timestamp::UNIX_EPOCH, Timestamp::MAX);
        let rows = RowCounts { rows: 10, unknown_codes: 1, bad_rows: 2 };
        let kinds = |prints: &[u32]| prints.iter().copied().collect::<BTreeSet<u32>>();
        store
            .within(|tx| {
                tx.heard_from(&source, &Outcome::NotFound, first)?;
                let drift = |tx: &Tx<'_>| Ok::<_, StoreError>(tx.health()?.remove(0).drift);
                tx.drifted(&source, rows, &kinds(&[1, 2]), &[7, 8], first)?;
                let one = drift(tx)?;
                assert_eq!(
                    (one.of, one.new_texts, one.since),
                    (rows, 0, Some(first)),
                    "the first answer is new as a whole"
                );
                tx.drifted(&source, rows, &kinds(&[2]), &[8], later)?;
                assert_eq!((drift(tx)?.shape, drift(tx)?.since), (one.shape.clone(), Some(first)), "a part of it");
                tx.drifted(&source, rows, &kinds(&[3]), &[8, 9], later)?;
                let two = drift(tx)?;
                assert!(two.shape != one.shape && two.since == Some(later) && two.new_texts == 1, "{two:?}");
                let written = |tx: &Tx<'_>| tx.one("SELECT total_changes()", [], |row| row.get::<_, i64>(0));
                let before = written(tx)?;
                tx.drifted(&source, rows, &kinds(&[1, 2, 3]), &[9], later)?;
                assert_eq!(
                    written(tx)?.zip(before).map(|(now, before)| now - before),
                    Some(1),
                    "only the counts, beside what is written of each answer"
                );
                for _ in 0..100 {
                    tx.drifted(&source, rows, &kinds(&[1]), &[7], later)?;
                }
                let many = drift(tx)?.of;
                assert!((200..=500).contains(&many.rows) && many.bad_rows >= many.rows / 6, "{many:?}");
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }
}

//! What an answer shows of its source's drift: taken down beside how the source does.

use jiff::Timestamp;

use super::ask::Said;
use crate::{
    carriers::{Skeleton, print_of_text},
    model::{ComplaintKind, RowCounts, SourceId},
    store::{StoreError, Tx},
};

/// Takes down what an answer was made of, where it could be read.
pub fn note(
    tx: &Tx<'_>,
    source: &SourceId,
    said: &[Said],
    skeleton: &Skeleton,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (mut rows, mut texts) = (RowCounts::default(), Vec::new());
    for heard in said.iter().filter_map(|(_, outcome)| outcome.heard()) {
        let bad = heard.complaints.iter().filter(|it| it.kind != ComplaintKind::UnknownCode).count();
        let unknown = heard.events.iter().filter(|it| it.status.is_none()).count();
        rows.rows += (heard.events.len() + bad) as u32;
        rows.bad_rows += bad as u32;
        rows.unknown_codes += unknown as u32;
        texts.extend(heard.events.iter().filter(|it| !it.text.is_empty()).map(|it| print_of_text(&it.text)));
    }
    if rows.rows == 0 {
        return Ok(());
    }
    tx.drifted(source, rows, skeleton, &texts, now)
}

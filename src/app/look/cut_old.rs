//! Answers that an older version kept whole for each of a batch's numbers are cut to what speaks of each.

use crate::{
    app::Setup,
    carriers::{Answered, numbers_in, pieces},
    store::{Piece, Store, StoreError},
};

/// How far that came: the last number and source.
const CUT: &str = "old-answers-are-cut";

/// So many are cut in one transaction.
const TOGETHER: u32 = 200;

/// Cuts them. Goes on where it was interrupted; once in the life of a database.
pub fn cut_old(store: &mut Store, setup: &Setup) -> Result<(), StoreError> {
    let mut after = store.reading(|tx| tx.noted(CUT))?.unwrap_or_default();
    while after != "done" {
        after = store.within(|tx| {
            let some = tx.answers_after(&after, TOGETHER)?;
            for answer in some.iter().filter(|it| !it.is_part) {
                let Some(definition) = setup.registry.source(&answer.source) else { continue };
                if numbers_in(definition, &answer.body).len() < 2 {
                    continue;
                }
                let answered = Answered::whole(answer.http, answer.body.clone());
                for bytes in pieces(definition, std::slice::from_ref(&answer.number), &answered) {
                    let piece = Piece { bytes: &bytes, whole: &answer.whole, is_part: true };
                    tx.keep_answer(&answer.source, &answer.number, answer.http, &piece, answer.at)?;
                }
            }
            let last = some.last().map(|it| it.number.to_string());
            let after = last.unwrap_or_else(|| "done".to_owned());
            tx.note(CUT, &after)?;
            Ok::<_, StoreError>(after)
        })?;
    }
    Ok(())
}

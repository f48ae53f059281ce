//! Who was told which number, and who never is.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    model::{AskedFor, Number, ParcelId, SourceId},
    store::StoreError,
};

/// The ledger.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PrivacyView {
    pub asked: Vec<AskedView>,
    pub never: Vec<NeverView>,
}

/// What one host was sent of one number, by one source and for one reason.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AskedView {
    pub number: Number,
    pub host: String,
    pub source: SourceId,
    pub why: AskedFor,
    pub first: Timestamp,
    pub last: Timestamp,
    pub count: u32,
}

/// A source that is never asked for a parcel.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NeverView {
    pub parcel: String,
    pub source: SourceId,
}

/// All of it, or what concerns one parcel.
pub fn privacy(app: &mut App, parcel: Option<ParcelId>) -> Result<PrivacyView, StoreError> {
    app.store.reading(|tx| {
        let case = parcel.map(|id| tx.case(id)).transpose()?.flatten();
        let own = |number: &Number| {
            parcel.is_none() || case.iter().flat_map(|it| &it.legs).any(|leg| leg.key.number == *number)
        };
        let mut asked = Vec::new();
        for it in tx.asked()?.into_iter().filter(|it| own(&it.number)) {
            // Who looks sees what was sent of their own numbers.
            if tx.seen_by().is_empty() || !tx.with_number(&it.number)?.is_empty() {
                asked.push(it);
            }
        }
        let asked = asked.into_iter().map(|it| AskedView {
            number: it.number,
            host: it.host,
            source: it.source,
            why: it.why,
            first: it.first,
            last: it.last,
            count: it.count,
        });
        let never = tx.all_forbidden()?.into_iter().filter(|(id, _)| parcel.is_none_or(|parcel| parcel == *id));
        Ok(PrivacyView {
            asked: asked.collect(),
            never: never.map(|(id, source)| NeverView { parcel: id.to_string(), source }).collect(),
        })
    })
}

//! What was told of parcels lately, as a feed has it.

use jiff::Timestamp;

use crate::{
    app::{App, veil::of_sums},
    model::{NoticeKind, ParcelId},
    store::StoreError,
};

/// The name under which it is noted which feed this is.
const FEED: &str = "feed";

/// A notice of a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The notice's own figure: never another's.
    pub id: i64,
    /// Of which parcel.
    pub parcel: ParcelId,
    /// When it came about.
    pub at: Timestamp,
    pub title: String,
    pub body: String,
}

/// The latest notices of these parcels, the newest first, told as on the day they came about: what a feed has said stays as
/// it is.
pub fn told_lately(app: &mut App, parcels: &[ParcelId], most: usize) -> Result<Vec<Told>, StoreError> {
    let mut told = app.store.reading(|tx| tx.notices_lately(parcels, most))?;
    if !app.shows_purchases() {
        told.retain(|it| !matches!(&it.notice.kind, NoticeKind::DutyAhead { why } if of_sums(why)));
    }
    let phrases = &app.setup.phrases;
    let view = told.into_iter().map(|it| {
        let day = app.setup.knowledge.day(it.notice.at);
        let called = app.called(it.parcel, it.title);
        let (title, body) = app.setup.telling(day, |setting| phrases.notice(&it.notice, &called, setting));
        Told { id: it.id, parcel: it.parcel, at: it.notice.at, title, body }
    });
    Ok(view.collect())
}

impl App {
    /// What tells this feed from that of another database: made once.
    pub fn feed_id(&mut self) -> anyhow::Result<String> {
        if let Some(known) = self.store.reading(|tx| tx.noted(FEED))? {
            return Ok(known);
        }
        let new = crate::app::actions::sign_in::secret_word()?;
        let new = new.get(..16).unwrap_or(&new).to_owned();
        self.within(|tx, _, _| tx.note(FEED, &new))?;
        Ok(new)
    }
}

//! What one round has brought.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{app::App, store::StoreError};

/// What one round has brought.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RoundView {
    /// How many numbers were asked for.
    pub asked: usize,
    /// What is told since it began.
    pub told: Vec<ToldView>,
    /// When something is due next.
    pub next: Option<Timestamp>,
}

/// Something that is told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ToldView {
    pub parcel: Option<String>,
    pub key: String,
    pub title: String,
    pub body: String,
}

/// What a round has brought that began at a moment.
pub fn round(app: &mut App, began: Timestamp) -> Result<RoundView, StoreError> {
    let (asked, notices, next) = app
        .store
        .reading(|tx| Ok::<_, StoreError>((tx.asked_since(began)?, tx.notices_since(began)?, tx.next_due()?)))?;
    let told = notices.into_iter().map(|(parcel, title, notice)| {
        let say = |setting: &crate::text::Setting<'_>| app.setup.phrases.notice(&notice, &title, setting);
        let (title, body) = app.setup.telling(app.today(), say);
        ToldView { parcel: parcel.map(|id| id.to_string()), key: notice.key.clone(), title, body }
    });
    let told = told.collect();
    Ok(RoundView { asked, told, next })
}

//! How a way out to the user does.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::{App, Setup},
    model::{ChannelHealth, clean},
    rules::channel_notices,
    store::StoreError,
};

/// How a channel does that is set up and was tried.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChannelView {
    pub channel: String,
    pub last_good: Option<Timestamp>,
    /// In a row, whoever took over.
    pub failures: u32,
    /// When the first of them came.
    pub since: Option<Timestamp>,
    /// Why the last of them failed.
    pub detail: String,
    /// Whether somebody must end it: the user is told.
    pub in_trouble: bool,
}

impl ChannelView {
    fn of(health: ChannelHealth, now: Timestamp) -> ChannelView {
        let in_trouble = channel_notices::in_trouble(&health, now);
        let ChannelHealth { channel, last_good, failures, since, detail, .. } = health;
        ChannelView { channel, last_good, failures, since, detail: clean(&detail), in_trouble }
    }

    /// In a line: why the last try failed, the last delivery, the failures since.
    pub fn in_words(&self, setup: &Setup) -> String {
        let phrases = &setup.phrases;
        let mut said = vec![self.detail.clone()];
        said.push(match self.last_good {
            Some(at) => phrases.phrase("doctor-delivered", &[("at", setup.minute(at).into())]),
            None => phrases.label("doctor-never-delivered"),
        });
        if let Some(since) = self.since.filter(|_| self.failures > 0) {
            let args = [("count", i64::from(self.failures).into()), ("since", setup.minute(since).into())];
            said.push(phrases.phrase("health-failures", &args));
        }
        said.retain(|it| !it.is_empty());
        said.join("; ")
    }
}

/// Every channel that is set up and was ever tried, in the user's order.
pub fn channels(app: &mut App) -> Result<Vec<ChannelView>, StoreError> {
    let mut tried = app.store.reading(|tx| tx.channels())?;
    let mut views = Vec::new();
    for name in app.setup.all_channels() {
        if let Some(at) = tried.iter().position(|it| it.channel == name) {
            views.push(ChannelView::of(tried.swap_remove(at), app.now));
        }
    }
    Ok(views)
}

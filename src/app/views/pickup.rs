//! All that waits to be collected, by place and last day.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    model::{Stage, Why, clean},
    rules::handover,
    store::{Listed, StoreError, Which},
};

/// A parcel that waits to be collected.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Waiting {
    pub id: String,
    pub title: String,
    pub place: String,
    /// The last day.
    pub until: Option<Date>,
    /// Whether the carrier said the last day; otherwise a norm does.
    pub by_carrier: bool,
    /// Days that are left.
    pub left: Option<i32>,
    pub number: String,
    pub carrier: String,
}

/// What waits to be collected now.
pub fn pickup(app: &mut App) -> Result<Vec<Waiting>, StoreError> {
    let listed = app.list(Which::ToBeCollected)?;
    let here =
        |it: &&Listed| it.verdict.stage == Stage::ReadyForPickup && it.parcel.received.or(it.parcel.archived).is_none();
    let mut waiting: Vec<Waiting> = listed.iter().filter(here).map(|it| Waiting::of(app, it)).collect();
    waiting.sort_by(|a, b| (&a.place, a.until, &a.id).cmp(&(&b.place, b.until, &b.id)));
    Ok(waiting)
}

impl Waiting {
    fn of(app: &App, listed: &Listed) -> Waiting {
        let storage = listed.verdict.because.iter().find_map(|why| match why {
            Why::Storage { until, by_carrier, place, of, .. } => Some((*until, *by_carrier, place, of)),
            _ => None,
        });
        let of = storage.and_then(|(.., of)| of.as_ref());
        let told = of.and_then(|of| listed.legs.iter().find(|leg| leg.key == *of));
        let leg = told.or_else(|| handover::carrying(&listed.legs));
        let scanned = || listed.last.as_ref().map(|entry| entry.event.place.as_str());
        let place = storage.map(|(_, _, place, _)| place.as_str()).filter(|place| !place.is_empty());
        Waiting {
            id: listed.parcel.id.to_string(),
            title: clean(&listed.parcel.title),
            place: place.or_else(scanned).map(clean).unwrap_or_default(),
            until: storage.map(|(until, ..)| until),
            by_carrier: storage.is_some_and(|(_, by_carrier, ..)| by_carrier),
            left: storage.map(|(until, ..)| (until - app.today()).get_days()),
            number: leg.map(|leg| leg.key.number.to_string()).unwrap_or_default(),
            carrier: leg.map(|leg| app.setup.name_of(&leg.key.carrier)).unwrap_or_default(),
        }
    }

    /// The last day; where only a norm says it, that is said too.
    pub fn until_in_words(&self, app: &App) -> String {
        let Some(until) = self.until else { return String::new() };
        let day = app.setup.phrases.day_and_distance(until, app.today());
        if self.by_carrier { day } else { app.phrase("pickup-about", &[("day", day.into())]) }
    }
}

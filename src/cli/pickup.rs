//! `posylka pickup`: all that waits to be collected, by place and last day.

use jiff::civil::Date;
use serde::Serialize;

use super::output::{Reply, table};
use crate::{
    app::App,
    model::{Stage, Why, clean},
    rules::handover,
    store::Listed,
};

#[derive(Debug, Serialize)]
struct Waiting {
    id: String,
    title: String,
    place: String,
    /// Last day, and whether the carrier said it.
    until: Option<Date>,
    by_carrier: bool,
    left: Option<i32>,
    number: String,
    carrier: String,
}

pub(super) fn run(app: &mut App) -> anyhow::Result<Reply> {
    let listed = app.list()?;
    let here =
        |it: &&Listed| it.verdict.stage == Stage::ReadyForPickup && it.parcel.received.or(it.parcel.archived).is_none();
    let mut waiting: Vec<Waiting> = listed.iter().filter(here).map(|it| waits(app, it)).collect();
    waiting.sort_by(|a, b| (&a.place, a.until, &a.id).cmp(&(&b.place, b.until, &b.id)));
    if waiting.is_empty() {
        return Ok(Reply::new(app.label("pickup-nothing"), waiting));
    }
    let head = ["pickup-place", "pickup-until", "list-id", "list-title", "show-number", "show-carrier"];
    let rows = waiting.iter().map(|it| {
        [it.place.clone(), until(app, it), it.id.clone(), it.title.clone(), it.number.clone(), it.carrier.clone()]
    });
    Ok(Reply::new(table(head.map(|id| app.label(id)), rows), waiting))
}

fn waits(app: &App, listed: &Listed) -> Waiting {
    let storage = listed.verdict.because.iter().find_map(|why| match why {
        Why::Storage { until, by_carrier, .. } => Some((*until, *by_carrier)),
        _ => None,
    });
    let leg = handover::carrying(&listed.legs);
    Waiting {
        id: listed.parcel.id.to_string(),
        title: clean(&listed.parcel.title),
        place: listed.last.as_ref().map(|entry| clean(&entry.event.place)).unwrap_or_default(),
        until: storage.map(|(until, _)| until),
        by_carrier: storage.is_some_and(|(_, by_carrier)| by_carrier),
        left: storage.map(|(until, _)| (until - app.today()).get_days()),
        number: leg.map(|leg| leg.key.number.to_string()).unwrap_or_default(),
        carrier: leg.map(|leg| app.setup.name_of(&leg.key.carrier)).unwrap_or_default(),
    }
}

/// The last day; where only a norm says it, that is said too.
fn until(app: &App, waiting: &Waiting) -> String {
    let Some(until) = waiting.until else { return String::new() };
    let day = app.setup.phrases.date(until, app.today());
    if waiting.by_carrier { day } else { app.phrase("pickup-about", &[("day", day.into())]) }
}

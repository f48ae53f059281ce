//! `posylka event`: what an app or a person said.

use anyhow::{Context, bail};
use jiff::civil::{Date, DateTime};

use super::{
    list,
    output::Reply,
    parse::{day, title},
};
use crate::{
    app::App,
    model::{Event, Facts, Heard, LegKey, Number, Status, Told, Zone, ZoneFrom},
    rules::handover,
};

/// `posylka event`
#[derive(Debug, clap::Args)]
pub(super) struct Said {
    /// Id, number, or a piece of the title
    parcel: String,
    /// What happened, in our words: ready-for-pickup, out-for-delivery, delivered, at-customs ...
    #[arg(value_parser = status)]
    status: Status,
    /// When, as 2026-02-28 or 2026-02-28T18:30; now without it
    #[arg(long, value_parser = when)]
    at: Option<When>,
    /// Last day at the place of issue
    #[arg(long, value_parser = day)]
    until: Option<Date>,
    /// Where: the office, the point, the town
    #[arg(long, value_parser = title)]
    place: Option<String>,
    /// In whose words
    #[arg(long, value_parser = title)]
    text: Option<String>,
}

/// A day, or a minute of it.
#[derive(Debug, Clone, Copy)]
enum When {
    Day(Date),
    Minute(DateTime),
}

pub(super) fn run(app: &mut App, args: &Said) -> anyhow::Result<Reply> {
    let id = app.find_parcel(&args.parcel)?;
    let case = app.store.reading(|tx| tx.case(id))?.with_context(|| format!("parcel {id} is gone"))?;
    let of_order = || {
        let order = case.orders.iter().find_map(|order| Number::new(order.id.to_uppercase()).ok())?;
        Some(LegKey { number: order, carrier: "unknown".into() })
    };
    let Some(leg) = handover::carrying(&case.legs).map(|leg| leg.key.clone()).or_else(of_order) else {
        bail!(app.label("event-no-number"));
    };
    let event = event(app, args);
    if event.about() > app.now.saturating_add(jiff::SignedDuration::from_hours(24))? {
        bail!(app.label("event-future"));
    }
    let facts = Facts { hold_until: args.until, ..Facts::default() };
    let heard = Heard { events: vec![event], facts, ..Heard::default() };
    app.tell(id, &Told::Heard { leg, by: "user".into(), sure: true, heard })?;
    list::after(app, &[id])
}

/// A minute is the user's own; a day alone is certain to the day only.
fn event(app: &App, args: &Said) -> Event {
    let zone = &app.setup.knowledge.zone;
    let (wall, certain) = match args.at {
        Some(When::Day(day)) => (day.at(12, 0, 0, 0), false),
        Some(When::Minute(minute)) => (minute, true),
        None => {
            (app.now.to_zoned(zone.clone()).datetime().with().subsec_nanosecond(0).build().unwrap_or_default(), true)
        }
    };
    let offset = certain.then(|| zone.to_offset(zone.to_ambiguous_timestamp(wall).compatible().unwrap_or(app.now)));
    Event {
        wall,
        zone: offset.map(|offset| Zone { offset, from: ZoneFrom::Source }),
        status: Some(args.status),
        reason: None,
        by_words: false,
        code: String::new(),
        text: args.text.clone().unwrap_or_default(),
        place: args.place.clone().unwrap_or_default(),
    }
}

fn status(text: &str) -> Result<Status, String> {
    let status: Status = text.parse().map_err(|unknown: crate::model::UnknownWord| unknown.to_string())?;
    match status {
        Status::Renumbered => Err("attach the new number with `posylka link`".to_owned()),
        status => Ok(status),
    }
}

fn when(text: &str) -> Result<When, &'static str> {
    let day = || text.parse().map(When::Day);
    let minute = || text.replace(' ', "T").parse().map(When::Minute);
    if text.contains(':') { minute() } else { day() }
        .map_err(|_| "write a day as 2026-02-28 or a minute as 2026-02-28T18:30")
}

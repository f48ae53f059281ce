//! `posylka event`: what an app or a person said.

use super::{
    list,
    output::Reply,
    parse::{NoValue, day, title},
};
use crate::{
    app::{
        App,
        actions::event::{UserEvent, When, may_be_said},
    },
    import::orders::GivenDay,
    model::{Status, UnknownWord},
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
    at: Option<Given>,
    /// Last day at the place of issue
    #[arg(long, value_parser = day)]
    until: Option<GivenDay>,
    /// Where: the office, the point, the town
    #[arg(long, value_parser = title)]
    place: Option<String>,
    /// In whose words
    #[arg(long, value_parser = title)]
    text: Option<String>,
}

pub(super) fn run(app: &mut App, args: &Said) -> anyhow::Result<Reply> {
    let id = app.find_parcel(&args.parcel)?;
    let (place, text) = (args.place.clone(), args.text.clone());
    let day = |it: &GivenDay| it.on(app.today());
    let at = args.at.as_ref().map(|it| match it {
        Given::Day(given) => When::Day(day(given)),
        Given::Minute(minute) => When::Minute(*minute),
    });
    let until = args.until.as_ref().map(day);
    app.add_event(id, &UserEvent { status: args.status, at, until, place, text })?;
    list::after(app, &[id])
}

fn status(text: &str) -> Result<Status, NoValue> {
    let status: Status =
        text.parse().map_err(|unknown: UnknownWord| NoValue::new("parse-word").with("known", unknown.known))?;
    may_be_said(status).then_some(status).ok_or_else(|| NoValue::new("parse-renumbered"))
}

/// When it was, as it was given.
#[derive(Debug, Clone)]
enum Given {
    Day(GivenDay),
    Minute(jiff::civil::DateTime),
}

fn when(text: &str) -> Result<Given, NoValue> {
    if !text.contains(':') {
        return day(text).map(Given::Day);
    }
    let minute = text.replace(' ', "T").parse().map(Given::Minute);
    minute.map_err(|_| NoValue::new("parse-minute"))
}

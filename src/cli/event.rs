//! `posylka event`: what an app or a person said.

use super::{
    list,
    output::Reply,
    parse::{day, moment, status, title},
};
use crate::{
    app::{
        App,
        actions::event::{UserEvent, When},
        typed::GivenMoment,
    },
    import::orders::GivenDay,
    model::Status,
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
    #[arg(long, value_parser = moment)]
    at: Option<GivenMoment>,
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
        GivenMoment::Day(given) => When::Day(day(given)),
        GivenMoment::Minute(minute) => When::Minute(*minute),
    });
    let until = args.until.as_ref().map(day);
    app.add_event(id, &UserEvent { status: args.status, at, until, place, text })?;
    list::after(app, &[id])
}

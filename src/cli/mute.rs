//! `posylka mute` and `snooze`: a parcel that is to be silent for a while.

use super::{dates::day_of, output::Reply, parse};
use crate::{
    app::{
        App,
        actions::mute::{Muted, parse_span},
    },
    import::orders::GivenDay,
};

#[derive(Debug, clap::Args)]
pub(super) struct Mute {
    /// Id, number, or a piece of the title
    pub parcel: String,
    /// The day from which on you want to hear of it again, as 2026-02-28 or `in 3 days`
    #[arg(long, value_name = "DAY", conflicts_with = "off", value_parser = parse::day)]
    pub until: Option<GivenDay>,
    /// You want to hear of it again at once
    #[arg(long)]
    pub off: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Snooze {
    /// Id, number, or a piece of the title
    pub parcel: String,
    /// For how long: 12h, 3d, 2w
    pub span: String,
}

pub(super) fn mute(app: &mut App, args: &Mute) -> anyhow::Result<Reply> {
    let id = app.find_parcel(&args.parcel)?;
    if !args.off {
        let muted = app.mute(id, day_of(app, args.until.as_ref()))?;
        return Ok(told(app, muted));
    }
    let unmuted = app.unmute(id)?;
    let phrase = if unmuted.was_muted { "mute-off" } else { "mute-was-off" };
    Ok(Reply::new(app.phrase(phrase, &[("title", unmuted.title.as_str().into())]), unmuted))
}

pub(super) fn snooze(app: &mut App, args: &Snooze) -> anyhow::Result<Reply> {
    let id = app.find_parcel(&args.parcel)?;
    let muted = app.snooze(id, parse_span(&args.span)?)?;
    Ok(told(app, muted))
}

fn told(app: &App, muted: Muted) -> Reply {
    let mut args = vec![("title", muted.title.as_str().into()), ("id", muted.id.as_str().into())];
    args.extend(muted.until.map(|until| ("until", app.minute(until).into())));
    let text = app.phrase(if muted.until.is_some() { "mute-until" } else { "mute-forever" }, &args);
    Reply::new(text, muted)
}

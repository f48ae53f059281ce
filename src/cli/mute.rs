//! `posylka mute` and `snooze`: a parcel that is to be silent for a while.

use anyhow::bail;
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde_json::json;

use super::output::Reply;
use crate::{app::App, model::ParcelId};

#[derive(Debug, clap::Args)]
pub(super) struct Mute {
    /// Id, number, or a piece of the title
    pub parcel: String,
    /// The day from which on you want to hear of it again, as 2026-02-28
    #[arg(long, value_name = "DAY", conflicts_with = "off")]
    pub until: Option<Date>,
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
    if args.off {
        return unmute(app, id);
    }
    let until = match args.until {
        None => Timestamp::MAX,
        Some(day) => day.to_zoned(app.setup.knowledge.zone.clone())?.timestamp(),
    };
    silence(app, id, until)
}

pub(super) fn snooze(app: &mut App, args: &Snooze) -> anyhow::Result<Reply> {
    let id = app.find_parcel(&args.parcel)?;
    let Some(span) = span(&args.span) else {
        bail!(app.phrase("snooze-wrong", &[("text", args.span.as_str().into())]));
    };
    let until = app.now.saturating_add(span)?;
    silence(app, id, until)
}

fn silence(app: &mut App, id: ParcelId, until: Timestamp) -> anyhow::Result<Reply> {
    let shown = until.to_zoned(app.setup.knowledge.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
    if until <= app.now {
        bail!(app.phrase("mute-past", &[("until", shown.into())]));
    }
    app.within(|tx, _, _| tx.mute(id, until))?;
    let (title, id) = (title(app, id)?, id.to_string());
    let ever = until == Timestamp::MAX;
    let args = [("title", title.into()), ("id", id.clone().into()), ("until", shown.into())];
    let text = app.phrase(if ever { "mute-forever" } else { "mute-until" }, &args);
    Ok(Reply::new(text, json!({ "muted": id, "until": (!ever).then_some(until) })))
}

fn unmute(app: &mut App, id: ParcelId) -> anyhow::Result<Reply> {
    let was = app.within(|tx, _, _| tx.unmute(id))?;
    let title = title(app, id)?;
    let text = app.phrase(if was { "mute-off" } else { "mute-was-off" }, &[("title", title.into())]);
    Ok(Reply::new(text, json!({ "unmuted": id.to_string() })))
}

fn title(app: &mut App, id: ParcelId) -> anyhow::Result<String> {
    let listed = app.list()?.into_iter().find(|it| it.parcel.id == id);
    Ok(listed.map(|it| it.parcel.title).filter(|title| !title.is_empty()).unwrap_or_else(|| id.to_string()))
}

/// A figure with its unit, from an hour to ten years.
fn span(text: &str) -> Option<SignedDuration> {
    let text = text.trim();
    let at = text.find(|c: char| !c.is_ascii_digit())?;
    let (figure, unit) = text.split_at(at);
    let hours = match unit.trim() {
        "h" => 1,
        "d" => 24,
        "w" => 7 * 24,
        _ => return None,
    };
    let hours = figure.parse::<i64>().ok()?.checked_mul(hours)?;
    (1..=10 * 366 * 24).contains(&hours).then(|| SignedDuration::from_hours(hours))
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn spans_are_figures_with_units() {
        let hours = |text| span(text).map(|it| it.as_hours());
        assert_eq!([hours("12h"), hours("3d"), hours(" 2w ")], [Some(12), Some(72), Some(336)]);
        for text in ["", "3", "d", "0d", "-1d", "3 дня", "99999999999999999999h", "9223372036854775807w", "5000w"] {
            assert_eq!(hours(text), None, "{text}");
        }
    }
}

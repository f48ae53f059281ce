//! How it stands in one line, and as a status bar wants it.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::output::NEEDS_USER;
use crate::app::{
    App,
    views::status::{Need, Status},
};

/// Whoever lets a round come now and then has had one within so long.
pub(super) const ROUNDS: SignedDuration = SignedDuration::from_hours(24);

/// One line: what needs you and by when, how many are watched, whether anybody watches.
pub(super) fn line(app: &App, status: &Status) -> String {
    let total = status.parcels.get("total").copied().unwrap_or(0);
    let mut pieces = vec![match status.needs_you.len() {
        0 => app.label("status-needs-nobody"),
        count => format!("{}: {count}", app.label("status-needs-you")),
    }];
    pieces.extend(nearest(app, status).map(|need| named(app, need)));
    pieces.push(format!("{}: {total}", app.label("status-parcels")));
    if !is_watched(app, status) {
        pieces.push(app.label("status-unwatched"));
    }
    pieces.join(" · ")
}

/// As waybar and its like take it: `text`, `alt`, `class` and a tooltip in Pango markup.
pub(super) fn waybar(app: &App, status: &Status) -> Value {
    let count = status.needs_you.len();
    let class = match count {
        1.. => "needs-you",
        0 if !is_watched(app, status) => "unwatched",
        0 => "fine",
    };
    let lines = status.needs_you.iter().map(|need| named(app, need));
    let tooltip = std::iter::once(line(app, status)).chain(lines).map(|it| escaped(&it)).collect::<Vec<_>>().join("\n");
    let text = if count == 0 { String::new() } else { count.to_string() };
    json!({ "text": text, "alt": class, "class": class, "tooltip": tooltip })
}

/// The exit code: 3 where something needs the user.
pub(super) fn code(status: &Status) -> u8 {
    if status.needs_you.is_empty() { 0 } else { NEEDS_USER }
}

fn nearest<'a>(app: &App, status: &'a Status) -> Option<&'a Need> {
    let dated = status.needs_you.iter().filter(|need| need.act_by.is_some_and(|by| by >= app.today()));
    dated.min_by_key(|need| need.act_by)
}

/// What it is about, and by which day.
fn named(app: &App, need: &Need) -> String {
    let day = need.act_by.map(|by| app.setup.phrases.day_and_distance(by, app.today()));
    [need.title.clone()].into_iter().chain(day).collect::<Vec<_>>().join(": ")
}

/// Whether a daemon runs, or a round came not long ago.
fn is_watched(app: &App, status: &Status) -> bool {
    status.daemon.alive || status.last_round.is_some_and(|at| app.now.duration_since(at) < ROUNDS)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

//! The merged line of a parcel, number by number: when, what it means, the carrier's own words, where.

use unicode_width::UnicodeWidthStr;

use super::{
    columns::wrapped,
    screen::{Paint, Screen},
};
use crate::{
    app::{
        App,
        views::{listed_parcel::EventView, parcel::ParcelDetails},
    },
    model::clean,
};

/// Spaces before a line, and between its parts.
const GAP: usize = 2;
/// On a narrower screen what happened stands below its time.
const BESIDE: usize = 30;

/// The scans, oldest first, below the number and the carrier that told them.
pub(super) fn text(app: &App, screen: Screen, shown: &ParcelDetails) -> String {
    let moments: Vec<String> = shown.events.iter().map(|it| it.when(app)).collect();
    let widest = moments.iter().map(|it| it.width()).max().unwrap_or(0);
    let mut text = String::new();
    let mut under: Option<(&str, &str)> = None;
    for (event, when) in shown.events.iter().zip(&moments) {
        let leg = (event.number.as_str(), event.carrier.as_str());
        if under != Some(leg) {
            text += &format!("{}\n", screen.paint(&of_leg(app, event), Paint::Strong));
            under = Some(leg);
        }
        text += &line(app, screen, event, (when, widest));
    }
    text
}

fn of_leg(app: &App, event: &EventView) -> String {
    let carrier = app.setup.name_of(&event.carrier.as_str().into());
    if event.number.is_empty() { carrier } else { format!("{carrier}, {}", event.number) }
}

fn line(app: &App, screen: Screen, event: &EventView, (when, widest): (&str, usize)) -> String {
    let beside = widest + 2 * GAP;
    let room = screen.width.map(|width| width.saturating_sub(beside)).filter(|room| *room >= BESIDE);
    let below = room.is_none() && screen.width.is_some();
    let indent = if below { 2 * GAP } else { beside };
    let width = screen.width.map_or(usize::MAX, |width| width.saturating_sub(indent));
    let mut text = format!("{:GAP$}{}", "", screen.paint(when, Paint::Faint));
    for (nth, piece) in lines(app, screen, event, width).into_iter().enumerate() {
        let before = match nth == 0 && !below {
            true => " ".repeat(widest.saturating_sub(when.width()) + GAP),
            false => format!("\n{:indent$}", ""),
        };
        text += &(before + &piece);
    }
    text.push('\n');
    text
}

/// What it means, then the carrier's own words with the place and who told it, where that is not the carrier above.
fn lines(app: &App, screen: Screen, event: &EventView, width: usize) -> Vec<String> {
    let words = event.words(app);
    let (by, carrier) = (event.told_by(app), app.setup.name_of(&event.carrier.as_str().into()));
    let by = if by == carrier { String::new() } else { format!("[{by}]") };
    let pieces = [words.to_string(), event.told.place.clone(), by];
    let whole = pieces.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ");
    let lines = wrapped(&clean(&whole).replace('\n', " "), width).into_iter().enumerate();
    let painted = lines.map(|(nth, line)| match line.strip_prefix(&words.meaning).filter(|_| nth == 0) {
        Some(rest) => words.meaning.clone() + &screen.paint(rest, Paint::Faint),
        None => screen.paint(&line, if nth == 0 { Paint::Plain } else { Paint::Faint }),
    });
    painted.collect()
}

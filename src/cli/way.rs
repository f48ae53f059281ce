//! The way of a parcel as a small picture in a line.

use unicode_width::UnicodeWidthStr;

use super::screen::{Paint, Screen};
use crate::{
    app::{
        App,
        views::listed_parcel::{Group, ParcelView},
    },
    model::{Journey, Passage},
};

/// Each step is a sign: behind it, or here; ahead of it. They are one column wide in every script.
const SIGNS: [char; 2] = ['▰', '▱'];
/// What shows that it has left its way.
const LEFT: &str = "↩";

/// Six signs: «▰▰▰▱▱▱».
pub(super) fn signs(journey: &Journey) -> String {
    if journey.left {
        let rest = journey.steps.iter().skip(1).map(|_| SIGNS[1]);
        return LEFT.chars().chain(rest).collect();
    }
    journey.steps.iter().map(|(_, passage)| SIGNS[usize::from(*passage == Passage::Ahead)]).collect()
}

/// The signs and the stage in words: «▰▰▱▱▱▱ вывезено».
pub(super) fn in_short(app: &App, parcel: &ParcelView) -> String {
    format!("{} {}", signs(&parcel.journey()), parcel.stage_in_words(app))
}

/// How what is said of where it is stands out.
pub(super) fn paint(parcel: &ParcelView) -> Paint {
    match parcel.group {
        Group::Over => Paint::Faint,
        Group::OnTheWay if !parcel.unheard => Paint::Good,
        _ => Paint::Plain,
    }
}

/// Every step by its name where there is room for that, else the signs alone.
pub(super) fn as_far_as_there_is_room(app: &App, screen: Screen, journey: &Journey) -> String {
    let names = journey.steps.iter().map(|(step, _)| app.setup.phrases.milestone(*step).width() + 4);
    match screen.width.is_some_and(|width| names.sum::<usize>() > width) {
        true => signs(journey),
        false => in_full(app, screen, journey),
    }
}

/// Every step by its name, those it has passed marked: «▰ отправлено ▰ вывезено ▱ граница».
fn in_full(app: &App, screen: Screen, journey: &Journey) -> String {
    let step = |(step, passage): &(_, Passage)| {
        let name = app.setup.phrases.milestone(*step);
        match passage {
            Passage::Done => screen.paint(&format!("{} {name}", SIGNS[0]), Paint::Good),
            Passage::Current => screen.paint(&format!("{} {name}", SIGNS[0]), Paint::Strong),
            Passage::Ahead => screen.paint(&format!("{} {name}", SIGNS[1]), Paint::Faint),
        }
    };
    journey.steps.iter().map(step).collect::<Vec<_>>().join("  ")
}

//! The way of a parcel as plain text, one scan a line.

use super::Dossier;
use crate::{
    model::{Entry, Event},
    text::{Phrasebook, one_line},
};

pub(super) fn timeline(dossier: &Dossier) -> String {
    let mut text = format!("{}\n\n", one_line(&dossier.parcel.title, 200));
    for entry in dossier.events {
        let event = &entry.event;
        let place = if event.place.is_empty() { String::new() } else { format!(", {}", one_line(&event.place, 200)) };
        text += &format!("{}  {}{place}  [{}]\n", when(event), what(dossier.phrases, event), told_by(dossier, entry));
    }
    if dossier.events.is_empty() {
        text += &format!("{}\n", dossier.phrases.label("dossier-no-events"));
    }
    text + "\n" + &dossier.phrases.label("dossier-local-times") + "\n"
}

/// The wall time as it was printed, with the offset where it is certain.
pub(super) fn when(event: &Event) -> String {
    let offset = event.zone.map_or(String::new(), |zone| format!(" (UTC{})", zone.offset));
    format!("{}{offset}", event.wall.strftime("%Y-%m-%d %H:%M"))
}

/// What it means in the reader's language, and the source's own words, or the code itself.
pub(super) fn what(phrases: &Phrasebook, event: &Event) -> String {
    phrases.scan_words(event.status, event.reason, &event.text, &event.code).to_string()
}

/// Which number and which carrier the scan belongs to.
pub(super) fn told_by(dossier: &Dossier, entry: &Entry) -> String {
    format!("{}, {}", entry.leg.number, one_line(&(dossier.setting.carrier)(&entry.leg.carrier), 80))
}

//! The scans, one below the other, on the line of the number they were made under, with the silences between them.

use jiff::civil::Date;

use super::sheet::{BLUSH, Colour, FAINT, INK, LEGS, MARGIN, MARK, ROOM, Sheet, drawable};
use crate::{
    dossier::Dossier,
    model::{Entry, LegKey, Stage},
    text::{Phrasebook, ScanWords},
};

/// The first and the last scans that are drawn; between them the others are counted.
const SHOWN: (usize, usize) = (6, 18);
/// Days without a scan that are worth a line.
const SILENCE: i32 = 5;
/// Where the texts begin.
const TEXT: i32 = MARGIN + 22;
pub(super) fn way(sheet: &mut Sheet, dossier: &Dossier, phrases: &Phrasebook) {
    sheet.head(&phrases.label("dossier-timeline"));
    let legs = legs(dossier);
    for (colour, leg) in legs.iter().enumerate().map(|(nth, leg)| (LEGS[nth.min(LEGS.len() - 1)], leg)) {
        let carrier = (dossier.setting.carrier)(&leg.carrier);
        sheet.y += 18;
        sheet.dot(MARGIN + 5, sheet.y - 4, colour);
        sheet.text(TEXT, 12, FAINT, false, &format!("{}, {carrier}", leg.number));
    }
    sheet.y += 8;
    let events = dossier.events;
    let hidden = events.len().saturating_sub(SHOWN.0 + SHOWN.1);
    let mut before: Option<Date> = None;
    for (nth, entry) in events.iter().enumerate() {
        if hidden > 0 && (SHOWN.0..SHOWN.0 + hidden).contains(&nth) {
            if nth == SHOWN.0 {
                let more = phrases.phrase("picture-more", &[("count", hidden.into())]);
                note(sheet, FAINT, &more);
            }
        } else {
            gap(sheet, phrases, before, entry.event.wall.date());
            let nth = legs.iter().position(|leg| **leg == entry.leg).unwrap_or(0);
            scan(sheet, dossier, phrases, entry, LEGS[nth.min(LEGS.len() - 1)]);
        }
        before = Some(entry.event.wall.date());
    }
    end(sheet, dossier, phrases, before);
}

/// The numbers that have scans, in the order of their first.
fn legs<'a>(dossier: &Dossier<'a>) -> Vec<&'a LegKey> {
    let mut legs: Vec<&LegKey> = Vec::new();
    for entry in dossier.events {
        if !legs.contains(&&entry.leg) {
            legs.push(&entry.leg);
        }
    }
    legs
}

fn scan(sheet: &mut Sheet, dossier: &Dossier, phrases: &Phrasebook, entry: &Entry, colour: Colour) {
    let event = &entry.event;
    let top = sheet.y + 4;
    sheet.y += 22;
    let day = phrases.date(event.wall.date(), dossier.setting.today);
    let offset = event.zone.map_or(String::new(), |zone| format!(" (UTC{})", zone.offset));
    sheet.dot(MARGIN + 5, sheet.y - 4, colour);
    sheet.text(TEXT, 12, FAINT, false, &format!("{day}, {}{offset}", event.wall.strftime("%H:%M")));
    let ScanWords { meaning, own } = phrases.scan_words(event.status, event.reason, &event.text, &event.code);
    let own = drawable(&own);
    let own = if own.is_empty() && meaning.is_empty() { event.code.clone() } else { own };
    sheet.lines(TEXT, 14, INK, true, &ScanWords { meaning, own }.to_string());
    let place = drawable(&phrases.place(&event.place));
    if !place.is_empty() {
        sheet.lines(TEXT, 12, FAINT, false, &place);
    }
    sheet.rect([MARGIN + 4, top, 2, sheet.y - top + 8], 0, colour);
    sheet.y += 4;
}

fn gap(sheet: &mut Sheet, phrases: &Phrasebook, before: Option<Date>, now: Date) {
    let quiet = before.map_or(0, |before| (now - before).get_days());
    if quiet >= SILENCE {
        let said = phrases.phrase("picture-gap", &[("n", phrases.days(quiet).into())]);
        note(sheet, FAINT, &said);
    }
}

/// The silence up to today, or that there is nothing to show.
fn end(sheet: &mut Sheet, dossier: &Dossier, phrases: &Phrasebook, last: Option<Date>) {
    let Some(last) = last else { return note(sheet, MARK, &phrases.label("dossier-no-events")) };
    let quiet = (dossier.setting.today - last).get_days();
    if quiet > 0 && dossier.verdict.stage != Stage::Delivered {
        let said = phrases.phrase("picture-silent", &[("n", phrases.days(quiet).into())]);
        sheet.y += 10;
        sheet.rect([MARGIN, sheet.y, ROOM, 34], 6, BLUSH);
        sheet.y += 22;
        sheet.text(TEXT, 14, MARK, true, &said);
        sheet.y += 14;
    }
}

fn note(sheet: &mut Sheet, colour: Colour, text: &str) {
    sheet.y += 20;
    sheet.text(TEXT, 12, colour, false, text);
    sheet.y += 4;
}

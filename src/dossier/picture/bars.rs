//! Two bars: where the protection stands, and how long this silence is beside the usual.

use jiff::civil::Date;

use super::sheet::{FAINT, INK, LEGS, MARGIN, MARK, PALE, ROOM, Sheet};
use crate::{
    dossier::{
        Dossier,
        clocks::{ProtectionClock, Silence, days},
    },
    text::Phrasebook,
};

/// Days from posting to the last day of a claim, with today among them.
pub(super) fn clock(sheet: &mut Sheet, dossier: &Dossier, phrases: &Phrasebook) {
    let today = dossier.setting.today;
    let Some(clock) = ProtectionClock::of(dossier.orders, dossier.protection, dossier.advice) else { return };
    sheet.head(&phrases.label("picture-clock"));
    let top = sheet.y + 10;
    let at = |day: Date| MARGIN + clock.at(day, today, ROOM);
    sheet.rect([MARGIN, top, ROOM, 14], 7, PALE);
    sheet.rect([MARGIN, top, (at(today) - MARGIN).max(14), 14], 7, LEGS[0]);
    let begun_as = if clock.posted { "picture-begun" } else { "picture-bought" };
    let marks = [(begun_as, Some(clock.begun), FAINT), ("picture-today", Some(today), LEGS[0])];
    let marks = marks.into_iter().chain([("picture-ends", clock.ends, INK), ("picture-closes", clock.closes, MARK)]);
    sheet.y = top + 20;
    for (id, day, colour) in marks {
        let Some(day) = day else { continue };
        sheet.rect([(at(day) - 1).max(MARGIN), top - 4, 3, 22], 1, colour);
        let said = [("day", phrases.date(day, today).into()), ("n", phrases.days(days(clock.begun, day)).into())];
        let said = phrases.phrase(id, &said);
        sheet.y += 20;
        sheet.dot(MARGIN + 5, sheet.y - 4, colour);
        sheet.text(MARGIN + 18, 13, INK, false, &said);
    }
}

/// The silence beside the norm it is held against.
pub(super) fn norm(sheet: &mut Sheet, dossier: &Dossier, phrases: &Phrasebook) {
    let Some(silence) = Silence::of(dossier.verdict, dossier.advice) else { return };
    let Silence { days: quiet, most, share } = silence;
    sheet.head(&phrases.label("picture-norm"));
    let top = sheet.y + 10;
    let length = |days: i32| silence.at(days, ROOM).max(14);
    sheet.rect([MARGIN, top, ROOM, 14], 7, PALE);
    sheet.rect([MARGIN, top, length(quiet), 14], 7, if quiet > most { MARK } else { LEGS[0] });
    sheet.rect([MARGIN + length(most) - 1, top - 4, 3, 22], 1, INK);
    sheet.y = top + 20;
    let rows = [
        (
            if quiet > most { MARK } else { LEGS[0] },
            phrases.phrase("picture-quiet", &[("n", phrases.days(quiet).into())]),
        ),
        (INK, phrases.phrase("picture-most", &[("n", phrases.days(most).into()), ("share", share.into())])),
    ];
    for (colour, said) in rows {
        sheet.y += 20;
        sheet.dot(MARGIN + 5, sheet.y - 4, colour);
        sheet.text(MARGIN + 18, 13, INK, false, &said);
    }
}

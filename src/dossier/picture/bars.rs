//! Two bars: where the protection stands, and how long this silence is beside the usual.

use jiff::civil::Date;

use super::sheet::{FAINT, INK, LEGS, MARGIN, MARK, PALE, ROOM, Sheet};
use crate::{dossier::Dossier, model::Why, text::Phrasebook};

/// Days from posting to the last day of a claim, with today among them.
pub(super) fn clock(sheet: &mut Sheet, dossier: &Dossier, phrases: &Phrasebook) {
    let today = dossier.setting.today;
    let first = |of: fn(&crate::model::Order) -> Option<Date>| dossier.orders.iter().filter_map(of).min();
    let Some(begun) = first(|order| order.shipped.or(order.ordered)) else { return };
    let ends = dossier.protection;
    let closes = dossier.advice.window.map(|window| window.closes);
    let Some(last) = ends.max(closes) else { return };
    sheet.head(&phrases.label("picture-clock"));
    let (top, whole) = (sheet.y + 10, days(begun, last.max(today)).max(1));
    let at = |day: Date| MARGIN + ROOM * days(begun, day).clamp(0, whole) / whole;
    sheet.rect([MARGIN, top, ROOM, 14], 7, PALE);
    sheet.rect([MARGIN, top, (at(today) - MARGIN).max(14), 14], 7, LEGS[0]);
    let posted = dossier.orders.iter().any(|order| order.shipped.is_some());
    let begun_as = if posted { "picture-begun" } else { "picture-bought" };
    let marks = [(begun_as, Some(begun), FAINT), ("picture-today", Some(today), LEGS[0])];
    let marks = marks.into_iter().chain([("picture-ends", ends, INK), ("picture-closes", closes, MARK)]);
    sheet.y = top + 20;
    for (id, day, colour) in marks {
        let Some(day) = day else { continue };
        sheet.rect([(at(day) - 1).max(MARGIN), top - 4, 3, 22], 1, colour);
        let said = [("day", phrases.date(day, today).into()), ("n", phrases.days(days(begun, day)).into())];
        let said = phrases.phrase(id, &said);
        sheet.y += 20;
        sheet.dot(MARGIN + 5, sheet.y - 4, colour);
        sheet.text(MARGIN + 18, 13, INK, false, &said);
    }
}

/// The silence beside the norm it is held against.
pub(super) fn norm(sheet: &mut Sheet, dossier: &Dossier, phrases: &Phrasebook) {
    let because = dossier.verdict.because.iter().chain(&dossier.advice.because);
    let quiet = because.clone().find_map(|why| match why {
        Why::Quiet { days, most, share, .. } => Some((*days, *most, *share)),
        Why::Unscanned { days, most, .. } => Some((*days, *most, 95)),
        _ => None,
    });
    let Some((quiet, most, share)) = quiet else { return };
    sheet.head(&phrases.label("picture-norm"));
    let (top, whole) = (sheet.y + 10, quiet.max(most).max(1) * 11 / 10 + 1);
    let length = |days: i32| (ROOM * days.clamp(0, whole) / whole).max(14);
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

fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

//! The way of a parcel as a picture: to be read on a phone, and to be attached to a claim. Pure: the same dossier gives
//! the same drawing; the pixels are made of the drawing and of the fonts the program carries.
//!
//! Belongs here: the drawing itself. Does not belong here: what is drawn: it is handed in.

mod bars;
mod journey;
mod pixels;
mod sheet;
mod svg;

pub(super) use self::{pixels::pixels, sheet::Sheet, svg::svg};
use super::Dossier;
use crate::text::{Phrasebook, one_line};

/// The drawing in a language.
pub(super) fn drawing(dossier: &Dossier, phrases: &Phrasebook) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.title(&one_line(&dossier.parcel.title, 120));
    let orders = dossier.orders.iter().filter(|order| !order.id.is_empty()).take(3);
    for order in orders {
        let price = order.price.as_ref().map(|price| format!(", {}", phrases.money(price))).unwrap_or_default();
        let named = phrases.phrase("picture-order", &[("order", (&order.id).into())]);
        sheet.faint(&format!("{named}{price}"));
    }
    let made = phrases.date(dossier.made.date(), jiff::civil::Date::ZERO);
    sheet.faint(&phrases.phrase("dossier-made", &[("at", made.into())]));
    bars::clock(&mut sheet, dossier, phrases);
    bars::norm(&mut sheet, dossier, phrases);
    journey::way(&mut sheet, dossier, phrases);
    sheet
}

//! The way of a parcel as a picture: to be read on a phone, and to be attached to a claim. Pure: the same dossier gives
//! the same drawing; the pixels are made of the drawing and of the fonts the program carries.
//!
//! Belongs here: the drawing itself. Does not belong here: what is drawn: it is handed in.

mod bars;
mod journey;
mod sheet;

use std::{io, sync::Arc};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

use self::sheet::Sheet;
use super::Dossier;
use crate::text::{Phrasebook, one_line};

const FONTS: [&[u8]; 2] = [
    include_bytes!("../../../assets/fonts/DejaVuSans.subset.ttf"),
    include_bytes!("../../../assets/fonts/DejaVuSans-Bold.subset.ttf"),
];

/// The drawing in a language, as SVG.
pub(super) fn drawing(dossier: &Dossier, phrases: &Phrasebook) -> String {
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
    sheet.finish()
}

/// The drawing as PNG, two pixels for each of its units.
pub(super) fn pixels(svg: &str) -> io::Result<Vec<u8>> {
    let mut fonts = Database::new();
    FONTS.iter().for_each(|font| fonts.load_font_data(font.to_vec()));
    fonts.set_sans_serif_family("DejaVu Sans");
    let options = Options { fontdb: Arc::new(fonts), font_family: "DejaVu Sans".into(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(io::Error::other)?;
    let size = tree.size().to_int_size();
    let mut pixmap = Pixmap::new(size.width() * 2, size.height() * 2).ok_or_else(|| io::Error::other("no picture"))?;
    resvg::render(&tree, Transform::from_scale(2.0, 2.0), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(io::Error::other)
}

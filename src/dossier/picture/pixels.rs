//! A sheet as PNG. Letters are outlines of the fonts the program carries, laid side by side: for Latin and Cyrillic no
//! more is needed, and what shapes other scripts would be the longest part of the build.

use std::io;

use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Rect, Transform};
use ttf_parser::{Face, OutlineBuilder};

use super::sheet::{Colour, Shape, Sheet, WIDTH};

const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/DejaVuSans.subset.ttf");
const BOLD: &[u8] = include_bytes!("../../../assets/fonts/DejaVuSans-Bold.subset.ttf");

/// Pixels for each unit of a sheet.
const SCALE: u16 = 2;

/// How far from a corner the handles of a curve stand that is nearly a quarter of a circle, in radii.
const HANDLE: f32 = 0.447_715;

/// The sheet as PNG, two pixels for each of its units.
pub(in crate::dossier) fn pixels(sheet: &Sheet) -> io::Result<Vec<u8>> {
    let side = |units: i32| u32::try_from(units).unwrap_or(0) * u32::from(SCALE);
    let mut pixmap = Pixmap::new(side(WIDTH), side(sheet.height())).ok_or_else(|| io::Error::other("no picture"))?;
    pixmap.fill(tiny_skia::Color::WHITE);
    let face = |font| Face::parse(font, 0).map_err(io::Error::other);
    let (regular, bold) = (face(REGULAR)?, face(BOLD)?);
    let scale = f32::from(SCALE);
    for (shape, colour) in sheet.shapes() {
        let path = match shape {
            Shape::Text { x, y, size, bold: false, text } => line([*x, *y, *size], text, &regular),
            Shape::Text { x, y, size, bold: true, text } => line([*x, *y, *size], text, &bold),
            Shape::Rect { x, y, width, height, round } => rounded([*x, *y, *width, *height].map(float), float(*round)),
            Shape::Dot { x, y, radius } => PathBuilder::from_circle(float(*x), float(*y), float(*radius)),
        };
        if let Some(path) = path {
            pixmap.fill_path(&path, &paint(*colour), FillRule::Winding, Transform::from_scale(scale, scale), None);
        }
    }
    pixmap.encode_png().map_err(io::Error::other)
}

fn paint(colour: Colour) -> Paint<'static> {
    let [_, red, green, blue] = colour.to_be_bytes();
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(red, green, blue, 255);
    paint
}

/// A line of text. A letter the font lacks leaves its room empty.
fn line([x, y, size]: [i32; 3], text: &str, face: &Face) -> Option<Path> {
    let scale = float(size) / f32::from(face.units_per_em());
    let mut pen = Pen { path: PathBuilder::new(), x: float(x), y: float(y), scale };
    for glyph in text.chars().map(|sign| face.glyph_index(sign).unwrap_or_default()) {
        if glyph.0 != 0 {
            face.outline_glyph(glyph, &mut pen);
        }
        pen.x += f32::from(face.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
    }
    pen.path.finish()
}

/// Draws outlines of a font, whose heights grow upwards, on a sheet, whose heights grow downwards.
struct Pen {
    path: PathBuilder,
    x: f32,
    y: f32,
    scale: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

fn rounded([x, y, width, height]: [f32; 4], round: f32) -> Option<Path> {
    let round = round.min(width / 2.0).min(height / 2.0);
    if round <= 0.0 {
        return Rect::from_xywh(x, y, width, height).map(PathBuilder::from_rect);
    }
    let (right, bottom, near) = (x + width, y + height, round * HANDLE);
    let mut path = PathBuilder::new();
    path.move_to(x + round, y);
    path.line_to(right - round, y);
    path.cubic_to(right - near, y, right, y + near, right, y + round);
    path.line_to(right, bottom - round);
    path.cubic_to(right, bottom - near, right - near, bottom, right - round, bottom);
    path.line_to(x + round, bottom);
    path.cubic_to(x + near, bottom, x, bottom - near, x, bottom - round);
    path.line_to(x, y + round);
    path.cubic_to(x, y + near, x + near, y, x + round, y);
    path.close();
    path.finish()
}

/// Units of a sheet are small whole numbers.
fn float(units: i32) -> f32 {
    f32::from(i16::try_from(units).unwrap_or(i16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_fonts_draw_what_is_written_and_leave_room_for_the_rest() {
        for font in [REGULAR, BOLD] {
            let face = Face::parse(font, 0).unwrap();
            for sign in ('!'..='~').chain('А'..='я').chain("ёЁ№₽€…«»—→".chars()) {
                let drawn = line([20, 40, 20], &sign.to_string(), &face).unwrap_or_else(|| panic!("{sign}"));
                let bounds = drawn.bounds();
                assert!(bounds.top() > 15.0 && bounds.bottom() < 50.0 && bounds.width() < 25.0, "{sign}: {bounds:?}");
            }
            assert!(line([20, 40, 20], "快", &face).is_none());
            let (one, two) = (line([0, 40, 20], "н", &face).unwrap(), line([0, 40, 20], "快н", &face).unwrap());
            assert!(two.bounds().left() > one.bounds().left() + 5.0, "a sign without a glyph has no room");
        }
    }

    #[test]
    fn corners_are_rounded_and_stay_within() {
        let (sharp, round) =
            (rounded([1.0, 2.0, 30.0, 14.0], 0.0).unwrap(), rounded([1.0, 2.0, 30.0, 14.0], 99.0).unwrap());
        assert_eq!(sharp.bounds(), round.bounds());
        assert!(round.len() > sharp.len());
    }
}

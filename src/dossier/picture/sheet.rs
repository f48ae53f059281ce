//! A sheet that is written on from top to bottom. Units are those of a phone's screen.

use crate::model::clean;

/// How wide a sheet is.
pub(super) const WIDTH: i32 = 400;
/// What is left free at its sides.
pub(super) const MARGIN: i32 = 20;
/// What lies between.
pub(super) const ROOM: i32 = WIDTH - 2 * MARGIN;

/// Red, green and blue, as in `#rrggbb`.
pub(in crate::dossier) type Colour = u32;

pub(super) const INK: Colour = 0x1b_1d21;
pub(super) const FAINT: Colour = 0x5d_636e;
pub(super) const PALE: Colour = 0xe8_ebf0;
pub(super) const MARK: Colour = 0xb3_380d;
/// Behind a text that must be seen.
pub(super) const BLUSH: Colour = 0xfb_e9e2;
/// A colour for each number, the later ones alike.
pub(super) const LEGS: [Colour; 4] = [0x1f_5fbf, 0x16_7a52, 0x8a_3fa0, 0x7a_6a12];

/// What lies on a sheet.
pub(in crate::dossier) enum Shape {
    /// One line that stands on `y`.
    Text { x: i32, y: i32, size: i32, bold: bool, text: String },
    /// With corners that are `round`.
    Rect { x: i32, y: i32, width: i32, height: i32, round: i32 },
    /// Around a middle.
    Dot { x: i32, y: i32, radius: i32 },
}

#[derive(Default)]
pub(in crate::dossier) struct Sheet {
    shapes: Vec<(Shape, Colour)>,
    pub y: i32,
}

impl Sheet {
    pub fn title(&mut self, text: &str) {
        self.y += 14;
        for line in wrapped(text, ROOM, 20).into_iter().take(3) {
            self.y += 24;
            self.text(MARGIN, 20, INK, true, &line);
        }
        self.y += 4;
    }

    pub fn head(&mut self, text: &str) {
        self.y += 34;
        self.text(MARGIN, 15, INK, true, text);
        self.y += 6;
    }

    pub fn faint(&mut self, text: &str) {
        self.lines(MARGIN, 12, FAINT, false, text);
    }

    /// A paragraph from `x` to the right margin.
    pub fn lines(&mut self, x: i32, size: i32, colour: Colour, bold: bool, text: &str) {
        for line in wrapped(text, WIDTH - MARGIN - x, size) {
            self.y += size * 3 / 2;
            self.text(x, size, colour, bold, &line);
        }
    }

    /// One line of text that stands on the current height.
    pub fn text(&mut self, x: i32, size: i32, colour: Colour, bold: bool, text: &str) {
        self.shapes.push((Shape::Text { x, y: self.y, size, bold, text: drawable(text) }, colour));
    }

    pub fn rect(&mut self, [x, y, width, height]: [i32; 4], round: i32, colour: Colour) {
        self.shapes.push((Shape::Rect { x, y, width, height, round }, colour));
    }

    pub fn dot(&mut self, x: i32, y: i32, colour: Colour) {
        self.shapes.push((Shape::Dot { x, y, radius: 5 }, colour));
    }

    /// What lies on it, the lowest first.
    pub fn shapes(&self) -> &[(Shape, Colour)] {
        &self.shapes
    }

    /// How long it has become.
    pub fn height(&self) -> i32 {
        self.y + 24
    }
}

/// What the fonts can draw: Latin and Cyrillic with their signs.
pub(super) fn drawable(text: &str) -> String {
    let known = |c: char| matches!(c, ' '..='~' | '\u{a0}'..='\u{17f}' | '\u{400}'..='\u{45f}' | '\u{2010}'..='\u{2022}' | '…' | '№' | '₽' | '€' | '→');
    let text: String = clean(text).chars().map(|c| if known(c) { c } else { ' ' }).collect();
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text in lines that fit a width; a word that is longer than a line is cut.
fn wrapped(text: &str, width: i32, size: i32) -> Vec<String> {
    // Letters of this font are three fifths of their size wide on average.
    let most = usize::try_from(width * 5 / (size * 3)).unwrap_or(1).max(8);
    let mut lines = vec![String::new()];
    for word in drawable(text).split(' ') {
        let mut word: Vec<char> = word.chars().collect();
        while let Some(line) = lines.last_mut() {
            let used = line.chars().count();
            let apart = usize::from(used > 0);
            if used + apart + word.len() <= most {
                line.extend(std::iter::repeat_n(' ', apart).chain(word));
                break;
            }
            if used == 0 {
                line.extend(word.drain(..most));
            }
            lines.push(String::new());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_lose_nothing() {
        let text = "Departed from departure country/region sorting centre ".repeat(3) + &"x".repeat(90);
        let lines = wrapped(&text, ROOM, 12);
        assert!(lines.iter().all(|line| line.chars().count() <= 50), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        assert_eq!(wrapped("", ROOM, 12), [""]);
    }

    #[test]
    fn what_cannot_be_drawn_leaves_no_boxes() {
        assert_eq!(drawable("快件 arrived 已 <b>\u{202e}\u{1b}ok"), "arrived <b> ok");
    }
}

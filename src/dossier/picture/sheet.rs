//! A sheet that is written on from top to bottom. Units are those of a phone's screen.

use std::fmt::Write as _;

use crate::model::clean;

/// How wide a sheet is.
pub(super) const WIDTH: i32 = 400;
/// What is left free at its sides.
pub(super) const MARGIN: i32 = 20;
/// What lies between.
pub(super) const ROOM: i32 = WIDTH - 2 * MARGIN;

pub(super) const INK: &str = "#1b1d21";
pub(super) const FAINT: &str = "#5d636e";
pub(super) const PALE: &str = "#e8ebf0";
pub(super) const MARK: &str = "#b3380d";
/// A colour for each number, the later ones alike.
pub(super) const LEGS: [&str; 4] = ["#1f5fbf", "#167a52", "#8a3fa0", "#7a6a12"];

#[derive(Default)]
pub(super) struct Sheet {
    body: String,
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
    pub fn lines(&mut self, x: i32, size: i32, colour: &str, bold: bool, text: &str) {
        for line in wrapped(text, WIDTH - MARGIN - x, size) {
            self.y += size * 3 / 2;
            self.text(x, size, colour, bold, &line);
        }
    }

    /// One line of text that stands on the current height.
    pub fn text(&mut self, x: i32, size: i32, colour: &str, bold: bool, text: &str) {
        let (weight, y, text) = (if bold { " font-weight=\"bold\"" } else { "" }, self.y, escaped(text));
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\"{weight}>{text}</text>"
        ));
    }

    pub fn rect(&mut self, [x, y, width, height]: [i32; 4], round: i32, colour: &str) {
        self.put(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\" fill=\"{colour}\"/>"
        ));
    }

    pub fn dot(&mut self, x: i32, y: i32, colour: &str) {
        self.put(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"5\" fill=\"{colour}\"/>"));
    }

    fn put(&mut self, shape: std::fmt::Arguments<'_>) {
        // Writing into a String cannot fail.
        let _ = writeln!(self.body, "{shape}");
    }

    pub fn finish(self) -> String {
        let height = self.y + 24;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
             viewBox=\"0 0 {WIDTH} {height}\" font-family=\"'DejaVu Sans', sans-serif\">\n\
             <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>\n{}</svg>\n",
            self.body
        )
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
        loop {
            let Some(line) = lines.last_mut() else { break };
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

fn escaped(text: &str) -> String {
    drawable(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
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

//! Tables without lines, as wide as the terminal: they survive being piped. Widths are those of a terminal, in which a
//! Chinese character takes two columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::screen::{Paint, Screen};
use crate::model::clean;

/// Spaces between two columns.
const GAP: usize = 2;
/// A word that is longer may be cut where there is no room.
const WORD: usize = 24;
/// And where there is still less, one that is longer than this.
const SHORT: usize = 10;

/// What stands in a place of a table: paragraphs, one below the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell(Vec<(String, Paint)>);

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::painted(text, Paint::Plain)
    }
}

impl Cell {
    /// One paragraph that stands out.
    pub fn painted(text: impl AsRef<str>, paint: Paint) -> Cell {
        Cell(vec![(clean(text.as_ref()).replace('\n', " "), paint)])
    }

    /// With one more paragraph below.
    pub fn and(mut self, text: impl AsRef<str>, paint: Paint) -> Cell {
        self.0.extend(Cell::painted(text, paint).0);
        self
    }

    /// All of it on one line.
    fn joined(self) -> Cell {
        match self.0.as_slice() {
            [] | [_] => self,
            several => {
                let text =
                    several.iter().map(|(text, _)| text.as_str()).filter(|it| !it.is_empty()).collect::<Vec<_>>();
                Cell(vec![(text.join(". "), Paint::Plain)])
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|(text, _)| text.is_empty())
    }

    fn width(&self) -> usize {
        self.0.iter().map(|(text, _)| text.width()).max().unwrap_or(0)
    }

    fn longest_word(&self) -> usize {
        let words = self.0.iter().flat_map(|(text, _)| text.split(' '));
        words.map(UnicodeWidthStr::width).max().unwrap_or(0).min(WORD)
    }

    fn lines(&self, width: usize) -> Vec<(String, Paint)> {
        let lines = self.0.iter().flat_map(|(text, paint)| wrapped(text, width).into_iter().map(|line| (line, *paint)));
        lines.collect()
    }
}

/// A table as wide as the screen.
pub(super) fn table<const N: usize>(head: [String; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    laid_out(Screen::here(), head, rows.into_iter().map(|row| row.map(Cell::from)))
}

/// The same with places that stand out.
pub(super) fn laid_out<const N: usize>(
    screen: Screen,
    head: [String; N],
    rows: impl IntoIterator<Item = [Cell; N]>,
) -> String {
    let head = head.map(|it| Cell::painted(it, Paint::Faint));
    let mut rows: Vec<[Cell; N]> = std::iter::once(head).chain(rows).collect();
    // A column of which nothing is known says nothing.
    for at in 0..N {
        if rows.len() > 1 && rows[1..].iter().all(|row| row[at].is_empty()) {
            rows[0][at] = Cell::default();
        }
    }
    if screen.width.is_none() {
        rows = rows.into_iter().map(|row| row.map(Cell::joined)).collect();
    }
    let widths = widths(&rows, screen.width);
    rows.iter().map(|row| line(screen, row, &widths)).collect()
}

/// How wide a table of these rows is where it may be as wide as it likes.
pub(super) fn natural_width<const N: usize>(head: &[String; N], rows: &[[Cell; N]]) -> usize {
    let column = |at: usize| {
        let widest = rows.iter().map(|row| row[at].width()).max().unwrap_or(0);
        if widest > 0 { widest.max(head[at].width()) } else { 0 }
    };
    (0..N).map(column).filter(|width| *width > 0).map(|width| width + GAP).sum::<usize>().saturating_sub(GAP)
}

/// How wide each column is: as wide as its widest place, and where that is too much for all of them together, the widest
/// give way, to their longest word first.
fn widths<const N: usize>(rows: &[[Cell; N]], room: Option<usize>) -> [usize; N] {
    let most =
        |of: fn(&Cell) -> usize| std::array::from_fn(|at| rows.iter().map(|row| of(&row[at])).max().unwrap_or(0));
    let natural: [usize; N] = most(Cell::width);
    let columns = natural.iter().filter(|width| **width > 0).count();
    let room = room.map(|room| room.saturating_sub(GAP * columns.saturating_sub(1)));
    let Some(room) = room.filter(|room| natural.iter().sum::<usize>() > *room) else { return natural };
    let least: [usize; N] = most(Cell::longest_word);
    let capped = |cap: usize, least: &[usize; N]| -> [usize; N] {
        std::array::from_fn(|at| natural[at].min(cap.max(least[at])))
    };
    let fitting = |least: &[usize; N]| {
        let caps = (1..=room).rev().map(|cap| capped(cap, least));
        caps.into_iter().find(|it| it.iter().sum::<usize>() <= room)
    };
    let found = fitting(&least).or_else(|| fitting(&least.map(|it| it.min(SHORT)))).or_else(|| fitting(&[1; N]));
    let mut widths = found.unwrap_or([1; N]);
    // What a cap for all leaves over goes to the last that wants it.
    let left = room.saturating_sub(widths.iter().sum());
    if let Some(at) = (0..N).rev().find(|at| widths[*at] < natural[*at]) {
        widths[at] = natural[at].min(widths[at] + left);
    }
    widths
}

fn line<const N: usize>(screen: Screen, row: &[Cell; N], widths: &[usize; N]) -> String {
    let cells: Vec<Vec<(String, Paint)>> = row.iter().zip(widths).map(|(cell, width)| cell.lines(*width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let mut text = String::new();
    for nth in 0..height {
        let (mut line, mut owed) = (String::new(), 0);
        for (cell, width) in cells.iter().zip(widths) {
            if let Some((piece, paint)) = cell.get(nth).filter(|(piece, _)| !piece.is_empty()) {
                line.extend(std::iter::repeat_n(' ', owed));
                line += &screen.paint(piece, *paint);
                owed = width.saturating_sub(piece.width()) + GAP;
            } else if *width > 0 {
                owed += width + GAP;
            }
        }
        text += &line;
        text.push('\n');
    }
    text
}

/// The text in lines of at most so many columns, broken between words; a word that is longer is broken itself.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    if text.width() <= width {
        return vec![text.to_owned()];
    }
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut word = word;
        let apart = usize::from(used > 0);
        if used + apart + word.width() > width && used > 0 {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        while word.width() > width {
            let cut = fitting(word, width);
            lines.push(word[..cut].to_owned());
            word = &word[cut..];
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line += word;
        used += word.width();
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// A paragraph of its own, as wide as the screen.
pub(super) fn paragraph(screen: Screen, text: &str, paint: Paint) -> String {
    let lines = wrapped(text, screen.width.unwrap_or(usize::MAX));
    lines.iter().map(|line| format!("{}\n", screen.paint(line, paint))).collect()
}

/// A paragraph with a mark before it.
pub(super) fn item(screen: Screen, mark: &str, text: &str) -> String {
    let indent = mark.width() + 1;
    let lines = wrapped(text, screen.width.map_or(usize::MAX, |width| width.saturating_sub(indent)));
    let before = |nth: usize| if nth == 0 { format!("{mark} ") } else { " ".repeat(indent) };
    lines.iter().enumerate().map(|(nth, line)| format!("{}{line}\n", before(nth))).collect()
}

/// Where the piece of a text ends that fits so many columns; at least one character.
fn fitting(text: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used > width && at > 0 {
            return at;
        }
    }
    text.len()
}

/// The text in so many columns at most; what was cut off shows as `…`.
pub(super) fn cut(text: &str, width: usize) -> String {
    match text.width() <= width {
        true => text.to_owned(),
        false => format!("{}…", text[..fitting(text, width.saturating_sub(1).max(1))].trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn drawn(width: Option<usize>, rows: &[[&str; 3]]) -> Vec<String> {
        let head = ["ID", "Посылка", "Что с ней"].map(str::to_owned);
        let rows = rows.iter().map(|row| row.map(|it| Cell::from(it.to_owned())));
        laid_out(Screen::of(width), head, rows).lines().map(str::to_owned).collect()
    }

    #[test]
    fn columns_stand_below_one_another_in_every_script() {
        let rows = [["1", "包裹", "ok"], ["12", "Наушники", "в пути"]];
        let lines = drawn(None, &rows);
        assert_eq!(lines, ["ID  Посылка   Что с ней", "1   包裹      ok", "12  Наушники  в пути"]);
        let long = "Тихо 64 дня между экспортом и импортом, обычно до 60";
        let lines = drawn(Some(40), &[["1", "Наушники", long]]);
        assert!(lines.len() > 2 && lines.iter().all(|line| line.width() <= 40), "{lines:#?}");
        assert!(lines[1].starts_with("1   Наушники  Тихо"), "{lines:#?}");
        assert_eq!(drawn(None, &[["1", "Наушники", long]]).len(), 2, "what is piped stays on its line");
    }

    #[test]
    fn paragraphs_stand_below_one_another_and_on_one_line_in_a_pipe() {
        let cell = || [Cell::painted("Открыть спор", Paint::Alarm).and("Тихо 64 дня", Paint::Plain)];
        let drawn = |width| laid_out(Screen::of(width), ["Что".to_owned()], [cell()]);
        assert_eq!(drawn(Some(80)), "Что\nОткрыть спор\nТихо 64 дня\n");
        assert_eq!(drawn(None), "Что\nОткрыть спор. Тихо 64 дня\n");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_screen_and_no_word_is_lost(
            cells in prop::collection::vec("[a-zа-я包 ]{0,60}", 3..12),
            width in 40..120_usize,
        ) {
            let rows: Vec<[Cell; 3]> = cells.chunks_exact(3)
                .map(|row| std::array::from_fn(|at| Cell::from(row[at].clone()))).collect();
            let text = laid_out(Screen::of(Some(width)), [String::new(), String::new(), String::new()], rows);
            prop_assert!(text.lines().all(|line| line.width() <= width), "{text}");
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            prop_assert_eq!(letters(&text), cells.chunks_exact(3).flatten().map(|it| letters(it)).sum::<usize>());
        }
    }
}

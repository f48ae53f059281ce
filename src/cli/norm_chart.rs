//! Where a parcel stands in a distribution, drawn with characters: as wide as the terminal, and fit to be piped.

use crate::rules::survival::Survival;

/// Lines of the picture.
const HEIGHT: usize = 6;
/// Where nobody says how wide the terminal is, and the widest that is drawn.
const WIDTH: usize = 80;
const WIDEST: usize = 100;
const NARROWEST: usize = 24;
const FULL: usize = 8;
/// Eighths of a character, from below.
const BARS: [char; FULL + 1] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// The shares at which the axis has a mark.
const MARKS: [f64; 3] = [0.5, 0.75, 0.95];

/// How many columns there are to draw in.
pub(super) fn width() -> usize {
    let terminal = terminal_size::terminal_size().map(|(terminal_size::Width(columns), _)| usize::from(columns));
    terminal.unwrap_or(WIDTH).clamp(NARROWEST, WIDEST)
}

/// The share of parcels that go on in each span of days, light as far as they already have, an axis with marks at 50, 75
/// and 95 of 100, and an arrow below where this parcel is.
pub(super) fn draw(survival: &Survival, days: f64, width: usize) -> Vec<String> {
    let most = survival.quantile(0.98).max(days * 1.1).max(1.0);
    let column = |at: f64| ((at / most * width as f64) as usize).min(width - 1);
    let edge = |column: usize| most * column as f64 / width as f64;
    let shares: Vec<f64> =
        (0..width).map(|at| survival.longer_than(edge(at)) - survival.longer_than(edge(at + 1))).collect();
    let highest = shares.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let here = column(days);
    let mut lines: Vec<String> = (0..HEIGHT).rev().map(|row| bars(&shares, highest, row, here)).collect();
    let marks = MARKS.map(|share| survival.quantile(share));
    lines.push((0..width).map(|at| if marks.iter().any(|mark| column(*mark) == at) { '┴' } else { '─' }).collect());
    lines.push(labels(&marks.map(|mark| (column(mark), format!("{mark:.0}"))), width));
    lines.push(labels(&[(here, "▲".to_owned())], width));
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

fn bars(shares: &[f64], highest: f64, row: usize, here: usize) -> String {
    let bar = |(at, share): (usize, &f64)| {
        let eighths = (share / highest * (HEIGHT * FULL) as f64).round() as usize;
        match eighths.saturating_sub(row * FULL).min(FULL) {
            0 => ' ',
            _ if at < here => '░',
            level => BARS[level],
        }
    };
    shares.iter().enumerate().map(bar).collect()
}

/// Texts centred on their columns; one that would meet the one before is left out.
fn labels(texts: &[(usize, String)], width: usize) -> String {
    let mut line = String::new();
    for (column, text) in texts {
        let (long, taken) = (text.chars().count(), line.chars().count());
        let start = column.saturating_sub(long / 2).min(width.saturating_sub(long));
        if taken == 0 || start > taken {
            line.extend(std::iter::repeat_n(' ', start.saturating_sub(taken)));
            line.push_str(text);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_as_wide_as_it_may_be_and_shows_where_the_parcel_is() {
        let survival = Survival::from_range([7.0, 50.0]);
        for width in [NARROWEST, 60, WIDEST] {
            for days in [0.0, 23.0, 49.0, 400.0] {
                let lines = draw(&survival, days, width);
                assert_eq!(lines.len(), HEIGHT + 3);
                assert!(lines.iter().all(|line| line.chars().count() <= width), "{lines:#?}");
                assert_eq!(lines[HEIGHT].chars().count(), width);
                let arrow = lines[HEIGHT + 2].chars().position(|c| c == '▲').unwrap();
                let gone = lines[HEIGHT - 1].chars().filter(|c| *c == '░').count();
                assert!(gone <= arrow, "nothing ahead is drawn as gone: {lines:#?}");
            }
        }
        assert!(draw(&survival, 23.0, 80)[HEIGHT + 1].contains("50"));
    }
}

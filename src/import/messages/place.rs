//! Where something waits: what stands behind a word for a point, as far as it is an address.

use regex::Regex;
use serde::Deserialize;

use super::compiled::compiled;

/// So many pieces between commas make an address.
const PIECES: usize = 6;
/// So many figures are no house.
const TELEPHONE: usize = 7;

/// `[places]` of `rules/messages.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    whole: Vec<String>,
    anchors: Vec<String>,
    skip: Vec<String>,
    stops: Vec<String>,
}

/// How places are written.
#[derive(Debug)]
pub(super) struct Places {
    whole: Vec<Regex>,
    anchors: Vec<Regex>,
    skip: Regex,
    stops: Regex,
}

impl Places {
    pub(super) fn of(file: &File) -> Result<Places, String> {
        let all = |of: &[String]| of.iter().map(|it| compiled(it)).collect::<Result<Vec<_>, _>>();
        Ok(Places {
            whole: all(&file.whole)?,
            anchors: all(&file.anchors)?,
            skip: compiled(&format!("^(?:{})", file.skip.join("|")))?,
            stops: compiled(&format!("^(?:{})", file.stops.join("|")))?,
        })
    }

    /// The first place of a text.
    pub(super) fn find<'t>(&self, text: &'t str) -> Option<&'t str> {
        let whole = self.whole.iter().find_map(|it| it.captures(text)).and_then(|it| it.get(1));
        whole.map(|it| it.as_str()).or_else(|| self.behind(text))
    }

    fn behind<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.anchors
            .iter()
            .find_map(|anchor| anchor.find_iter(text).find_map(|found| self.address(&text[found.end()..])))
    }

    /// The pieces at the beginning of a text that are of an address.
    fn address<'t>(&self, text: &'t str) -> Option<&'t str> {
        let line = text.split(['\n', ';', '!', '…', '?']).next().unwrap_or_default();
        let mut start = 0;
        while let Some(skipped) = self.skip.find(&line[start..]).filter(|it| !it.is_empty()) {
            start += skipped.end();
        }
        let (mut end, mut from) = (start, start);
        for _ in 0..PIECES {
            let stop = piece_end(&line[from..]).map_or(line.len(), |at| from + at);
            let piece = line[from..stop].trim();
            if piece.is_empty() || self.stops.is_match(piece) || !names(piece) {
                break;
            }
            let cut = self.cut(piece);
            end = from + line[from..].find(piece)? + cut;
            if cut < piece.len() || !line[stop..].starts_with(',') {
                break;
            }
            from = stop + 1;
        }
        let place = line[start..end].trim().trim_end_matches(['.', ',', ':', ')']);
        let place = place.trim_start_matches(['(', '"', ' ', ':', ',']);
        (place.chars().filter(|c| c.is_alphabetic()).count() >= 3).then_some(place)
    }

    /// How much of a piece there is before a word that is of no address.
    fn cut(&self, piece: &str) -> usize {
        let words = piece.char_indices().filter(|(at, c)| *c == ' ' && *at > 0).map(|(at, _)| at);
        let mut words = words.filter(|at| self.stops.is_match(piece[*at..].trim_start()));
        words.next().unwrap_or(piece.len())
    }
}

/// A comma or a full stop that ends a piece: one behind a short word in small letters ends an abbreviation.
fn piece_end(text: &str) -> Option<usize> {
    text.char_indices().find_map(|(at, c)| {
        let next = text[at + c.len_utf8()..].chars().next();
        let before: String = text[..at].chars().rev().take_while(|c| c.is_alphanumeric()).collect();
        let short = before.chars().count() <= 4 && before.chars().all(char::is_lowercase) && !before.is_empty();
        match c {
            ',' => Some(at),
            '.' if next.is_none_or(char::is_whitespace) && !short => Some(at),
            ' ' if text[at..].starts_with(" - ") || text[at..].starts_with(" — ") => Some(at),
            _ => None,
        }
    })
}

/// Whether a piece names something: a capital letter, or a figure, and no telephone.
fn names(piece: &str) -> bool {
    piece.chars().filter(char::is_ascii_digit).count() < TELEPHONE
        && piece.chars().any(|c| c.is_uppercase() || c.is_ascii_digit())
}

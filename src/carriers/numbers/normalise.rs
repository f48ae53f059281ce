//! The normal form of what people type and paste.

use unicode_normalization::UnicodeNormalization;

use super::look_alike::{is_dash, posting};

/// A text in normal form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Normal {
    /// Capital Latin letters and digits, and whatever else could not be made one.
    pub(super) text: String,
    /// Whether Cyrillic letters were read as Latin ones.
    pub(super) cyrillic: bool,
}

/// NFKC, upper case, Cyrillic look-alikes to Latin; spaces, dashes and what cannot be seen left out, but for the dashes of a
/// posting. Of a text that is too long to be a number only the beginning is looked at.
pub(super) fn normal(text: &str) -> Normal {
    let mut normal = Normal::default();
    if let Some(posting) = Some(text).filter(|it| it.contains(is_dash)).and_then(posting) {
        normal.text = posting;
        return normal;
    }
    if text.is_ascii() {
        // What nearly all numbers are; for them the tables of Unicode have nothing to say.
        let signs = text.chars().take(500).filter(|c| !is_nothing(*c));
        normal.text.extend(signs.map(|c| c.to_ascii_uppercase()));
        return normal;
    }
    for c in text.chars().take(500).nfkc().flat_map(char::to_uppercase) {
        if is_nothing(c) {
            continue;
        }
        let latin = latin(c);
        normal.cyrillic |= latin.is_some();
        normal.text.push(latin.unwrap_or(c));
    }
    normal
}

/// Spaces, dashes, zero-width and direction marks.
fn is_nothing(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || is_dash(c)
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

/// What may stand between the groups of one number.
pub(super) fn is_gap(c: char) -> bool {
    is_nothing(c) && !matches!(c, '\n' | '\r')
}

/// The Latin letter a capital Cyrillic one looks like.
fn latin(c: char) -> Option<char> {
    Some(match c {
        'А' => 'A',
        'В' => 'B',
        'Е' => 'E',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'О' => 'O',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'У' => 'Y',
        'Х' => 'X',
        'І' => 'I',
        'Ѕ' => 'S',
        'Ј' => 'J',
        _ => return None,
    })
}

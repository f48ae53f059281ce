//! Between which lengths a pattern's matches lie, and what they may begin with. The build works it out for the embedded
//! definitions, so nothing here may use the rest of the program.

use regex_syntax::{
    ParserBuilder,
    hir::{Class, Hir, HirKind},
};

/// The bytes of ASCII, a bit each.
pub type Ascii = u128;

/// The least and the greatest length in bytes, and the first bytes, of texts that a pattern matches whole. A pattern that cannot
/// be read matches nothing.
pub fn bounds(pattern: &str) -> (usize, usize, Ascii) {
    match ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern) {
        Ok(parsed) => {
            let is = parsed.properties();
            (is.minimum_len().unwrap_or(0), is.maximum_len().unwrap_or(usize::MAX), begins(&parsed).0)
        }
        Err(_) => (1, 0, 0),
    }
}

/// What a match may begin with, and whether it may be empty.
fn begins(pattern: &Hir) -> (Ascii, bool) {
    match pattern.kind() {
        HirKind::Empty | HirKind::Look(_) => (0, true),
        HirKind::Literal(literal) => (literal.0.first().map_or(0, |byte| bit(*byte)), literal.0.is_empty()),
        HirKind::Class(Class::Bytes(class)) => {
            let ranges = class.ranges().iter().flat_map(|range| range.start()..=range.end());
            (ranges.fold(0, |all, byte| all | bit(byte)), false)
        }
        HirKind::Class(Class::Unicode(_)) => (Ascii::MAX, false),
        HirKind::Repetition(it) => {
            let (first, empty) = begins(&it.sub);
            (first, empty || it.min == 0)
        }
        HirKind::Capture(it) => begins(&it.sub),
        HirKind::Concat(parts) => {
            let mut all = 0;
            for part in parts {
                let (first, empty) = begins(part);
                all |= first;
                if !empty {
                    return (all, false);
                }
            }
            (all, true)
        }
        HirKind::Alternation(parts) => {
            parts.iter().map(begins).fold((0, false), |(all, any), (first, empty)| (all | first, any || empty))
        }
    }
}

fn bit(byte: u8) -> Ascii {
    if byte.is_ascii() { 1 << byte } else { 0 }
}

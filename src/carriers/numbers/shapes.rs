//! The shapes of all carriers' numbers. Each is compiled when a text first has its length and beginning: one number needs a few
//! of hundreds.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use regex_syntax::{
    ParserBuilder,
    hir::{Class, Hir, HirKind},
};

/// The bytes of ASCII, a bit each.
type Ascii = u128;

/// One shape.
#[derive(Debug)]
struct Shape {
    /// Matches the whole of a number.
    pattern: String,
    /// The least and the greatest length, in bytes.
    length: (usize, usize),
    /// What it may begin with.
    first: Ascii,
    compiled: OnceLock<Option<Regex>>,
}

/// The shapes, in the order they were given.
#[derive(Debug)]
pub(in crate::carriers) struct Shapes(Vec<Shape>);

impl Shapes {
    /// Shapes by their patterns. One that cannot be read matches nothing; `check` refuses it with its place.
    pub fn of<'p>(patterns: impl Iterator<Item = &'p str>) -> Shapes {
        Shapes(patterns.map(Shape::of).collect())
    }

    /// The places of the shapes a text has.
    pub fn of_text<'s>(&'s self, text: &'s str) -> impl Iterator<Item = usize> + 's {
        let first = text.bytes().next().filter(u8::is_ascii).map_or(0, |byte| 1 << byte);
        let may = move |shape: &Shape| {
            shape.length.0 <= text.len() && text.len() <= shape.length.1 && shape.first & first != 0
        };
        self.0.iter().enumerate().filter(move |(_, shape)| may(shape) && shape.is_of(text)).map(|(at, _)| at)
    }
}

impl Shape {
    fn of(pattern: &str) -> Shape {
        let whole = format!("^(?:{pattern})$");
        let parsed = ParserBuilder::new().unicode(false).utf8(false).build().parse(&whole).ok();
        let length = parsed.as_ref().map_or((1, 0), |it| {
            let is = it.properties();
            (is.minimum_len().unwrap_or(0), is.maximum_len().unwrap_or(usize::MAX))
        });
        let first = parsed.as_ref().map_or(0, |it| begins(it).0);
        Shape { pattern: whole, length, first, compiled: OnceLock::new() }
    }

    fn is_of(&self, text: &str) -> bool {
        let compile = || RegexBuilder::new(&self.pattern).unicode(false).build().ok();
        self.compiled.get_or_init(compile).as_ref().is_some_and(|regex| regex.is_match(text))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_the_shapes_that_match_it_whole() {
        let patterns = ["[A-Z]{2}\\d{9}[A-Z]{2}", "LP\\d{14}", "(?:1Z|RB)[0-9A-Z]{9,11}", "\\d*", "(", "x?R[0-9A-Z]*"];
        let shapes = Shapes::of(patterns.into_iter());
        let of = |text: &str| shapes.of_text(text).collect::<Vec<_>>();
        assert_eq!(of("RB123456785CN"), [0, 2, 5]);
        assert_eq!(of("LP00123456789012"), [1]);
        assert_eq!(of("1234"), [3]);
        assert!(of("").is_empty() && of("РБ").is_empty() && of("RB123456785C").contains(&2));
    }

    #[test]
    fn the_shortcut_misses_nothing() {
        let registry = crate::carriers::Registry::embedded().unwrap();
        for rule in registry.iter().flat_map(|it| &it.numbers) {
            let shapes = Shapes::of([rule.pattern.source()].into_iter());
            for valid in &rule.valid {
                let plain: String = valid.chars().filter(|c| !c.is_whitespace()).collect();
                let whole = Regex::new(&format!("^(?:{})$", rule.pattern.source())).unwrap();
                assert_eq!(
                    shapes.of_text(&plain).count(),
                    usize::from(whole.is_match(&plain)),
                    "{} {valid}",
                    rule.rule
                );
            }
        }
    }
}

//! The shapes of all carriers' numbers. Each is compiled when a text first has its length and beginning: one number needs a few
//! of hundreds.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::bounds::{Ascii, bounds};

/// Between which lengths a shape's numbers lie, and what they may begin with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(in crate::carriers) struct Bounds {
    least: usize,
    most: usize,
    /// The first bytes, a bit each: those up to `?` and those after.
    first: [u64; 2],
}

/// One shape.
#[derive(Debug)]
struct Shape {
    /// Matches the whole of a number.
    pattern: String,
    bounds: Bounds,
    compiled: OnceLock<Option<Regex>>,
}

/// The shapes, in the order they were given.
#[derive(Debug)]
pub(in crate::carriers) struct Shapes(Vec<Shape>);

impl Bounds {
    /// Those of a pattern.
    pub fn of(pattern: &str) -> Bounds {
        let (least, most, first) = bounds(pattern);
        Bounds { least, most, first: [first as u64, (first >> 64) as u64] }
    }

    fn may_hold(&self, text: &str) -> bool {
        let first = Ascii::from(self.first[0]) | Ascii::from(self.first[1]) << 64;
        let begins = text.bytes().next().is_some_and(|byte| byte.is_ascii() && first >> byte & 1 == 1);
        begins && (self.least..=self.most).contains(&text.len())
    }
}

impl Shapes {
    /// Shapes by their patterns. One that cannot be read matches nothing; `check` refuses it with its place.
    pub fn of<'p>(patterns: impl Iterator<Item = (&'p str, Bounds)>) -> Shapes {
        let shape = |(pattern, bounds): (&str, Bounds)| Shape {
            pattern: format!("^(?:{pattern})$"),
            bounds,
            compiled: OnceLock::new(),
        };
        Shapes(patterns.map(shape).collect())
    }

    /// The places of the shapes a text has.
    pub fn of_text<'s>(&'s self, text: &'s str) -> impl Iterator<Item = usize> + 's {
        let has = move |shape: &Shape| shape.bounds.may_hold(text) && shape.is_of(text);
        self.0.iter().enumerate().filter(move |(_, shape)| has(shape)).map(|(at, _)| at)
    }
}

impl Shape {
    fn is_of(&self, text: &str) -> bool {
        let compile = || RegexBuilder::new(&self.pattern).unicode(false).build().ok();
        self.compiled.get_or_init(compile).as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_the_shapes_that_match_it_whole() {
        let patterns = ["[A-Z]{2}\\d{9}[A-Z]{2}", "LP\\d{14}", "(?:1Z|RB)[0-9A-Z]{9,11}", "\\d*", "(", "x?R[0-9A-Z]*"];
        let shapes = Shapes::of(patterns.into_iter().map(|it| (it, Bounds::of(it))));
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
            let shapes = Shapes::of([(rule.pattern.source(), Bounds::of(rule.pattern.source()))].into_iter());
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

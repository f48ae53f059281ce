//! Codes that hand a parcel out. They are taken out of a message before anything else is done with it.

use std::ops::Range;

use regex::Captures;

use super::wording::Wording;

/// What stands in a text where a code was.
const GONE: &str = "…";
/// The figures of a code. What has more is a tracking number or an order.
const FIGURES: std::ops::RangeInclusive<usize> = 3..=8;

/// The text without codes. Where it is not certain that something is a code it goes too: a number that is lost here comes
/// again, a code that is kept is out of the hands of its owner.
pub fn stripped(wording: &Wording, text: &str) -> String {
    let mut text = text.to_owned();
    for pattern in &wording.codes {
        let kept = kept(wording, &text);
        let codes: Vec<Range<usize>> = pattern.captures_iter(&text).filter_map(|found| code(&found, &kept)).collect();
        for code in codes.into_iter().rev() {
            text.replace_range(code, GONE);
        }
    }
    text
}

fn kept(wording: &Wording, text: &str) -> Vec<Range<usize>> {
    let found = wording.keep.iter().flat_map(|keep| keep.captures_iter(text));
    found.filter_map(|found| found.get(1)).map(|group| group.range()).collect()
}

fn code(found: &Captures<'_>, kept: &[Range<usize>]) -> Option<Range<usize>> {
    let code = found.name("code")?;
    let figures = code.as_str().chars().filter(|c| c.is_numeric()).count();
    let other = found.name("keep").or_else(|| found.name("keep2")).is_some();
    let elsewhere = |it: &Range<usize>| it.end <= code.start() || code.end() <= it.start;
    (FIGURES.contains(&figures) && !other && kept.iter().all(elsewhere)).then(|| code.range())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_file_hold() {
        let wording = Wording::embedded().unwrap();
        let (valid, invalid) = wording.examples();
        for example in valid {
            assert_eq!(stripped(&wording, &example.text), example.says);
        }
        for text in invalid {
            assert_eq!(stripped(&wording, text), *text);
        }
        assert!(valid.len() > 10 && !invalid.is_empty());
    }
}

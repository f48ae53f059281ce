//! Where in a text the numbers are.

use super::{is_order, normalise};
use crate::{carriers::registry::Registry, model::Number};

/// As many characters of a text are looked at, and as many numbers found.
const MOST_CHARACTERS: usize = 20_000;
const MOST_NUMBERS: usize = 200;
/// As many groups make one number.
const MOST_GROUPS: usize = 7;

/// The numbers of a text in their order, each with whether Cyrillic letters were read as Latin ones.
pub(super) fn numbers(registry: &Registry, text: &str) -> Vec<(Number, bool)> {
    let text: String = text.trim().chars().take(MOST_CHARACTERS + 1).collect();
    let whole = whole(&text);
    if let Some(found) = whole.as_ref().filter(|(number, _)| means_something(registry, number.as_str())) {
        return vec![found.clone()];
    }
    let inside = inside(registry, &text);
    let only = whole.filter(|_| inside.is_empty() && is_one_line(&text));
    only.map_or(inside, |found| vec![found])
}

fn means_something(registry: &Registry, text: &str) -> bool {
    is_order(text) || registry.knows(text)
}

fn whole(text: &str) -> Option<(Number, bool)> {
    if text.chars().nth(100).is_some() {
        return None;
    }
    let normal = normalise::normal(text);
    Number::new(normal.text).ok().map(|number| (number, normal.cyrillic))
}

/// Groups of one number rather than words: every group holds a digit, or is as short as a country.
fn is_one_line(text: &str) -> bool {
    let group = |it: &str| it.chars().any(|c| c.is_ascii_digit()) || it.chars().count() <= 3;
    !text.contains('\n') && text.split(normalise::is_gap).filter(|it| !it.is_empty()).all(group)
}

/// The known numbers inside a link or a sentence: of the groups that begin at a place the most that make a known one.
fn inside(registry: &Registry, text: &str) -> Vec<(Number, bool)> {
    let groups = groups(text);
    let (mut found, mut at): (Vec<(Number, bool)>, usize) = (Vec::new(), 0);
    while at < groups.len() && found.len() < MOST_NUMBERS {
        match longest(registry, &groups[at..]) {
            Some((number, cyrillic, used)) => {
                if found.iter().all(|(known, _)| *known != number) {
                    found.push((number, cyrillic));
                }
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

struct Group<'t> {
    text: &'t str,
    /// Whether only a gap stands between it and the one before.
    joins: bool,
}

/// The runs of letters and digits of a text. A percent sign takes the two signs it escapes with it.
fn groups(text: &str) -> Vec<Group<'_>> {
    let (mut groups, mut start, mut end, mut skip) = (Vec::new(), None, 0, 0);
    let mut close = |start: &mut Option<usize>, at: usize| {
        if let Some(from) = start.take() {
            let between: &str = &text[end..from];
            let joins = end > 0 && !between.is_empty() && between.chars().all(normalise::is_gap);
            groups.push(Group { text: &text[from..at], joins });
            end = at;
        }
    };
    for (at, c) in text.char_indices() {
        if skip > 0 {
            skip -= 1;
        } else if c.is_alphanumeric() {
            start.get_or_insert(at);
        } else {
            close(&mut start, at);
            skip = if c == '%' { 2 } else { 0 };
        }
    }
    close(&mut start, text.len());
    groups
}

fn longest(registry: &Registry, groups: &[Group<'_>]) -> Option<(Number, bool, usize)> {
    let (mut joined, mut best) = (String::new(), None);
    for (index, group) in groups.iter().take(MOST_GROUPS).enumerate() {
        if index > 0 && !group.joins || group.text.len() > 100 {
            break;
        }
        joined.push_str(group.text);
        let normal = normalise::normal(&joined);
        if normal.text.len() > 50 {
            break;
        }
        if normal.text.len() >= 8 && means_something(registry, &normal.text) {
            best = Number::new(normal.text).ok().map(|number| (number, normal.cyrillic, index + 1)).or(best);
        }
    }
    best
}

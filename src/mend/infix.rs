//! A field that has become a part of a longer text: `[GTMS_SIGNED] Delivered`.

use super::{
    edit,
    site::{Site, Wants, same},
};
use crate::carriers::{
    definition::Pattern,
    place::{Pick, Place},
};

/// A longer frame around a value is no frame.
const FRAME_MAX: usize = 24;

/// Alternatives, each a place with a pattern, that read the field as it is known.
pub(super) fn find(key: &str, sites: &[Site<'_, '_>], wants: &Wants<'_>) -> Vec<String> {
    let Some((site, group, value)) =
        wants.iter().filter_map(|(site, group, known)| Some((*site, *group, (*known)?))).max_by_key(|it| it.2.len())
    else {
        return Vec::new();
    };
    let holds = |text: &str| text.len() > value.len() && position(key, text, value).is_some();
    let mut found = Vec::new();
    for place in sites[site].places_holding(group, &holds) {
        let at = Place::new(&place);
        let texts: Option<Vec<(String, &str)>> = wants
            .iter()
            .filter_map(|(site, group, known)| Some((site, group, (*known)?)))
            .map(|(site, group, known)| {
                at.value(sites[*site].scope_of(*group), Pick::First).map(|it| (it.into_owned(), known))
            })
            .collect();
        let Some(texts) = texts else { continue };
        for pattern in patterns(key, &texts, false).into_iter().chain(patterns(key, &texts, true)) {
            let compiled = Pattern::from(pattern.clone());
            let reads = |(text, known): &(String, &str)| same(key, compiled.capture(text), Some(known));
            if texts.iter().all(reads) {
                found.push(format!("{{ place = {}, pattern = {} }}", edit::quoted(&place), edit::quoted(&pattern)));
                break;
            }
        }
    }
    found
}

/// Where a value stands in a text; codes in any case.
fn position(key: &str, text: &str, value: &str) -> Option<usize> {
    text.find(value).or_else(|| (key == "code").then(|| text.to_uppercase().find(&value.to_uppercase())).flatten())
}

/// The patterns that what stands before and behind the values allows.
fn patterns(key: &str, texts: &[(String, &str)], last: bool) -> Vec<String> {
    let mut frames = Vec::new();
    for (text, value) in texts {
        let at = if last { text.rfind(value) } else { position(key, text, value) };
        let Some(at) = at else { return Vec::new() };
        let (Some(before), Some(behind)) = (text.get(..at), text.get(at + value.len()..)) else { return Vec::new() };
        frames.push((before, behind));
    }
    let Some((first_before, first_behind)) = frames.first() else { return Vec::new() };
    let before = common(frames.iter().map(|it| it.0), first_before, false);
    let behind = common(frames.iter().map(|it| it.1), first_behind, true);
    let all_before = frames.iter().all(|it| it.0 == before);
    let all_behind = frames.iter().all(|it| it.1 == behind);
    let short = |text: &str| text.chars().count() <= FRAME_MAX;
    let escaped = |text: &str| regex::escape(text);
    // Codes are of one piece; a place seen in one word may be of two.
    let pieces = key == "code" && !texts.iter().any(|(_, value)| value.contains(char::is_whitespace));
    let some = if pieces { r"\S" } else { "." };
    let mut found = Vec::new();
    let marks = |text: &str| !text.contains(char::is_alphanumeric);
    // Words around a value are chance where few values are seen.
    let sure = texts.len() > 2 || (marks(before) && marks(behind));
    if all_before && all_behind && short(before) && short(behind) && sure {
        found.push(format!("^{}({some}+?){}$", escaped(before), escaped(behind)));
    }
    if all_before && short(before) && marks(before) && !behind.is_empty() {
        let mark = behind_mark(behind);
        found.push(format!("^{}({some}+?){}", escaped(before), escaped(mark)));
        found.push(format!("^{}(.+){}[^{}]*$", escaped(before), escaped(mark), class(telling(mark))));
    }
    if all_behind && short(behind) && marks(behind) && !before.is_empty() {
        let mark = last_mark(before);
        found.push(format!("^.*?{}(.+){}$", escaped(mark), escaped(behind)));
        found.push(format!("{}([^{}]+){}$", escaped(mark), class(telling(mark)), escaped(behind)));
    }
    found
}

/// The beginning that all share, or the end.
fn common<'t>(texts: impl Iterator<Item = &'t str>, first: &'t str, beginning: bool) -> &'t str {
    let mut shared = first;
    for text in texts {
        while !shared.is_empty() && !(if beginning { text.starts_with(shared) } else { text.ends_with(shared) }) {
            let mut chars = shared.chars();
            if beginning {
                chars.next_back();
            } else {
                chars.next();
            }
            shared = chars.as_str();
        }
    }
    shared
}

fn first_char(text: &str) -> &str {
    let end = text.char_indices().nth(1).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The marks right behind a value, up to the first letter.
fn behind_mark(text: &str) -> &str {
    let end = text.find(char::is_alphanumeric).unwrap_or(text.len()).max(first_char(text).len());
    &text[..end]
}

/// The marks right before a value, from the last letter on.
fn last_mark(text: &str) -> &str {
    let start = text.char_indices().rev().find(|(_, c)| c.is_alphanumeric()).map_or(0, |(at, c)| at + c.len_utf8());
    if start == text.len() { text } else { &text[start..] }
}

/// The character of a mark that no word has in it.
fn telling(mark: &str) -> &str {
    let at = mark.char_indices().find(|(_, c)| !c.is_whitespace()).map_or(0, |(at, _)| at);
    first_char(&mark[at..])
}

/// A character as a class of a pattern has it.
fn class(text: &str) -> String {
    match text {
        "]" | "[" | "^" | "-" | "\\" | "&" | "~" => format!("\\{text}"),
        other => other.to_owned(),
    }
}

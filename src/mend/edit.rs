//! Changes a definition's text in places, so that all else stays as it was written.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A step into a TOML document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    Name(&'static str),
    At(usize),
}

/// Where a value is.
pub(super) type Path = Vec<Key>;

/// The way to a value by names.
pub(super) fn path<const N: usize>(names: [&'static str; N]) -> Path {
    names.into_iter().map(Key::Name).collect()
}

/// One value of a list of alternatives, as the text has it.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Where it stands.
    pub(super) span: Range<usize>,
    /// Where the places in it stand, and what they are.
    pub(super) places: Vec<(Range<usize>, String)>,
}

/// A change of one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// Behind an item: another.
    Behind(usize, String),
    /// In front of an item: another.
    Before(usize, String),
    /// Instead of an item.
    Instead(usize, String),
}

/// The alternatives at a path; none where the text has no such key.
pub(super) fn items(text: &str, path: &[Key]) -> Option<(Range<usize>, bool, Vec<Item>)> {
    let table = DeTable::parse(text).ok()?;
    let value = find(table.get_ref(), path)?;
    let span = value.span();
    Some(match value.get_ref() {
        DeValue::Array(items) => (span, true, items.iter().map(item).collect()),
        _ => (span, false, vec![item(value)]),
    })
}

fn item(value: &Spanned<DeValue<'_>>) -> Item {
    let mut places = Vec::new();
    match value.get_ref() {
        DeValue::String(text) => places.push((value.span(), text.to_string())),
        DeValue::Table(table) => {
            for (key, it) in table.iter().filter(|(key, _)| matches!(key.get_ref().as_ref(), "place" | "unit")) {
                let place = it.get_ref().as_str().filter(|text| key.get_ref() == "place" || text.contains('{'));
                places.extend(place.map(|text| (it.span(), text.to_owned())));
            }
        }
        _ => {}
    }
    Item { span: value.span(), places }
}

fn find<'t, 'i>(table: &'t DeTable<'i>, path: &[Key]) -> Option<&'t Spanned<DeValue<'i>>> {
    let (first, rest) = path.split_first()?;
    let Key::Name(name) = first else { return None };
    let mut value = table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value)?;
    for key in rest {
        value = match (key, value.get_ref()) {
            (Key::Name(name), DeValue::Table(table)) => {
                table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value)?
            }
            (Key::At(index), DeValue::Array(items)) => items.get(*index)?,
            // A table alone stands for a list of one.
            (Key::At(0), DeValue::Table(_)) => value,
            _ => return None,
        };
    }
    Some(value)
}

/// The text with changes of one list of alternatives; a key that is not there is put behind another.
pub(super) fn changed(text: &str, path: &[Key], changes: &[Change]) -> Option<String> {
    if changes.is_empty() {
        return Some(text.to_owned());
    }
    let (span, list, items) = items(text, path)?;
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let only_instead = changes.iter().all(|it| matches!(it, Change::Instead(..)));
    if list || only_instead {
        for change in changes {
            edits.push(match change {
                Change::Behind(at, new) => {
                    let end = items.get(*at)?.span.end;
                    (end..end, format!(", {new}"))
                }
                Change::Before(at, new) => {
                    let start = items.get(*at)?.span.start;
                    (start..start, format!("{new}, "))
                }
                Change::Instead(at, new) => (items.get(*at)?.span.clone(), new.clone()),
            });
        }
    } else {
        let old = text.get(span.clone())?;
        let mut all = vec![old.to_owned()];
        for change in changes {
            match change {
                Change::Behind(_, new) => all.push(new.clone()),
                Change::Before(_, new) => all.insert(0, new.clone()),
                Change::Instead(_, new) => all[0] = new.clone(),
            }
        }
        edits.push((span, format!("[{}]", all.join(", "))));
    }
    Some(with_edits(text, edits))
}

/// A text with pieces of it replaced.
pub(super) fn with_edits(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mut text = text.to_owned();
    for (span, new) in edits.into_iter().rev() {
        text.replace_range(span, &new);
    }
    text
}

/// Replaces a whole value.
pub(super) fn put(text: &str, path: &[Key], value: &str) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let span = find(table.get_ref(), path)?.span();
    Some(with_edits(text, vec![(span, value.to_owned())]))
}

/// Adds a line behind the line of another key of the same table.
pub(super) fn add_line(text: &str, behind: &[Key], line: &str) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let end = find(table.get_ref(), behind)?.span().end;
    let at = text[end..].find('\n').map_or(text.len(), |it| end + it);
    Some(with_edits(text, vec![(at..at, format!("\n{line}"))]))
}

/// The places in a template: those in braces, or the whole of it.
pub(super) fn places_in(template: &str) -> Vec<&str> {
    match template.contains('{') {
        false => vec![template],
        true => template.split('{').skip(1).filter_map(|it| Some(it.split_once('}')?.0)).collect(),
    }
}

/// A template with other places in it.
fn template_with(template: &str, new: &dyn Fn(&str) -> String) -> String {
    if !template.contains('{') {
        return new(template);
    }
    let mut text = String::new();
    for piece in template.split_inclusive('}') {
        match piece.split_once('{').and_then(|(before, it)| Some((before, it.strip_suffix('}')?))) {
            Some((before, place)) => text += &format!("{before}{{{}}}", new(place)),
            None => text += piece,
        }
    }
    text
}

/// The source of an item with other places in it.
pub(super) fn item_with(text: &str, item: &Item, new: &dyn Fn(&str) -> String) -> String {
    let start = item.span.start;
    let own = &text[item.span.clone()];
    let edits = item
        .places
        .iter()
        .map(|(span, place)| (span.start - start..span.end - start, quoted(&template_with(place, new))));
    with_edits(own, edits.collect())
}

/// How many lines of two texts are not the same.
pub(super) fn differences(one: &str, other: &str) -> usize {
    let count = |text: &str, in_other: &std::collections::HashSet<&str>| {
        text.lines().filter(|it| !in_other.contains(it)).count()
    };
    let (a, b) = (one.lines().collect(), other.lines().collect());
    count(one, &b) + count(other, &a)
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    let plain = |c: char| c != '\'' && !c.is_control();
    match text.contains(['"', '\\']) && text.chars().all(plain) {
        true => format!("'{text}'"),
        false => toml::Value::String(text.to_owned()).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# head\n[answer]\ncode = \"a\" # why\ntext = [\n  \"{b}: {c}\", # both\n  { place = \"b\", pattern = 'x\"' },\n]\n";

    #[test]
    fn an_alternative_is_put_behind_and_all_else_stays() {
        let path = path(["answer", "code"]);
        let new = changed(TEXT, &path, &[Change::Behind(0, quoted("z"))]).unwrap();
        assert_eq!(new, TEXT.replace("code = \"a\"", "code = [\"a\", \"z\"]"));
        let new = changed(TEXT, &path, &[Change::Instead(0, quoted("z"))]).unwrap();
        assert_eq!(new, TEXT.replace("code = \"a\"", "code = \"z\""));
    }

    #[test]
    fn items_of_a_list_are_known_by_where_they_stand() {
        let path = path(["answer", "text"]);
        let (_, list, items) = items(TEXT, &path).unwrap();
        assert!(list && items.len() == 2, "{items:?}");
        let other = item_with(TEXT, &items[1], &|it| it.replace('b', "bb"));
        assert_eq!(other, "{ place = \"bb\", pattern = 'x\"' }");
        let new = changed(TEXT, &path, &[Change::Behind(0, "\"n\"".into()), Change::Before(1, other)]).unwrap();
        assert!(new.contains("\"{b}: {c}\", \"n\", # both"), "{new}");
        assert!(toml::from_str::<toml::Table>(&new).is_ok(), "{new}");
    }

    #[test]
    fn what_has_quotes_is_written_without_escapes() {
        assert_eq!(quoted("td[a=\"b\"]"), "'td[a=\"b\"]'");
        assert_eq!(quoted("a/b"), "\"a/b\"");
    }
}

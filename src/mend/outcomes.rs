//! Outcomes that hold where something is absent: they look at the new places of element and rows too, else a parcel with scans
//! would be told unknown.

use super::edit::{self, Change, Key};
use crate::carriers::definition::{Condition, Definition, OutcomeRule};

/// Where element and rows are looked for now.
pub(super) struct Moved<'m> {
    pub(super) element: Option<&'m str>,
    pub(super) rows: Option<&'m [String]>,
}

/// The text with one more condition beside each that asks whether they are absent: at the new place they are absent too.
pub(super) fn beside(definition: &Definition, text: &str, moved: &Moved<'_>) -> Option<String> {
    let mut text = text.to_owned();
    for (index, rule) in definition.outcome.iter().enumerate() {
        let mut more = Vec::new();
        for (at, condition) in rule.places.iter().enumerate() {
            let word = match (condition.present, condition.named) {
                (Some(false), _) => "present",
                (_, Some(false)) => "named",
                _ => continue,
            };
            let new = new_places(definition, rule, condition, moved).into_iter();
            let new = new.map(|it| format!("{{ place = {}, {word} = false }}", edit::quoted(&it)));
            more.extend(new.map(|it| Change::Behind(at, it)));
        }
        if !more.is_empty() {
            let path = [Key::Name("outcome"), Key::At(index), Key::Name("where")];
            text = edit::changed(&text, &path, &more)?;
        }
    }
    Some(text)
}

/// Where what a condition looks at is now; none where it has not moved.
fn new_places(definition: &Definition, rule: &OutcomeRule, condition: &Condition, moved: &Moved<'_>) -> Vec<String> {
    let Some(answer) = &definition.answer else { return Vec::new() };
    let place = condition.place.source();
    let old_rows: Vec<&str> = answer.rows.0.iter().map(|it| it.source()).collect();
    let rows: Vec<&str> = moved.rows.map_or_else(|| old_rows.clone(), |it| it.iter().map(String::as_str).collect());
    let elements: Vec<&str> = answer.element.iter().flat_map(|it| &it.0).map(|it| it.source()).collect();
    let mut found = Vec::new();
    let below_element = rule.element || elements.is_empty();
    if below_element && old_rows.iter().any(|it| bare(it) == bare(place)) && moved.rows.is_some() {
        found.extend(rows.iter().map(|it| (*it).to_owned()));
    }
    for element in elements.iter().filter(|_| !below_element) {
        let new = moved.element.unwrap_or(element);
        if bare(element) == bare(place) && moved.element.is_some() {
            found.push(new.to_owned());
        }
        let in_it = old_rows.iter().any(|it| bare(&format!("{element}/{it}")) == bare(place));
        if in_it && (moved.element.is_some() || moved.rows.is_some()) {
            found.extend(rows.iter().map(|it| format!("{new}/{it}")));
        }
    }
    let end = if place.ends_with("/*") { "/*" } else { "" };
    found.into_iter().map(|it| it + end).filter(|it| it != place).collect()
}

/// A place without the steps that only go into lists.
fn bare(place: &str) -> String {
    place.split('/').filter(|it| !matches!(*it, "*" | "." | "")).collect::<Vec<_>>().join("/")
}

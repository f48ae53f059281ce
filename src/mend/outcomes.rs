//! Outcomes that hold where there are no rows: they look at the new place of the rows too, else a parcel with scans would
//! be told unknown.

use super::edit::{self, Key};
use crate::carriers::definition::Definition;

/// The text with one more condition beside each that asks whether rows are absent: at their new places they are absent too.
pub(super) fn beside(definition: &Definition, text: &str, new_rows: &[String]) -> Option<String> {
    let old: Vec<&str> = definition.answer.as_ref()?.rows.0.iter().map(|it| it.source()).collect();
    let mut text = text.to_owned();
    for (index, rule) in definition.outcome.iter().enumerate() {
        let mut more = Vec::new();
        for (at, condition) in rule.places.iter().enumerate() {
            let place = condition.place.source();
            if condition.present != Some(false) && condition.named != Some(false) {
                continue;
            }
            let Some((before, rest)) = old.iter().find_map(|rows| below(place, rows)) else { continue };
            let word = if condition.present == Some(false) { "present" } else { "named" };
            let new = new_rows.iter().map(|rows| format!("{before}{rows}{rest}"));
            let new = new.map(|it| format!("{{ place = {}, {word} = false }}", edit::quoted(&it)));
            more.extend(new.map(|it| edit::Change::Behind(at, it)));
        }
        if !more.is_empty() {
            let path = [Key::Name("outcome"), Key::At(index), Key::Name("where")];
            text = edit::changed(&text, &path, &more)?;
        }
    }
    Some(text)
}

/// What of a place stands before and behind the rows in it: `data/` and `/*` of `data/events/*`, where rows are `events`.
fn below<'p>(place: &'p str, rows: &str) -> Option<(&'p str, &'p str)> {
    let at = place.find(rows)?;
    let (before, rest) = (&place[..at], &place[at + rows.len()..]);
    let ends = rest.is_empty() || rest.starts_with(['/', ' ']);
    let begins = before.is_empty() || before.ends_with('/');
    (ends && begins).then_some((before, rest))
}

//! What the user said of a number, for sources that ask for it: the two optional placeholders.

use std::{collections::BTreeMap, fmt};

use super::placeholders::{next_placeholder, placeholders};
use crate::{carriers::definition::Definition, model::Number};

/// Placeholders that may have no value; what holds one is then left out of the request.
pub const OPTIONAL: [&str; 2] = ["carrier", "postcode"];

/// What the user said of one number.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// What the source calls its carrier.
    pub carrier: Option<String>,
    /// The recipient's postcode.
    pub postcode: Option<String>,
}

/// What the user said, by number.
pub type GivenOf = BTreeMap<Number, Given>;

impl Given {
    /// The value of an optional placeholder.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let value = if name == "carrier" { &self.carrier } else { &self.postcode };
        value.as_deref()
    }
}

/// Whether a source is asked with what an optional placeholder stands for.
pub fn takes(definition: &Definition, name: &str) -> bool {
    definition.requests().any(|(_, spec)| placeholders(spec).iter().any(|it| it == name))
}

impl fmt::Debug for Given {
    /// Never shows a postcode.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let postcode = self.postcode.as_ref().map(|_| "(given)");
        f.debug_struct("Given").field("carrier", &self.carrier).field("postcode", &postcode).finish()
    }
}

/// Whether a template names an optional placeholder that has no value.
pub(super) fn lacks(template: &str, has: &dyn Fn(&str) -> bool) -> bool {
    first_lacking(template, has).is_some()
}

/// A JSON template without the members that hold an optional placeholder without a value: name, value and comma. What the
/// innermost member of an object is that holds it is left out, be it a list; a template without such a member stays.
pub(super) fn without(template: &str, has: &dyn Fn(&str) -> bool) -> String {
    let mut template = template.to_owned();
    while let Some(member) = first_lacking(&template, has).and_then(|at| member_around(&template, at)) {
        template.replace_range(member, "");
    }
    template
}

/// Whether what is left out for a placeholder at this place is a member of an object.
pub fn in_a_member(template: &str, at: usize) -> bool {
    member_around(template, at).is_some()
}

/// Where the optional placeholders of a template stand.
pub fn optional_places(template: &str) -> Vec<usize> {
    places(template).filter(|(_, name)| OPTIONAL.contains(name)).map(|(at, _)| at).collect()
}

fn first_lacking(template: &str, has: &dyn Fn(&str) -> bool) -> Option<usize> {
    places(template).find(|(_, name)| OPTIONAL.contains(name) && !has(name)).map(|(at, _)| at)
}

/// The placeholders of a template with their places.
fn places(template: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let at = template.len() - rest.len();
        let (text, name, after) = next_placeholder(rest)?;
        rest = after;
        Some((at + text.len(), name))
    })
}

/// The member of an object that holds what stands at a place, with one of its commas.
fn member_around(template: &str, at: usize) -> Option<std::ops::Range<usize>> {
    // For each bracket that is open: whether it is an object's, and where its present member begins.
    let mut open: Vec<(bool, usize)> = Vec::new();
    let mut member: Option<(usize, usize)> = None;
    for (here, c) in punctuation(template) {
        if member.is_none() && here >= at {
            let depth = open.iter().rposition(|(object, _)| *object)?;
            member = Some((depth, open[depth].1));
        }
        if let Some((_, start)) = member.filter(|(depth, _)| open.len() == depth + 1) {
            match c {
                ',' => return Some(start..here + 1),
                '}' => return Some(start - usize::from(template[..start].ends_with(','))..here),
                _ => {}
            }
        }
        match c {
            '{' | '[' => open.push((c == '{', here + 1)),
            '}' | ']' => drop(open.pop()),
            _ => open.last_mut()?.1 = here + 1,
        }
    }
    None
}

/// The brackets and commas of a JSON template, those in strings and in placeholders left out.
fn punctuation(template: &str) -> impl Iterator<Item = (usize, char)> {
    let inside: Vec<_> = places(template).map(|(at, name)| at..at + name.len() + 2).collect();
    let (mut string, mut escaped) = (false, false);
    template.char_indices().filter(move |(at, c)| {
        if inside.iter().any(|it| it.contains(at)) {
            return false;
        }
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = string,
            '"' => string = !string,
            _ => {}
        }
        !string && matches!(c, '{' | '}' | '[' | ']' | ',')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_member_that_holds_a_placeholder_without_a_value_is_left_out_with_its_comma() {
        for (template, left) in [
            (r#"{"a":"{number}","b":{carrier}}"#, r#"{"a":"{number}"}"#),
            (r#"{"b":{carrier},"a":1}"#, r#"{"a":1}"#),
            (r#"{"a":1,"b":{carrier},"c":2}"#, r#"{"a":1,"c":2}"#),
            (r#"{"a":1,"b":["{carrier}"]}"#, r#"{"a":1}"#),
            (r#"{"a":1,"b":"{postcode}","c":{carrier}}"#, r#"{"a":1}"#),
            (r#"{"b":"{postcode}"}"#, "{}"),
            (r#"[{"a":{"x":[1,2]},"b":"RU, {postcode} }"}]"#, r#"[{"a":{"x":[1,2]}}]"#),
            (r#"{"a":{"b":"{postcode}"},"c":[{"d":"\",","e":"{carrier}"}]}"#, r#"{"a":{},"c":[{"d":"\","}]}"#),
            (r#"{"a":[{numbers}],"b":3}"#, r#"{"a":[{numbers}],"b":3}"#),
        ] {
            assert_eq!(without(template, &|_| false), left, "{template}");
            assert_eq!(without(template, &|_| true), template);
        }
    }

    #[test]
    fn a_placeholder_outside_any_member_is_told_apart() {
        assert!(!in_a_member(r#"["{carrier}"]"#, 2));
        assert!(in_a_member(r#"{"a":"{carrier}"}"#, 6));
        assert!(lacks("{number}/{carrier}", &|_| false) && !lacks("{number}", &|_| false));
    }

    #[test]
    fn a_postcode_is_not_shown() {
        let given = Given { carrier: Some("3011".into()), postcode: Some("140150".into()) };
        assert!(!format!("{given:?}").contains("140150"));
    }
}

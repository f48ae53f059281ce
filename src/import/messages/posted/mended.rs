//! JSON as templates make it: a text is put between two quotation marks as it is, with its own line breaks and quotation
//! marks, and what is not known is put there as nothing. What is meant can be told all the same.

use serde_json::{Deserializer, Value};

/// The values of a text that begins like JSON, one after the other; as it is, else mended.
pub(super) fn json(text: &str) -> Option<Vec<Value>> {
    if !text.starts_with(['{', '[', '"']) {
        return None;
    }
    let values = |text: &str| Deserializer::from_str(text).into_iter().collect::<Result<Vec<Value>, _>>();
    values(text).or_else(|_| values(&mended(text))).ok()
}

fn mended(text: &str) -> String {
    let (mut out, mut rest, mut open) = (String::with_capacity(text.len() + 32), text, Vec::new());
    while let Some(next) = rest.chars().next() {
        match next {
            '"' => {
                let (string, after) = string(&rest[1..]);
                out.push_str(&string);
                rest = after;
            }
            '{' | '}' | '[' | ']' | ':' | ',' => {
                // A comma before an end is one too many.
                if matches!(next, '}' | ']') && out.trim_end().ends_with(',') {
                    out.truncate(out.trim_end().len() - 1);
                }
                match next {
                    '{' => open.push('}'),
                    '[' => open.push(']'),
                    '}' | ']' => drop(open.pop()),
                    _ => {}
                }
                rest = &rest[1..];
                out.push(next);
            }
            _ if next.is_whitespace() => rest = &rest[next.len_utf8()..],
            _ => {
                let end = rest.find([',', '}', ']', '\n']).unwrap_or(rest.len());
                out.push_str(&bare(rest[..end].trim()));
                rest = &rest[end..];
            }
        }
        // Nothing stands where a value should.
        if matches!(next, ':') && rest.trim_start().starts_with([',', '}']) {
            out.push_str("null");
        }
    }
    // What was cut off ends here.
    out.extend(open.into_iter().rev());
    out
}

/// A value without quotation marks: what is no figure or word of JSON is a text.
fn bare(token: &str) -> String {
    match serde_json::from_str::<Value>(token) {
        Ok(_) => token.to_owned(),
        Err(_) => Value::String(token.to_owned()).to_string(),
    }
}

/// A text up to the quotation mark that ends it, and what comes after that.
fn string(text: &str) -> (String, &str) {
    let (mut out, mut signs) = (String::from('"'), text.char_indices().peekable());
    while let Some((at, sign)) = signs.next() {
        match sign {
            '"' if ends(&text[at + 1..]) => {
                out.push('"');
                return (out, &text[at + 1..]);
            }
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\\' => match signs.peek() {
                Some((_, next)) if "\"\\/bfnrtu".contains(*next) => {
                    out.push('\\');
                    out.push(*next);
                    signs.next();
                }
                _ => out.push_str("\\\\"),
            },
            _ if sign.is_control() => out.push(' '),
            _ => out.push(sign),
        }
    }
    out.push('"');
    (out, "")
}

/// Whether a quotation mark ends a text: after it comes a value, an end, or a further field.
fn ends(after: &str) -> bool {
    let after = after.trim_start();
    match after.strip_prefix(',') {
        Some(next) => {
            next.trim_start().strip_prefix('"').is_some_and(named) || next.trim_start().starts_with(['}', ']', '{'])
        }
        None => after.is_empty() || after.starts_with([':', '}', ']']),
    }
}

/// `name": ...`
fn named(text: &str) -> bool {
    let Some(end) = text.find('"').filter(|end| *end <= 40) else { return false };
    text[end + 1..].trim_start().starts_with(':')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_template_breaks_is_mended_and_what_is_whole_is_left() {
        for (text, value) in [
            ("{\"a\": \"b\"}", json!({"a": "b"})),
            ("{\"a\":\"two\nlines\"}", json!({"a": "two\nlines"})),
            ("{\"a\":\"the \"Mug\" is here\",\"b\":\"c\"}", json!({"a": "the \"Mug\" is here", "b": "c"})),
            ("{\"a\":\"\"Mug\", \"Cup\" are here\"}", json!({"a": "\"Mug\", \"Cup\" are here"})),
            ("{\"a\":\"C:\\x\",\"b\":,\"c\":SIM1,\"d\":1,}", json!({"a": "C:\\x", "b": null, "c": "SIM1", "d": 1})),
            ("{\"a\":\"cut off", json!({"a": "cut off"})),
            ("[{\"a\":\"b\"},\n{\"a\":\"say \"x\"\"}]", json!([{"a": "b"}, {"a": "say \"x\""}])),
        ] {
            assert_eq!(json(text), Some(vec![value]), "{text}");
        }
        assert_eq!(json("{\"a\":1}\n{\"a\":2}"), Some(vec![json!({"a": 1}), json!({"a": 2})]));
        assert_eq!(json("RB123456785CN"), None);
        assert_eq!(json(&"[".repeat(100_000)), None);
    }
}

//! The placeholders of a request.

use crate::carriers::definition::{Body, RequestSpec};

/// The names of all placeholders of a request.
pub fn placeholders(spec: &RequestSpec) -> Vec<String> {
    let body: Vec<&String> = match &spec.body {
        None => Vec::new(),
        Some(Body::Form(fields)) => fields.values().collect(),
        Some(Body::Json(text) | Body::Xml(text) | Body::Text(text)) => vec![text],
    };
    let texts = [&spec.url, &spec.each].into_iter().chain(spec.query.values()).chain(spec.headers.values()).chain(body);
    let mut names: Vec<String> = spec.basic.iter().flatten().map(|secret| format!("secret.{secret}")).collect();
    for text in texts {
        let mut rest = text.as_str();
        while let Some((_, name, after)) = next_placeholder(rest) {
            names.push(name.to_owned());
            rest = after;
        }
    }
    names
}

/// The text before the next placeholder, its name, and what follows. Other braces are text.
pub(super) fn next_placeholder(template: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(open) = template[from..].find('{').map(|at| from + at) {
        let inside = &template[open + 1..];
        let end = inside.find(|c: char| !c.is_ascii_lowercase() && !matches!(c, '.' | '_')).unwrap_or(inside.len());
        if end > 0 && inside[end..].starts_with('}') {
            return Some((&template[..open], &inside[..end], &inside[end + 1..]));
        }
        from = open + 1;
    }
    None
}

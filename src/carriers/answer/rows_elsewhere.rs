//! Whether scans stand in an answer where its definition does not look: then its shape has changed, and an empty list
//! does not mean that nothing was scanned.

use serde_json::Value;

use crate::carriers::{
    definition::Tables,
    document_node::Node,
    time::{self, TimeFormat},
};

/// Whether a list below holds something with a time and a code or text that the tables know.
pub(super) fn are_there(node: Node<'_>, tables: &Tables, formats: &[TimeFormat]) -> bool {
    let Node::Json(value) = node else { return false };
    list_of_scans(value, tables, formats)
}

fn list_of_scans(value: &Value, tables: &Tables, formats: &[TimeFormat]) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| {
            item.as_object().is_some_and(|fields| looks_like_a_scan(fields.values(), tables, formats))
                || list_of_scans(item, tables, formats)
        }),
        Value::Object(fields) => fields.values().any(|it| list_of_scans(it, tables, formats)),
        _ => false,
    }
}

fn looks_like_a_scan<'a>(fields: impl Iterator<Item = &'a Value>, tables: &Tables, formats: &[TimeFormat]) -> bool {
    let (mut time, mut known) = (false, false);
    for text in fields.filter_map(|it| Node::Json(it).text()) {
        known |= tables.status(&text).is_some() || tables.status_of_text(&text).is_some();
        time |= time::read(formats, &text).is_some() || time::looks_like_one(&text);
    }
    time && known
}

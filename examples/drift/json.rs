//! How answers in JSON drift.

use serde_json::{Map, Value, json};

use super::kinds::{Drift, Kind, Values, colon, plain};

/// The answer as it has drifted; nothing where this kind does nothing to it.
pub fn drifted(text: &str, drift: &Drift, values: &Values) -> Option<String> {
    let mut root: Value = serde_json::from_str(text).ok()?;
    let before = root.clone();
    match drift.kind {
        Kind::Envelope => return Some(envelope(root, drift)),
        Kind::RenameSome | Kind::RenameAll => rename(&mut root, drift, values),
        _ => each(&mut root, &mut |it| change(it, drift, values)),
    }
    (root != before).then(|| root.to_string())
}

/// Goes through all values, from the innermost.
fn each(value: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|it| each(it, change)),
        Value::Object(fields) => fields.values_mut().for_each(|it| each(it, change)),
        _ => {}
    }
    change(value);
}

fn change(value: &mut Value, drift: &Drift, values: &Values) {
    let row = is_row(value, values);
    match (drift.kind, &mut *value) {
        (Kind::Noise, Value::Array(items)) if items.iter().any(|it| is_row(it, values)) => {
            items.push(json!({ "banner": "Buy one, get one free", "weightClass": "B" }));
            items.insert(0, json!({ "banner": "Join our club", "points": 7 }));
        }
        (Kind::Decoys, _) if row => decoys(value, values),
        (Kind::Reorder, Value::Array(items)) if items.iter().any(|it| is_row(it, values)) => items.reverse(),
        (Kind::CodeCase, Value::String(text)) if values.is_code(text) => *text = other_case(text),
        (Kind::Nest, _) if row => nest(value, drift),
        (Kind::Flatten, Value::Object(fields)) => flatten(fields, values),
        (Kind::WrapList, Value::Object(fields)) => wrap(fields, drift),
        (Kind::Single, Value::Object(fields)) => fields.values_mut().for_each(unwrap),
        (Kind::KeyedList, Value::Array(items)) if items.iter().all(|it| is_row(it, values)) && !items.is_empty() => {
            let name = if drift.seed.is_multiple_of(2) { "" } else { "e" };
            let fields = std::mem::take(items).into_iter().enumerate().map(|(at, it)| (format!("{name}{at}"), it));
            *value = Value::Object(fields.collect());
        }
        (Kind::DateFormat, Value::String(text)) => {
            if let Some(new) = values.day(text).and_then(|it| drift.written(it, true)) {
                *text = new;
            } else if let Some(new) = values.time(text).and_then(|it| drift.written(it, false)) {
                *text = new;
            }
        }
        (Kind::SplitTime, Value::Object(fields)) => split(fields, values),
        (Kind::Zone, Value::String(text)) => zone(text, drift, values),
        (Kind::ZoneShift, Value::String(text)) => {
            if let Some(moment) = values.time(text) {
                let offset = moment.offset.unwrap_or(jiff::tz::offset(8));
                if let Ok(instant) = offset.to_timestamp(moment.wall) {
                    *text = jiff::tz::Offset::UTC.to_datetime(instant).strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
                }
            }
        }
        (Kind::CodeInText, Value::Object(fields)) => into_text(fields, drift, values),
        _ => {}
    }
}

/// Whether an object says a time itself.
fn is_row(value: &Value, values: &Values) -> bool {
    let time = |it: &Value| it.as_str().is_some_and(|it| values.time(it).is_some() || values.day(it).is_some());
    value.as_object().is_some_and(|fields| fields.values().any(time))
}

fn other_case(text: &str) -> String {
    if text.chars().any(char::is_lowercase) { text.to_uppercase() } else { text.to_lowercase() }
}

fn rename(value: &mut Value, drift: &Drift, values: &Values) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|it| rename(it, drift, values)),
        Value::Object(fields) => {
            let old = std::mem::take(fields);
            let taken: Vec<String> = old.keys().cloned().collect();
            for (key, mut it) in old {
                rename(&mut it, drift, values);
                let of = if drift.kind == Kind::RenameAll { 1 } else { 3 };
                let number = values.numbers.iter().any(|it| it.as_str() == key);
                let new = if drift.picks(&key, of) && !number { drift.renamed(&key) } else { key.clone() };
                let free = !fields.contains_key(&new) && (new == key || !taken.contains(&new));
                fields.insert(if free { new } else { key }, it);
            }
        }
        _ => {}
    }
}

/// A later time and another place beside the right ones.
fn decoys(value: &mut Value, values: &Values) {
    let Some(fields) = value.as_object_mut() else { return };
    let moment = fields.values().find_map(|it| it.as_str().and_then(|it| values.time(it)).cloned());
    if let Some(later) = moment.and_then(|it| it.wall.checked_add(jiff::Span::new().minutes(37)).ok()) {
        fields.insert("recordedAt".to_owned(), json!(later.strftime("%Y-%m-%d %H:%M:%S").to_string()));
    }
    fields.insert("recordNo".to_owned(), json!(fields.len() + 100));
    fields.insert("officeName".to_owned(), json!("Head office"));
}

fn nest(value: &mut Value, drift: &Drift) {
    let Some(fields) = value.as_object_mut() else { return };
    if drift.seed.is_multiple_of(2) {
        *value = json!({ "event": Value::Object(std::mem::take(fields)) });
        return;
    }
    let names: Vec<String> = fields.keys().filter(|it| drift.picks(it, 2)).cloned().collect();
    let mut inner = Map::new();
    for name in names {
        inner.extend(fields.remove(&name).map(|it| (name, it)));
    }
    if !inner.is_empty() {
        fields.insert("info".to_owned(), Value::Object(inner));
    }
}

/// Objects of plain fields go up into what encloses them.
fn flatten(fields: &mut Map<String, Value>, values: &Values) {
    let plain = |it: &Value| {
        !is_row(it, values) && it.as_object().is_some_and(|it| it.values().all(|it| !it.is_object() && !it.is_array()))
    };
    let names: Vec<String> = fields.iter().filter(|(_, it)| plain(it)).map(|(name, _)| name.clone()).collect();
    for name in names {
        let Some(Value::Object(inner)) = fields.remove(&name) else { continue };
        fields.extend(inner.into_iter().map(|(key, it)| (format!("{name}_{key}"), it)));
    }
}

fn wrap(fields: &mut Map<String, Value>, drift: &Drift) {
    for (name, it) in fields.iter_mut() {
        if drift.picks(name, 2) && !it.is_array() && !it.is_null() {
            *it = json!([it.take()]);
        }
    }
}

fn unwrap(value: &mut Value) {
    if let Some([one]) = value.as_array_mut().map(Vec::as_mut_slice)
        && one.is_object()
    {
        *value = one.take();
    }
}

fn split(fields: &mut Map<String, Value>, values: &Values) {
    let time = fields.iter().find_map(|(name, it)| Some((name.clone(), values.time(it.as_str()?)?.clone())));
    let Some((name, moment)) = time else { return };
    fields.remove(&name);
    fields.insert(format!("{name}Date"), json!(moment.wall.strftime("%Y-%m-%d").to_string()));
    let hour = moment.wall.strftime("%H:%M:%S").to_string();
    fields.insert(format!("{name}Time"), json!(hour + &moment.offset.map(colon).unwrap_or_default()));
}

fn zone(text: &mut String, drift: &Drift, values: &Values) {
    if values.is_zone(text)
        && let Some(offset) = posylka::carriers::utc_offset::offset_of(text)
    {
        *text = if drift.seed.is_multiple_of(2) { colon(offset) } else { format!("UTC{}", plain(offset)) };
    } else if let Some((moment, offset)) = values.time(text).and_then(|it| Some((it, it.offset?))) {
        let wall = moment.wall.strftime("%Y-%m-%dT%H:%M:%S");
        *text = format!("{wall}{}", if text.ends_with(&colon(offset)) { plain(offset) } else { colon(offset) });
    }
}

fn into_text(fields: &mut Map<String, Value>, drift: &Drift, values: &Values) {
    let find = |is: &dyn Fn(&str) -> bool| {
        fields.iter().find(|(_, it)| it.as_str().is_some_and(is)).map(|(name, _)| name.clone())
    };
    let (Some(code), Some(text)) = (find(&|it| values.is_code(it)), find(&|it| values.is_text(it))) else { return };
    if code == text {
        return;
    }
    let Some(Value::String(code)) = fields.remove(&code) else { return };
    let Some(Value::String(old)) = fields.get(&text).cloned() else { return };
    let new = match drift.seed % 3 {
        0 => format!("[{code}] {old}"),
        1 => format!("{code}: {old}"),
        _ => format!("{old} ({code})"),
    };
    fields.insert(text, json!(new));
}

fn envelope(root: Value, drift: &Drift) -> String {
    match drift.seed % 6 {
        0 => json!({ "result": root, "ok": true }).to_string(),
        1 => json!({ "response": { "payload": root, "code": 200 } }).to_string(),
        2 => json!([root]).to_string(),
        3 => json!(root.to_string()).to_string(),
        4 => format!("callback({root});"),
        _ => json!({ "meta": { "took": 12, "version": "2.0" }, "body": [root] }).to_string(),
    }
}

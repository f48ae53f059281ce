//! Messages as programs on a phone send them on: JSON, a form, or plain text. Each program names its fields otherwise; which
//! names there are is data.

use serde_json::Value;

/// Fields that hold the text of a message, the surest first.
const TEXTS: [&str; 12] = [
    "text",
    "message",
    "content",
    "body",
    "msg",
    "sms",
    "sms_message",
    "smsbody",
    "smsrb",
    "message_body",
    "messagebody",
    "key",
];
/// Fields that hold who sent it.
const SENDERS: [&str; 13] = [
    "from",
    "sender",
    "phonenumber",
    "phone",
    "number",
    "address",
    "contact",
    "sms_number",
    "smsrf",
    "sendername",
    "originator",
    "title",
    "org",
];
/// How deep a message may lie in what is sent.
const DEEP: usize = 6;
/// Messages of one sending.
const MOST: usize = 100;

/// A message as it was sent on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Who wrote it, as the phone shows it.
    pub sender: Option<String>,
    /// What.
    pub text: String,
}

/// The messages in a body of a kind (`Content-Type`).
pub fn read(kind: &str, body: &[u8]) -> Vec<Posted> {
    let text = String::from_utf8_lossy(body);
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let json = || in_json(&text);
    let plain = || {
        let text = text.trim();
        if text.is_empty() { Vec::new() } else { vec![Posted { sender: None, text: text.to_owned() }] }
    };
    let found = match kind.as_str() {
        "application/x-www-form-urlencoded" => in_form(body),
        _ => json(),
    };
    if found.is_empty() { plain() } else { found }
}

fn in_form(body: &[u8]) -> Vec<Posted> {
    let pairs = form_urlencoded::parse(body).take(60);
    let object: serde_json::Map<String, Value> =
        pairs.map(|(name, value)| (name.into_owned(), Value::String(value.into_owned()))).collect();
    let mut found = Vec::new();
    gather(&Value::Object(object), DEEP, &mut found);
    found
}

/// Templates put a text into JSON as it is: line breaks in it are no JSON, and meant all the same.
fn in_json(text: &str) -> Vec<Posted> {
    let parsed = serde_json::from_str(text).or_else(|_| {
        let mended: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&mended)
    });
    let mut found = Vec::new();
    if let Ok(value) = parsed {
        gather(&value, DEEP, &mut found);
    }
    found
}

fn gather(value: &Value, deep: usize, found: &mut Vec<Posted>) {
    if deep == 0 || found.len() >= MOST {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather(item, deep - 1, found)),
        Value::Object(fields) => {
            let named = |names: &[&str]| {
                names.iter().find_map(|name| {
                    let field = fields.iter().find(|(key, _)| key.to_lowercase() == *name)?.1;
                    field.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
                })
            };
            match named(&TEXTS) {
                Some(text) => found.push(Posted { sender: named(&SENDERS), text }),
                None => fields.values().for_each(|field| gather(field, deep - 1, found)),
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(kind: &str, body: &str) -> (Option<String>, String) {
        let found = read(kind, body.as_bytes());
        assert_eq!(found.len(), 1, "{body}: {found:?}");
        (found[0].sender.clone(), found[0].text.clone())
    }

    #[test]
    fn a_message_is_found_wherever_a_program_lays_it() {
        let want = (Some("Pochta".to_owned()), "RB123456785CN is here".to_owned());
        for (kind, body) in [
            ("application/json", r#"{"from":"Pochta","text":"RB123456785CN is here","sentStamp":1}"#),
            ("application/json; charset=utf-8", r#"{"payload":{"sender":"Pochta","message":"RB123456785CN is here"}}"#),
            ("application/x-www-form-urlencoded", "from=Pochta&content=RB123456785CN+is+here&timestamp=1"),
            ("", "[{\"Sender\":\"Pochta\",\"Body\":\"RB123456785CN is here\"}]"),
        ] {
            assert_eq!(one(kind, body), want, "{body}");
        }
        assert_eq!(one("text/plain", " RB123456785CN is here\n").1, want.1);
        assert_eq!(one("application/json", "{\"from\":\"A\",\"text\":\"two\nlines\"}").1, "two lines");
        assert!(read("application/json", b"").is_empty());
    }
}

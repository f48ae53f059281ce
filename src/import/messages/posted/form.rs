//! Fields of forms.

use mail_parser::{MessageParser, MimeHeaders, PartType};

/// Fields of one form.
const MOST: usize = 60;
/// As much of a form in parts is looked at, in bytes.
const LARGEST: usize = 1_000_000;

/// The fields of a form, where it is one. A template may put a text into it as it is: a piece without a name goes on with
/// what stands before it.
pub(super) fn pairs(kind: &str, text: &str) -> Option<Vec<(String, String)>> {
    let named = |piece: &str| {
        let name = piece.split_once('=').map(|(name, _)| name)?;
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.%[]".contains(c));
        (plain && !name.is_empty()).then_some(())
    };
    let said = kind.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded");
    let first = text.split('&').next().unwrap_or_default();
    named(first).filter(|()| said || text.contains('&'))?;
    let mut pieces: Vec<String> = Vec::new();
    for piece in text.split('&') {
        let full = pieces.len() >= MOST;
        match pieces.last_mut() {
            Some(last) if named(piece).is_none() => *last = format!("{last}%26{piece}"),
            _ if full => break,
            _ => pieces.push(piece.to_owned()),
        }
    }
    let decoded = pieces.iter().flat_map(|piece| form_urlencoded::parse(piece.as_bytes()).into_owned());
    Some(decoded.collect())
}

/// The fields of a form in parts, where it is one; a file of text is a field.
pub(super) fn in_parts(kind: &str, body: &[u8]) -> Option<Vec<(String, String)>> {
    let body = body.get(..LARGEST).unwrap_or(body);
    let begin = body.strip_prefix(b"\r\n").unwrap_or(body).strip_prefix(b"--")?;
    let line = begin.split(|byte| *byte == b'\n').next()?;
    // The body says itself where its parts begin; what the request says of that may be wrong.
    let boundary = str::from_utf8(line).ok()?.trim().replace(['"', '\\'], "");
    let head = String::from_utf8_lossy(&body[..body.len().min(600)]).to_ascii_lowercase();
    if boundary.is_empty() || !(head.contains("content-disposition:") || kind.starts_with("multipart/")) {
        return None;
    }
    let mut whole = format!("Content-Type: multipart/form-data; boundary=\"{boundary}\"\r\n\r\n").into_bytes();
    whole.extend_from_slice(body);
    let mail = MessageParser::default().parse(&whole)?;
    let parts = mail.parts.iter().skip(1).take(MOST).filter_map(|part| {
        let name = part.content_disposition().and_then(|it| it.attribute("name"));
        let name = name.filter(|it| !it.is_empty()).unwrap_or("text");
        let text = match &part.body {
            PartType::Text(text) | PartType::Html(text) => text.to_string(),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => str::from_utf8(bytes).ok()?.to_owned(),
            _ => return None,
        };
        Some((name.to_owned(), text))
    });
    Some(parts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn forms_are_told_from_sentences() {
        let form = "application/x-www-form-urlencoded";
        assert_eq!(pairs(form, "from=A&text=b%20c"), Some(owned(&[("from", "A"), ("text", "b c")])));
        assert_eq!(pairs("", "from=A&text=b & c"), Some(owned(&[("from", "A"), ("text", "b & c")])));
        assert_eq!(pairs("", "Your parcel is here"), None);
        assert_eq!(pairs(form, "Your parcel=here"), None);
    }

    #[test]
    fn parts_are_read_whatever_the_request_says_of_them() {
        let body = "--xY\r\nContent-Disposition: form-data; name=\"sender\"\r\n\r\nPochta\r\n--xY\r\n\
                    Content-Disposition: form-data; name=\"\"; filename=\"m.txt\"\r\nContent-Type: text/plain\r\n\r\nIt is here\r\n\
                    --xY--\r\n";
        let read = in_parts("multipart/form-data; boundary=other", body.as_bytes()).unwrap();
        assert_eq!(read, owned(&[("sender", "Pochta"), ("text", "It is here")]));
        assert_eq!(in_parts("text/plain", b"-- \nIt is here"), None);
    }
}

//! Bodies in other charsets than UTF-8.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

/// How far into a page its own word on its charset is looked for, in bytes: the figure of the HTML standard.
const DECLARED_WITHIN: usize = 1_024;

/// The body in UTF-8: by its byte order mark, else by the `charset` of its content type, else by what an XML or HTML page
/// declares of itself. A body that names nothing, or UTF-8, stays as it came, invalid bytes and all.
pub fn to_utf8(body: Vec<u8>, content_type: &str) -> Vec<u8> {
    let named = Encoding::for_bom(&body)
        .map(|(encoding, _)| encoding)
        .or_else(|| label_after(content_type, "charset=").and_then(|label| Encoding::for_label(label.as_bytes())))
        .or_else(|| declared(&body));
    match named {
        None => body,
        Some(encoding) if encoding == UTF_8 => body,
        Some(encoding) => match encoding.decode(&body).0 {
            Cow::Owned(text) => text.into_bytes(),
            Cow::Borrowed(text) => text.as_bytes().to_vec(),
        },
    }
}

/// What a page says of itself: `<?xml encoding="..."?>`, `<meta charset="...">` or the older form with `content=`.
fn declared(body: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&body[..body.len().min(DECLARED_WITHIN)]);
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let label = label_after(&head, "encoding=").or_else(|| label_after(&head, "charset="))?;
    Encoding::for_label(label.as_bytes())
}

/// The word after `key`, in whatever case and quotes.
fn label_after(text: &str, key: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let (_, rest) = lower.split_once(key)?;
    let label: String = rest
        .trim_start_matches([' ', '"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
        .collect();
    (!label.is_empty()).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::to_utf8;

    /// "Вручение" in windows-1251.
    const CP1251: &[u8] = &[0xc2, 0xf0, 0xf3, 0xf7, 0xe5, 0xed, 0xe8, 0xe5];

    #[test]
    fn a_charset_is_taken_from_the_header_or_from_the_page() {
        assert_eq!(to_utf8(CP1251.to_vec(), "text/plain; Charset=\"Windows-1251\""), "Вручение".as_bytes());
        for head in [
            &b"<?xml version='1.0' encoding='windows-1251'?>"[..],
            b"<html><meta charset=windows-1251>",
            b"<META http-equiv=Content-Type content=\"text/html; CHARSET=cp1251\">",
        ] {
            let page = to_utf8([head, CP1251].concat(), "text/html");
            assert!(String::from_utf8(page).unwrap().ends_with("Вручение"));
        }
    }

    #[test]
    fn what_names_nothing_stays_as_it_came() {
        for kind in ["", "application/json", "text/html; charset=utf-8", "text/html; charset=no-such"] {
            assert_eq!(to_utf8(CP1251.to_vec(), kind), CP1251);
        }
        assert_eq!(to_utf8(b"{\"encoding=windows-1251\xff\"}".to_vec(), ""), b"{\"encoding=windows-1251\xff\"}");
    }

    #[test]
    fn a_byte_order_mark_is_believed_first() {
        assert_eq!(to_utf8(vec![0xff, 0xfe, 0x16, 0x04], "text/html; charset=windows-1251"), "Ж".as_bytes());
    }
}

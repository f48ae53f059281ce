//! How codes are compared: without blanks and full stops at the ends, without case, with blanks as `_`. Sources spell one code in
//! several ways.

use std::borrow::Cow;

/// A code as it is compared.
pub fn spelled(code: &str) -> Cow<'_, str> {
    let trimmed = code.trim().trim_end_matches('.');
    if trimmed.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_lowercase() && !byte.is_ascii_whitespace()) {
        return Cow::Borrowed(trimmed);
    }
    Cow::Owned(trimmed.split_whitespace().collect::<Vec<_>>().join("_").to_uppercase())
}

/// Whether two codes are one.
pub fn same_code(one: &str, other: &str) -> bool {
    one == other || spelled(one) == spelled(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_code_has_one_spelling() {
        for text in [" gtms_signed ", "GTMS_SIGNED", "Gtms Signed", "gtms\u{a0}signed"] {
            assert_eq!(spelled(text), "GTMS_SIGNED", "{text:?}");
        }
        assert_eq!(spelled("вручение адресату"), "ВРУЧЕНИЕ_АДРЕСАТУ");
        assert!(matches!(spelled("8:2"), Cow::Borrowed(_)));
        assert!(same_code("8:2", "8:2 ") && !same_code("8:2", "8:20"));
    }
}

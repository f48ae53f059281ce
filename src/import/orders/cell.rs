//! One cell of a table as people and spreadsheets dress it.

use super::vocabulary::Words;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Held {
    /// Nothing, or a word for it.
    Nothing,
    /// What a spreadsheet made of a value that is lost: `8,19E+15`, `########`, `#REF!`.
    Damaged,
    /// A text, and the link behind it.
    Text {
        /// What is shown.
        shown: String,
        /// Where it leads.
        link: Option<String>,
    },
}

/// What a cell holds.
pub(super) fn held(words: &Words, raw: &str) -> Held {
    let text = bare(raw);
    if text.is_empty() || words.nothing.contains(&text.to_lowercase()) {
        return Held::Nothing;
    }
    let patterns = &words.patterns;
    if patterns.exponent.is_match(text) || patterns.error.is_match(text) {
        return Held::Damaged;
    }
    let Some(body) = text.strip_prefix('=') else {
        return Held::Text { shown: text.to_owned(), link: link(text) };
    };
    let Some(parts) = patterns.formula.captures(text) else {
        let plain = !body.is_empty() && body.chars().all(|c| c.is_alphanumeric() || c == '-');
        return if plain { held(words, body) } else { Held::Damaged };
    };
    let part = |at: usize| parts.get(at).map(|it| bare(&it.as_str().replace("\"\"", "\"")).to_owned());
    match (part(1), part(2).filter(|it| !it.is_empty())) {
        (Some(target), Some(shown)) => Held::Text { shown, link: Some(target) },
        (Some(value), None) => held(words, value.trim_start_matches('=')),
        _ => Held::Nothing,
    }
}

fn link(text: &str) -> Option<String> {
    (text.starts_with("http://") || text.starts_with("https://")).then(|| text.to_owned())
}

/// Without blanks, invisible signs and the apostrophe that keeps a spreadsheet from counting.
fn bare(raw: &str) -> &str {
    let nothing = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
    };
    let text = raw.trim_matches(nothing);
    text.strip_prefix(['\'', '\u{2019}', '\u{2018}', '`']).unwrap_or(text).trim_matches(nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(shown: &str, link: Option<&str>) -> Held {
        Held::Text { shown: shown.to_owned(), link: link.map(str::to_owned) }
    }

    #[test]
    fn the_dress_of_spreadsheets_is_taken_off() {
        let words = Words::embedded().unwrap();
        for (raw, wanted) in [
            ("=\"8190000000000027\"", text("8190000000000027", None)),
            ("=T(\"AB12\")", text("AB12", None)),
            ("=LP00123456789012", text("LP00123456789012", None)),
            ("=HYPERLINK(\"https://a.example/1\";\"A 1\")", text("A 1", Some("https://a.example/1"))),
            ("=HYPERLINK(\"https://a.example/1\", \"A 1\")", text("A 1", Some("https://a.example/1"))),
            ("'8190000000000027", text("8190000000000027", None)),
            ("\u{feff}LP00123456789012\t", text("LP00123456789012", None)),
            ("8.19E+15", Held::Damaged),
            ("8,19E+15", Held::Damaged),
            ("######", Held::Damaged),
            ("#REF!", Held::Damaged),
            ("=SUM(A1:A9)", Held::Damaged),
            ("N/A", Held::Nothing),
            (" \u{2014} ", Held::Nothing),
            ("#8190000000000027", text("#8190000000000027", None)),
        ] {
            assert_eq!(held(&words, raw), wanted, "{raw}");
        }
    }
}

//! The shapes of cells, sums and days.

use regex::Regex;

/// All of them, compiled once for a file.
#[derive(Debug)]
pub(super) struct Patterns {
    /// `=HYPERLINK("link";"shown")`, `=T("value")`, `="value"`, by whatever name the function goes in the user's language.
    pub formula: Regex,
    /// `8,19E+15`.
    pub exponent: Regex,
    /// `####`, `#REF!`.
    pub error: Regex,
    /// The figures of a sum, with groups and marks between them.
    pub sum: Regex,
    /// `2026-02-28`, `2026/2/28`, `20260228`.
    pub year_first: Regex,
    /// `28.02.2026`, `02/28/26`.
    pub year_last: Regex,
    /// `28 Feb 2026`, `28-feb-26`, `28th of` the like.
    pub day_month: Regex,
    /// `Feb 28, 2026`, `Feb-28-26`.
    pub month_day: Regex,
    /// The price of a page, the day of a page.
    pub page_price: Regex,
    pub page_day: Regex,
}

impl Default for Patterns {
    fn default() -> Patterns {
        // An hour is no year.
        let year = r"(?:[\s,.'\x{2019}-]+(\d{4}|\d\d)(?:$|[^\d:]))?";
        let month = r"([A-Za-z\x{400}-\x{4ff}]{3,})\.?";
        Patterns {
            formula: pattern(
                r#"(?s)^=\s*(?:\p{L}[\p{L}.]*\s*\(\s*)?"((?:[^"]|"")*)"(?:\s*[;,]\s*"?((?:[^"]|"")*?)"?)?\s*\)?$"#,
            ),
            exponent: pattern(r"^[+-]?\d(?:[.,]\d+)?[eE\x{415}\x{435}]\+?\d{1,3}$"),
            error: pattern(r"^#+(?:\p{Lu}[\p{Lu}/0-9]*[!?])?$"),
            sum: pattern(r"\d(?:[\d\s.,'\x{2019}]*\d)?"),
            year_first: pattern(r"^(\d{4})([-./]?)(\d\d?)[-./]?(\d\d?)(?:$|\D)"),
            year_last: pattern(r"(?:^|\D)(\d\d?)[-./\x{2013}](\d\d?)[-./\x{2013}](\d{4}|\d\d)(?:$|\D)"),
            day_month: pattern(&format!(r"(?:^|\D)(\d\d?)(?:st|nd|rd|th)?[\s.-]*(?:of\s+)?{month}{year}")),
            month_day: pattern(&format!(r"{month}[\s.-]*(\d\d?)(?:st|nd|rd|th)?(?:$|\b){year}")),
            page_price: pattern(r"\d[\d\s\u{a0}\u{202f}]*(?:,\d{2})?[\s\u{a0}\u{202f}]*(?:₽|\$|€)"),
            page_day: pattern(r"\b(\d{1,2})[\s\u{a0}]+([A-Za-z\x{400}-\x{4ff}]{3,})\.?(?:[\s\u{a0}]+(\d{4}))?"),
        }
    }
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("these patterns are constant")
}

//! Offsets as sources write them.

use jiff::tz::Offset;
use serde::Deserialize;

/// An offset in a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct OffsetText(pub Offset);

impl TryFrom<String> for OffsetText {
    type Error = String;

    fn try_from(text: String) -> Result<OffsetText, String> {
        offset_of(&text).map(OffsetText).ok_or_else(|| format!("`{text}` is no offset: write for example +08:00"))
    }
}

/// Reads `GMT+8`, `UTC+08:00`, `GMT+0800`, `+8`, `-3`, `+05:30`, `Z`, `GMT`.
pub fn offset_of(text: &str) -> Option<Offset> {
    let text = text.trim();
    let bare = ["GMT", "UTC"].iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(text).trim();
    if bare.is_empty() || bare == "Z" {
        return (!text.is_empty()).then_some(Offset::UTC);
    }
    let (sign, digits) = match bare.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) | ("\u{2212}", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let two =
        |part: &str| part.parse::<i32>().ok().filter(|_| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()));
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    let fits = hours <= 14 && minutes < 60;
    fits.then(|| Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()).flatten()
}

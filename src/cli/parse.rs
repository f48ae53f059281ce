//! Values of the command line, as people write them.

use crate::{
    import::orders::{GivenDay, NoDay},
    model::clean,
};

/// The longest title and order number, in characters.
const LONGEST: usize = 200;

/// A day in figures or words; which day it is follows from the day it is said on.
pub(super) fn day(text: &str) -> Result<GivenDay, String> {
    GivenDay::read(text).map_err(|fault| match fault {
        NoDay::Ambiguous(one, other) => format!("day and month may change places: write {one} or {other}"),
        NoDay::Unknown => {
            "write a day as 2026-02-28, 28.02.2026, `28 Feb`, today, `in 3 days` or `2 days ago`".to_owned()
        }
    })
}

/// Units of one currency for one of another.
pub(super) fn rate(text: &str) -> Result<f64, &'static str> {
    let rate = text.replace(',', ".").parse().ok().filter(|rate| *rate > 0.0 && *rate < 1_000_000.0);
    rate.ok_or("write a rate as 92.50")
}

pub(super) fn title(text: &str) -> Result<String, String> {
    line(text).ok_or_else(|| format!("write a name of 1 to {LONGEST} characters"))
}

/// Order numbers are shown in groups and pasted so.
pub(super) fn order(text: &str) -> Result<String, String> {
    let order = line(text).ok_or_else(|| format!("write an order number of 1 to {LONGEST} characters"))?;
    let digits: String = order.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    Ok(if plain { digits } else { order })
}

/// A postcode of any country; `none` takes one back.
pub(super) fn postcode(text: &str) -> Result<Postcode, &'static str> {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-');
    match plain.as_str() {
        "NONE" => Ok(Postcode(None)),
        it if (3..=12).contains(&it.len()) && it.chars().all(fits) && it.contains(|c: char| c.is_ascii_digit()) => {
            Ok(Postcode(Some(plain)))
        }
        _ => Err("write the recipient's postcode as 140150, or `none` to take it back"),
    }
}

/// The recipient's postcode, or that there is to be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Postcode(pub Option<String>);

/// One line fit to be shown, of at least one character.
fn line(text: &str) -> Option<String> {
    let line = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    (1..=LONGEST).contains(&line.chars().count()).then_some(line)
}

#[cfg(test)]
mod tests {
    #[test]
    fn titles_and_orders_are_one_visible_line() {
        assert_eq!(super::title(" a\u{1b}[31m\u{202e}b\n c ").unwrap(), "a [31mb c");
        assert_eq!(super::order("8190 0000-0000 0017").unwrap(), "8190000000000017");
        assert_eq!(super::order("AB 12").unwrap(), "AB 12");
        assert_eq!(super::order("-").unwrap(), "-");
        let postcode = |text: &str| super::postcode(text).map(|it| it.0);
        assert_eq!(postcode(" 140150 "), Ok(Some("140150".into())));
        assert_eq!(postcode("sw1a 1aa"), Ok(Some("SW1A 1AA".into())));
        assert_eq!(postcode("none"), Ok(None));
        assert!(
            ["", "12", "abc", "140150&x=1", "\"14", "１４０１５０", "1234567890123"]
                .iter()
                .all(|it| postcode(it).is_err())
        );
        assert!(super::title(" \u{200b}\n").is_err());
        assert!(super::title(&"ж".repeat(201)).is_err());
    }
}

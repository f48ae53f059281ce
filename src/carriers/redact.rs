//! Makes an answer fit to be shown: made-up numbers for real ones, no third person's data.
//!
//! It cannot know every field of every carrier: whoever shows the result reads it first.

use regex::Regex;

use super::{numbers, registry::Registry};
use crate::model::{Check, Number};

/// Names of JSON and XML fields that hold people: `"recipientName": "..."`, `<Rcpn>...</Rcpn>`.
const PEOPLE: &str = "sndr|rcpn|sender|recipient|receiver|consignee|shipper|customer|addressee|signatory|signedby|fio|\
                      firstname|lastname|fullname|contact|phone|mobile|tel|email|street|addressline|address1|address2|passport|inn";

/// An answer without people in it, and with made-up numbers in place of real ones, however they are written: in small letters,
/// in groups.
pub fn redacted(body: &str, numbers: &[(Number, Number)]) -> String {
    let mut text = body.to_owned();
    for (number, made_up) in numbers {
        let letters: Vec<String> = number.as_str().chars().map(|it| regex::escape(&it.to_string())).collect();
        let pattern = Regex::new(&format!("(?i){}", letters.join(r"[\s\u{a0}-]?"))).expect("what is in it is escaped");
        text = pattern.replace_all(&text, made_up.as_str()).into_owned();
    }
    for (pattern, put) in [
        (format!(r#"(?i)("[a-z_]*(?:{PEOPLE})[a-z_]*"\s*:\s*")((?:[^"\\]|\\.)+)""#), "${1}REDACTED\""),
        (format!(r"(?i)(<(?:\w+:)?(?:{PEOPLE})\w*(?:\s[^>]*)?>)([^<]+)(</)"), "${1}REDACTED${3}"),
        (r"[\w.+-]+@[\w-]+\.[\w.-]+".to_owned(), "nobody@example.org"),
        (r"\+\d[\d ()-]{8,16}\d".to_owned(), "+70000000000"),
    ] {
        let pattern = Regex::new(&pattern).expect("these patterns are constant");
        text = pattern.replace_all(&text, put).into_owned();
    }
    text
}

/// For each number one of the same shape whose check digits are as right or wrong as the real one's; no two get the same. The longest
/// come first: a short one may stand in them.
pub fn made_up(registry: &Registry, numbers: &[Number]) -> Vec<(Number, Number)> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by_key(|it| (std::cmp::Reverse(it.as_str().len()), it.clone()));
    sorted.dedup();
    let mut pairs: Vec<(Number, Number)> = Vec::new();
    for number in &sorted {
        let taken = |it: &Number| sorted.contains(it) || pairs.iter().any(|(_, other)| other == it);
        let other = made_up_for(registry, number, &taken);
        pairs.push((number.clone(), other));
    }
    pairs
}

fn made_up_for(registry: &Registry, number: &Number, taken: &dyn Fn(&Number) -> bool) -> Number {
    let check = |number: &Number| numbers::recognise(registry, number.as_str()).first().map(|it| it.check);
    let wanted = check(number);
    let candidates = (0..1000_u32).filter_map(|salt| Number::new(scrambled(number.as_str(), salt)).ok());
    let fits = |it: &Number| !taken(it) && (wanted != Some(Check::Passed) || check(it) == wanted);
    let free = || Number::new(format!("X{}", "0".repeat(number.as_str().len().saturating_sub(1))));
    candidates.into_iter().find(fits).or_else(|| free().ok()).unwrap_or_else(|| number.clone())
}

/// Counts up in place of the digits; letters stay, and the last digits vary until a check digit fits.
fn scrambled(number: &str, salt: u32) -> String {
    let salt = format!("{salt:03}");
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let mut nth = 0;
    let each = |c: char| {
        if !c.is_ascii_digit() {
            return c;
        }
        nth += 1;
        let from_end = digits - nth;
        let salted = salt.len().checked_sub(from_end + 1).and_then(|at| salt.as_bytes().get(at));
        salted.map_or_else(|| char::from(b'0' + (nth % 10) as u8), |digit| char::from(*digit))
    };
    number.chars().map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_numbers_are_gone_and_the_shape_stays() {
        let registry = Registry::embedded().unwrap();
        let number = Number::new("RA644000001RU").unwrap();
        let pairs = made_up(&registry, std::slice::from_ref(&number));
        let other = &pairs[0].1;
        assert_ne!(*other, number);
        let body = r#"{"barcode":"RA644000001RU","recipient":"Ivan I. \"X\" Petrov","phone":"+7 912 345-67-89","weight":55}
            <ns3:Rcpn>PETROV I</ns3:Rcpn> mail me: ivan.petrov@example.com"#;
        let text = redacted(body, &pairs);
        for gone in ["RA644000001RU", "Petrov", "PETROV", "912", "ivan"] {
            assert!(!text.contains(gone), "{gone}: {text}");
        }
        assert!(text.contains(r#""weight":55"#) && text.contains(other.as_str()), "{text}");
    }

    #[test]
    fn a_made_up_number_passes_where_the_real_one_does() {
        let registry = Registry::embedded().unwrap();
        for real in ["RB123456785CN", "10100064123459", "LP00123456789012"] {
            let real = Number::new(real).unwrap();
            let other = made_up(&registry, std::slice::from_ref(&real)).remove(0).1;
            let check = |number: &Number| numbers::recognise(&registry, number.as_str())[0].check;
            assert_ne!(other, real);
            assert_eq!(check(&other), check(&real), "{other}");
            assert_eq!(other.as_str().len(), real.as_str().len());
        }
    }

    #[test]
    fn several_numbers_stay_apart_however_they_are_written() {
        let registry = Registry::embedded().unwrap();
        let numbers: Vec<Number> =
            ["LP00123456789012", "LP00123456789029", "10100064123459"].map(|it| Number::new(it).unwrap()).into();
        let pairs = made_up(&registry, &numbers);
        let made: std::collections::BTreeSet<&Number> = pairs.iter().map(|(_, other)| other).collect();
        assert!(made.len() == 3 && numbers.iter().all(|it| !made.contains(it)), "{pairs:?}");
        let text = redacted("lp00123456789012, LP 0012 3456 7890 29 and 101000-64-12345-9", &pairs);
        assert!(pairs.iter().all(|(_, other)| text.contains(other.as_str())) && !text.contains("641"), "{text}");
    }
}

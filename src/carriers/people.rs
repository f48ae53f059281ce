//! People named in the words of a scan, who asked for no place in anybody's database: `rules/people.toml`.

use std::{borrow::Cow, sync::LazyLock};

use regex::Regex;
use serde::Deserialize;

const EMBEDDED: &str = include_str!("../../rules/people.toml");

const EMAIL: &str = r"[\w.+-]+@[\w-]+\.[\w.-]*\w";
const PHONE: &str = r"\+\d[\d ()-]{8,16}\d|\b8[ (-]{0,2}9\d\d[ )-]{0,2}\d{3}[ -]?\d\d[ -]?\d\d\b";

#[derive(Debug, Default, Deserialize)]
struct People {
    labels: Vec<String>,
    before_names: Vec<String>,
}

static PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
    // That it can be read and compiled is tested.
    let people: People = toml::from_str(EMBEDDED).unwrap_or_default();
    pattern(&people).unwrap_or_else(|_| Regex::new(EMAIL).expect("this pattern is constant"))
});

fn pattern(people: &People) -> Result<Regex, regex::Error> {
    let any = |words: &[String]| words.iter().map(|it| regex::escape(it)).collect::<Vec<_>>().join("|");
    let labelled = format!(r"(?P<labelled>(?i:\b(?:{}))\s*[:：]\s*)[^,;|，。\n]+", any(&people.labels));
    let name = r"\p{Lu}[\p{L}.'’-]*(?:\s+\p{Lu}[\p{L}.'’-]*){0,3}";
    let named = format!(r"(?P<named>(?i:\b(?:{}))\s+){name}", any(&people.before_names));
    Regex::new(&format!("{labelled}|{named}|{EMAIL}|{PHONE}"))
}

/// A text without the people in it.
pub fn without_people(text: &str) -> Cow<'_, str> {
    PEOPLE.replace_all(text, |found: &regex::Captures<'_>| {
        let before = found.name("labelled").or(found.name("named")).map_or("", |it| it.as_str());
        format!("{before}…")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Examples {
        example: Vec<Example>,
    }

    #[derive(Deserialize)]
    struct Example {
        says: String,
        is: String,
    }

    #[test]
    fn people_are_left_out_and_nothing_else_is() {
        assert!(pattern(&toml::from_str(EMBEDDED).unwrap()).is_ok());
        let examples: Examples = toml::from_str(EMBEDDED).unwrap();
        for it in &examples.example {
            assert_eq!(without_people(&it.says), it.is);
            assert_eq!(without_people(&it.is), it.is, "twice is as once");
        }
    }
}

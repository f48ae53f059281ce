//! The language in which phrases are written down, and finding many of them at once.
//!
//! A phrase is words with blanks between. `*` is the rest of a word, `(a|b)` one of two, `(a )?` perhaps, `#` anything with
//! figures, `%` a code, `..` up to six words within a clause, `{name}` one of a list. Words are folded, so that one
//! spelling stands for all; see [`super::fold`].

use std::{collections::BTreeMap, ops::Range, sync::OnceLock};

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

use super::fold::fold;

/// Lists that phrases name.
pub(super) type Lists = BTreeMap<String, Vec<String>>;

/// Where a list names a list, so deep.
const DEEPEST: usize = 4;
/// A word within a clause.
const ANY: &str = r"(?:[!-+\--~]+ ){0,6}?";

/// Phrases that are looked for together.
#[derive(Debug)]
pub(super) struct Phrases {
    set: RegexSet,
    sources: Vec<String>,
    each: Vec<OnceLock<Option<Regex>>>,
}

/// A phrase that was found: which, and where in the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub phrase: usize,
    pub at: Range<usize>,
}

impl Phrases {
    /// The error names the phrase.
    pub(super) fn new<'a>(lists: &Lists, phrases: impl IntoIterator<Item = &'a str>) -> Result<Phrases, String> {
        let sources: Vec<String> =
            phrases.into_iter().map(|phrase| regular(lists, phrase, 0)).collect::<Result<_, _>>()?;
        let set = RegexSetBuilder::new(&sources).unicode(false).size_limit(1 << 26).dfa_size_limit(1 << 24).build();
        let each = sources.iter().map(|_| OnceLock::new()).collect();
        Ok(Phrases { set: set.map_err(|error| error.to_string())?, sources, each })
    }

    /// All that is found in a folded sentence; of two that overlap the longer.
    pub(super) fn hits(&self, words: &str) -> Vec<Hit> {
        let mut found: Vec<Hit> = Vec::new();
        for phrase in self.set.matches(words) {
            let regex = self.each[phrase].get_or_init(|| one(&self.sources[phrase]).ok());
            for place in regex.iter().flat_map(|regex| regex.find_iter(words)) {
                found.push(Hit { phrase, at: place.start() + 1..place.end() - 1 });
            }
        }
        found.sort_by_key(|hit| (std::cmp::Reverse(hit.at.len()), hit.phrase));
        let mut kept: Vec<Hit> = Vec::new();
        for hit in found {
            if kept.iter().all(|it| it.at.end <= hit.at.start || hit.at.end <= it.at.start) {
                kept.push(hit);
            }
        }
        kept.sort_by_key(|hit| hit.at.start);
        kept
    }

    /// Whether any of them is in a folded sentence.
    pub(super) fn any(&self, words: &str) -> bool {
        self.set.is_match(words)
    }
}

fn one(source: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(source).unicode(false).build()
}

fn regular(lists: &Lists, phrase: &str, depth: usize) -> Result<String, String> {
    let body = body(lists, phrase.trim().trim_end_matches(" .."), depth)?;
    let whole = format!(" (?:{body}) ");
    one(&whole).map_err(|_| format!("`{phrase}` is no phrase"))?;
    Ok(whole)
}

fn body(lists: &Lists, phrase: &str, depth: usize) -> Result<String, String> {
    let (mut body, mut word) = (String::new(), String::new());
    let mut signs = phrase.chars().peekable();
    while let Some(c) = signs.next() {
        if c.is_alphanumeric() || c == '-' || c == '\'' {
            word.push(c);
            continue;
        }
        body += &fold(&std::mem::take(&mut word));
        match c {
            '*' => body += "[a-z]*",
            '.' if signs.next_if_eq(&'.').is_some() => {
                body += ANY;
                signs.next_if_eq(&' ');
            }
            '(' => body += "(?:",
            ' ' | '|' | ')' | '?' | ',' | '#' | '%' | '>' => body.push(c),
            '{' => {
                let name: String = signs.by_ref().take_while(|c| *c != '}').collect();
                let list = lists.get(&name).filter(|_| depth < DEEPEST);
                let list = list.ok_or_else(|| format!("`{phrase}`: there is no list `{name}`"))?;
                let each: Result<Vec<String>, String> =
                    list.iter().map(|phrase| self::body(lists, phrase, depth + 1)).collect();
                body += &format!("(?:{})", each?.join("|"));
            }
            other => return Err(format!("`{phrase}`: `{other}` means nothing in a phrase")),
        }
    }
    body += &fold(&word);
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::messages::fold::sentences;

    fn found(phrases: &[&str], text: &str) -> Vec<usize> {
        let lists = Lists::from([("who".to_owned(), vec!["(the )?post".to_owned(), "him".to_owned()])]);
        let phrases = Phrases::new(&lists, phrases.iter().copied()).unwrap();
        phrases.hits(&sentences(text)[0].words).into_iter().map(|it| it.phrase).collect()
    }

    #[test]
    fn the_longest_phrase_counts_and_a_gap_stays_within_a_clause() {
        let phrases = ["deliver*", "delivered to {who}", "parcel .. kept", "until #"];
        assert_eq!(found(&phrases, "Delivered to the post"), [1]);
        assert_eq!(found(&phrases, "Delivered to them, the parcel 12 of yours is kept until 3.4"), [0, 2, 3]);
        assert_eq!(found(&phrases, "the parcel, kept"), [] as [usize; 0]);
    }

    #[test]
    fn what_is_no_phrase_is_refused() {
        for phrase in ["{nobody}", "(open", "a+b"] {
            assert!(Phrases::new(&Lists::new(), [phrase]).is_err(), "{phrase}");
        }
    }
}

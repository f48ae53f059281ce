//! What a text may be, by what is known of other carriers: words of a scan, a code, a place.

use std::{cell::RefCell, collections::HashMap};

use crate::{
    carriers::{Registry, countries, utc_offset::offset_of},
    model::{SourceId, Status},
};

/// Looks texts up, each once.
pub(super) struct Words<'r> {
    registry: &'r Registry,
    except: Option<&'r SourceId>,
    scans: RefCell<HashMap<String, bool>>,
    codes: RefCell<HashMap<String, bool>>,
}

impl<'r> Words<'r> {
    pub(super) fn new(registry: &'r Registry, except: Option<&'r SourceId>) -> Words<'r> {
        Words { registry, except, scans: RefCell::default(), codes: RefCell::default() }
    }

    /// Whether a text says in words what happened to a parcel.
    pub(super) fn is_scan(&self, text: &str) -> bool {
        if !is_wording(text) {
            return false;
        }
        if let Some(known) = self.scans.borrow().get(text) {
            return *known;
        }
        let is = self.status(text).is_some();
        self.scans.borrow_mut().insert(text.to_owned(), is);
        is
    }

    /// What the words of a scan say.
    pub(super) fn status(&self, text: &str) -> Option<Status> {
        self.registry.by_words(text).map(|(status, _)| status)
    }

    /// Whether some carrier uses it as a code.
    pub(super) fn is_known_code(&self, text: &str) -> bool {
        if text.len() > 60 {
            return false;
        }
        if let Some(known) = self.codes.borrow().get(text) {
            return *known;
        }
        let others = self.registry.iter().filter(|it| self.except != Some(&it.id));
        let is = others.into_iter().any(|it| self.registry.tables(it).status(text).is_some());
        self.codes.borrow_mut().insert(text.to_owned(), is);
        is
    }
}

/// Whether a text is words rather than a code, a number or a time.
pub(super) fn is_wording(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let lower = text.chars().filter(|c| c.is_lowercase()).count();
    let asian = text.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7af}').contains(&c));
    let said = letters * 2 > text.chars().count() && (lower > 0 || text.contains(' ') || asian);
    said && (letters >= 4 || asian) && !text.contains('_') && !text.starts_with("http")
}

/// Whether a text has the shape of a code: short, of one word.
pub(super) fn is_code(text: &str) -> bool {
    let of_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/');
    !text.is_empty() && text.len() <= 48 && text.chars().all(of_code) && !matches!(text, "true" | "false")
}

/// Whether a text names a country, or a place with its country.
pub(super) fn is_country(text: &str) -> bool {
    let last = text.rsplit([',', '-', '(', ')']).find(|it| !it.trim().is_empty()).unwrap_or(text).trim();
    last.len() > 1 && last.parse::<u32>().is_err() && countries::find(last).is_some()
}

/// Whether a text is a country and nothing else.
pub(super) fn is_bare_country(text: &str) -> bool {
    text.len() > 1 && text.parse::<u32>().is_err() && countries::find(text).is_some()
}

/// The place in brackets before the words of a scan.
pub(super) const BRACKETS: &str = r"^\[([^\]]+)\]";

/// Whether a text has the shape of a name of a place: a few words in capitals, hardly a figure.
pub(super) fn is_place(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let words: Vec<&str> = text.split([' ', ',', '-', '/']).filter(|it| !it.is_empty()).collect();
    let capital =
        words.iter().filter(|it| it.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase())).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    !text.contains('_')
        && letters >= 2
        && words.len() <= 8
        && capital * 3 >= words.len() * 2
        && digits * 2 <= letters.max(6)
        && text.len() <= 80
}

/// Whether texts are codes of places or sizes: `NY`, `HUB`.
pub(super) fn is_short_code(text: &str) -> bool {
    text.len() <= 3 && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// Whether a text is an offset.
pub(super) fn is_offset(text: &str) -> bool {
    text.contains(['+', '-']) && text.len() <= 9 && offset_of(text).is_some()
}

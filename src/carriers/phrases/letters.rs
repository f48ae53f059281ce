//! A text as it is compared: lower-case words between single blanks, letters that people mix up taken for one.

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::carriers::definition::Pattern;

/// What parts a sentence into clauses is written so.
const CLAUSE: char = ',';
/// What ends a sentence is written so.
const END: char = '\n';
/// A question stays one: it says nothing.
const QUESTION: char = '?';
/// The ends of a sentence.
const FIRST: char = '‹';
const LAST: char = '›';
/// Stands where something was taken out, so that what stood on both sides of it does not meet.
const GAP: char = '…';
/// A step takes out at most so much of one sentence.
const MOST: usize = 8;
/// A full stop after a word this short is one of an abbreviation.
const SHORT: usize = 2;

/// Which letters are taken for which.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Letters {
    /// Pairs within one alphabet, in texts and in patterns.
    same: Vec<(char, String)>,
    /// Russian in Latin letters, longest first.
    latin: Vec<(String, String)>,
}

impl Letters {
    /// Letters that are taken for others replaced; nothing else is changed, so patterns may go through it.
    pub fn folded(&self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        for c in text.chars() {
            match self.same.iter().find(|(from, _)| *from == c) {
                Some((_, to)) => folded.push_str(to),
                None => folded.push(c),
            }
        }
        folded
    }

    /// A text as it is compared. Every word and every mark has a blank on both sides.
    pub fn plain(&self, text: &str) -> String {
        let lower = self.folded(&text.nfkc().flat_map(char::to_lowercase).collect::<String>());
        let chars: Vec<char> = lower.chars().collect();
        let mut plain = String::from(" ");
        for (at, c) in chars.iter().enumerate() {
            let next = chars.get(at + 1).copied().unwrap_or(' ');
            match c {
                '\'' | '’' | '`' | '\u{ad}' | '\u{301}' | '\u{200b}'..='\u{200f}' => {}
                '.' if next.is_alphanumeric() && !plain.ends_with(' ') => plain.push('.'),
                '.' if word_before(&plain) > SHORT => mark(&mut plain, END),
                '?' => {
                    mark(&mut plain, QUESTION);
                    mark(&mut plain, END);
                }
                '!' | ';' | '\n' | '\r' => mark(&mut plain, END),
                '-' if next.is_alphanumeric() && !plain.ends_with(' ') => blank(&mut plain),
                ',' | ':' | '(' | ')' | '[' | ']' | '/' | '|' | '-' | '–' | '—' => mark(&mut plain, CLAUSE),
                c if c.is_alphanumeric() => plain.push(*c),
                _ => blank(&mut plain),
            }
        }
        blank(&mut plain);
        plain
    }

    /// A plain text whose letters are all Latin, as Russian would be written; `None` where it has others.
    pub fn russian(&self, plain: &str) -> Option<String> {
        if plain.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) {
            return None;
        }
        let (mut rest, mut russian) = (plain, String::with_capacity(plain.len() * 2));
        while let Some(c) = rest.chars().next() {
            let known = self.latin.iter().find(|(latin, _)| rest.starts_with(latin.as_str()));
            let (length, letter) = known.map_or((c.len_utf8(), None), |(latin, it)| (latin.len(), Some(it)));
            match letter {
                Some(letter) => russian.push_str(letter),
                None => russian.push(c),
            }
            rest = &rest[length.max(1)..];
        }
        Some(self.folded(&russian))
    }
}

/// A pattern as it is compared with framed sentences: whole words, and its ends of a sentence are the frame.
pub(super) fn whole_words(pattern: &str) -> String {
    let (mut words, mut before) = (String::from(" (?:"), ' ');
    for c in pattern.chars() {
        match c {
            '^' if before == '[' => words.extend([c, FIRST, LAST, GAP]),
            '^' => words.extend([FIRST, ' ']),
            '$' => words.extend([' ', LAST]),
            c => words.push(c),
        }
        before = c;
    }
    words + ") "
}

/// The sentences of a plain text.
pub(super) fn sentences(plain: &str) -> impl Iterator<Item = &str> {
    plain.split(END).filter(|it| !it.trim().is_empty())
}

/// A sentence between two marks that no text holds.
pub(super) fn framed(sentence: &str) -> String {
    format!(" {FIRST} {} {LAST} ", sentence.trim())
}

/// Takes out of a framed sentence what a pattern matches.
pub(super) fn take_out(sentence: &mut String, pattern: &Pattern) {
    for _ in 0..MOST {
        let Some(range) = pattern.regex().and_then(|it| it.find(sentence)).map(|it| it.range()) else { break };
        let found = &sentence[range.clone()];
        let first = if found.contains(FIRST) { format!(" {FIRST}") } else { String::new() };
        let last = if found.contains(LAST) { format!("{LAST} ") } else { String::new() };
        sentence.replace_range(range, &format!("{first} {GAP} {last}"));
    }
}

fn blank(plain: &mut String) {
    if !plain.ends_with(' ') {
        plain.push(' ');
    }
}

fn mark(plain: &mut String, mark: char) {
    blank(plain);
    if !plain.trim_end().ends_with(mark) {
        plain.push(mark);
        plain.push(' ');
    }
}

fn word_before(plain: &str) -> usize {
    plain.rsplit([' ', '.']).next().map_or(0, |word| word.chars().count())
}

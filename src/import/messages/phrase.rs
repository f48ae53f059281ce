//! The language in which phrases are written down, and finding many of them at once.
//!
//! A phrase is words with blanks between. `*` is the rest of a word, `(a|b)` one of two, `(a )?` perhaps, `#` anything with
//! figures, `%` a code, `..` up to six words within a clause, `{name}` one of a list. Words are folded, so that one
//! spelling stands for all; see [`super::fold`].
//!
//! As regular expressions, some hundred phrases with their lists would take a tenth of a second and twenty megabytes before
//! the first message is read. As they are here they take neither.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    iter::Peekable,
    ops::Range,
    str::Chars,
};

use super::fold::fold;

/// Lists that phrases name.
pub(super) type Lists = BTreeMap<String, Vec<String>>;

/// Where a list names a list, so deep.
const DEEPEST: usize = 4;
/// So many words may stand in a gap.
const GAP: usize = 6;

/// Phrases that are looked for together.
#[derive(Debug)]
pub(super) struct Phrases {
    phrases: Vec<Vec<Piece>>,
    /// The phrases that begin with two signs.
    begin: HashMap<[u8; 2], Vec<usize>>,
}

/// A piece of a phrase.
#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    /// The rest of a word.
    Rest,
    /// Words of the same clause.
    Gap,
    OneOf(Vec<Vec<Piece>>),
    Perhaps(Vec<Piece>),
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
        let read = |phrase: &str| whole(lists, phrase, 0).map_err(|fault| format!("`{phrase}`: {fault}"));
        let phrases: Vec<Vec<Piece>> = phrases.into_iter().map(read).collect::<Result<_, _>>()?;
        let mut begin: HashMap<[u8; 2], Vec<usize>> = HashMap::new();
        for (at, phrase) in phrases.iter().enumerate() {
            for signs in beginnings(phrase) {
                begin.entry(signs).or_default().push(at);
            }
        }
        Ok(Phrases { phrases, begin })
    }

    /// All that is found in a folded sentence.
    pub(super) fn all(&self, words: &str) -> Vec<Hit> {
        let text = words.as_bytes();
        let starts = (1..text.len()).filter(|at| text[at - 1] == b' ' && text[*at] != b' ');
        starts.flat_map(|start| self.at(text, start)).collect()
    }

    /// Those that begin at a place.
    fn at<'s>(&'s self, text: &'s [u8], start: usize) -> impl Iterator<Item = Hit> + 's {
        let signs = text.get(start..start + 2).and_then(|signs| <[u8; 2]>::try_from(signs).ok());
        let phrases = signs.and_then(|signs| self.begin.get(&signs)).map(Vec::as_slice).unwrap_or_default();
        phrases.iter().filter_map(move |&phrase| {
            let mut end = None;
            let mut stop = |at: usize| {
                end = Some(at).filter(|at| text.get(*at) == Some(&b' '));
                end.is_some()
            };
            follow(&self.phrases[phrase], text, start, &mut stop);
            end.map(|end| Hit { phrase, at: start..end })
        })
    }

    /// Of those that overlap the longest.
    pub(super) fn longest(mut found: Vec<Hit>) -> Vec<Hit> {
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
        let text = words.as_bytes();
        let mut starts = (1..text.len()).filter(|at| text[at - 1] == b' ' && text[*at] != b' ');
        starts.any(|start| self.at(text, start).next().is_some())
    }
}

/// Goes along a text as far as the pieces fit, each way there is, until `then` is content with where that ends.
fn follow(pieces: &[Piece], text: &[u8], at: usize, then: &mut dyn FnMut(usize) -> bool) -> bool {
    let Some((piece, rest)) = pieces.split_first() else { return then(at) };
    match piece {
        Piece::Text(piece) => text[at..].starts_with(piece.as_bytes()) && follow(rest, text, at + piece.len(), then),
        Piece::Rest => {
            let letters = text[at..].iter().take_while(|it| it.is_ascii_lowercase()).count();
            follow(rest, text, at + letters, then)
        }
        Piece::Gap => {
            let mut at = Some(at);
            for _ in 0..=GAP {
                let Some(here) = at else { return false };
                if follow(rest, text, here, then) {
                    return true;
                }
                at = after_word(text, here);
            }
            false
        }
        Piece::OneOf(ways) => ways.iter().any(|way| follow(way, text, at, &mut |at| follow(rest, text, at, then))),
        Piece::Perhaps(more) => {
            follow(more, text, at, &mut |at| follow(rest, text, at, then)) || follow(rest, text, at, then)
        }
    }
}

/// Where the next word begins; nothing where a clause ends before it.
fn after_word(text: &[u8], at: usize) -> Option<usize> {
    let word = text[at..].iter().position(|it| *it == b' ')?;
    (word > 0 && text[at] != b',').then_some(at + word + 1)
}

/// The two signs a phrase may begin with.
fn beginnings(phrase: &[Piece]) -> BTreeSet<[u8; 2]> {
    let mut found = BTreeSet::new();
    let end = [Piece::Text(" ".to_owned())];
    begin(&[phrase, &end].concat(), [0; 2], 0, &mut |signs| {
        found.insert(signs);
    });
    found
}

fn begin(pieces: &[Piece], mut signs: [u8; 2], mut known: usize, found: &mut dyn FnMut([u8; 2])) {
    let Some((piece, rest)) = pieces.split_first().filter(|_| known < 2) else { return found(signs) };
    match piece {
        Piece::Text(text) => {
            for sign in text.bytes().take(2 - known) {
                signs[known] = sign;
                known += 1;
            }
            begin(rest, signs, known, found);
        }
        Piece::Rest | Piece::Gap => {
            for sign in (b'a'..=b'z').chain([b'#', b'%', b'>']) {
                begin(&[], [signs[0], sign], 2, found);
            }
            begin(rest, signs, known, found);
        }
        Piece::OneOf(ways) => ways.iter().for_each(|way| begin(&[way, rest].concat(), signs, known, found)),
        Piece::Perhaps(more) => {
            begin(&[more, rest].concat(), signs, known, found);
            begin(rest, signs, known, found);
        }
    }
}

fn whole(lists: &Lists, phrase: &str, depth: usize) -> Result<Vec<Piece>, String> {
    let phrase = phrase.trim().trim_end_matches(" ..");
    let mut signs = phrase.chars().peekable();
    let mut all = ways(lists, &mut signs, depth)?;
    let pieces = if all.len() == 1 { all.remove(0) } else { vec![Piece::OneOf(all)] };
    match (signs.next(), pieces.as_slice()) {
        (Some(sign), _) => Err(format!("`{sign}` too many")),
        (None, [Piece::Gap | Piece::Rest, ..] | []) => Err("it begins with anything".to_owned()),
        (None, _) => Ok(pieces),
    }
}

/// All up to the bracket that closes, or the end.
fn ways(lists: &Lists, signs: &mut Peekable<Chars<'_>>, depth: usize) -> Result<Vec<Vec<Piece>>, String> {
    let mut all = vec![Vec::new()];
    let mut word = String::new();
    while let Some(sign) = signs.next_if(|sign| *sign != ')') {
        if sign.is_alphanumeric() || matches!(sign, '-' | '\'') {
            word.push(sign);
            continue;
        }
        let pieces = all.last_mut().expect("there is one at least");
        text(pieces, &fold(&std::mem::take(&mut word)));
        match sign {
            '*' => pieces.push(Piece::Rest),
            '.' if signs.next_if_eq(&'.').is_some() => {
                pieces.push(Piece::Gap);
                signs.next_if_eq(&' ');
            }
            '(' => {
                pieces.push(Piece::OneOf(ways(lists, signs, depth)?));
                signs.next().filter(|it| *it == ')').ok_or("a bracket is not closed")?;
            }
            '?' => {
                let last = perhaps(pieces).ok_or("nothing is before the `?`")?;
                pieces.push(Piece::Perhaps(vec![last]));
            }
            '|' => all.push(Vec::new()),
            '{' => pieces.push(listed(lists, &signs.by_ref().take_while(|it| *it != '}').collect::<String>(), depth)?),
            ' ' | ',' | '#' | '%' | '>' => text(pieces, &sign.to_string()),
            other => return Err(format!("`{other}` means nothing in a phrase")),
        }
    }
    text(all.last_mut().expect("there is one at least"), &fold(&word));
    Ok(all)
}

fn listed(lists: &Lists, name: &str, depth: usize) -> Result<Piece, String> {
    let list = lists.get(name).filter(|_| depth < DEEPEST).ok_or_else(|| format!("there is no list `{name}`"))?;
    Ok(Piece::OneOf(list.iter().map(|phrase| whole(lists, phrase, depth + 1)).collect::<Result<_, _>>()?))
}

fn text(pieces: &mut Vec<Piece>, more: &str) {
    match pieces.last_mut() {
        _ if more.is_empty() => {}
        Some(Piece::Text(text)) => text.push_str(more),
        _ => pieces.push(Piece::Text(more.to_owned())),
    }
}

/// Takes what a `?` stands behind: a bracket, or one sign.
fn perhaps(pieces: &mut Vec<Piece>) -> Option<Piece> {
    if let Some(Piece::Text(text)) = pieces.last_mut() {
        let sign = text.pop()?;
        if text.is_empty() {
            pieces.pop();
        }
        return Some(Piece::Text(sign.to_string()));
    }
    pieces.pop()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::messages::fold::sentences;

    fn found(phrases: &[&str], text: &str) -> Vec<usize> {
        let lists = Lists::from([("who".to_owned(), vec!["(the )?post".to_owned(), "him".to_owned()])]);
        let phrases = Phrases::new(&lists, phrases.iter().copied()).unwrap();
        Phrases::longest(phrases.all(&sentences(text)[0].words)).into_iter().map(|it| it.phrase).collect()
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

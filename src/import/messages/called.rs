//! Which figures in a text are numbers of parcels: those whose form proves it, and those that a word calls one.

use std::{collections::BTreeSet, ops::Range};

use super::{
    fold::{FIGURES, Kind, Token, fold, tokens},
    phrase::{Lists, Phrases},
};
use crate::{
    carriers::{
        self, DefinitionError, Recognised, Registry,
        numbers::number_words::{NumberWords, ORIGIN},
    },
    model::Check,
};

/// A form with letters in it proves a number from this confidence on, one of figures alone with its check digit from that.
const LETTERS_PROVE: f32 = 0.8;
const FIGURES_PROVE: f32 = 0.85;
/// A number that a word calls one has so many figures at the least, and so many signs; figures alone must be more.
const FIGURES_LEAST: usize = 6;
const SIGNS_LEAST: usize = 8;
const ALONE_LEAST: usize = 9;
const SIGNS_MOST: usize = 40;
/// An order number has so many figures at the least.
const ORDER_LEAST: usize = 6;
/// So many words nobody knows may stand between a word and the number it calls, and so many of any kind.
const UNKNOWN_BETWEEN: usize = 1;
const BETWEEN: usize = 6;
/// As many groups of figures make one number.
const GROUPS: usize = 7;
/// As many runs of figures are looked at.
const MOST: usize = 120;

/// The words that call a run of figures something.
#[derive(Debug)]
pub(super) struct Calls {
    calls: Phrases,
    own: Phrases,
    becomes: Phrases,
    under: Phrases,
    numbers: Phrases,
    passes: Phrases,
    orders: Phrases,
    denies: Phrases,
    after: Phrases,
}

/// A run of figures, and what it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figures {
    /// As it stands in the text.
    pub written: String,
    /// What it may be the number of.
    pub read: Recognised,
    pub kind: Called,
}

/// What a run of figures is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Called {
    /// The number of a parcel.
    Number,
    /// The number of an order.
    Order,
    /// Nothing, as far as the text says.
    Nothing,
}

/// What the words before a run of figures say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Calls,
    /// A number of one's own, beside another.
    Own,
    Order,
    Denies,
    Silent,
}

impl Calls {
    /// The file the program brings.
    pub(super) fn embedded() -> Result<Calls, DefinitionError> {
        let file = NumberWords::embedded()?;
        let phrases = |of: &mut dyn Iterator<Item = &str>| {
            Phrases::new(&Lists::new(), of).map_err(|message| DefinitionError::Meaning {
                origin: ORIGIN.to_owned(),
                key: "message".to_owned(),
                message,
            })
        };
        let words = &file.message;
        Ok(Calls {
            calls: phrases(&mut file.number.in_messages())?,
            own: phrases(&mut words.own.iter().map(String::as_str))?,
            becomes: phrases(&mut words.becomes.iter().map(String::as_str))?,
            under: phrases(&mut words.under.iter().map(String::as_str))?,
            numbers: phrases(&mut words.names.iter().map(String::as_str))?,
            passes: phrases(&mut words.passes.iter().map(String::as_str))?,
            orders: phrases(&mut file.order.in_messages())?,
            denies: phrases(&mut file.other.in_messages())?,
            after: phrases(&mut words.after.iter().map(String::as_str))?,
        })
    }

    /// The runs of figures of a text. `carrier`: a carrier wrote it, so what it calls an order is a number of its own.
    pub(super) fn figures(&self, registry: &Registry, text: &str, carrier: bool) -> Vec<Figures> {
        let (tokens, names) = (tokens(text), names(registry));
        let (mut found, mut numbers): (Vec<Figures>, Vec<usize>) = (Vec::new(), Vec::new());
        let mut own = Vec::new();
        let mut at = 0;
        while at < tokens.len() && found.len() < MOST {
            let Some((end, written, read)) = run(registry, text, &tokens, at) else {
                at += 1;
                continue;
            };
            let reader = Reader { calls: self, text, tokens: &tokens, names: &names, numbers: &numbers };
            let (kind, before) = reader.kind(at, end, &read, &written, carrier);
            if before == Before::Own && kind == Called::Nothing && plausible(&read) {
                own.push(found.len());
            }
            if kind == Called::Number {
                numbers.push(end - 1);
            }
            found.push(Figures { written, read, kind });
            at = end;
        }
        // "Our number" is one beside another, or where the writer is a carrier.
        if carrier || found.iter().any(|it| it.kind == Called::Number) {
            own.into_iter().for_each(|at| found[at].kind = Called::Number);
        }
        found
    }
}

/// The most groups from a place on that make a known number, else the one that stands there.
fn run(registry: &Registry, text: &str, tokens: &[Token], at: usize) -> Option<(usize, String, Recognised)> {
    let figures = |token: &Token| matches!(&token.kind, Kind::Word(word) if word == FIGURES);
    let gap = |before: &Token, after: &Token| {
        let between = &text[before.at.end..after.at.start];
        between.chars().all(|c| c == ' ' || c == '\u{a0}' || c == '-')
    };
    tokens.get(at).filter(|it| figures(it))?;
    let group = |token: &Token| figures(token) || token.at.len() <= 3 && text[token.at.clone()].is_ascii();
    let mut end = at + 1;
    while end < tokens.len() && end - at < GROUPS && group(&tokens[end]) && gap(&tokens[end - 1], &tokens[end]) {
        end += 1;
    }
    let one = |range: Range<usize>| {
        let written = &text[tokens[range.start].at.start..tokens[range.end - 1].at.end];
        let separate = written.contains(['.', ',', ':', '/']);
        let number = carriers::numbers::parse(written).ok().filter(|_| !separate)?;
        let read = carriers::recognise(registry, number.as_str()).into_iter().find(|it| it.number == number)?;
        Some((range.end, written.to_owned(), read))
    };
    let joined = (at + 2..=end).rev().filter_map(|end| one(at..end));
    let known = joined.into_iter().find(|(_, _, read)| read.order || read.check == Check::Passed || strong(read));
    known.or_else(|| one(at..at + 1))
}

fn strong(read: &Recognised) -> bool {
    read.candidates.first().is_some_and(|it| it.confidence >= LETTERS_PROVE)
}

/// Whether the form alone says that it is a number.
fn proven(read: &Recognised) -> bool {
    let text = read.number.as_str();
    let letters = lettered(read);
    let sure = |least: f32| read.candidates.first().is_some_and(|it| it.confidence >= least);
    let standard = matches!(text.len(), 13 | 14) && read.check == Check::Passed;
    !read.order && read.check != Check::Failed && (standard && sure(0.5) || sure(LETTERS_PROVE) && letters)
        || !letters && read.check == Check::Passed && sure(FIGURES_PROVE)
}

fn lettered(read: &Recognised) -> bool {
    read.number.as_str().bytes().any(|it| it.is_ascii_alphabetic())
}

/// Whether a word is enough for it.
fn plausible(read: &Recognised) -> bool {
    let text = read.number.as_str();
    let figures = text.bytes().filter(u8::is_ascii_digit).count();
    let least = if figures == text.len() { ALONE_LEAST } else { SIGNS_LEAST };
    let mobile = text.len() == 11 && figures == 11 && (text.starts_with("79") || text.starts_with("89"));
    figures >= FIGURES_LEAST && (least..=SIGNS_MOST).contains(&text.len()) && !mobile && !read.order
}

/// Every name of a carrier, folded, its words joined.
fn names(registry: &Registry) -> BTreeSet<String> {
    let of = |it: &carriers::Brief| {
        let names = [it.of.as_str().to_owned(), it.name.clone()].into_iter().chain(it.name_ru.clone());
        names.chain(it.also_called.clone()).collect::<Vec<_>>()
    };
    let key = |name: &str| name.split(|c: char| !c.is_alphanumeric()).map(fold).collect::<String>();
    let names = registry.briefs().filter(|it| !it.is_a_shops).flat_map(of);
    names.map(|name| key(&name)).filter(|name| name.len() > 2).collect()
}

struct Reader<'a> {
    calls: &'a Calls,
    text: &'a str,
    tokens: &'a [Token],
    names: &'a BTreeSet<String>,
    /// The last token of each number that was found so far.
    numbers: &'a [usize],
}

impl Reader<'_> {
    fn kind(&self, at: usize, end: usize, read: &Recognised, written: &str, carrier: bool) -> (Called, Before) {
        let before = self.before(at, proven(read));
        let counted =
            matches!(self.tokens.get(end).map(|it| &it.kind), Some(Kind::Word(word)) if has(&self.calls.after, word));
        let figures = written.chars().filter(char::is_ascii_digit).count();
        let kind = match before {
            // Letters that prove it are not disproved by a word.
            Before::Denies if !(proven(read) && lettered(read)) => Called::Nothing,
            _ if counted && !proven(read) => Called::Nothing,
            Before::Order if carrier && plausible(read) => Called::Number,
            Before::Order if proven(read) && !read.order => Called::Number,
            Before::Order if figures >= ORDER_LEAST => Called::Order,
            Before::Order => Called::Nothing,
            _ if read.order => Called::Order,
            _ if proven(read) => Called::Number,
            Before::Calls if plausible(read) => Called::Number,
            _ => Called::Nothing,
        };
        (kind, before)
    }

    /// What the nearest word on the left says that says anything.
    fn before(&self, at: usize, proven: bool) -> Before {
        let (mut unknown, mut own, mut numbered, mut becomes) = (0, false, false, false);
        if self.carrier_before(at) || self.carrier_under(at) {
            return Before::Calls;
        }
        for back in (at.saturating_sub(BETWEEN)..at).rev() {
            let token = &self.tokens[back];
            match &token.kind {
                Kind::Stop { .. } if self.labels(token) => {}
                Kind::Stop { .. } => break,
                Kind::Comma if self.numbers.contains(&back.wrapping_sub(1)) && back + 1 == at => return Before::Calls,
                Kind::Comma if proven || !self.text[token.at.clone()].starts_with(',') => {}
                Kind::Comma => break,
                Kind::Word(word) if self.numbers.contains(&back) => {
                    let listed = back + 1 == at || back + 2 == at && unknown == 1;
                    let called = word == FIGURES && (listed || becomes);
                    return if called { Before::Calls } else { silent(own && numbered) };
                }
                Kind::Word(word) if self.orders(token, word) => return Before::Order,
                Kind::Word(word) if has(&self.calls.denies, word) => return Before::Denies,
                Kind::Word(word) if has(&self.calls.calls, word) => return Before::Calls,
                Kind::Word(word) if has(&self.calls.numbers, word) => numbered = true,
                Kind::Word(word) if has(&self.calls.own, word) => own = true,
                Kind::Word(word) if has(&self.calls.becomes, word) => becomes = true,
                Kind::Word(word) if has(&self.calls.passes, word) => {}
                Kind::Word(_) => unknown += 1,
            }
            if unknown > UNKNOWN_BETWEEN && !proven {
                break;
            }
        }
        silent(own && numbered)
    }

    /// Whether a word is one for an order. The Russian word for a writ reads as the English one for an order.
    fn orders(&self, token: &Token, word: &str) -> bool {
        let latin = self.text[token.at.clone()].is_ascii();
        has(&self.calls.orders, word) && (latin || !has(&self.calls.denies, word))
    }

    /// Whether a line ends so that the next says what it names.
    fn labels(&self, stop: &Token) -> bool {
        self.text[stop.at.clone()].starts_with('\n') && self.text[..stop.at.start].trim_end().ends_with(':')
    }

    /// Whether it is the number under which a carrier has it: "with Boxberry under the number ...".
    fn carrier_under(&self, at: usize) -> bool {
        let word = |back: &usize| match &self.tokens[*back].kind {
            Kind::Word(word) => Some(word.as_str()),
            _ => None,
        };
        let between = |word: &str| has(&self.calls.numbers, word) || has(&self.calls.under, word);
        let words: Vec<usize> =
            (0..at).rev().take_while(|back| word(back).is_some_and(between)).take(BETWEEN).collect();
        let under = words.iter().filter_map(word).any(|word| has(&self.calls.under, word));
        words.last().is_some_and(|first| under && self.carrier_before(*first))
    }

    /// Whether a carrier is named directly before.
    fn carrier_before(&self, at: usize) -> bool {
        let words = |from: usize| {
            self.tokens[from..at].iter().map(|it| match &it.kind {
                Kind::Word(word) => Some(word.as_str()),
                _ => None,
            })
        };
        let joined = (at.saturating_sub(3)..at).filter_map(|from| words(from).collect::<Option<String>>());
        joined.into_iter().any(|name| self.names.contains(&name))
    }
}

fn silent(own: bool) -> Before {
    if own { Before::Own } else { Before::Silent }
}

fn has(words: &Phrases, word: &str) -> bool {
    words.any(&format!(" {word} "))
}

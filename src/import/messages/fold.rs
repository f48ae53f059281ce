//! Words without their dress: Russian in either alphabet, capitals, dashes and apostrophes make no difference.

use std::ops::Range;

/// The letters from U+0430 on in Latin ones, as most phones write them.
const LATIN: [&str; 32] = [
    "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h",
    "ts", "ch", "sh", "sh", "", "i", "", "e", "iu", "ia",
];
const FIRST: u32 = 0x430;
/// The soft sign, which is heard as a vowel where another follows it.
const SOFT: char = '\u{44c}';
/// What stands for figures in a folded sentence, and for a code that was taken out.
pub(super) const FIGURES: &str = "#";
pub(super) const CODE: &str = "%";
pub(super) const ARROW: &str = ">";

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it stands.
    pub at: Range<usize>,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, folded; [`FIGURES`] where there is a figure in it.
    Word(String),
    /// A comma or a bracket.
    Comma,
    /// The end of a sentence or a line; whether it was a question.
    Stop { question: bool },
}

/// A sentence: folded words with one blank before and after each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Sentence {
    pub words: String,
    pub question: bool,
}

/// One word, folded. What is said with several Latin letters in some spellings is one letter here.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    let mut letters = word.chars().flat_map(char::to_lowercase).peekable();
    while let Some(letter) = letters.next() {
        match letter {
            SOFT if letters.peek().is_some_and(|next| "\u{435}\u{451}\u{44e}\u{44f}\u{438}".contains(*next)) => {
                folded.push('i')
            }
            '\u{451}' => folded.push('e'),
            '\u{456}' => folded.push('i'),
            'a'..='z' | '0'..='9' => folded.push(letter),
            _ => {
                let place = u32::from(letter).checked_sub(FIRST).and_then(|at| LATIN.get(at as usize));
                folded.push_str(place.copied().unwrap_or_default());
            }
        }
    }
    for (written, said) in [("shch", "sh"), ("sch", "sh"), ("kh", "h"), ("y", "i"), ("j", "i"), ("w", "v")] {
        if folded.contains(written) {
            folded = folded.replace(written, said);
        }
    }
    while folded.contains("ii") {
        folded = folded.replace("ii", "i");
    }
    folded
}

/// The words of a text and what stands between them.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let signs: Vec<(usize, char)> = text.char_indices().collect();
    let sign = |at: usize| signs.get(at).map(|(_, c)| *c);
    let place = |at: usize| signs.get(at).map_or(text.len(), |(place, _)| *place);
    let (mut tokens, mut at) = (Vec::new(), 0);
    while let Some(c) = sign(at) {
        let start = at;
        at += 1;
        let kind = match c {
            c if c.is_alphanumeric() => {
                while joins(sign(at - 1), sign(at), sign(at + 1)) {
                    at += 1;
                }
                Some(Kind::Word(word(&text[place(start)..place(at)])))
            }
            '…' => Some(Kind::Word(CODE.to_owned())),
            '→' => Some(Kind::Word(ARROW.to_owned())),
            '-' if sign(at) == Some('>') => Some(Kind::Word(ARROW.to_owned())),
            ',' | '(' | ')' | '[' | ']' => Some(Kind::Comma),
            '\n' | '!' | ';' => Some(Kind::Stop { question: false }),
            '?' => Some(Kind::Stop { question: true }),
            '.' if ends(&tokens, &signs[at..]) => Some(Kind::Stop { question: false }),
            _ => None,
        };
        tokens.extend(kind.map(|kind| Token { at: place(start)..place(at), kind }));
    }
    tokens
}

fn word(text: &str) -> String {
    if text.contains(|c: char| c.is_numeric()) { FIGURES.to_owned() } else { fold(text) }
}

/// Whether a sign goes on with the word before it: letters and figures do, and what stands between two of them.
fn joins(before: Option<char>, sign: Option<char>, after: Option<char>) -> bool {
    let Some(sign) = sign else { return false };
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match sign {
        c if c.is_alphanumeric() => true,
        '-' | '\u{2011}' | '\'' | '’' | '`' => letter(before) && letter(after),
        '.' | ',' | ':' | '/' => figure(before) && figure(after),
        _ => false,
    }
}

/// Whether a full stop ends a sentence: after a short word in small letters it ends an abbreviation.
fn ends(before: &[Token], rest: &[(usize, char)]) -> bool {
    let mut rest = rest.iter().map(|(_, c)| *c);
    let gap = rest.next().is_none_or(char::is_whitespace);
    let capital = rest.find(|c| !c.is_whitespace()).is_none_or(|c| c.is_uppercase());
    let long = match before.last().map(|it| &it.kind) {
        Some(Kind::Word(word)) => word.len() > 3 || word == FIGURES || word == CODE,
        _ => true,
    };
    gap && (long || capital)
}

/// The sentences of a text.
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let (mut sentences, mut words) = (Vec::new(), String::from(" "));
    for token in tokens(text).into_iter().map(|it| it.kind).chain([Kind::Stop { question: false }]) {
        match token {
            Kind::Word(word) if word == FIGURES && words.ends_with(" # ") => {}
            Kind::Word(word) => words += &format!("{word} "),
            Kind::Comma => words += ", ",
            Kind::Stop { question } => {
                let words = std::mem::replace(&mut words, String::from(" "));
                if words.len() > 1 {
                    sentences.push(Sentence { words, question });
                }
            }
        }
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_alphabet_is_the_same_word() {
        for (russian, latin) in [
            ("\u{43f}\u{440}\u{438}\u{431}\u{44b}\u{43b}\u{430}", "pribyla"),
            ("\u{43a}\u{443}\u{440}\u{44c}\u{435}\u{440}\u{443}", "kurieru"),
            ("\u{43d}\u{43e}\u{432}\u{44b}\u{439}", "novyj"),
            ("\u{425}\u{440}\u{430}\u{43d}\u{438}\u{442}\u{441}\u{44f}", "khranitsya"),
        ] {
            assert_eq!(fold(russian), fold(latin));
        }
        assert_ne!(fold("pribyla"), fold("pribudet"));
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        let read = |text: &str| sentences(text).into_iter().map(|it| it.words.trim().to_owned()).collect::<Vec<_>>();
        assert_eq!(read("Ready. Call tel. 12-34"), ["readi", "call tel #"]);
        assert_eq!(read("Pick-up at 10.00, isn't it? No"), ["pickup at # , isnt it", "no"]);
        assert!(sentences("Is it?")[0].question);
        assert_eq!(sentences("").len() + sentences(" \n.,").len(), 1);
    }
}

//! Where in a text the numbers are.

use super::{
    Recognised, is_order, look_alike, matched, normalise, recognised,
    words_before::{Said, in_link},
};
use crate::{
    carriers::registry::Registry,
    model::{CarrierId, Check, Number},
};

/// As many characters of a text are looked at, and as many numbers found.
const MOST_CHARACTERS: usize = 20_000;
const MOST_NUMBERS: usize = 200;
/// As many groups make one number.
const MOST_GROUPS: usize = 7;
/// As much of the text before a number is looked at, in bytes.
const BEFORE: usize = 200;
/// A shape with letters in it is a number's in any place if it is as sure as this; a chain of letters and digits in a link,
/// or after a word for something else, is none otherwise.
const SURE_SHAPE: f32 = 0.8;
/// Groups of digits apart from each other are one number if a carrier's claim to them is as firm as this.
const FIRM: f32 = 0.5;
/// Digits alone prove themselves by a firm claim to so many of them.
const LONG: usize = 18;
/// What is shorter is hardly a number; what has fewer digits is a word.
const SHORTEST: usize = 8;
const FEWEST_DIGITS: usize = 5;

/// A number that was found.
#[derive(Debug, Clone)]
struct Found {
    number: Number,
    cyrillic: bool,
    /// The carrier named before it.
    carrier: Option<CarrierId>,
    /// The order it is, as the shop writes it.
    order: Option<String>,
}

/// The numbers of a text in their order.
pub(super) fn numbers(registry: &Registry, text: &str) -> Vec<Recognised> {
    let text: String = text.trim().chars().take(MOST_CHARACTERS + 1).collect();
    let whole = whole(&text);
    let known = whole.as_ref().is_some_and(|it| it.order.is_some() || registry.knows(it.number.as_str()));
    // A shape with letters that a carrier claims looks like nothing else.
    let lettered = |it: &Found| it.number.as_str().bytes().any(|it| it.is_ascii_uppercase());
    let whole = whole.filter(|it| known && lettered(it) || !is_never(&text, it));
    let found = match whole {
        Some(found) if known => vec![found],
        whole => {
            let inside = inside(registry, &text);
            let only = whole.filter(|it| inside.is_empty() && is_one_line(registry, &text) && is_plausible(&it.number));
            only.map_or(inside, |found| vec![found])
        }
    };
    found.into_iter().map(|it| recognised(registry, it.number, it.cyrillic, it.carrier.as_ref(), it.order)).collect()
}

/// As it was written, or with its Cyrillic letters read as Latin ones.
fn is_never(text: &str, found: &Found) -> bool {
    look_alike::is_never_a_number(text) || found.cyrillic && look_alike::is_never_a_number(found.number.as_str())
}

fn whole(text: &str) -> Option<Found> {
    if text.chars().nth(100).is_some() {
        return None;
    }
    found(text)
}

/// What a text is, if it is one number.
fn found(text: &str) -> Option<Found> {
    let shops = if text.contains(look_alike::is_dash) { look_alike::shop_order(text) } else { None };
    let normal = normalise::normal(text);
    let order = shops.or_else(|| is_order(&normal.text).then(|| normal.text.clone()));
    Some(Found { number: Number::new(normal.text).ok()?, cyrillic: normal.cyrillic, carrier: None, order })
}

/// Enough letters and digits to be a number of somebody we do not know.
pub(super) fn is_plausible(number: &Number) -> bool {
    let number = number.as_str();
    number.len() >= SHORTEST && number.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS
}

/// Groups of one number rather than words: every group holds a digit, or is as short as a country.
fn is_one_line(registry: &Registry, text: &str) -> bool {
    let group = |it: &str| it.chars().any(|c| c.is_ascii_digit()) || it.chars().count() <= 3;
    let mut groups = text.split(normalise::is_gap).filter(|it| !it.is_empty());
    !text.contains('\n') && groups.clone().all(group) && !groups.any(|it| registry.words().says_other(it))
}

/// The numbers inside a link or a sentence: of the groups that begin at a place the most that make one.
fn inside(registry: &Registry, text: &str) -> Vec<Found> {
    let groups = groups(text);
    let (mut found, mut at): (Vec<Found>, usize) = (Vec::new(), 0);
    while at < groups.len() && found.len() < MOST_NUMBERS {
        match longest(registry, text, &groups[at..]) {
            Some((new, used)) => {
                if found.iter().all(|known| known.number != new.number) {
                    found.push(new);
                }
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

struct Group {
    start: usize,
    end: usize,
    /// What stands between it and the one before.
    gap: Gap,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Dashes: they are pieces of one thing.
    Dash,
    /// Spaces: they may be.
    Space,
    /// Anything else: they are not.
    Other,
}

/// The runs of letters and digits of a text. A percent sign takes the two signs it escapes with it.
fn groups(text: &str) -> Vec<Group> {
    let (mut groups, mut start, mut end, mut skip) = (Vec::new(), None, 0, 0);
    let mut close = |start: &mut Option<usize>, at: usize| {
        if let Some(from) = start.take() {
            groups.push(Group { start: from, end: at, gap: gap(&text[end..from], end == 0) });
            end = at;
        }
    };
    for (at, c) in text.char_indices() {
        if skip > 0 {
            skip -= 1;
        } else if c.is_alphanumeric() {
            start.get_or_insert(at);
        } else {
            close(&mut start, at);
            skip = if c == '%' { 2 } else { 0 };
        }
    }
    close(&mut start, text.len());
    groups
}

fn gap(between: &str, first: bool) -> Gap {
    if first || between.is_empty() || !between.chars().all(normalise::is_gap) {
        Gap::Other
    } else if between.contains(char::is_whitespace) {
        Gap::Space
    } else {
        Gap::Dash
    }
}

fn longest(registry: &Registry, text: &str, groups: &[Group]) -> Option<(Found, usize)> {
    let start = groups.first()?.start;
    let mut best = None;
    for (index, group) in groups.iter().take(MOST_GROUPS).enumerate() {
        if index > 0 && group.gap == Gap::Other || group.end - group.start > 100 {
            break;
        }
        let written = &text[start..group.end];
        let Some(it) = found(written) else { continue };
        if it.number.as_str().len() > 50 {
            break;
        }
        if it.number.as_str().len() < SHORTEST {
            continue;
        }
        let words = groups[..=index].iter().map(|it| &text[it.start..it.end]);
        let pieces = Pieces {
            wordy: index > 0 && words.clone().any(|it| it.chars().count() > 3 && it.chars().all(char::is_alphabetic)),
            spaced: groups[1..=index].iter().any(|it| it.gap == Gap::Space),
            torn: groups[0].gap == Gap::Dash || groups.get(index + 1).is_some_and(|it| it.gap == Gap::Dash),
        };
        let Some(it) = stands(registry, it, written, before(text, start), pieces) else { continue };
        // The longest of the likeliest: a word of one letter after a number may make another shape of it.
        let likely = if it.order.is_some() { 1.0 } else { likely(registry, &it) };
        if best.as_ref().is_none_or(|(_, _, known)| likely >= *known) {
            best = Some((it, index + 1, likely));
        }
    }
    best.map(|(found, used, _)| (found, used))
}

fn likely(registry: &Registry, found: &Found) -> f32 {
    matched(registry, found.number.as_str()).0.first().map_or(0.0, |it| it.confidence)
}

/// The end of the text before a place.
fn before(text: &str, at: usize) -> &str {
    let mut from = at.saturating_sub(BEFORE);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..at]
}

struct Pieces {
    /// One of its groups is a word.
    wordy: bool,
    /// Its groups are apart.
    spaced: bool,
    /// It is a piece of a longer chain.
    torn: bool,
}

/// Whether what has the shape of a number is one where it stands. Digits alone are a phone, a sum, a paper as well: they
/// need a word before them, or a form that proves them.
fn stands(registry: &Registry, found: Found, written: &str, before: &str, pieces: Pieces) -> Option<Found> {
    if before.ends_with('+') || look_alike::is_never_a_number(written) {
        return None;
    }
    let words = || registry.words().say(before);
    let number = found.number.as_str();
    if found.order.is_some() {
        let said = words();
        let meant = matches!(said, Said::Order | Said::Number { .. });
        let free = !in_link(before) && said != Said::Other;
        return (!pieces.torn && (meant || free)).then_some(found);
    }
    let known = registry.knows(number);
    let lettered = number.bytes().any(|it| it.is_ascii_uppercase());
    if lettered || number.contains('-') {
        return lettered_stands(registry, found, &words, in_link(before), known, &pieces);
    }
    let (candidates, check) = if known { matched(registry, number) } else { (Vec::new(), Check::None) };
    let firm = candidates.first().is_some_and(|it| it.confidence >= FIRM);
    if pieces.torn || pieces.spaced && !firm {
        return None;
    }
    let phone = matches!(number.len(), 10 | 11) && number.starts_with(['7', '8', '9']);
    match words() {
        Said::Other | Said::Order => None,
        Said::Number { near, of } => {
            let carrier = of.filter(|of| candidates.iter().any(|it| it.carrier == *of));
            (near || !phone).then_some(Found { carrier, ..found })
        }
        Said::Carrier(carrier) => {
            let shapeless = || !registry.briefs().any(|it| it.of == carrier && !it.numbers.is_empty());
            let its = candidates.iter().any(|it| it.carrier == carrier) || shapeless();
            (its && !phone).then_some(Found { carrier: Some(carrier), ..found })
        }
        Said::Nothing => {
            let proven = number.len() == 14 && check == Check::Passed || number.len() >= LONG && firm;
            proven.then_some(found)
        }
    }
}

/// Letters and digits, or a posting: the shape says more, and words only decide where it is a weak one or none.
fn lettered_stands(
    registry: &Registry,
    found: Found,
    words: &dyn Fn() -> Said,
    link: bool,
    known: bool,
    pieces: &Pieces,
) -> Option<Found> {
    if known {
        let (candidates, check) = matched(registry, found.number.as_str());
        let sure = check == Check::Passed || candidates.first().is_some_and(|it| it.confidence >= SURE_SHAPE);
        if !sure && (pieces.torn || pieces.wordy) {
            return None;
        }
        return match words() {
            Said::Carrier(carrier) => Some(Found { carrier: Some(carrier), ..found }),
            Said::Other if !sure => None,
            Said::Nothing | Said::Order if link && !sure => None,
            _ => Some(found),
        };
    }
    if pieces.spaced || pieces.torn || !is_plausible(&found.number) {
        return None;
    }
    match words() {
        Said::Number { near: true, .. } => Some(found),
        Said::Carrier(carrier) => Some(Found { carrier: Some(carrier), ..found }),
        _ => None,
    }
}

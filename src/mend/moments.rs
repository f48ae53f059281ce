//! How a text may be written as a moment: the words of `time_format` that read it.

use crate::carriers::time::{TimeFormat, Told};

/// A way to read a text as a day, an hour or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// As `time_format` says it.
    pub(super) format: String,
    /// Whether it names a day.
    pub(super) day: bool,
    /// Whether it names an hour.
    pub(super) hour: bool,
}

impl Written {
    fn whole(format: &str) -> Written {
        Written { format: format.to_owned(), day: true, hour: true }
    }
}

/// No moment is written longer.
const LONGEST: usize = 48;

/// The shape of a text: figures and letters without which.
pub(super) fn shape(text: &str) -> String {
    let each = |c: char| match c {
        c if c.is_ascii_digit() => '9',
        c if c.is_alphabetic() => 'a',
        c => c,
    };
    text.chars().map(each).collect()
}

/// All ways to read a text as a moment; the likeliest first.
pub(super) fn ways(text: &str) -> Vec<Written> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if text.len() > LONGEST || !(3..=24).contains(&digits) {
        return Vec::new();
    }
    let mut ways = Vec::new();
    let bare = text.bytes().all(|it| it.is_ascii_digit());
    if !bare || matches!(text.len(), 8 | 12 | 14) {
        let told = TimeFormat::Iso.read(text);
        let hour = text.contains(':') || text.contains('T');
        if let Some(Told::Wall(_, offset)) = told.filter(|it| likely(*it)) {
            ways.push(Written { format: "iso".to_owned(), day: true, hour });
            ways.extend(offset.map(|_| Written { format: "iso false zone".to_owned(), day: true, hour }));
        }
    }
    if text.starts_with("/Date(") {
        ways.push(Written::whole("wcf"));
    }
    match text.len() {
        10 if bare => ways.push(Written::whole("epoch-s")),
        13 if bare => ways.push(Written::whole("epoch-ms")),
        4 if bare => ways.push(Written { format: "%H%M".to_owned(), day: false, hour: true }),
        6 if bare => ways.push(Written { format: "%H%M%S".to_owned(), day: false, hour: true }),
        _ => {}
    }
    for it in patterns(text) {
        if !ways.contains(&it) && reads(&it, text) {
            ways.push(it);
        }
    }
    ways
}

/// Whether a way reads a text. An hour alone is read beside a day.
pub(super) fn reads(way: &Written, text: &str) -> bool {
    let (format, text) = match way.day {
        true => (way.format.clone(), text.to_owned()),
        false => (format!("%Y-%m-%d {}", way.format), format!("2026-01-02 {text}")),
    };
    TimeFormat::try_from(format).is_ok_and(|it| it.read(&text).is_some_and(likely))
}

/// Parcels are scanned in these years.
pub(super) fn likely(told: Told) -> bool {
    let year = match told {
        Told::Wall(wall, _) => wall.year(),
        Told::Instant(instant) => jiff::tz::Offset::UTC.to_datetime(instant).year(),
    };
    (2000..=2100).contains(&year)
}

/// A piece of a text: figures, letters, or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Figures(&'t str),
    Letters(&'t str),
    Mark(char),
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let end = match kind(first) {
            (false, false) => first.len_utf8(),
            of => rest.find(|c: char| kind(c) != of).unwrap_or(rest.len()),
        };
        let (token, further) = rest.split_at(end);
        tokens.push(match kind(first) {
            (true, _) => Token::Figures(token),
            (_, true) => Token::Letters(token),
            _ => Token::Mark(first),
        });
        rest = further;
    }
    tokens
}

/// A part of a pattern: fixed, or figures of the day whose order is open.
enum Part {
    Fixed(String),
    OfDay(usize),
}

/// The strftime patterns a text may be written by.
fn patterns(text: &str) -> Vec<Written> {
    let tokens = tokens(text);
    if matches!(tokens.first(), Some(Token::Mark('+' | '-'))) {
        return Vec::new();
    }
    let twelve = tokens.iter().any(|it| matches!(it, Token::Letters(word) if is_half_of_day(word)));
    let (mut parts, mut of_day, mut month, mut hour) = (Vec::new(), Vec::new(), false, false);
    let mut at = 0;
    while at < tokens.len() {
        // Behind a whole day and its hour a sign begins an offset.
        let told = hour && (of_day.len() + usize::from(month) >= 3 || of_day.iter().any(|it: &&str| it.len() > 8));
        let (part, used) = match tokens[at] {
            Token::Figures(_) if is_clock(&tokens, at) => {
                hour = true;
                clock(&tokens, at, twelve)
            }
            Token::Figures(figures) if matches!(figures.len(), 4 | 6) && of_day.len() + usize::from(month) >= 3 => {
                hour = true;
                (if figures.len() == 4 { "%H%M" } else { "%H%M%S" }.to_owned(), 1)
            }
            Token::Figures(figures) => {
                parts.push(Part::OfDay(of_day.len()));
                of_day.push(figures);
                if figures.len() == 8 {
                    of_day.extend(["", ""]);
                }
                at += 1;
                continue;
            }
            Token::Letters(word) => match word_of_day(word) {
                Some("%B" | "%b") if month => return Vec::new(),
                Some(directive) => {
                    month |= matches!(directive, "%B" | "%b");
                    (directive.to_owned(), 1)
                }
                None if matches!(word, "T" | "Z" | "at" | "UTC" | "GMT") => (word.to_owned(), 1),
                None => return Vec::new(),
            },
            Token::Mark('+' | '-') if told && at + 2 == tokens.len() && figures_at(&tokens, at + 1) == 4 => {
                ("%z".to_owned(), 2)
            }
            Token::Mark('+' | '-') if told && at + 4 == tokens.len() && figures_at(&tokens, at + 1) == 2 => {
                ("%:z".to_owned(), 4)
            }
            Token::Mark('%') => ("%%".to_owned(), 1),
            Token::Mark(mark) => (mark.to_string(), 1),
        };
        parts.push(Part::Fixed(part));
        at += used;
    }
    let orders = orders(&of_day, month);
    let written = |order: &Vec<&str>| {
        let part = |part: &Part| match part {
            Part::Fixed(text) => text.clone(),
            Part::OfDay(index) => order.get(*index).copied().unwrap_or_default().to_owned(),
        };
        Written { format: parts.iter().map(part).collect(), day: !order.is_empty(), hour }
    };
    orders.iter().map(written).filter(|it| it.day || it.hour).collect()
}

/// How many figures stand there.
fn figures_at(tokens: &[Token<'_>], at: usize) -> usize {
    if let Some(Token::Figures(figures)) = tokens.get(at) { figures.len() } else { 0 }
}

fn is_half_of_day(word: &str) -> bool {
    matches!(word, "AM" | "PM" | "am" | "pm")
}

/// Whether an hour and minutes begin here.
fn is_clock(tokens: &[Token<'_>], at: usize) -> bool {
    let short = |it: Option<&Token<'_>>| matches!(it, Some(Token::Figures(figures)) if figures.len() <= 2);
    short(tokens.get(at)) && tokens.get(at + 1) == Some(&Token::Mark(':')) && short(tokens.get(at + 2))
}

/// The pattern of an hour, and how many tokens it takes; an offset behind it counts.
fn clock(tokens: &[Token<'_>], at: usize, twelve: bool) -> (String, usize) {
    let mut pattern = if twelve { "%I:%M" } else { "%H:%M" }.to_owned();
    let mut used = 3;
    if tokens.get(at + 3) == Some(&Token::Mark(':')) && matches!(tokens.get(at + 4), Some(Token::Figures(_))) {
        pattern += ":%S";
        used = 5;
        if tokens.get(at + 5) == Some(&Token::Mark('.')) && matches!(tokens.get(at + 6), Some(Token::Figures(_))) {
            pattern += "%.f";
            used = 7;
        }
    }
    let blank = usize::from(tokens.get(at + used) == Some(&Token::Mark(' ')));
    let sign = matches!(tokens.get(at + used + blank), Some(Token::Mark('+' | '-')));
    if let Some(Token::Figures(figures)) = tokens.get(at + used + blank + 1).filter(|_| sign) {
        let colon = tokens.get(at + used + blank + 2) == Some(&Token::Mark(':'));
        let space = if blank == 1 { " " } else { "" };
        match (figures.len(), colon) {
            (4, _) => return (pattern + space + "%z", used + blank + 2),
            (2, true) => return (pattern + space + "%:z", used + blank + 4),
            _ => {}
        }
    }
    (pattern, used)
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const DAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn word_of_day(word: &str) -> Option<&'static str> {
    let lower = word.to_ascii_lowercase();
    let short = |names: &[&str]| lower.len() == 3 && names.iter().any(|it| it.starts_with(&lower));
    match lower.as_str() {
        "am" | "pm" => Some("%p"),
        name if MONTHS.contains(&name) && name != "may" => Some("%B"),
        name if DAYS.contains(&name) => Some("%A"),
        _ if short(MONTHS) => Some("%b"),
        _ if short(DAYS) => Some("%a"),
        _ => None,
    }
}

/// What the figures of a day may be, each order of them.
fn orders(figures: &[&str], month: bool) -> Vec<Vec<&'static str>> {
    let lengths: Vec<usize> = figures.iter().map(|it| it.len()).collect();
    let year = |length: usize| if length == 4 { "%Y" } else { "%y" };
    match (lengths.as_slice(), month) {
        ([], false) => vec![vec![]],
        ([8, 0, 0], false) => vec![vec!["%Y%m%d"], vec!["%d%m%Y"]],
        ([14], false) => vec![vec!["%Y%m%d%H%M%S"]],
        ([12], false) => vec![vec!["%Y%m%d%H%M"]],
        ([4, 1..=2, 1..=2], false) => vec![vec!["%Y", "%m", "%d"]],
        ([1..=2, 1..=2, 4], false) => vec![vec!["%d", "%m", "%Y"], vec!["%m", "%d", "%Y"]],
        ([2, 1..=2, 2], false) => {
            vec![vec!["%d", "%m", "%y"], vec!["%m", "%d", "%y"], vec!["%y", "%m", "%d"]]
        }
        ([1, 1..=2, 2], false) => vec![vec!["%d", "%m", "%y"], vec!["%m", "%d", "%y"]],
        ([4, 1..=2], true) => vec![vec!["%Y", "%d"]],
        ([1..=2, last], true) if matches!(last, 2 | 4) => vec![vec!["%d", year(*last)]],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formats(text: &str) -> Vec<String> {
        ways(text).into_iter().map(|it| it.format).collect()
    }

    #[test]
    fn a_text_is_read_by_every_way_it_can_be_written() {
        for (text, want) in [
            ("2026-03-05 14:10:02", &["iso", "%Y-%m-%d %H:%M:%S"][..]),
            ("2026-03-05T14:10:02+03:00", &["iso", "iso false zone", "%Y-%m-%dT%H:%M:%S%:z"]),
            ("05/03/2026 14:10", &["%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"]),
            ("25/03/2026", &["%d/%m/%Y"]),
            ("Thursday, March 05, 2026 14:10", &["%A, %B %d, %Y %H:%M"]),
            ("Mar 5, 2026, 2:10 PM", &["%b %d, %Y, %I:%M %p"]),
            ("05 May 2026, 02:10:00 PM", &["%d %b %Y, %I:%M:%S %p"]),
            ("14:10 05-Mar-2026", &["%H:%M %d-%b-%Y"]),
            ("20260305 1410", &["iso", "%Y%m%d %H%M"]),
            ("1772719802000", &["epoch-ms"]),
            ("1772719802", &["epoch-s"]),
            ("14:10", &["%H:%M"]),
            ("02:10 PM", &["%I:%M %p"]),
            ("111500", &["%H%M%S"]),
            ("02 Sep 2026 09:15:00 AM +0200", &["%d %b %Y %I:%M:%S %p %z"]),
            ("-05:00", &[]),
            ("RB123456785CN", &[]),
            ("Moscow 101000", &[]),
        ] {
            assert_eq!(formats(text), want, "{text}");
        }
    }
}

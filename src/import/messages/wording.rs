//! How people write dates, codes and places: `rules/messages.toml`, which every message is read by.

use regex::Regex;
use serde::Deserialize;

use super::{
    called::Calls,
    compiled::compiled,
    forwarded::{self, Forward},
    meaning::Meaning,
    place::{self, Places},
    posted::names::{self, Names},
};
use crate::{
    carriers::{DefinitionError, definition},
    import::orders::Sums,
};

const ORIGIN: &str = "rules/messages.toml";
const TEXT: &str = include_str!("../../../rules/messages.toml");

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "as_of")]
    _as_of: jiff::civil::Date,
    #[serde(rename = "evidence")]
    _evidence: definition::Evidence,
    #[serde(rename = "note")]
    _note: String,
    months: [Vec<String>; 12],
    place: String,
    sum: String,
    sender: String,
    codes: CodesFile,
    noise: Patterns,
    links: LinksFile,
    find: FindFile,
    places: place::File,
    forward: forwarded::File,
    posted: names::File,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodesFile {
    patterns: Vec<String>,
    keep: Vec<String>,
    valid: Vec<Example>,
    invalid: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinksFile {
    endings: Vec<String>,
    neutral: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Patterns {
    patterns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FindFile {
    until: Vec<String>,
    last_day: Vec<String>,
    today: Vec<String>,
    days_kept: Vec<String>,
    happened: Vec<String>,
    duty_sum: Vec<String>,
    duty_bare: Vec<String>,
    duty_by: Vec<String>,
    duty_days: Vec<String>,
    promised: Vec<String>,
    postcode: Vec<String>,
    kilograms: Vec<String>,
    grams: Vec<String>,
    order: Vec<String>,
}

/// A text, and what is left of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// As it comes.
    pub text: String,
    /// As it is read.
    pub says: String,
}

/// The patterns of the file, compiled.
#[derive(Debug)]
pub struct Wording {
    pub(super) months: [Vec<String>; 12],
    date: String,
    place: String,
    /// The first line of a text that says who sent it.
    pub(super) sender: Regex,
    /// What a code is found by; see [`super::codes`].
    pub(super) codes: Vec<Regex>,
    /// What looks like a code and is none.
    pub(super) keep: Vec<Regex>,
    /// What looks like a number and is none.
    pub(super) noise: Vec<Regex>,
    /// A date in any of its forms.
    pub(super) dates: Regex,
    /// Links, with or without `https://`: the host is the first group.
    pub(super) links: Regex,
    /// Hosts that are nobody's sign: the shops of apps.
    pub(super) neutral: Vec<String>,
    /// Where things stand in a message that fits no template.
    pub(super) find: Find,
    /// Where something waits.
    pub(super) places: Places,
    /// How a forwarded mail is quoted.
    pub(super) forward: Forward,
    /// How programs on a phone name what they send on.
    pub(super) posted: Names,
    /// What words say of a parcel.
    pub(super) meaning: Meaning,
    /// How sums of money are written.
    pub(super) sums: Sums,
    /// What words call a run of figures.
    pub(super) calls: Calls,
    examples: (Vec<Example>, Vec<String>),
}

/// Where things stand in a text: patterns with one group each, the first that fits counts.
#[derive(Debug, Clone, Default)]
pub struct Find {
    pub(super) until: Vec<Regex>,
    pub(super) last_day: Vec<Regex>,
    pub(super) today: Vec<Regex>,
    pub(super) days_kept: Vec<Regex>,
    pub(super) happened: Vec<Regex>,
    pub(super) duty_sum: Vec<Regex>,
    pub(super) duty_bare: Vec<Regex>,
    pub(super) duty_by: Vec<Regex>,
    pub(super) duty_days: Vec<Regex>,
    pub(super) promised: Vec<Regex>,
    pub(super) postcode: Vec<Regex>,
    pub(super) kilograms: Vec<Regex>,
    pub(super) grams: Vec<Regex>,
    pub(super) order: Vec<Regex>,
}

impl Wording {
    /// The file the program brings.
    pub fn embedded() -> Result<Wording, DefinitionError> {
        let file: File = toml::from_str(TEXT).map_err(|error| definition::syntax(ORIGIN, TEXT, &error))?;
        let date = date_pattern(&file.months);
        let fill = |pattern: &String| {
            let filled = pattern.replace("{date}", &date).replace("{place}", &file.place).replace("{sum}", &file.sum);
            compiled(&filled).map_err(|message| DefinitionError::Meaning {
                origin: ORIGIN.to_owned(),
                key: pattern.clone(),
                message,
            })
        };
        let all = |patterns: &[String]| patterns.iter().map(fill).collect::<Result<Vec<_>, _>>();
        let fault = |key: &str| {
            let key = key.to_owned();
            move |message| DefinitionError::Meaning { origin: ORIGIN.to_owned(), key, message }
        };
        Ok(Wording {
            places: Places::of(&file.places).map_err(fault("places"))?,
            forward: Forward::of(&file.forward).map_err(fault("forward"))?,
            posted: Names::of(&file.posted).map_err(fault("posted"))?,
            meaning: Meaning::embedded()?,
            sums: Sums::embedded().map_err(|it| it.to_string()).map_err(fault("sums"))?,
            calls: Calls::embedded()?,
            sender: fill(&file.sender)?,
            codes: all(&file.codes.patterns)?,
            keep: all(&file.codes.keep)?,
            noise: all(&file.noise.patterns)?,
            dates: fill(&"{date}".to_owned())?,
            links: fill(&link_pattern(&file.links.endings))?,
            neutral: file.links.neutral,
            find: Find {
                until: all(&file.find.until)?,
                last_day: all(&file.find.last_day)?,
                today: all(&file.find.today)?,
                days_kept: all(&file.find.days_kept)?,
                happened: all(&file.find.happened)?,
                duty_sum: all(&file.find.duty_sum)?,
                duty_bare: all(&file.find.duty_bare)?,
                duty_by: all(&file.find.duty_by)?,
                duty_days: all(&file.find.duty_days)?,
                promised: all(&file.find.promised)?,
                postcode: all(&file.find.postcode)?,
                kilograms: all(&file.find.kilograms)?,
                grams: all(&file.find.grams)?,
                order: all(&file.find.order)?,
            },
            examples: (file.codes.valid, file.codes.invalid),
            months: file.months,
            date,
            place: file.place,
        })
    }

    /// A pattern of a template, with `{date}` and `{place}` filled in. The error is a message for whoever wrote it.
    pub fn pattern(&self, pattern: &str) -> Result<Regex, String> {
        compiled(&pattern.replace("{date}", &self.date).replace("{place}", &self.place))
    }

    /// The month a word names, from 1.
    pub(super) fn month(&self, word: &str) -> Option<i8> {
        let word = word.to_lowercase();
        let at = self.months.iter().position(|forms| forms.contains(&word))?;
        i8::try_from(at + 1).ok()
    }

    /// The examples of codes: those that are taken out, and texts that hold none.
    pub fn examples(&self) -> (&[Example], &[String]) {
        (&self.examples.0, &self.examples.1)
    }
}

/// One group that holds the whole date.
fn date_pattern(months: &[Vec<String>; 12]) -> String {
    let names = months.iter().flatten().map(String::as_str).collect::<Vec<_>>().join("|");
    let year = r"(?:19|20)\d\d";
    format!(
        r"(\b{year}-\d\d-\d\d\b|\b\d{{1,2}}[./]\d{{1,2}}[./](?:{year}|\d\d)\b|\b\d{{1,2}}\.\d{{1,2}}\b|\b\d{{1,2}}(?:-?\p{{L}}{{2}})?\s+(?:of\s+)?(?:{names})\b(?:\.?,?\s+{year}\b)?|\b(?:{names})\.?\s+\d{{1,2}}(?:\p{{L}}{{2}})?\b(?:,?\s+{year}\b)?)"
    )
}

/// A host is what `https://` says it is, or what ends as hosts do and is no half of an address of e-mail.
fn link_pattern(endings: &[String]) -> String {
    let (label, endings) = (r"[\p{L}\p{N}_-]+", endings.join("|"));
    format!(
        r"\bhttps?://(?:[^\s/]*@)?([^\s/:?#<>@]+)[^\s<>]*|(?:^|[^@\p{{L}}\p{{N}}._-])((?:{label}\.)+(?:{endings}))\b(?:/[^\s<>]*)?"
    )
}

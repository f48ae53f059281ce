//! The phrases of one language, and how one is spoken.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use jiff::civil::Date;

use super::one_line;
use crate::model::{Advice, CarrierId, Lang, Number};

macro_rules! phrases {
    ($lang:literal) => {
        &[
            include_str!(concat!($lang, "/words.ftl")),
            include_str!(concat!($lang, "/why.ftl")),
            include_str!(concat!($lang, "/advice.ftl")),
            include_str!(concat!($lang, "/notices.ftl")),
            include_str!(concat!($lang, "/claim.ftl")),
            include_str!(concat!($lang, "/disputes.ftl")),
            include_str!(concat!($lang, "/dossier.ftl")),
            include_str!(concat!($lang, "/deeds.ftl")),
            include_str!(concat!($lang, "/orders.ftl")),
            include_str!(concat!($lang, "/cli.ftl")),
            include_str!(concat!($lang, "/look.ftl")),
            include_str!(concat!($lang, "/norms.ftl")),
            include_str!(concat!($lang, "/messages.ftl")),
            include_str!(concat!($lang, "/ways.ftl")),
            include_str!(concat!($lang, "/setup.ftl")),
            include_str!(concat!($lang, "/mend.ftl")),
            include_str!(concat!($lang, "/privacy.ftl")),
            include_str!(concat!($lang, "/web.ftl")),
        ]
    };
}

/// The longest text that enters a sentence, in characters; the rest is cut.
const LONGEST: usize = 1000;

/// What a sentence is told with: everything it must know beside its own facts.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The reader's day: dates of another year name the year.
    pub today: Date,
    /// What the reader calls a carrier.
    pub carrier: &'a dyn Fn(&CarrierId) -> String,
    /// The carrier's page for a number.
    pub page: &'a dyn Fn(&CarrierId, &Number) -> Option<String>,
    /// The shop's own words for the reason that is advised.
    pub reason: &'a dyn Fn(&Advice) -> Option<String>,
}

impl Setting<'_> {
    /// Carriers go by their ids, pages and shops' words are not known.
    pub fn bare(today: Date) -> Setting<'static> {
        Setting { today, carrier: &|id| id.to_string(), page: &|_, _| None, reason: &|_| None }
    }
}

/// What stands in a phrase for one of its variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg<'a> {
    /// A text; it is cleaned, put on one line and bounded.
    Text(Cow<'a, str>),
    /// A number of things; it chooses the plural.
    Count(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Arg<'a> {
        Arg::Text(text.into())
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Arg<'a> {
        Arg::Text(text.into())
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(text.into())
    }
}

impl From<i64> for Arg<'_> {
    fn from(count: i64) -> Self {
        Arg::Count(count)
    }
}

impl From<i32> for Arg<'_> {
    fn from(count: i32) -> Self {
        Arg::Count(count.into())
    }
}

impl From<u8> for Arg<'_> {
    fn from(count: u8) -> Self {
        Arg::Count(count.into())
    }
}

impl From<usize> for Arg<'_> {
    fn from(count: usize) -> Self {
        Arg::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

/// All phrases of one language, compiled once. Owned by whoever speaks, and passed down.
pub struct Phrasebook {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Phrasebook {
    /// Compiles the phrases of a language.
    pub fn new(lang: Lang) -> Phrasebook {
        Phrasebook::of(lang, texts(lang))
    }

    /// The help of the command line, which is long and seldom read; nothing in English, where it stands at the commands.
    pub fn of_help(lang: Lang) -> Option<Phrasebook> {
        (lang == Lang::Ru).then(|| Phrasebook::of(lang, &[include_str!("help/ru.ftl")]))
    }

    fn of(lang: Lang, texts: &[&str]) -> Phrasebook {
        let name = lang.word().parse().expect("the word of a language is its language tag");
        let mut bundle = FluentBundle::new_concurrent(vec![name]);
        bundle.set_use_isolating(false);
        for text in texts {
            let phrases = FluentResource::try_new((*text).to_owned()).expect("the embedded phrases are well formed");
            bundle.add_resource(phrases).expect("no id stands twice in the embedded phrases");
        }
        Phrasebook { lang, bundle }
    }

    /// Which language it is.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether there is a phrase of this id.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// The phrase of this id with its variables filled in. An id nobody wrote is given back itself: a test finds the
    /// ids that the program uses and the phrases lack.
    pub fn phrase(&self, id: &str, args: &[(&str, Arg)]) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let values: FluentArgs = args.iter().map(|(name, arg)| (*name, value(arg))).collect();
        self.bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
    }

    /// The phrase of this id, which has no variables.
    pub fn label(&self, id: &str) -> String {
        self.phrase(id, &[])
    }
}

fn texts(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Ru => phrases!("ru"),
        Lang::En => phrases!("en"),
    }
}

fn value(arg: &Arg) -> FluentValue<'static> {
    match arg {
        Arg::Text(text) => FluentValue::from(one_line(text, LONGEST)),
        Arg::Count(count) => FluentValue::from(*count),
    }
}

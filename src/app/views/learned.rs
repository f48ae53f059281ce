//! A draft of a definition, learned from one answer, with what is left to find out.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::{Refusal, Setup, actions::mend},
    carriers::{Definition, numbers},
    mend::learn::{Guess, Learned, Sample, learn},
    model::SourceId,
};

/// What is asked of who finishes a draft, by the phrase that asks it.
const QUESTIONS: [&str; 5] = ["draft-request", "draft-pace", "draft-terms", "draft-numbers", "draft-page"];

/// A draft of a definition.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LearnedView {
    pub id: String,
    pub rows: usize,
    pub fields: Vec<FieldView>,
    /// Keys of which two readings are possible.
    pub open: Vec<String>,
    /// Codes, or texts where there are no codes, whose meaning is not known.
    pub unknown: Vec<String>,
    pub toml: String,
}

/// What was made of a field.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldView {
    pub key: String,
    pub value: String,
    pub sample: String,
    /// 0 to 100.
    pub sure: u8,
    pub others: Vec<String>,
}

impl FieldView {
    fn of(guess: &Guess) -> FieldView {
        let Guess { key, value, sample, sure, others } = guess.clone();
        FieldView { key, value, sample, sure, others }
    }
}

/// Learns an answer. `chosen` is what a person said where several readings were possible.
pub fn learned(
    setup: &Setup,
    id: &str,
    body: &[u8],
    number: Option<&str>,
    like: Option<&str>,
    chosen: BTreeMap<String, String>,
) -> anyhow::Result<LearnedView> {
    let parse = |text| numbers::parse(text).map_err(|fault| crate::app::refusal::not_a_number(text, &fault));
    let like = like.map(|id| setup.find_source(id)).transpose()?;
    let own = SourceId::from(id);
    let sample = Sample {
        registry: &setup.registry,
        body,
        number: number.map(parse).transpose()?,
        like,
        except: Some(&own),
        id,
        chosen,
    };
    let learned =
        learn(&sample).map_err(|refused| Refusal::new("learn-refused").with("why", mend::in_words(setup, &refused)))?;
    Ok(view(setup, id, learned))
}

fn view(setup: &Setup, id: &str, learned: Learned) -> LearnedView {
    let said = learned.unknown.iter().map(|(code, words)| match words.as_str() {
        "" => code.clone(),
        words => format!("{code} ({words})"),
    });
    let unknown: Vec<String> = said.collect();
    let mut toml = learned.text;
    toml += "\n";
    for question in QUESTIONS {
        toml += &format!("# ? {}\n", setup.phrases.label(question));
    }
    LearnedView {
        id: id.to_owned(),
        rows: learned.rows,
        fields: learned.guesses.iter().map(FieldView::of).collect(),
        open: learned.definition.open.clone(),
        unknown,
        toml,
    }
}

/// What a draft leaves open: keys of which two readings are possible, and what is not there, each with its question's phrase.
pub fn open_questions(definition: &Definition) -> Vec<(String, &'static str)> {
    if !definition.draft {
        return Vec::new();
    }
    let mut open: Vec<(String, &'static str)> = definition.open.iter().map(|it| (it.clone(), "draft-open")).collect();
    let mut missing = |is: bool, key: &str, phrase| open.extend(is.then(|| (key.to_owned(), phrase)));
    missing(definition.request.is_none(), "request", "draft-request");
    missing(definition.request.is_none(), "pace", "draft-pace");
    missing(definition.numbers.is_empty(), "numbers", "draft-numbers");
    missing(definition.page.is_none(), "page", "draft-page");
    let told = !definition.statuses.is_empty() || !definition.texts.is_empty() || definition.tables_of.is_some();
    missing(!told, "statuses", "draft-statuses");
    open
}

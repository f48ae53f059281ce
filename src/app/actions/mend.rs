//! A source's definition is mended by what is remembered of its parcels, and by answers that the user has.

use serde::Serialize;

use super::super::views::sources::definition_text;
use crate::{
    app::{Setup, setup::mended_file},
    carriers::{Answered, Definition, numbers_in, read},
    mend::{self, Case, Known, Question, Refused},
    model::{Event, Number, Outcome, SourceId, clean},
    store::{Answer, Migrate, Store, StoreError, Tx},
};

/// So many words of a file are looked at as numbers.
const WORDS_MAX: usize = 5_000;

/// An answer that the user has.
#[derive(Debug, Clone)]
pub struct GivenAnswer {
    /// How it is called.
    pub name: String,
    /// As it came.
    pub body: Vec<u8>,
}

/// What came of mending.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Mending {
    /// The source.
    pub id: String,
    /// Whether there is a mended definition.
    pub mended: bool,
    /// The lines of the definition that change.
    pub diff: String,
    /// Scans that are known of the numbers in the changed answers.
    pub known: usize,
    /// So many of them the mended definition gives back: all.
    pub given_back: usize,
    /// Why nothing was mended, in words.
    pub refused: Vec<String>,
    /// The keys that change.
    pub changes: Vec<String>,
    /// Facts and other numbers that are no longer found.
    pub lost: Vec<String>,
    /// Numbers whose earlier answers are no longer read as they were.
    pub older: Vec<Number>,
    /// How each changed answer is read before and after.
    pub heard: Vec<HeardAgain>,
    /// The mended definition.
    #[serde(skip)]
    pub text: String,
}

/// How an answer is read before and after.
#[derive(Debug, Clone, Serialize)]
pub struct HeardAgain {
    /// For which number.
    pub number: Number,
    /// The outcome by the definition as it was.
    pub before: String,
    /// The outcome by the mended one.
    pub after: String,
    /// Scans that are read now.
    pub scans: usize,
}

/// Tries to mend the definition of a source. Nothing is changed.
pub fn mend(setup: &Setup, id: &str, given: &[GivenAnswer]) -> anyhow::Result<Mending> {
    let definition = setup.find_source(id)?;
    let text = definition_text(definition)?.toml;
    let Evidence { known, good, changed } = evidence(setup, definition, given)?;
    let question =
        Question { registry: &setup.registry, definition, text: &text, known: &known, changed: &changed, good: &good };
    let mut mending = Mending { id: id.to_owned(), ..Mending::default() };
    match mend::mend(&question) {
        Ok(mended) => {
            mending.mended = true;
            mending.diff = mend::diff(&text, &mended.text);
            (mending.known, mending.given_back) = (mended.known, mended.given_back);
            (mending.changes, mending.lost, mending.older) = (mended.changes, mended.lost, mended.older);
            mending.refused = mended.skipped.iter().map(|(number, why)| skipped(setup, number, why)).collect();
            mending.heard = changed.iter().map(|it| heard_again(setup, definition, &mended.definition, it)).collect();
            mending.text = mended.text;
        }
        Err(refused) => {
            mending.known = known.iter().map(|it| it.scans.len()).sum();
            mending.refused = vec![in_words(setup, &refused)];
        }
    }
    Ok(mending)
}

/// Puts a mended definition in force, as the user's own. What was there before is kept beside it.
pub fn apply(setup: &Setup, mending: &Mending, day: jiff::civil::Date) -> anyhow::Result<std::path::PathBuf> {
    let args = [
        ("day", day.to_string().into()),
        ("known", (mending.known as i64).into()),
        ("given", (mending.given_back as i64).into()),
        ("id", mending.id.as_str().into()),
    ];
    let told = format!("# {}\n", setup.phrases.phrase("mend-provenance", &args));
    mended_file::lay(&setup.folders, &mending.id, &(told + &mending.text))
}

/// Takes a mended definition back: what was in force before is in force again. The file that was changed, if there was one.
pub fn take_back(setup: &Setup, id: &str) -> anyhow::Result<Option<std::path::PathBuf>> {
    let definition = setup.find_source(id)?;
    mended_file::take_back(&setup.folders, definition.id.as_str())
}

fn skipped(setup: &Setup, number: &Number, why: &Refused) -> String {
    format!("{number}: {}", in_words(setup, why))
}

fn heard_again(setup: &Setup, old: &Definition, new: &Definition, case: &Case) -> HeardAgain {
    let outcome = |definition: &Definition| outcome(setup, definition, case);
    let (before, after) = (outcome(old), outcome(new));
    let scans = after.heard().map_or(0, |it| it.events.len());
    HeardAgain {
        number: case.number.clone(),
        before: before.kind().to_string(),
        after: after.kind().to_string(),
        scans,
    }
}

fn outcome(setup: &Setup, definition: &Definition, case: &Case) -> Outcome {
    let said = read(&setup.registry, definition, std::slice::from_ref(&case.number), &case.answered);
    said.into_iter().next().map_or_else(|| Outcome::Unreadable(String::new()), |(_, outcome)| outcome)
}

/// Why nothing was mended, in words.
pub fn in_words(setup: &Setup, refused: &Refused) -> String {
    let phrase = |id: &str, args: &[(&str, crate::text::Arg<'_>)]| setup.phrases.phrase(id, args);
    match refused {
        Refused::NothingToMend => phrase("mend-nothing", &[]),
        Refused::NothingKnown => phrase("mend-nothing-known", &[]),
        Refused::NoAnswer => phrase("mend-no-answer", &[]),
        Refused::IsNoAnswer(how) => phrase("mend-is-no-answer", &[("how", clean(how).into())]),
        Refused::TooLarge => phrase("mend-too-large", &[]),
        Refused::NumberMissing(number) => phrase("mend-number-missing", &[("number", number.as_str().into())]),
        Refused::NoKnownScan => phrase("mend-no-known-scan", &[]),
        Refused::ScansMissing { known, found } => {
            phrase("mend-scans-missing", &[("known", (*known as i64).into()), ("found", (*found as i64).into())])
        }
        Refused::FieldMissing(key) => phrase("mend-field-missing", &[("key", key.as_str().into())]),
        Refused::Ambiguous(key) => phrase("mend-ambiguous", &[("key", key.as_str().into())]),
        Refused::NotProven(what) => phrase("mend-not-proven", &[("what", clean(what).into())]),
    }
}

/// What is known, and the answers sorted: read right, and not.
struct Evidence {
    known: Vec<Known>,
    good: Vec<Case>,
    changed: Vec<Case>,
}

fn evidence(setup: &Setup, definition: &Definition, given: &[GivenAnswer]) -> anyhow::Result<Evidence> {
    let mut cases: Vec<Case> = Vec::new();
    let mut known: Vec<Known> = Vec::new();
    let words: Vec<Number> = given.iter().flat_map(|it| words_of(&it.body)).collect();
    let file = setup.folders.database();
    if file.exists() {
        let kept = Store::open(&file, Migrate::No)?.reading(|tx| kept(tx, definition, &words))?;
        (cases, known) = (kept.0, kept.1);
    }
    let everybody = everybody(definition, &known, given);
    for it in given {
        cases.extend(cases_of(definition, it, &everybody));
    }
    let remembered = |number: &Number| known.iter().find(|it| it.number == *number).map(|it| it.scans.as_slice());
    // What of an answer is read by the definition is the best that is known, where the newest that is remembered is in it.
    let mut read_best: Vec<Known> = Vec::new();
    let read: Vec<Vec<Event>> = cases
        .iter()
        .map(|it| outcome(setup, definition, it).heard().map(|it| it.events.clone()).unwrap_or_default())
        .collect();
    for (case, scans) in cases.iter().zip(&read) {
        let newest = remembered(&case.number).and_then(|it| it.iter().max_by_key(|it| it.about()));
        if scans.is_empty()
            || newest.is_some_and(|newest| scans.iter().all(|it| it.wall != newest.wall || it.status != newest.status))
        {
            continue;
        }
        match read_best.iter_mut().find(|it| it.number == case.number) {
            Some(best) if best.scans.len() < scans.len() => best.scans.clone_from(scans),
            Some(_) => {}
            None => read_best.push(Known { number: case.number.clone(), scans: scans.clone() }),
        }
    }
    let better = |it: &Known| read_best.iter().all(|best| best.number != it.number);
    known.retain(better);
    known.extend(read_best);
    let is_good = |case: &Case, scans: &Vec<Event>| match known.iter().find(|it| it.number == case.number) {
        Some(known) => scans.len() >= known.scans.len() && known.scans.iter().all(|it| scans.contains(it)),
        None => true,
    };
    let (good, changed): (Vec<_>, Vec<_>) = cases.into_iter().zip(read).partition(|(case, scans)| is_good(case, scans));
    let cases = |it: Vec<(Case, Vec<Event>)>| it.into_iter().map(|(case, _)| case).collect();
    Ok(Evidence { known, good: cases(good), changed: cases(changed) })
}

/// The answers that are kept of a source, and the scans that are remembered of their numbers and of those that are named.
fn kept(tx: &Tx<'_>, definition: &Definition, named: &[Number]) -> Result<(Vec<Case>, Vec<Known>), StoreError> {
    let source: &SourceId = &definition.id;
    let mut cases = Vec::new();
    for it in tx.unreadable()?.into_iter().filter(|it| it.source == *source && !it.cut) {
        let numbers = if it.numbers.is_empty() { vec![it.number.clone()] } else { it.numbers.clone() };
        let case = |number| Case { number, answered: Answered::whole(it.http, it.body.clone()) };
        cases.extend(numbers.into_iter().map(case));
    }
    let mut numbers: Vec<Number> = cases.iter().map(|it| it.number.clone()).chain(named.iter().cloned()).collect();
    numbers.sort();
    numbers.dedup();
    let mut known = Vec::new();
    for number in numbers {
        let scans = tx.scans_of(&number, source)?;
        if scans.is_empty() {
            continue;
        }
        let answers = tx.answers_for(std::slice::from_ref(&number))?;
        cases
            .extend(answers.into_iter().filter(|it| it.source == *source && !it.cut).map(|it| case_of(definition, it)));
        known.push(Known { number, scans });
    }
    Ok((cases, known))
}

fn case_of(definition: &Definition, answer: Answer) -> Case {
    let body = if answer.is_part { whole_of(definition, &answer.body) } else { answer.body };
    Case { number: answer.number, answered: Answered::whole(answer.http, body) }
}

/// What was cut out of an answer for several, put where the definition looks for it.
fn whole_of(definition: &Definition, piece: &[u8]) -> Vec<u8> {
    let place = definition.answer.as_ref().and_then(|it| it.element.as_ref()).and_then(|it| it.0.first());
    let Ok(mut value) = serde_json::from_slice::<serde_json::Value>(piece) else { return piece.to_vec() };
    value = serde_json::json!([value]);
    let steps: Vec<&str> =
        place.map(|it| it.source().split('/').filter(|it| *it != "." && *it != "*").collect()).unwrap_or_default();
    for step in steps.into_iter().rev() {
        value = serde_json::json!({ step: value });
    }
    value.to_string().into_bytes()
}

/// The numbers that are remembered, and those that given answers name.
fn everybody(definition: &Definition, known: &[Known], given: &[GivenAnswer]) -> Vec<Number> {
    let mut numbers: Vec<Number> = known.iter().map(|it| it.number.clone()).collect();
    numbers.extend(given.iter().flat_map(|it| numbers_in(definition, &it.body)));
    if numbers.is_empty() && definition.answer.as_ref().is_some_and(|it| it.identity.is_empty()) {
        numbers.extend(Number::new("0000"));
    }
    numbers.sort();
    numbers.dedup();
    numbers
}

/// A given answer for each number that stands in it; what names nobody is held against the only one it may be of.
fn cases_of(definition: &Definition, it: &GivenAnswer, everybody: &[Number]) -> Vec<Case> {
    let text = String::from_utf8_lossy(&it.body).to_uppercase();
    let mut numbers: Vec<Number> = everybody.iter().filter(|it| text.contains(it.as_str())).cloned().collect();
    if let ([only], true) = (everybody, numbers.is_empty()) {
        numbers.push(only.clone());
    }
    if numbers.is_empty() {
        numbers = numbers_in(definition, &it.body);
    }
    numbers.into_iter().map(|number| Case { number, answered: Answered::whole(200, it.body.clone()) }).collect()
}

/// Words of an answer that have the form of a number.
fn words_of(body: &[u8]) -> Vec<Number> {
    let text = String::from_utf8_lossy(body);
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|it| (6..=40).contains(&it.len()));
    let figures = words.filter(|it| it.bytes().filter(u8::is_ascii_digit).count() >= 4);
    let mut numbers: Vec<Number> =
        figures.take(WORDS_MAX).filter_map(|it| Number::new(it.to_uppercase()).ok()).collect();
    numbers.sort();
    numbers.dedup();
    numbers
}

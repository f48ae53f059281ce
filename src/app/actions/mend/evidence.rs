//! What a definition is mended by: the scans that are remembered, and the answers that are kept or given.

use crate::{
    app::Setup,
    carriers::{Answered, Definition, numbers_in, read},
    mend::{Case, Known},
    model::{Event, Number, Outcome, SourceId},
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

/// What is known, and the answers sorted: read right, and not.
pub(super) struct Evidence {
    /// The scans of each number.
    pub known: Vec<Known>,
    /// Answers that the definition reads.
    pub good: Vec<Case>,
    /// Answers that it does not.
    pub changed: Vec<Case>,
    /// The same of those that are older than what could not be read: their shape may be one of before.
    pub earlier: Vec<Case>,
}

/// Gathers it.
pub(super) fn evidence(setup: &Setup, definition: &Definition, given: &[GivenAnswer]) -> anyhow::Result<Evidence> {
    let mut cases: Vec<Case> = Vec::new();
    let mut known: Vec<Known> = Vec::new();
    let mut answers: Vec<Case> = Vec::new();
    let words: Vec<Number> = given.iter().flat_map(|it| words_of(&it.body)).collect();
    let file = setup.folders.database();
    if file.exists() {
        let kept = Store::open(&file, Migrate::No)?.reading(|tx| kept(tx, definition, &words))?;
        (cases, known, answers) = (kept.unreadable, kept.known, kept.answers);
    }
    let older = cases.len()..cases.len() + if cases.is_empty() { 0 } else { answers.len() };
    cases.extend(answers);
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
    let (mut good, mut changed, mut earlier) = (Vec::new(), Vec::new(), Vec::new());
    for (index, (case, scans)) in cases.into_iter().zip(read).enumerate() {
        match (is_good(&case, &scans), older.contains(&index)) {
            (true, _) => good.push(case),
            (false, true) => earlier.push(case),
            (false, false) => changed.push(case),
        }
    }
    Ok(Evidence { known, good, changed, earlier })
}

/// What is kept of a source.
struct Kept {
    unreadable: Vec<Case>,
    /// Answers that could be read when they came.
    answers: Vec<Case>,
    known: Vec<Known>,
}

/// The answers that are kept of a source, and the scans that are remembered of their numbers and of those that are named.
fn kept(tx: &Tx<'_>, definition: &Definition, named: &[Number]) -> Result<Kept, StoreError> {
    let source: &SourceId = &definition.id;
    let (mut unreadable, mut answers) = (Vec::new(), Vec::new());
    for it in tx.unreadable(source)?.into_iter().filter(|it| !it.cut) {
        let numbers = if it.numbers.is_empty() { vec![it.number.clone()] } else { it.numbers.clone() };
        let case = |number| Case { number, answered: Answered::whole(it.http, it.body.clone()) };
        unreadable.extend(numbers.into_iter().map(case));
    }
    let mut numbers: Vec<Number> =
        unreadable.iter().map(|it: &Case| it.number.clone()).chain(named.iter().cloned()).collect();
    numbers.sort();
    numbers.dedup();
    let mut known = Vec::new();
    for number in numbers {
        let scans = tx.scans_of(&number, source)?;
        if scans.is_empty() {
            continue;
        }
        let of_all = tx.answers_for(std::slice::from_ref(&number))?;
        let of_source = of_all.into_iter().filter(|it| it.source == *source && !it.cut);
        answers.extend(of_source.map(|it| case_of(definition, it)));
        known.push(Known { number, scans });
    }
    Ok(Kept { unreadable, answers, known })
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

/// What a definition makes of an answer.
pub(super) fn outcome(setup: &Setup, definition: &Definition, case: &Case) -> Outcome {
    let said = read(&setup.registry, definition, std::slice::from_ref(&case.number), &case.answered);
    said.into_iter().next().map_or_else(|| Outcome::Unreadable(String::new()), |(_, outcome)| outcome)
}

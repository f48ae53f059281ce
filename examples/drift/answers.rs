//! The answers that drift: every fixture that says scans, and what stands in it.

use std::{fs, path::Path};

use posylka::{
    carriers::{
        Answered, Definition, Registry,
        answer::{opened, text_of, timed},
        definition::Alternatives,
        document_node::Format,
        document_path::{Scope, Trail},
        read,
    },
    model::{Event, Number, Outcome},
};

use super::{
    json,
    kinds::{Drift, Moment, Values},
    markup,
};

/// An answer, the number it is read for, and what it says.
pub struct Answer {
    pub case: String,
    pub number: Number,
    pub body: String,
    pub scans: Vec<Event>,
    pub values: Values,
}

/// A source with its answers.
pub struct Source<'r> {
    pub definition: &'r Definition,
    pub text: String,
    pub format: Format,
    pub answers: Vec<Answer>,
}

/// All sources whose fixtures say scans.
pub fn all<'r>(registry: &'r Registry, root: &Path) -> Vec<Source<'r>> {
    let mut sources = Vec::new();
    for definition in registry.iter() {
        let Some(answer) = &definition.answer else { continue };
        let folder = root.join("fixtures").join(definition.id.as_str());
        let mut files: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()).collect();
        files.sort();
        let files = files.iter().filter(|it| it.extension().is_some_and(|it| it != "heard" && it != "tsv"));
        let answers: Vec<Answer> = files.flat_map(|it| answers_in(registry, definition, it)).collect();
        let text = Registry::embedded_text(&definition.id).unwrap_or_default().to_owned();
        if !answers.is_empty() {
            sources.push(Source { definition, text, format: answer.format, answers });
        }
    }
    sources
}

fn answers_in(registry: &Registry, definition: &Definition, file: &Path) -> Vec<Answer> {
    let (Ok(body), Ok(heard)) = (fs::read_to_string(file), fs::read_to_string(file.with_extension("heard"))) else {
        return Vec::new();
    };
    let asked = heard.lines().filter_map(|it| it.strip_prefix("ask: ")).flat_map(str::split_whitespace);
    let case = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let plain = !heard.lines().any(|it| it.starts_with("http: ") || it.starts_with("header: "));
    let numbers = asked.filter_map(|it| Number::new(it).ok()).filter(|_| plain);
    let answer = |number: Number| {
        let scans = scans(registry, definition, &number, &body);
        let values = values(definition, &number, &body)?;
        (!scans.is_empty()).then(|| Answer { case: case.clone(), number, body: body.clone(), scans, values })
    };
    numbers.filter_map(answer).collect()
}

/// What a definition makes of a body.
pub fn outcome(registry: &Registry, definition: &Definition, number: &Number, body: &str) -> Outcome {
    read(registry, definition, std::slice::from_ref(number), &Answered::whole(200, body)).remove(0).1
}

/// The scans of it.
pub fn scans(registry: &Registry, definition: &Definition, number: &Number, body: &str) -> Vec<Event> {
    outcome(registry, definition, number, body).heard().map(|it| it.events.clone()).unwrap_or_default()
}

/// What stands in an answer as times, codes, texts and zones, by its definition.
fn values(definition: &Definition, number: &Number, body: &str) -> Option<Values> {
    let answer = definition.answer.as_ref()?;
    let answered = Answered::whole(200, body);
    let text = text_of(&answered);
    let document = opened(definition, answer, &answered, &text).ok()?;
    let mut found =
        Values { numbers: vec![number.clone()], pure_codes: pure(&answer.code, &answer.text), ..Values::default() };
    let mut trail = Trail::new(document.root());
    let elements = answer.element.as_ref().map_or_else(|| vec![0], |it| it.rows(&mut trail, 0));
    for element in elements {
        for group in answer.rows.rows(&mut trail, element).chunks(answer.stride) {
            let at = trail.scope(group[0]).beside(group);
            let code = answer.code.value(at).unwrap_or_default();
            let Some((wall, zone)) = timed(answer, &answer.time, at, &code) else { continue };
            let printed = |text: &str| posylka::carriers::time::printed_instant(text).and(zone.map(|it| it.offset));
            let parts = raw(&answer.time, at);
            for (text, whole) in parts {
                let moment = Moment { offset: printed(&text), text, wall };
                if whole {
                    found.times.push(moment);
                } else if is_day(&moment.text) {
                    found.days.push(moment);
                }
            }
            found.codes.extend(raw(&answer.code, at).into_iter().map(|(it, _)| it));
            found.texts.extend(raw(&answer.text, at).into_iter().map(|(it, _)| it));
            for rule in &answer.zone {
                found.zones.extend(rule.place.iter().flat_map(|it| raw(it, at)).map(|(it, _)| it));
            }
        }
    }
    (!found.times.is_empty() || !found.days.is_empty()).then_some(found)
}

/// Whether a part of a time is its day.
fn is_day(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    !text.contains(':') && (digits >= 8 || (digits >= 5 && text.chars().any(char::is_alphabetic)))
}

/// Whether a code stands alone at its place, which is not that of the text.
fn pure(code: &Alternatives, text: &Alternatives) -> bool {
    let [one] = code.0.as_slice() else { return false };
    let alone = one.pattern.is_none() && one.map.is_empty() && !one.place.source().contains('{');
    alone && text.0.iter().all(|it| it.place.source() != one.place.source())
}

/// What stands at the places of a field; whether it is the whole of it.
fn raw(many: &Alternatives, at: Scope<'_, '_>) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for one in &many.0 {
        let places: Vec<_> = one.place.places().collect();
        let whole = places.len() == 1;
        found.extend(places.iter().flat_map(|it| it.values(at)).map(|it| (it.into_owned(), whole)));
    }
    found
}

/// A body as it has drifted, or nothing.
pub fn drifted(source: &Source<'_>, body: &str, drift: &Drift, values: &Values) -> Option<String> {
    let answer = source.definition.answer.as_ref()?;
    let whole = answer.extract.as_ref().and_then(|it| it.capture(body)).unwrap_or(body);
    let new = match source.format {
        Format::Json => json::drifted(whole, drift, values)?,
        format => markup::drifted(whole, format == Format::Html, answer.extract.is_some(), drift, values)?,
    };
    Some(body.replacen(whole, &new, 1))
}

//! From bytes to an outcome per number.
//!
//! Belongs here: bytes, places and tables to scans, other numbers, facts and outcomes. Does not belong here: what is
//! concluded from them.

mod document;
mod facts;
mod linked;
mod order;
mod outcome;
mod page;
mod pieces;
mod rows;
mod rows_elsewhere;
mod same_scan;
mod skeleton;

use super::{
    charset::to_utf8,
    definition::{Alternatives, Answer, Definition},
    document_path::{Scope, Trail},
    numbers,
    registry::Registry,
};
use crate::model::{Heard, Number, Outcome, OutcomeKind};

pub use document::Document;
pub use outcome::by_status;
pub use outcome::register_again;
pub(super) use outcome::{outcome_of_places, outcome_of_text};
pub use pieces::pieces;
pub use rows::timed;
pub use skeleton::{Skeleton, print_of_text};

/// What came over the wire.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answered {
    /// The HTTP status.
    pub status: u16,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// UTF-8, as far as the wire could make it so.
    pub body: Vec<u8>,
    /// Whether the server closed, or the limit was reached, before the end.
    pub ended_early: bool,
}

impl Answered {
    /// A complete answer with this status and body.
    pub fn whole(status: u16, body: impl Into<Vec<u8>>) -> Answered {
        Answered { status, headers: Vec::new(), body: body.into(), ended_early: false }
    }

    /// A header by its name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// The text of an answer, without a byte order mark.
pub fn text_of(answered: &Answered) -> std::borrow::Cow<'_, str> {
    let bytes = answered.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&answered.body);
    // The strict check is several times as fast as the lenient one. What the wire could not know a page may say itself.
    std::str::from_utf8(bytes)
        .map_or_else(|_| String::from_utf8_lossy(&to_utf8(bytes.to_vec(), "")).into_owned().into(), Into::into)
}

/// Reads an answer: what it says of each number that was asked for.
pub fn read(
    registry: &Registry,
    definition: &Definition,
    asked: &[Number],
    answered: &Answered,
) -> Vec<(Number, Outcome)> {
    reading(registry, definition, asked, answered, |_| ()).0
}

/// The same, and the skeleton of the answer; a body that is none has none.
pub fn read_with_skeleton(
    registry: &Registry,
    definition: &Definition,
    asked: &[Number],
    answered: &Answered,
) -> (Vec<(Number, Outcome)>, Skeleton) {
    reading(registry, definition, asked, answered, skeleton::skeleton)
}

/// The skeleton of what came, where it is an answer.
pub fn skeleton_of(definition: &Definition, answered: &Answered) -> Skeleton {
    let text = text_of(answered);
    let document = definition.answer.as_ref().and_then(|answer| opened(definition, answer, answered, &text).ok());
    document.map(|it| skeleton::skeleton(&it)).unwrap_or_default()
}

fn reading<T: Default>(
    registry: &Registry,
    definition: &Definition,
    asked: &[Number],
    answered: &Answered,
    also: impl FnOnce(&Document<'_>) -> T,
) -> (Vec<(Number, Outcome)>, T) {
    let text = text_of(answered);
    let all = |outcome: Outcome| asked.iter().map(|number| (number.clone(), outcome.clone())).collect();
    let Some(answer) = &definition.answer else {
        let unknown = Outcome::Unreadable("the definition does not say how answers are read".to_owned());
        return (all(unknown), T::default());
    };
    match opened(definition, answer, answered, &text) {
        Err(outcome) => (all(*outcome), T::default()),
        Ok(document) => {
            let more = also(&document);
            (Reading::new(registry, definition, answer, answered, &text, &document).each(asked), more)
        }
    }
}

/// The numbers an answer speaks of, as its elements name them.
pub fn numbers_in(definition: &Definition, body: &[u8]) -> Vec<Number> {
    let answered = Answered::whole(200, body);
    let text = text_of(&answered);
    let Some(answer) = &definition.answer else { return Vec::new() };
    let Ok(document) = opened(definition, answer, &answered, &text) else { return Vec::new() };
    let mut trail = Trail::new(document.root());
    let mut numbers = Vec::new();
    for at in elements(answer, &mut trail) {
        let first = identity_of(&answer.identity, trail.scope(at)).and_then(|names| names.into_iter().next());
        numbers.extend(first.filter(|it| !numbers.contains(it)));
    }
    numbers
}

/// Tests what can be tested before the body is understood, then parses it.
pub fn opened<'t>(
    definition: &Definition,
    answer: &Answer,
    answered: &Answered,
    text: &'t str,
) -> Result<Document<'t>, Box<Outcome>> {
    // What is not all there has not said that there is nothing.
    let whole = |it: &Outcome| !(answered.ended_early && it.kind().answered());
    if let Some(outcome) = outcome_of_text(&definition.outcome, answered, text).filter(whole) {
        return Err(Box::new(outcome));
    }
    let ended = answer.complete.as_ref().is_some_and(|it| !it.is_in(text)) && by_status(answered).is_none();
    if answered.ended_early || ended {
        return Err(Box::new(Outcome::Unavailable("the answer ended early".to_owned())));
    }
    let inner = match &answer.extract {
        None => Some(text),
        Some(pattern) => pattern.capture(text),
    };
    let parsed = match inner {
        None => Err(Box::new(Outcome::Unreadable("the document is not where it used to be".to_owned()))),
        Some(inner) => Document::parse(answer.format, inner),
    };
    parsed.map_err(|fault| {
        by_status(answered).or_else(|| page::instead_of_data(answer.format, text)).map_or(fault, Box::new)
    })
}

fn elements(answer: &Answer, trail: &mut Trail<'_>) -> Vec<usize> {
    match &answer.element {
        None => vec![0],
        Some(places) => places.rows(trail, 0),
    }
}

/// The numbers a piece names; `None` where it names none.
pub fn identity_of(identity: &Alternatives, at: Scope<'_, '_>) -> Option<Vec<Number>> {
    let values = identity.0.iter().flat_map(|one| one.values(at));
    let names: Vec<Number> = values.filter_map(|value| numbers::parse(&value).ok()).collect();
    (!names.is_empty()).then_some(names)
}

/// One answer while it is read.
struct Reading<'r, 'a> {
    registry: &'r Registry,
    definition: &'r Definition,
    answer: &'r Answer,
    answered: &'r Answered,
    text: &'r str,
    trail: Trail<'a>,
    elements: Vec<usize>,
}

impl<'r, 'a> Reading<'r, 'a> {
    fn new(
        registry: &'r Registry,
        definition: &'r Definition,
        answer: &'r Answer,
        answered: &'r Answered,
        text: &'r str,
        document: &'a Document<'a>,
    ) -> Reading<'r, 'a> {
        let mut trail = Trail::new(document.root());
        let elements = elements(answer, &mut trail);
        Reading { registry, definition, answer, answered, text, trail, elements }
    }

    fn each(mut self, asked: &[Number]) -> Vec<(Number, Outcome)> {
        let told = outcome_of_places(&self.definition.outcome, self.answered, self.trail.scope(0), self.text, false);
        // Of one number "nothing scanned yet" may carry other numbers: it is told with its element.
        if let Some(outcome) =
            told.filter(|it| !matches!(it, Outcome::NoHistory(_))).or_else(|| by_status(self.answered))
        {
            return asked.iter().map(|number| (number.clone(), outcome.clone())).collect();
        }
        asked.iter().map(|number| (number.clone(), self.one(number, asked.len() == 1))).collect()
    }

    fn one(&mut self, number: &Number, alone: bool) -> Outcome {
        let identities: Vec<_> =
            self.elements.iter().map(|at| (*at, identity_of(&self.answer.identity, self.trail.scope(*at)))).collect();
        let named = identities.iter().find(|(_, names)| names.as_ref().is_some_and(|names| names.contains(number)));
        let nameless = || identities.first().filter(|(_, names)| alone && identities.len() == 1 && names.is_none());
        match named.or_else(nameless) {
            Some((at, names)) => {
                // A source that never names the number names its list at least.
                let list = || self.answer.rows.0.iter().any(|place| place.is_named(self.trail.scope(*at)));
                let named = names.is_some() || self.answer.identity.0.is_empty() && list();
                self.element(*at, number, named)
            }
            None => self.missing(identities.iter().find_map(|(_, names)| names.as_ref()?.first())),
        }
    }

    fn missing(&self, other: Option<&Number>) -> Outcome {
        match (self.answer.missing, other) {
            (Some(OutcomeKind::NotFound), _) => Outcome::NotFound,
            (Some(OutcomeKind::NoHistory), _) => Outcome::NoHistory(Heard::default()),
            (_, Some(other)) => Outcome::Unreadable(format!("the answer speaks of {other}")),
            (_, None) => Outcome::Unreadable("the answer does not speak of it".to_owned()),
        }
    }

    fn has_rows_elsewhere(&self, at: usize) -> bool {
        rows_elsewhere::are_there(self.trail.node(at), self.registry.tables(self.definition), &self.answer.time_format)
    }

    /// What an element says of a number; `named` where it names the number itself.
    fn element(&mut self, at: usize, number: &Number, named: bool) -> Outcome {
        let rules = &self.definition.outcome;
        let told = outcome_of_places(rules, self.answered, self.trail.scope(at), self.text, true)
            .or_else(|| outcome_of_places(rules, self.answered, self.trail.scope(0), self.text, false));
        if let Some(outcome) = told.as_ref().filter(|it| !matches!(it, Outcome::NoHistory(_))) {
            return outcome.clone();
        }
        let rows = self.answer.rows.rows(&mut self.trail, at);
        let read = rows::read(self.registry, self.definition, self.answer, &mut self.trail, at, &rows);
        let unread = read.unread;
        let heard = self.heard(at, number, read.heard, &read.numbers);
        match (heard.events.is_empty(), told, rows.is_empty()) {
            (false, ..) => Outcome::Events(heard),
            (true, Some(_), _) => Outcome::NoHistory(heard),
            (true, None, true) if !named || self.has_rows_elsewhere(at) => {
                Outcome::Unreadable("there is no scan where scans used to be".to_owned())
            }
            (true, None, true) => Outcome::NoHistory(heard),
            (true, None, false) if unread => {
                Outcome::Unreadable("scans have nothing where code and text used to be".to_owned())
            }
            (true, None, false) if heard.complaints.is_empty() => Outcome::NoHistory(heard),
            (true, None, false) => {
                let first = heard.complaints.first().map(|it| it.detail.as_str()).unwrap_or_default();
                Outcome::Unreadable(format!("no scan could be read: {first}"))
            }
        }
    }

    fn heard(&self, at: usize, number: &Number, mut heard: Heard, scans: &[rows::ScanNumber]) -> Heard {
        let scope = self.trail.scope(at);
        heard.numbers = linked::read(self.registry, self.definition, scope, number, &heard.events, scans);
        heard.facts = facts::read(&self.definition.facts, scope, &heard.events);
        heard
    }
}

//! An answer as a test keeps it: without people, under a made-up number, with what was heard in it.

use crate::{
    app::Setup,
    carriers::{self, Answered, Definition, heard_fixture, redact},
    model::{Number, OutcomeKind},
};

/// An answer with nothing of a person in it, and what was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixture {
    /// The answer.
    pub answer: String,
    /// How the name of its file ends.
    pub ending: &'static str,
    /// What was heard in it, in the form of `.heard` files.
    pub heard: String,
    /// What it comes to.
    pub outcome: Option<OutcomeKind>,
}

/// Makes a fixture of what a source answered for a number.
pub fn fixture(setup: &Setup, definition: &Definition, number: &Number, answered: &Answered) -> Fixture {
    let made_up = redact::made_up(&setup.registry, number);
    let answer = redact::redacted(&String::from_utf8_lossy(&answered.body), number, &made_up);
    let shown = Answered { body: answer.clone().into_bytes(), ..answered.clone() };
    let said = carriers::read(&setup.registry, definition, std::slice::from_ref(&made_up), &shown);
    let mut heard = format!("ask: {made_up}\nhttp: {}\n", answered.status);
    heard.extend(said.iter().map(|(number, outcome)| heard_fixture::in_words(number, outcome)));
    Fixture {
        answer,
        ending: definition.answer.as_ref().map_or("txt", |it| it.format.word()),
        heard,
        outcome: said.first().map(|(_, outcome)| outcome.kind()),
    }
}

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

/// Makes a fixture of what a source answered for a number. Every other number that stands in it as such is made up, too.
pub fn fixture(setup: &Setup, definition: &Definition, number: &Number, answered: &Answered) -> Fixture {
    let numbers = redact::made_up(&setup.registry, &named(setup, definition, number, answered));
    fixture_with(setup, definition, number, answered, &numbers)
}

/// The same with these numbers made up.
pub fn fixture_with(
    setup: &Setup,
    definition: &Definition,
    number: &Number,
    answered: &Answered,
    numbers: &[(Number, Number)],
) -> Fixture {
    let made_up = numbers.iter().find(|(it, _)| it == number).map_or(number, |(_, other)| other);
    let answer = redact::redacted(&String::from_utf8_lossy(&answered.body), numbers);
    let shown = Answered { body: answer.clone().into_bytes(), ..answered.clone() };
    let said = carriers::read(&setup.registry, definition, std::slice::from_ref(made_up), &shown);
    let mut heard = format!("ask: {made_up}\nhttp: {}\n", answered.status);
    heard.extend(said.iter().map(|(number, outcome)| heard_fixture::in_words(number, outcome)));
    Fixture {
        answer,
        ending: definition.answer.as_ref().map_or("txt", |it| it.format.word()),
        heard,
        outcome: said.first().map(|(_, outcome)| outcome.kind()),
    }
}

/// The numbers in an answer: who was asked for, whom its pieces name, and under which it says that they go on.
pub fn named(setup: &Setup, definition: &Definition, number: &Number, answered: &Answered) -> Vec<Number> {
    let mut numbers = vec![number.clone()];
    numbers.extend(carriers::numbers_in(definition, &answered.body));
    for (_, outcome) in carriers::read(&setup.registry, definition, &numbers.clone(), answered) {
        numbers.extend(outcome.heard().into_iter().flat_map(|it| &it.numbers).map(|it| it.number.clone()));
    }
    numbers
}

//! Registering a number with a source that wants to be told of it before it is asked.

use super::{
    build::build,
    fill::Values,
    given::GivenOf,
    value::{Request, RequestError, Secrets, Token},
};
use crate::{
    carriers::{
        answer::{self, Answered, Document, identity_of},
        definition::{Definition, RegisterSpec},
        document_path::{Scope, Trail},
    },
    model::{Number, Outcome},
};

/// What came of registering a number.
#[derive(Debug, Clone, PartialEq)]
pub enum Registered {
    /// It may be asked for; what to show as `{registered}`, perhaps nothing.
    Kept(String),
    /// It came out otherwise.
    Failed(Box<Outcome>),
}

/// The request that registers numbers, where the source wants that.
pub fn register_request(
    definition: &Definition,
    numbers: &[Number],
    given: &GivenOf,
    secrets: &Secrets,
    token: Option<&Token>,
) -> Option<Result<Request, RequestError>> {
    let spec = definition.register.as_ref()?;
    Some(build(definition, &spec.request, &Values { numbers, given, secrets, token, registered: None }))
}

/// The request after it, with what it brought, where the source wants two.
pub fn register_then_request(
    definition: &Definition,
    number: &Number,
    given: &GivenOf,
    secrets: &Secrets,
    token: Option<&Token>,
    registered: &str,
) -> Option<Result<Request, RequestError>> {
    let then = definition.register.as_ref()?.then.as_ref()?;
    let numbers = std::slice::from_ref(number);
    Some(build(definition, then, &Values { numbers, given, secrets, token, registered: Some(registered) }))
}

/// What an answer says of each number that was to be registered.
pub fn read_register(definition: &Definition, asked: &[Number], answered: &Answered) -> Vec<(Number, Registered)> {
    let each = |it: Registered| asked.iter().map(|number| (number.clone(), it.clone())).collect();
    let Some(spec) = &definition.register else { return each(undescribed()) };
    let text = answer::text_of(answered);
    if let Some(outcome) = answer::outcome_of_text(&spec.outcome, answered, &text) {
        return each(registered(outcome, ""));
    }
    let document = match Document::parse(spec.format, &text) {
        Ok(document) => document,
        Err(outcome) => return each(Registered::Failed(answer::by_status(answered).map_or(outcome, Box::new))),
    };
    let mut trail = Trail::new(document.root());
    if let Some(outcome) = answer::outcome_of_places(&spec.outcome, answered, trail.scope(0), &text, false) {
        return each(registered(outcome, &value(spec, trail.scope(0))));
    }
    if let Some(outcome) = answer::by_status(answered) {
        return each(Registered::Failed(Box::new(outcome)));
    }
    let elements = spec.element.as_ref().map_or_else(|| vec![0], |places| places.rows(&mut trail, 0));
    let one = |number: &Number| {
        let mine =
            |at: &usize| identity_of(&spec.identity, trail.scope(*at)).is_none_or(|names| names.contains(number));
        let Some(at) = elements.iter().copied().find(mine) else {
            return Registered::Failed(Box::new(Outcome::Unreadable("the answer does not speak of it".to_owned())));
        };
        let kept = value(spec, trail.scope(at));
        match answer::outcome_of_places(&spec.outcome, answered, trail.scope(at), &text, true) {
            Some(outcome) => registered(outcome, &kept),
            None if kept.is_empty() && !spec.value.is_empty() => {
                Registered::Failed(Box::new(Outcome::Unreadable("nothing to keep in it".to_owned())))
            }
            None => Registered::Kept(kept),
        }
    };
    asked.iter().map(|number| (number.clone(), one(number))).collect()
}

/// What the answer to the request after it says; what the first brought stays kept.
pub fn read_register_then(definition: &Definition, kept: &str, answered: &Answered) -> Registered {
    let Some(spec) = &definition.register else { return undescribed() };
    let text = answer::text_of(answered);
    let told = answer::outcome_of_text(&spec.outcome, answered, &text).or_else(|| {
        let document = Document::parse(spec.format, &text).ok()?;
        let trail = Trail::new(document.root());
        answer::outcome_of_places(&spec.outcome, answered, trail.scope(0), &text, false)
    });
    match told {
        Some(outcome) => registered(outcome, kept),
        None => answer::by_status(answered)
            .map_or_else(|| Registered::Kept(kept.to_owned()), |outcome| Registered::Failed(Box::new(outcome))),
    }
}

fn undescribed() -> Registered {
    Registered::Failed(Box::new(Outcome::Unreadable("no registering is described".to_owned())))
}

fn value(spec: &RegisterSpec, at: Scope<'_, '_>) -> String {
    spec.value.value(at).unwrap_or_default().into_owned()
}

/// A number the source knew already is as good as a registered one.
fn registered(outcome: Outcome, kept: &str) -> Registered {
    match outcome {
        Outcome::NoHistory(_) => Registered::Kept(kept.to_owned()),
        outcome => Registered::Failed(Box::new(outcome)),
    }
}

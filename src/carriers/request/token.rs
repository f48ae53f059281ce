//! The requests before the request: a token, and registering a number.

use jiff::SignedDuration;

use super::{Request, RequestError, Secrets, Values, build};
use crate::{
    carriers::{
        answer::{self, Answered, Document, identity_of},
        definition::{Definition, TokenSpec},
        scope::Trail,
    },
    model::{Number, Outcome},
};

/// What a token request brought.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// Shown as `{token}`.
    pub value: String,
    /// For how long it holds; for this run of the program where nobody says.
    pub lasts: Option<SignedDuration>,
    /// Names and values to show again.
    pub cookies: Vec<(String, String)>,
}

impl std::fmt::Debug for Token {
    /// Never shows the value.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Token").field("lasts", &self.lasts).finish_non_exhaustive()
    }
}

impl Token {
    pub(super) fn cookie_header(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }
}

/// The request for a token, where the source wants one.
pub fn token_request(definition: &Definition, secrets: &Secrets) -> Option<Result<Request, RequestError>> {
    let spec = definition.token.as_ref()?;
    Some(build(definition, &spec.request, &Values { numbers: &[], secrets, token: None, registered: None }))
}

/// The token an answer brought. `Err` is how the ask came out instead.
pub fn read_token(definition: &Definition, answered: &Answered) -> Result<Token, Box<Outcome>> {
    let spec =
        definition.token.as_ref().ok_or_else(|| Box::new(Outcome::Unreadable("no token is described".to_owned())))?;
    let text = answer::text_of(answered);
    let found = match spec.format {
        None => spec.pattern.as_ref().and_then(|it| it.capture(&text)).map(|value| (value.to_owned(), None)),
        Some(format) => Document::parse(format, &text).ok().and_then(|document| in_document(spec, &document)),
    };
    let cookies = if spec.cookies { cookies_of(answered) } else { Vec::new() };
    match found {
        Some((value, seconds)) => Ok(Token { value, lasts: seconds.or(spec.lasts), cookies }),
        None if spec.optional || !cookies.is_empty() && spec.value.is_empty() && spec.pattern.is_none() => {
            Ok(Token { value: String::new(), lasts: spec.lasts, cookies })
        }
        None => {
            let fault = answer::by_status(answered);
            Err(Box::new(fault.unwrap_or_else(|| Outcome::Unreadable("no token in it".to_owned()))))
        }
    }
}

fn in_document(spec: &TokenSpec, document: &Document<'_>) -> Option<(String, Option<SignedDuration>)> {
    let trail = Trail::new(document.root());
    let value = spec.value.value(trail.scope(0))?.into_owned();
    let seconds = spec.seconds.value(trail.scope(0)).and_then(|it| it.parse::<u32>().ok());
    Some((value, seconds.map(|it| SignedDuration::from_secs(i64::from(it)))))
}

fn cookies_of(answered: &Answered) -> Vec<(String, String)> {
    let set = answered.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
    let pairs = set.filter_map(|(_, value)| value.split(';').next()?.trim().split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// What came of registering a number.
#[derive(Debug, Clone, PartialEq)]
pub enum Registered {
    /// It may be asked for; what to show as `{registered}`, perhaps nothing.
    Kept(String),
    /// It came out otherwise.
    Failed(Outcome),
}

/// The request that registers numbers, where the source wants that.
pub fn register_request(
    definition: &Definition,
    numbers: &[Number],
    secrets: &Secrets,
    token: Option<&Token>,
) -> Option<Result<Request, RequestError>> {
    let spec = definition.register.as_ref()?;
    Some(build(definition, &spec.request, &Values { numbers, secrets, token, registered: None }))
}

/// What an answer says of each number that was to be registered.
pub fn read_register(definition: &Definition, asked: &[Number], answered: &Answered) -> Vec<(Number, Registered)> {
    let each = |it: Registered| asked.iter().map(|number| (number.clone(), it.clone())).collect();
    let Some(spec) = &definition.register else {
        return each(Registered::Failed(Outcome::Unreadable("no registering is described".to_owned())));
    };
    let text = answer::text_of(answered);
    if let Some(outcome) = answer::outcome_of_text(&spec.outcome, answered, &text) {
        return each(Registered::Failed(outcome));
    }
    let document = match Document::parse(spec.format, &text) {
        Ok(document) => document,
        Err(outcome) => return each(Registered::Failed(answer::by_status(answered).unwrap_or(*outcome))),
    };
    let mut trail = Trail::new(document.root());
    if let Some(outcome) = answer::outcome_of_places(&spec.outcome, answered, trail.scope(0), &text, false) {
        return each(Registered::Failed(outcome));
    }
    if let Some(outcome) = answer::by_status(answered) {
        return each(Registered::Failed(outcome));
    }
    let elements = spec.element.as_ref().map_or_else(|| vec![0], |place| place.rows(&mut trail, 0));
    let one = |number: &Number| {
        let mine =
            |at: &usize| identity_of(&spec.identity, trail.scope(*at)).is_none_or(|names| names.contains(number));
        let Some(at) = elements.iter().copied().find(mine) else {
            return Registered::Failed(Outcome::Unreadable("the answer does not speak of it".to_owned()));
        };
        match answer::outcome_of_places(&spec.outcome, answered, trail.scope(at), &text, true) {
            Some(outcome) => Registered::Failed(outcome),
            None => Registered::Kept(spec.value.value(trail.scope(at)).unwrap_or_default().into_owned()),
        }
    };
    asked.iter().map(|number| (number.clone(), one(number))).collect()
}

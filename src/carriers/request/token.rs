//! The request before the others: a token.

use jiff::SignedDuration;

use super::{
    build::build,
    fill::Values,
    given::GivenOf,
    value::{Request, RequestError, Secrets, Token},
};
use crate::{
    carriers::{
        answer::{self, Answered, Document},
        definition::{Definition, TokenSpec},
        document_path::Trail,
    },
    model::Outcome,
};

/// The request for a token, where the source wants one.
pub fn token_request(definition: &Definition, secrets: &Secrets) -> Option<Result<Request, RequestError>> {
    let spec = definition.token.as_ref()?;
    let given = &GivenOf::new();
    Some(build(definition, &spec.request, &Values { numbers: &[], given, secrets, token: None, registered: None }))
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

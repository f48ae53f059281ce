//! What is sent to a source, as a value; sending it is not done here.
//!
//! Belongs here: what a definition says is sent, filled in and escaped. Does not belong here: sending it (`wire`),
//! and when (`app::look`).

mod address;
mod build;
mod escape;
mod fill;
mod given;
mod hush;
mod placeholders;
mod register;
mod token;
mod value;

use self::{build::build, fill::Values};
use super::definition::Definition;
use crate::model::Number;

pub use address::{host_of, rebased, user_of};
pub use given::{Given, GivenOf, OPTIONAL, in_a_member, optional_places, takes};
pub use hush::hushed;
pub use placeholders::placeholders;
pub use register::{Registered, read_register, read_register_then, register_request, register_then_request};
pub use token::{read_token, token_request};
pub use value::{Request, RequestError, Secrets, Token};

/// The request for these numbers, with what the user gave of them. `token` and `registered` are what came of the requests before it, where there are any.
pub fn request(
    definition: &Definition,
    numbers: &[Number],
    given: &GivenOf,
    secrets: &Secrets,
    token: Option<&Token>,
    registered: Option<&str>,
) -> Result<Request, RequestError> {
    let spec = definition.request.as_ref().ok_or(RequestError::LinkOnly)?;
    let mut request = build(definition, spec, &Values { numbers, given, secrets, token, registered })?;
    if let Some(cookies) = token.filter(|it| !it.cookies.is_empty()).map(Token::cookie_header) {
        request.headers.push(("Cookie".to_owned(), cookies));
        request.secret = true;
    }
    Ok(request)
}

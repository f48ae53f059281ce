//! What is sent to a source, as a value; sending it is not done here.

mod escape;
mod fill;
mod register;
mod token;

use std::collections::BTreeMap;

use jiff::SignedDuration;

use super::definition::{Definition, Method, RequestSpec};
use crate::model::Number;
use fill::{Filling, Values};

pub use fill::placeholders;
pub use register::{Registered, read_register, read_register_then, register_request, register_then_request};
pub use token::{Token, read_token, token_request};

/// What the user gave for one source, by name.
pub type Secrets = BTreeMap<String, String>;

/// A request ready to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// GET or POST.
    pub method: Method,
    /// Complete, escaped.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// What is sent.
    pub body: Option<String>,
    /// The only hosts it may go to.
    pub hosts: Vec<String>,
    /// How many redirections are followed.
    pub redirects: u8,
    /// Longest wait.
    pub timeout: SignedDuration,
    /// Longest answer, in bytes.
    pub body_max: u64,
    /// Whether a secret or a token travels in it.
    pub secret: bool,
}

impl std::fmt::Debug for Request {
    /// Never shows what may hold a secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let url = if self.secret { "(holds a secret)" } else { &self.url };
        f.debug_struct("Request").field("method", &self.method).field("url", &url).finish_non_exhaustive()
    }
}

/// Why no request can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// The user must give this first.
    #[error("`{0}` is needed")]
    NeedsInput(String),
    /// The source has only a page.
    #[error("this source cannot be asked, it has only a page")]
    LinkOnly,
    /// A token must be asked for first.
    #[error("a token is needed first")]
    NeedsToken,
    /// The number must be registered first.
    #[error("the number must be registered first")]
    NeedsRegister,
}

/// The request for these numbers. `token` and `registered` are what came of the requests before it, where there are any.
pub fn request(
    definition: &Definition,
    numbers: &[Number],
    secrets: &Secrets,
    token: Option<&Token>,
    registered: Option<&str>,
) -> Result<Request, RequestError> {
    let spec = definition.request.as_ref().ok_or(RequestError::LinkOnly)?;
    let mut request = build(definition, spec, &Values { numbers, secrets, token, registered })?;
    if let Some(cookies) = token.filter(|it| !it.cookies.is_empty()).map(Token::cookie_header) {
        request.headers.push(("Cookie".to_owned(), cookies));
        request.secret = true;
    }
    Ok(request)
}

fn build(definition: &Definition, spec: &RequestSpec, values: &Values<'_>) -> Result<Request, RequestError> {
    if let Some((name, _)) =
        definition.secrets.iter().find(|(name, secret)| !secret.optional && !values.secrets.contains_key(*name))
    {
        return Err(RequestError::NeedsInput(name.clone()));
    }
    let mut filling = Filling::new(spec, values);
    let url = filling.url()?;
    let mut headers = filling.headers()?;
    let (kind, body) = filling.body()?.unzip();
    let said = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    headers.extend(kind.filter(|_| !said).map(|kind: &str| ("Content-Type".to_owned(), kind.to_owned())));
    Ok(Request {
        method: spec.method,
        url,
        headers,
        body,
        hosts: spec.hosts.clone(),
        redirects: spec.redirects,
        timeout: definition.pace.timeout,
        body_max: definition.pace.body_max.0,
        secret: filling.secret,
    })
}

/// The host of an https address.
pub fn host_of(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    (!host.is_empty() && !host.contains(['@', '{'])).then_some(host)
}

/// The same request at another scheme, host and port: `http://127.0.0.1:8000`. Path and query stay. `None` where the base
/// is no such address.
pub fn rebased(request: &Request, base: &str) -> Option<Request> {
    let (scheme, host) = base.trim_end_matches('/').split_once("://")?;
    if !matches!(scheme, "http" | "https") || host.is_empty() || host.contains(['/', '?', '#', '@']) {
        return None;
    }
    let after = request.url.split_once("://")?.1;
    let path = after.find(['/', '?', '#']).map_or("", |at| &after[at..]);
    let bare = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next()?,
        None => host.split(':').next()?,
    };
    Some(Request { url: format!("{scheme}://{host}{path}"), hosts: vec![bare.to_owned()], ..request.clone() })
}

//! Who may come in. Every route says what it asks for, and is reached through here.

use std::{net::IpAddr, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};

use super::{
    address::{self, Peer},
    answer, cookie,
    fields::{self, Fields},
    reader::Reader,
    site::Site,
    visitor::{Comes, Visitor},
};
use crate::model::{Credential, PersonId, Scope};

/// What a route asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Nothing: it tells nothing of anybody.
    Public,
    /// A device that is signed in.
    Page,
    /// A token that allows this; a device that is signed in may look too.
    Api(Scope),
}

/// Why somebody may not come in.
enum Refused {
    /// Nobody knows them.
    Unknown,
    /// They may do other things.
    NotThis,
    /// They tried too often: so many seconds.
    Held(i64),
    /// What they send is of another page, too large, or no form.
    Form(StatusCode, &'static str),
}

/// Lets a request through to its route, or answers it.
pub(super) async fn guard(State((site, access)): State<(Site, Access)>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::from([127, 0, 0, 1]), |it| it.0.ip());
    let from = address::of(site.settings(), peer, request.headers());
    let nobody = Reader::of(&site, request.headers(), None);
    let https = address::is_https(site.settings(), peer, request.headers());
    let host = request.headers().get(header::HOST).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned();
    request.extensions_mut().insert(Comes { from, https, host });
    let came = match access {
        Access::Public => Ok((None, None)),
        Access::Api(wanted) => api(&site, wanted, peer, from, &request).map(|person| (person, None)),
        Access::Page => {
            page(&site, peer, from, request.headers()).map(|entered| (entered.visitor.person.clone(), Some(entered)))
        }
    };
    let (person, entered) = match came {
        Ok(came) => came,
        Err(refused) => return refusal(&site, &nobody, access, refused),
    };
    let reader = Reader::of(&site, request.headers(), person);
    request.extensions_mut().insert(reader.clone());
    let mut renewed = None;
    if let Some(Entered { visitor, secret }) = entered {
        if request.method() == Method::POST {
            request = match posted(&site, &visitor, request).await {
                Ok(request) => request,
                Err(refused) => return refusal(&site, &reader, access, refused),
            };
        }
        request.extensions_mut().insert(visitor);
        renewed = secret;
    }
    let mut response = next.run(request).await;
    if let Some(cookie) = renewed.and_then(|it| cookie::given(&it, site.settings().base(), https)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Who came in, and the secret they go on under where that has changed.
struct Entered {
    visitor: Visitor,
    secret: Option<String>,
}

fn page(site: &Site, peer: IpAddr, from: IpAddr, headers: &HeaderMap) -> Result<Entered, Refused> {
    if let Some(user) = address::signed_in_by_proxy(site.settings(), peer, headers) {
        let visitor = Visitor { form: site.form_of(user), session: None, person: site.person(user) };
        return Ok(Entered { visitor, secret: None });
    }
    let Some(secret) = cookie::of(headers) else { return Err(Refused::Unknown) };
    match site.with(|app| app.session(secret)) {
        Ok(Some(session)) => {
            let Credential { id, form, person, .. } = session.credential;
            Ok(Entered { visitor: Visitor { form, session: Some(id), person }, secret: session.renewed })
        }
        // Most are sessions that have ended. Others behind the same address must not shut the signed in out, so a secret is
        // looked up however many were wrong before.
        _ => Err(failed(site, from)),
    }
}

/// A token, or for those who only look a device that is signed in; whose it is.
fn api(site: &Site, wanted: Scope, peer: IpAddr, from: IpAddr, request: &Request) -> Result<Option<PersonId>, Refused> {
    let Some(given) = request.headers().get(header::AUTHORIZATION) else {
        let looks = wanted == Scope::Read && matches!(*request.method(), Method::GET | Method::HEAD);
        let entered = if looks { page(site, peer, from, request.headers()) } else { Err(Refused::Unknown) };
        return entered.map(|it| it.visitor.person);
    };
    let secret = given.to_str().ok().and_then(|it| it.split_once(' '));
    let secret = secret.filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer")).map(|(_, secret)| secret.trim());
    let known = secret.map(|secret| site.with(|app| Ok(app.token(secret)?)));
    match known {
        Some(Ok(Some(token))) => {
            site.tries().came_in(from);
            if token.scope.allows(wanted) { Ok(token.person) } else { Err(Refused::NotThis) }
        }
        _ => Err(failed(site, from)),
    }
}

/// Somebody at this address has failed; too often is said as that.
fn failed(site: &Site, from: IpAddr) -> Refused {
    let (mut tries, now) = (site.tries(), site.now());
    match tries.held_for(from, now) {
        Some(seconds) => Refused::Held(seconds),
        None => {
            tries.failed(from, now);
            Refused::Unknown
        }
    }
}

/// Reads a form, and makes sure that it is one of ours.
async fn posted(site: &Site, visitor: &Visitor, request: Request) -> Result<Request, Refused> {
    let foreign = Refused::Form(StatusCode::FORBIDDEN, "web-foreign-form");
    if !is_from_here(site, request.headers()) {
        return Err(foreign);
    }
    let (parts, body) = request.into_parts();
    let whole = Request::from_parts(parts.clone(), body);
    let read = fields::read(site, whole).await;
    let fields: Fields = read.map_err(|fault| Refused::Form(fault.status(), fault.phrase()))?;
    if fields.text("form") != visitor.form {
        return Err(foreign);
    }
    let mut request = Request::from_parts(parts, axum::body::Body::empty());
    request.extensions_mut().insert(Arc::new(fields));
    Ok(request)
}

/// Whether a browser says that this comes from a page of ours. Browsers that say nothing are old; the form's own word
/// stands for it there.
fn is_from_here(site: &Site, headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|it| it.to_str().ok());
    if said("sec-fetch-site").is_some_and(|it| !matches!(it, "same-origin" | "none")) {
        return false;
    }
    let Some(origin) = said("origin") else { return true };
    let host = |url: &str| url.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or(rest).to_owned());
    let outside = site.settings().url.as_deref().and_then(host);
    let origin = host(origin);
    origin.is_some() && (origin.as_deref() == said("host") || origin == outside)
}

fn refusal(site: &Site, reader: &Reader, access: Access, refused: Refused) -> Response {
    let api = matches!(access, Access::Api(_));
    match refused {
        Refused::Unknown => answer::sign_in_first(site, reader, api),
        Refused::NotThis => answer::refused(site, reader, api, StatusCode::FORBIDDEN, "web-not-allowed"),
        Refused::Form(status, phrase) => answer::refused(site, reader, api, status, phrase),
        Refused::Held(seconds) => {
            let mut response = answer::refused(site, reader, api, StatusCode::TOO_MANY_REQUESTS, "web-too-many");
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            response
        }
    }
}

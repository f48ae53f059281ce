//! What goes back: pages, redirections, refusals; with what every one of them says to the browser.

use std::io::Write as _;

use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use flate2::{Compression, write::GzEncoder};
use maud::Markup;
use serde::Serialize;
use utoipa::ToSchema;

use super::{pages::layout, reader::Reader, site::Site, visitor::Visitor};
use crate::app::{App, Refusal};

/// What a browser may do with a page: show it in our style, run our one script, send its forms here. Nothing is loaded from
/// elsewhere, whatever stands in a page.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer says to the browser beside its content.
const SAID: [(&str, &str); 6] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // Not to other sites; forms of ours still say where they come from.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// What is shorter is not worth packing.
const PACKED_FROM: usize = 900;

/// A page.
pub(super) fn html(status: StatusCode, page: Markup) -> Response {
    with(status, "text/html; charset=utf-8", page.into_string())
}

/// A value as JSON.
pub(super) fn json(status: StatusCode, value: &impl Serialize) -> Response {
    with(status, "application/json", serde_json::to_vec(value).unwrap_or_default())
}

/// Something of a kind.
pub(super) fn with(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// To another page, by a look whatever was done.
pub(super) fn to(site: &Site, path: &str) -> Response {
    let mut response = with(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", "");
    if let Ok(place) = HeaderValue::from_str(&format!("{}{path}", site.settings().base())) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

/// A page made of the parcels as they stand now; a refusal where it cannot be.
pub(super) fn page(
    site: &Site,
    reader: &Reader,
    visitor: &Visitor,
    make: impl FnOnce(&mut App, &layout::Frame<'_>) -> anyhow::Result<Markup>,
) -> Response {
    let frame = frame(site, visitor);
    let made = site.for_reader(reader, |app| {
        Ok(match make(app, &frame) {
            Ok(page) => html(StatusCode::OK, page),
            Err(fault) => failed(app, &frame, &fault),
        })
    });
    made.unwrap_or_else(|fault| broken(&fault))
}

/// A deed, after which the browser is sent to the page that shows what it did; a refusal where it cannot be done.
pub(super) fn deed(
    site: &Site,
    reader: &Reader,
    visitor: &Visitor,
    work: impl FnOnce(&mut App) -> anyhow::Result<String>,
) -> Response {
    let frame = frame(site, visitor);
    let done = site.for_reader(reader, |app| {
        Ok(match work(app) {
            Ok(path) => to(site, &path),
            Err(fault) => failed(app, &frame, &fault),
        })
    });
    done.unwrap_or_else(|fault| broken(&fault))
}

fn frame<'a>(site: &'a Site, visitor: &'a Visitor) -> layout::Frame<'a> {
    layout::Frame {
        ways: layout::Ways::Served(site.settings().base()),
        form: &visitor.form,
        watched: site.daemon().alive,
    }
}

/// Why it was not done, as a page.
fn failed(app: &App, frame: &layout::Frame<'_>, fault: &anyhow::Error) -> Response {
    match fault.downcast_ref::<Refusal>() {
        Some(refusal) => {
            let status =
                if refusal.id == "which-none" { StatusCode::NOT_FOUND } else { StatusCode::UNPROCESSABLE_ENTITY };
            html(status, layout::message(app, frame, &refusal.in_words(&app.setup.phrases)))
        }
        None => {
            tracing::error!("A page could not be made: {fault:#}");
            html(StatusCode::INTERNAL_SERVER_ERROR, layout::message(app, frame, &app.label("web-broken")))
        }
    }
}

/// The same as JSON.
pub(super) fn failed_api(app: &App, fault: &anyhow::Error) -> Response {
    let (status, id, said) = match fault.downcast_ref::<Refusal>() {
        Some(it) if it.id == "which-none" => (StatusCode::NOT_FOUND, it.id, it.in_words(&app.setup.phrases)),
        Some(it) => (StatusCode::UNPROCESSABLE_ENTITY, it.id, it.in_words(&app.setup.phrases)),
        None => {
            tracing::error!("The API could not answer: {fault:#}");
            (StatusCode::INTERNAL_SERVER_ERROR, "broken", app.label("web-broken"))
        }
    };
    json(status, &ApiError { error: id, message: said })
}

/// Why the API did not do it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiError {
    /// A word programs may rely on.
    pub error: &'static str,
    /// A sentence for people.
    pub message: String,
}

/// What cannot even be told in the reader's language.
pub(super) fn broken(fault: &anyhow::Error) -> Response {
    tracing::error!("The page does not work: {fault:#}");
    with(StatusCode::INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", "500")
}

/// To somebody nobody knows: how to come in.
pub(super) fn sign_in_first(site: &Site, reader: &Reader, api: bool) -> Response {
    let mut response = refused(site, reader, api, StatusCode::UNAUTHORIZED, "web-sign-in-first");
    if api {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"posylka\""));
    }
    response
}

/// A refusal to somebody who is not let in.
pub(super) fn refused(site: &Site, reader: &Reader, api: bool, status: StatusCode, phrase: &'static str) -> Response {
    let phrases = site.phrases(reader.lang);
    let said = phrases.label(phrase);
    match api {
        true => json(status, &ApiError { error: phrase, message: said }),
        false => html(status, layout::outside(&phrases, site.settings().base(), &said)),
    }
}

/// Says to the browser what every answer says, and packs what is worth it.
pub(super) async fn finish(request: Request, next: Next) -> Response {
    let packs = request.headers().get(header::ACCEPT_ENCODING).and_then(|it| it.to_str().ok());
    let packs = packs.is_some_and(|it| it.split(',').any(|it| it.trim().split(';').next() == Some("gzip")));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in SAID {
        // A file that may do less has said so itself.
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    // Parcels are private: nothing on the way keeps them.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding, Accept-Language, Cookie"));
    if packs { packed(response).await } else { response }
}

async fn packed(response: Response) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let text = ["text/", "application/json", "application/manifest", "image/svg"].iter().any(|it| kind.starts_with(it));
    if !text {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    if bytes.len() < PACKED_FROM {
        return Response::from_parts(parts, Body::from(bytes));
    }
    let mut packer = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(4));
    match packer.write_all(&bytes).and_then(|()| packer.finish()) {
        Ok(packed) => {
            parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(Bytes::from(packed)))
        }
        Err(_) => Response::from_parts(parts, Body::from(bytes)),
    }
}

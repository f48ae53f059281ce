//! What answers on the routes of the page.

use std::{
    path::{Component, Path as FilePath},
    sync::Arc,
};

use axum::{
    extract::{Extension, Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};

use super::{
    adding, answer, cookie,
    deeds::{self, Deed},
    device,
    fields::Fields,
    look,
    pages::{
        add as add_page, counter as counting, devices as those_devices, layout::Frame, list as listing,
        parcel as one_parcel, sign_in as signing_in,
    },
    reader::Reader,
    site::Site,
    visitor::{Comes, Visitor},
};
use crate::{
    app::{App, Refusal},
    dossier,
    model::Scope,
};

type Form = Extension<Arc<Fields>>;

/// What stands behind the question mark. It may be shown again: what cannot be seen goes.
fn asked(query: Option<String>) -> Fields {
    Fields::of_pairs(query.unwrap_or_default().as_bytes()).visible()
}

pub(super) async fn list(
    State(site): State<Site>,
    reader: Reader,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Response {
    answer::page(&site, &reader, &visitor, |app, frame| listing::show(app, frame, site.daemon(), &asked(query)))
}

pub(super) async fn counter(State(site): State<Site>, reader: Reader, visitor: Visitor) -> Response {
    answer::page(&site, &reader, &visitor, counting::show)
}

pub(super) async fn add(
    State(site): State<Site>,
    reader: Reader,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Response {
    answer::page(&site, &reader, &visitor, |app, frame| Ok(add_page::show(app, frame, &asked(query))))
}

pub(super) async fn added(
    State(site): State<Site>,
    reader: Reader,
    visitor: Visitor,
    Extension(fields): Form,
) -> Response {
    let mut new = Vec::new();
    let shown = answer::page(&site, &reader, &visitor, |app, frame| {
        let pasted = adding::add(app, &fields)?;
        new = adding::new_parcels(&pasted);
        add_page::done(app, frame, &pasted, fields.text("text"))
    });
    look::soon(&site, &new);
    shown
}

pub(super) async fn parcel(
    State(site): State<Site>,
    reader: Reader,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Response {
    answer::page(&site, &reader, &visitor, |app, frame| match app.parcel_at(&id) {
        Ok(id) => one_parcel::show(app, frame, id),
        Err(fault) => match app.parcel_or_removed_at(&id) {
            Ok(removed) => Ok(one_parcel::removed(app, frame, removed)),
            Err(_) => Err(fault),
        },
    })
}

pub(super) async fn barcode(
    State(site): State<Site>,
    reader: Reader,
    visitor: Visitor,
    Path(_): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = asked(query);
    answer::page(&site, &reader, &visitor, |app, frame| Ok(counting::one(app, frame, asked.text("number"))))
}

pub(super) async fn deed(
    State(site): State<Site>,
    reader: Reader,
    visitor: Visitor,
    Path((id, deed)): Path<(String, String)>,
    Extension(fields): Form,
) -> Response {
    let mut looks = None;
    let done = answer::deed(&site, &reader, &visitor, |app| {
        let deed = deeds::named(&deed)?;
        let id = if deed == Deed::Undo { app.parcel_or_removed_at(&id)? } else { app.parcel_at(&id)? };
        deeds::act(app, id, deed, &fields)?;
        looks = deeds::looks(deed).then_some(id);
        Ok(format!("/parcels/{id}"))
    });
    look::soon(&site, looks.as_slice());
    done
}

/// A file of a dossier. It is shown as what it is, and can do nothing in the name of the page.
pub(super) async fn dossier(
    State(site): State<Site>,
    reader: Reader,
    visitor: Visitor,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let read = site.for_reader(&reader, |app| {
        let id = app.parcel_at(&id)?;
        let plain = FilePath::new(&file).components().all(|it| matches!(it, Component::Normal(_)));
        let path = app.setup.folders.dossiers().join(id.to_string()).join(&file);
        Ok(plain.then(|| std::fs::read(path).ok()).flatten())
    });
    let kind = match FilePath::new(&file).extension().and_then(|it| it.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("ics") => "text/calendar; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    match read {
        Ok(Some(bytes)) => {
            let mut response = answer::with(StatusCode::OK, kind, bytes);
            response.headers_mut().insert(
                header::CONTENT_SECURITY_POLICY,
                HeaderValue::from_str(&format!("{}; frame-ancestors 'none'; sandbox", dossier::policy()))
                    .unwrap_or(HeaderValue::from_static("sandbox")),
            );
            response
        }
        _ => not_found(&site, &reader, &visitor),
    }
}

pub(super) async fn devices(State(site): State<Site>, reader: Reader, visitor: Visitor) -> Response {
    answer::page(&site, &reader, &visitor, |app, frame| those_devices::show(app, frame, &visitor, None))
}

pub(super) async fn make_link(
    State(site): State<Site>,
    reader: Reader,
    visitor: Visitor,
    comes: Comes,
    Extension(fields): Form,
) -> Response {
    answer::page(&site, &reader, &visitor, |app, frame| {
        let secret = for_whom(app, &fields, |app| app.make_link())?;
        let link = format!("{}/sign-in?token={secret}", comes.home(&site));
        those_devices::show(app, frame, &visitor, Some(&those_devices::New::Link(link)))
    })
}

pub(super) async fn make_token(
    State(site): State<Site>,
    reader: Reader,
    visitor: Visitor,
    Extension(fields): Form,
) -> Response {
    answer::page(&site, &reader, &visitor, |app, frame| {
        let scope: Scope = fields.text("scope").parse()?;
        let token = for_whom(app, &fields, |app| app.make_token(fields.text("name"), scope))?;
        those_devices::show(app, frame, &visitor, Some(&those_devices::New::Token(token)))
    })
}

/// Makes a credential for the person a form names; whoever is one already makes them for themselves.
fn for_whom(
    app: &mut App,
    fields: &Fields,
    make: impl FnOnce(&mut App) -> anyhow::Result<String>,
) -> anyhow::Result<String> {
    let Some(name) = fields.given("person").filter(|_| app.seen_by().is_empty()) else { return make(app) };
    let person = app.setup.find_person(name)?;
    app.see_only(vec![person]);
    let made = make(app);
    app.see_only(Vec::new());
    made
}

pub(super) async fn revoke(
    State(site): State<Site>,
    reader: Reader,
    visitor: Visitor,
    Path(id): Path<i64>,
) -> Response {
    answer::deed(&site, &reader, &visitor, |app| {
        app.revoke(id)?;
        Ok("/devices".to_owned())
    })
}

/// Signs a device in by a link, once. Who only fetches it ahead of a click does not spend it.
pub(super) async fn sign_in(
    State(site): State<Site>,
    reader: Reader,
    comes: Comes,
    headers: HeaderMap,
    method: axum::http::Method,
    RawQuery(query): RawQuery,
) -> Response {
    let phrases = site.phrases(reader.lang);
    let ahead = ["sec-purpose", "purpose", "x-moz"].iter().any(|name| headers.contains_key(*name));
    let token = asked(query).text("token").to_owned();
    let refused = |status| answer::html(status, signing_in::spent(&phrases, site.settings().base()));
    if ahead || method == axum::http::Method::HEAD || token.is_empty() {
        return refused(StatusCode::UNAUTHORIZED);
    }
    let agent = headers.get(header::USER_AGENT).and_then(|it| it.to_str().ok()).unwrap_or_default();
    match site.with(|app| app.sign_in(&token, &device::of(agent))) {
        Ok(Some(secret)) => {
            site.tries().came_in(comes.from);
            let mut response = answer::to(&site, "/");
            if let Some(cookie) = cookie::given(&secret, site.settings().base(), comes.https) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            response
        }
        Ok(None) => {
            let (mut tries, now) = (site.tries(), site.now());
            if let Some(seconds) = tries.held_for(comes.from, now) {
                let mut response = refused(StatusCode::TOO_MANY_REQUESTS);
                response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
                return response;
            }
            tries.failed(comes.from, now);
            refused(StatusCode::UNAUTHORIZED)
        }
        Err(fault) => answer::broken(&fault),
    }
}

pub(super) async fn sign_out(State(site): State<Site>, reader: Reader, visitor: Visitor) -> Response {
    if let Some(id) = visitor.session {
        let revoked = site.with(|app| app.revoke(id));
        if let Err(fault) = revoked.as_ref()
            && fault.downcast_ref::<Refusal>().is_none()
        {
            return answer::broken(fault);
        }
    }
    let mut response = answer::sign_in_first(&site, &reader, false);
    *response.status_mut() = StatusCode::OK;
    if let Some(cookie) = cookie::taken(site.settings().base()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// What no route fits.
pub(super) async fn lost(State(site): State<Site>, reader: Reader, visitor: Visitor) -> Response {
    not_found(&site, &reader, &visitor)
}

fn not_found(site: &Site, reader: &Reader, visitor: &Visitor) -> Response {
    let mut response = answer::page(site, reader, visitor, |app, frame: &Frame<'_>| {
        Ok(super::pages::layout::message(app, frame, &app.label("web-not-found")))
    });
    if response.status().is_success() {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

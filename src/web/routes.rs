//! Every route: its method, its path, what it asks for, and what answers it. A test walks them all.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::Method,
    middleware,
    routing::{MethodRouter, get, post},
};

use super::{
    answer, api, files, from_the_shop,
    guard::{Access, guard},
    site::Site,
    visits,
};
use crate::model::Scope;

/// The largest body of the API, in bytes: a saved page of orders.
const LARGEST: usize = 6_000_000;

/// A route.
pub struct Route {
    /// How it is asked for; what is asked for by GET is by HEAD too.
    pub method: Method,
    /// Its path, below whatever goes before all.
    pub path: &'static str,
    /// What it asks for.
    pub access: Access,
    answers: MethodRouter<Site>,
}

/// Every route there is. What none of them fits is refused to those who are not signed in, and not found by those who are.
pub fn routes() -> Vec<Route> {
    let look = |path, access, answers| Route { method: Method::GET, path, access, answers };
    let send = |path, access, answers| Route { method: Method::POST, path, access, answers };
    use Access::{Api, Page, Public};
    vec![
        look("/healthz", Public, get(files::health)),
        look("/manifest.webmanifest", Public, get(files::manifest)),
        look("/style.css", Public, get(files::style)),
        look("/icon.svg", Public, get(files::icon)),
        look("/icon-192.png", Public, get(files::icon_192)),
        look("/icon-512.png", Public, get(files::icon_512)),
        look("/sign-in", Public, get(visits::sign_in)),
        send("/sign-out", Page, post(visits::sign_out)),
        look("/", Page, get(visits::list)),
        look("/page.js", Page, get(files::script)),
        look("/posylka.user.js", Page, get(from_the_shop::userscript)),
        look("/pickup", Page, get(visits::counter)),
        look("/add", Page, get(visits::add)),
        send("/add", Page, post(visits::added)),
        look("/devices", Page, get(visits::devices)),
        send("/devices/link", Page, post(visits::make_link)),
        send("/devices/token", Page, post(visits::make_token)),
        send("/devices/{id}/revoke", Page, post(visits::revoke)),
        look("/parcels/{id}", Page, get(visits::parcel)),
        send("/parcels/{id}/{deed}", Page, post(visits::deed)),
        look("/parcels/{id}/barcode", Page, get(visits::barcode)),
        look("/parcels/{id}/dossier/{file}", Page, get(visits::dossier)),
        look("/metrics", Api(Scope::Read), get(api::metrics)),
        look("/api/v1/openapi.json", Api(Scope::Read), get(api::openapi)),
        look("/api/v1/parcels", Api(Scope::Read), get(api::list)),
        send("/api/v1/parcels", Api(Scope::All), post(api::add)),
        look("/api/v1/parcels/{id}", Api(Scope::Read), get(api::show)),
        look("/api/v1/parcels/{id}/explain", Api(Scope::Read), get(api::explain)),
        look("/api/v1/parcels/{id}/dispute", Api(Scope::Read), get(api::dispute)),
        // Beside the look of the same path, which would hide the deed.
        send("/api/v1/parcels/{id}/dispute", Api(Scope::All), post(api::dispute_step)),
        send("/api/v1/parcels/{id}/{deed}", Api(Scope::All), post(api::deed)),
        look("/api/v1/pickup", Api(Scope::Read), get(api::pickup)),
        look("/api/v1/deadlines", Api(Scope::Read), get(api::deadlines)),
        look("/api/v1/status", Api(Scope::Read), get(api::status)),
        send("/api/v1/messages", Api(Scope::Tell), post(api::message)),
        send("/api/v1/orders", Api(Scope::Tell), post(api::orders)),
    ]
}

/// All of them, each behind the guard.
pub(super) fn router(site: Site) -> Router {
    let guarded = |access| middleware::from_fn_with_state((site.clone(), access), guard);
    let mut router = Router::new();
    for Route { path, access, answers, .. } in routes() {
        router = router.route(path, answers.layer(guarded(access)));
    }
    let lost = get(visits::lost).post(visits::lost).layer(guarded(Access::Page));
    router
        .fallback_service(lost.with_state(site.clone()))
        // Forms are bounded where they are read, by what they hold.
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(middleware::from_fn(answer::finish))
        .with_state(site)
}

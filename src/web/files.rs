//! What stands still: style, script, icons, the manifest; and whether the page lives.

use axum::{
    extract::{RawQuery, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use serde_json::json;

use super::{answer, pages::layout::MARK, reader::Reader, site::Site};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("page.js");
const ICON: &str = include_str!("../../assets/icon.svg");
const ICON_192: &[u8] = include_bytes!("../../assets/icon-192.png");
const ICON_512: &[u8] = include_bytes!("../../assets/icon-512.png");

/// What pages that lie in a folder need beside them.
pub(super) fn still() -> [(String, Vec<u8>); 3] {
    let all = [("style.css", STYLE.as_bytes()), ("icon.svg", ICON.as_bytes()), ("icon-192.png", ICON_192)];
    all.map(|(name, bytes)| (name.to_owned(), bytes.to_vec()))
}

/// That it lives, for who watches it. It tells nothing of anybody.
pub(super) async fn health() -> Response {
    answer::with(StatusCode::OK, "text/plain; charset=utf-8", "ok\n")
}

pub(super) async fn style(RawQuery(query): RawQuery) -> Response {
    kept(answer::with(StatusCode::OK, "text/css; charset=utf-8", STYLE), query.as_deref())
}

pub(super) async fn script(RawQuery(query): RawQuery) -> Response {
    kept(answer::with(StatusCode::OK, "text/javascript; charset=utf-8", SCRIPT), query.as_deref())
}

pub(super) async fn icon() -> Response {
    kept(answer::with(StatusCode::OK, "image/svg+xml", ICON), None)
}

pub(super) async fn icon_192() -> Response {
    kept(answer::with(StatusCode::OK, "image/png", ICON_192), None)
}

pub(super) async fn icon_512() -> Response {
    kept(answer::with(StatusCode::OK, "image/png", ICON_512), None)
}

/// What makes the page an app on a phone, and lets other apps share a text with it: that opens a form, which the person sends.
pub(super) async fn manifest(State(site): State<Site>, reader: Reader) -> Response {
    let (base, phrases) = (site.settings().base(), site.phrases(reader.lang));
    let icon = |name: &str, sizes: &str, purpose: &str| json!({ "src": format!("{base}/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose });
    let manifest = json!({
        "name": "posylka",
        "short_name": "posylka",
        "description": phrases.label("web-description"),
        "lang": reader.lang.word(),
        "id": format!("{base}/"),
        "start_url": format!("{base}/"),
        "scope": format!("{base}/"),
        "display": "standalone",
        "background_color": "#f4f5f7",
        "theme_color": "#f4f5f7",
        "icons": [
            icon("icon-192.png", "192x192", "any"),
            icon("icon-512.png", "512x512", "any"),
            icon("icon-512.png", "512x512", "maskable"),
        ],
        "shortcuts": [
            { "name": phrases.label("web-add"), "url": format!("{base}/add") },
            { "name": phrases.label("web-pickup"), "url": format!("{base}/pickup") },
        ],
        "share_target": {
            "action": format!("{base}/add"),
            "method": "GET",
            "enctype": "application/x-www-form-urlencoded",
            "params": { "title": "title", "text": "text", "url": "url" },
        },
    });
    let text = serde_json::to_string(&manifest).unwrap_or_default();
    answer::with(StatusCode::OK, "application/manifest+json", text)
}

/// A browser keeps it: for a day, and for a year where its address says which it is.
fn kept(mut response: Response, query: Option<&str>) -> Response {
    let how = if query == Some(MARK) { "public, max-age=31536000, immutable" } else { "public, max-age=86400" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(how));
    response
}

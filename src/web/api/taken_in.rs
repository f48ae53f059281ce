//! What a phone and a browser bring in by themselves: messages and orders. Who brings them sees nothing of the parcels.

use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::{Refusal, actions::import::OrderFiles},
    import::messages::posted,
    web::{adding, answer, look, reader::Reader, site::Site},
};

/// The kind of what stands in an address.
const FORM: &str = "application/x-www-form-urlencoded";

/// What came in. What it says and whose it is stands nowhere here: who brings it sees nothing.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessagesTaken {
    /// Messages that were read.
    taken: usize,
    /// Messages that were left, since one sending holds no more.
    left: usize,
}

/// What came in. Which of it was known already stands nowhere here.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrdersTaken {
    /// Orders that are watched now.
    taken: usize,
    /// Cancelled or complete, and left alone.
    passed: usize,
    /// Pieces that could not be read.
    unreadable: usize,
}

/// Takes in an SMS or another message as a phone forwards it: JSON, a form or plain text, one or several. Codes in it are
/// dropped before anything else is read. Sent twice it is told once.
#[utoipa::path(post, path = "/api/v1/messages", request_body(content = String, description = "The text, alone or in a field (`text`, `message`, `content`, `body` ...), with who sent it (`from`, `sender` ...) and when (`sentStamp`, `receivedAt`, `date` ...)"), responses((status = 200, body = MessagesTaken)))]
pub(in crate::web) async fn message(
    State(site): State<Site>,
    reader: Reader,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    // Some programs put the fields into the address, and nothing into the body.
    let query = query.unwrap_or_default();
    let (kind, body) = if body.is_empty() { (FORM, query.as_bytes()) } else { (kind, &body[..]) };
    let mut told = Vec::new();
    let taken = site.for_reader(&reader, |app| {
        let (messages, left) = posted::read(app.setup.templates.wording(), kind, body, app.today());
        if messages.is_empty() {
            return Ok(answer::failed_api(app, &Refusal::new("web-no-message").into()));
        }
        for message in &messages {
            told.extend(app.bring(message)?);
        }
        Ok(answer::json(StatusCode::OK, &MessagesTaken { taken: messages.len(), left }))
    });
    look::soon(&site, &told);
    taken.unwrap_or_else(|fault| answer::broken(&fault))
}

/// Takes in orders: the page of orders of a shop as the userscript reads it, CSV, or JSON.
#[utoipa::path(post, path = "/api/v1/orders", request_body(content = String, description = "What `posylka import` takes"), responses((status = 200, body = OrdersTaken)))]
pub(in crate::web) async fn orders(State(site): State<Site>, reader: Reader, body: Bytes) -> Response {
    let mut new = Vec::new();
    let taken = site.for_reader(&reader, |app| {
        let mut files = OrderFiles::default();
        if files.read(app, "", &body).is_err() {
            return Ok(answer::failed_api(app, &Refusal::new("web-no-orders").into()));
        }
        let imported = match app.import(files, None, false) {
            Ok(imported) => imported,
            Err(fault) => return Ok(answer::failed_api(app, &fault)),
        };
        new = adding::parcels_of(&imported);
        let (passed, unreadable) = (imported.passed, imported.faults.len());
        let taken = OrdersTaken { taken: imported.changes.len().saturating_sub(passed), passed, unreadable };
        Ok(answer::json(StatusCode::OK, &taken))
    });
    look::soon(&site, &new);
    taken.unwrap_or_else(|fault| answer::broken(&fault))
}

//! What a phone and a browser bring in by themselves: messages and orders. Who brings them sees nothing of the parcels.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::{
        Refusal,
        actions::{import::OrderFiles, ingest::AboutMessage},
        views::ingested::MessageOutcome,
    },
    import::messages::posted,
    web::{
        answer::{self, Problem},
        site::Site,
        visitor::Speaking,
    },
};

/// What became of messages, in their order.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessagesTaken {
    outcomes: Vec<MessageOutcome>,
}

/// What became of orders.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrdersTaken {
    /// New, or brought up to date.
    changed: usize,
    /// Known already.
    same: usize,
    /// Cancelled or complete, and left alone.
    passed: usize,
    /// Pieces that could not be read.
    unreadable: usize,
}

/// Takes in an SMS or another message as a phone forwards it: JSON, a form or plain text. Codes in it are dropped before
/// anything else is read. Sent twice it is told once.
#[utoipa::path(post, path = "/api/v1/messages", request_body(content = String, description = "The text, alone or in a field (`text`, `message`, `content`, `body` ...), with who sent it (`from`, `sender` ...)"), responses((status = 200, body = MessagesTaken), (status = 422, body = Problem)))]
pub(in crate::web) async fn message(
    State(site): State<Site>,
    Speaking(lang): Speaking,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let messages = posted::read(kind, &body);
    let taken = site.speaking(lang, |app| {
        if messages.is_empty() {
            return Ok(answer::failed_api(app, &Refusal::new("web-no-message").into()));
        }
        let mut outcomes = Vec::new();
        for message in &messages {
            let about = AboutMessage { sender: message.sender.clone(), ..AboutMessage::default() };
            outcomes.push(app.ingest("", message.text.as_bytes(), &about)?.outcome);
        }
        Ok(answer::json(StatusCode::OK, &MessagesTaken { outcomes }))
    });
    taken.unwrap_or_else(|fault| answer::broken(&fault))
}

/// Takes in orders: the page of orders of a shop as the userscript reads it, CSV, or JSON.
#[utoipa::path(post, path = "/api/v1/orders", request_body(content = String, description = "What `posylka import` takes"), responses((status = 200, body = OrdersTaken), (status = 422, body = Problem)))]
pub(in crate::web) async fn orders(State(site): State<Site>, Speaking(lang): Speaking, body: Bytes) -> Response {
    let taken = site.speaking(lang, |app| {
        let mut files = OrderFiles::default();
        if files.read(app, "", &body).is_err() {
            return Ok(answer::failed_api(app, &Refusal::new("web-no-orders").into()));
        }
        let imported = match app.import(files, None, false) {
            Ok(imported) => imported,
            Err(fault) => return Ok(answer::failed_api(app, &fault)),
        };
        let taken = OrdersTaken {
            changed: imported.changed(),
            same: imported.same(),
            passed: imported.passed,
            unreadable: imported.faults.len(),
        };
        Ok(answer::json(StatusCode::OK, &taken))
    });
    taken.unwrap_or_else(|fault| answer::broken(&fault))
}

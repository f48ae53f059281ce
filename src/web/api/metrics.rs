//! Figures for who asks.

use axum::{extract::State, http::StatusCode, response::Response};

use crate::web::{answer, figures, reader::Reader, site::Site};

pub(in crate::web) async fn metrics(State(site): State<Site>, reader: Reader) -> Response {
    let daemon = site.daemon();
    match site.for_reader(&reader, |app| figures::of_now(app, daemon)) {
        Ok(text) => answer::with(StatusCode::OK, "text/plain; version=0.0.4; charset=utf-8", text),
        Err(fault) => answer::broken(&fault),
    }
}

//! The carriers themselves: a server on a loopback port that answers as they do, from the lives it is given, at the
//! moment the product's clock shows.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Router,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use jiff::Timestamp;
use serde::Deserialize;
use tokio::net::TcpListener;

use super::{answers, life::Life};
use crate::model::{Number, OutcomeKind};

/// The sources that are played.
pub const PLAYED: &[&str] = &["cainiao", "russian-post"];

/// What the carriers know, and what time it is for them.
pub struct Stage {
    /// The lives they play.
    pub lives: Vec<Life>,
    /// The product's clock.
    pub now: Box<dyn Fn() -> Timestamp + Send + Sync>,
}

/// Opens the stage on a free loopback port and plays in the background until the runtime ends.
pub async fn open(stage: Stage) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let router = Router::new()
        .route("/global/detail.json", get(cainiao))
        .route("/api/tracking/api/v1/trackings/by-barcodes", get(russian_post))
        .with_state(Arc::new(stage));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

#[derive(Deserialize)]
struct CainiaoQuery {
    #[serde(rename = "mailNos")]
    numbers: String,
}

async fn cainiao(State(stage): State<Arc<Stage>>, Query(query): Query<CainiaoQuery>) -> Response {
    let numbers = numbers(&query.numbers);
    stage.answer("cainiao", &numbers, |now| answers::cainiao(&stage.lives, &numbers, now))
}

#[derive(Deserialize)]
struct RussianPostQuery {
    #[serde(rename = "track-numbers")]
    numbers: String,
}

async fn russian_post(State(stage): State<Arc<Stage>>, Query(query): Query<RussianPostQuery>) -> Response {
    let numbers = numbers(&query.numbers);
    let Some(number) = numbers.first() else { return StatusCode::BAD_REQUEST.into_response() };
    stage.answer("russian-post", &numbers, |now| answers::russian_post(&stage.lives, number, now))
}

fn numbers(text: &str) -> Vec<Number> {
    text.split(',').filter_map(|it| Number::new(it).ok()).collect()
}

impl Stage {
    fn answer(&self, source: &str, numbers: &[Number], answer: impl FnOnce(Timestamp) -> String) -> Response {
        let now = (self.now)();
        let asked = |life: &&Life| numbers.iter().any(|number| life.lines.iter().any(|line| line.names(number)));
        let changes = self.lives.iter().map(|life| life.changes(source, now)).max().unwrap_or_default();
        match self.lives.iter().filter(asked).find_map(|life| life.fails(source, now)) {
            None => {
                let answer = answers::changed(answer(now), changes);
                ([("content-type", "application/json")], answer).into_response()
            }
            Some(OutcomeKind::Blocked) => StatusCode::FORBIDDEN.into_response(),
            Some(OutcomeKind::SlowDown) => (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "3600")]).into_response(),
            Some(OutcomeKind::Unreadable) => {
                ([("content-type", "application/json")], "{\"new\":\"shape\"}").into_response()
            }
            Some(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        }
    }
}

//! The servers of two channels, as the daemon meets them: they take letters, refuse them, or are in trouble.

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use posylka::{
    clock::Clock,
    config::Secret,
    notify::{Channel, Line, Vk, Webhook},
};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use super::fate::Death;

/// A letter that was brought to a channel.
#[derive(Debug, Clone)]
pub struct Brought {
    /// To which.
    pub channel: usize,
    pub at: Timestamp,
    /// Whether it was taken.
    pub taken: bool,
    /// Whether it was refused.
    pub refused: bool,
    /// The notices in it; of a letter of many a channel without the letter as JSON sees the first only.
    pub ids: Vec<i64>,
    /// Which reminder it is; 0 where it is none.
    pub repeat: i64,
}

/// What was brought, by time.
pub type Log = Arc<Mutex<Vec<Brought>>>;

/// Opens the server of a channel.
pub async fn open(
    name: &str,
    channel: usize,
    deaths: Vec<Death>,
    folder: &Path,
    log: &Log,
    clock: fn(&Path) -> Clock,
) -> anyhow::Result<Channel> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let (folder, log) = (folder.to_owned(), Arc::clone(log));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let Ok(body) = read(&mut stream).await else { continue };
            let at = clock(&folder).now();
            let status = deaths.iter().find(|it| it.from <= at && at < it.to).map_or(200, |it| it.status);
            let (ids, repeat) = letter(&body);
            log.lock().expect("one thread").push(Brought {
                channel,
                at,
                taken: status == 200,
                refused: status == 403,
                ids,
                repeat,
            });
            let said = "{\"response\":1}";
            let reply =
                format!("HTTP/1.1 {status} x\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{said}", said.len());
            // Whoever hangs up has had enough.
            stream.write_all(reply.as_bytes()).await.ok();
        }
    });
    let line = Line { proxy: None, timeout: SignedDuration::from_secs(60), loopback_only: true };
    let token = Secret::from("token".to_owned());
    Ok(match name {
        "vk" => Channel::Vk(Vk { line, base_url, peer: 1, token }),
        _ => Channel::Webhook(Webhook { line, url: Secret::from(base_url), secret: None }),
    })
}

async fn read(stream: &mut TcpStream) -> anyhow::Result<String> {
    let mut whole = Vec::new();
    loop {
        anyhow::ensure!(stream.read_buf(&mut whole).await? > 0, "it hung up");
        let text = String::from_utf8_lossy(&whole);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length =
            head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:").map(str::to_owned));
        if body.len() >= length.context("a length")?.trim().parse::<usize>()? {
            return Ok(body.to_owned());
        }
    }
}

/// The notices of a letter and which reminder it is: a webhook's JSON, or a form with a random id of both.
fn letter(body: &str) -> (Vec<i64>, i64) {
    if let Ok(letter) = serde_json::from_str::<Value>(body) {
        let id = |it: &Value| it["id"].as_i64();
        let ids = letter["notice"]["of"]
            .as_array()
            .map_or_else(|| id(&letter).into_iter().collect(), |of| of.iter().filter_map(id).collect());
        return (ids, letter["repeat"].as_i64().unwrap_or(0));
    }
    let random = body.split('&').find_map(|it| it.strip_prefix("random_id=")).and_then(|it| it.parse::<i64>().ok());
    let random = random.unwrap_or(0);
    (vec![random & 0x00ff_ffff], random >> 24)
}

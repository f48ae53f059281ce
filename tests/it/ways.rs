//! The ways out to the user, on servers played on loopback.

mod dead;
mod delivery;
pub mod mail;
mod servers;
mod silence;
mod woken;

use jiff::SignedDuration;
use posylka::{
    config::Secret,
    notify::{Letter, Line},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
};

/// A line to this machine.
pub fn line() -> Line {
    Line { proxy: None, timeout: SignedDuration::from_secs(20), loopback_only: true }
}

pub fn secret(text: &str) -> Secret {
    Secret::from(text.to_owned())
}

/// A letter with everything in it that somebody could take for markup.
pub fn letter() -> Letter {
    let mut letter = Letter::new(7, "moved:imported", "3", "Наушники <b>&", "*Прибыло* _в_ [страну](http://x) & <i>");
    letter.urgent = true;
    letter.link = Some("https://example.org/?a=1&b=2".to_owned());
    letter
}

/// A request as a server got it.
#[derive(Debug)]
pub struct Request {
    pub head: String,
    pub body: String,
}

/// A server on loopback that gives everybody the same answer, and what it was asked.
pub async fn server(status: &'static str, answer: &'static str) -> (String, UnboundedReceiver<Request>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (heard, requests) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let request = read(&mut stream).await;
            let reply = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{answer}", answer.len());
            // Whoever has heard enough hangs up first.
            let _ = stream.write_all(reply.as_bytes()).await;
            if heard.send(request).is_err() {
                break;
            }
        }
    });
    (address, requests)
}

async fn read(stream: &mut TcpStream) -> Request {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    let head = String::from_utf8(head).unwrap();
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await.unwrap();
    Request { head, body: String::from_utf8(body).unwrap() }
}

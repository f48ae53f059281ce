//! Carriers that misbehave every fourth time, for `benches/soak.sh`: `soak DATA PARCELS`. Plays on a loopback port by the
//! clock of the data folder until it is ended; says its address in the first line, then the numbers, then an empty line.

#[path = "../benches/lives/mod.rs"]
mod lives;

use std::{path::PathBuf, sync::Arc, time::Duration};

use anyhow::Context;
use jiff::{ToSpan, tz::TimeZone};
use posylka::{
    clock::Clock,
    demo::{Life, answers},
    model::Number,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

struct Stage {
    lives: Vec<Life>,
    clock: Clock,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let data = PathBuf::from(args.next().context("soak DATA PARCELS")?);
    let parcels: usize = args.next().map_or(Ok(200), |it| it.parse())?;
    let clock = Clock::open(&data, std::env::var("POSYLKA_CLOCK").ok().as_deref(), None, true)?;
    // Half of what happens lies behind, the rest comes while we watch.
    let today = clock.now().to_zoned(TimeZone::UTC).datetime();
    let end = |index: usize| today + i64::try_from(index % 11).unwrap_or(0).days();
    let posted = |index: usize| if index.is_multiple_of(10) { 5 } else { 0 };
    let lives = (0..parcels).map(|index| lives::life(index, posted(index), end(index))).collect();
    let stage = Arc::new(Stage { lives, clock });
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    (0..parcels).for_each(|index| println!("{}", lives::placeholder(index)));
    println!();
    for nth in 0u64.. {
        let (stream, _) = listener.accept().await?;
        let stage = Arc::clone(&stage);
        // Whoever hangs up has had enough.
        tokio::spawn(async move { stage.answer(stream, nth).await.ok() });
    }
    Ok(())
}

impl Stage {
    async fn answer(&self, mut stream: TcpStream, nth: u64) -> std::io::Result<()> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") && head.len() < 65_536 {
            head.push(stream.read_u8().await?);
        }
        let path = String::from_utf8_lossy(&head).split_whitespace().nth(1).unwrap_or_default().to_owned();
        let body = self.says(&path);
        let page = |status: &str, body: &str| {
            format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
        };
        let reply = match nth % 32 {
            3 => page("503 Service Unavailable", ""),
            7 => page("429 Too Many Requests\r\nRetry-After: 600", ""),
            11 => "HTTP/1.1 200 OK\r\nContent-Length: 40960\r\n\r\n".to_owned() + &"x".repeat(16_384),
            15 => page("200 OK", &"[".repeat(10_000)),
            19 => page("200 OK", "<html>captcha</html>"),
            23 => page("302 Found\r\nLocation: /again", ""),
            27 => {
                tokio::time::sleep(Duration::from_secs(30)).await;
                return Ok(());
            }
            31 => page("200 OK", &"x".repeat(9_000_000)),
            _ => page("200 OK\r\nContent-Type: application/json", &body),
        };
        stream.write_all(reply.as_bytes()).await
    }

    fn says(&self, path: &str) -> String {
        let numbers = path.split(['?', '&']).find_map(|pair| {
            pair.strip_prefix("mailNos=").or_else(|| pair.strip_prefix("track-numbers=")).map(str::to_owned)
        });
        let numbers = numbers.unwrap_or_default().replace("%2C", ",");
        let numbers: Vec<Number> = numbers.split(',').filter_map(|it| Number::new(it).ok()).collect();
        match (path.starts_with("/global"), numbers.first()) {
            (true, _) => answers::cainiao(&self.lives, &numbers, self.clock.now()),
            (false, Some(number)) => answers::russian_post(&self.lives, number, self.clock.now()),
            (false, None) => String::new(),
        }
    }
}

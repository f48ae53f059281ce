//! Servers that misbehave in every way we know of, against the real wire: bounded time, bounded memory, the right name
//! for what happened.

mod every;

use std::{future::Future, io::Write};

use jiff::SignedDuration;
use posylka::{
    carriers::{Method, Request},
    model::{Outcome, OutcomeKind},
    notify::{Desktop, Letter, NotifyError},
    wire::{Wire, WireError},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A raw server on loopback: reads one request's head per connection and gives it to `reply`, which writes what it likes.
/// Returns its address, `http://127.0.0.1:PORT`.
async fn serve<F, R>(reply: F) -> String
where
    F: Fn(String, TcpStream) -> R + Send + Sync + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                match stream.read_u8().await {
                    Ok(byte) => head.push(byte),
                    Err(_) => break,
                }
            }
            tokio::spawn(reply(String::from_utf8_lossy(&head).into_owned(), stream));
        }
    });
    address
}

/// A server with one answer for everybody, after which it hangs up.
async fn say(answer: Vec<u8>) -> String {
    serve(move |_, mut stream| {
        let answer = answer.clone();
        async move {
            // A client that has heard enough hangs up first; that is no fault of the server.
            let _ = stream.write_all(&answer).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

fn page(headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    [format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n{headers}\r\n").as_bytes(), body].concat()
}

fn get(url: &str) -> Request {
    Request {
        method: Method::Get,
        url: url.to_owned(),
        headers: Vec::new(),
        body: None,
        hosts: vec!["127.0.0.1".to_owned()],
        redirects: 5,
        timeout: SignedDuration::from_secs(20),
        body_max: 100_000,
        secret: false,
        chosen: true,
    }
}

#[tokio::test]
async fn a_body_cut_at_16_of_40_kilobytes_is_kept_and_called_early() {
    for length in ["Content-Length: 40960\r\n", "Transfer-Encoding: chunked\r\n"] {
        let chunk = if length.starts_with('T') { "a000\r\n" } else { "" };
        let head = format!("HTTP/1.1 200 OK\r\n{length}\r\n{chunk}");
        let url = say([head.as_bytes(), &[b'x'; 16_384]].concat()).await;
        let answered = Wire::new(true).ask(&get(&url), None).await.unwrap();
        assert!(answered.ended_early, "{length}");
        assert_eq!((answered.status, answered.body.len()), (200, 16_384), "{length}");
    }
}

#[tokio::test]
async fn a_whole_answer_is_whole_and_says_who_asked() {
    let url = serve(|head, mut stream| async move {
        stream.write_all(&page("X-Kind: echo\r\n", head.as_bytes())).await.unwrap();
    })
    .await;
    let mut request = get(&format!("{url}/a?b=c"));
    request.headers.push(("X-Mine".to_owned(), "1".to_owned()));
    let answered = Wire::new(true).ask(&request, None).await.unwrap();
    let echo = String::from_utf8(answered.body).unwrap();
    assert!(!answered.ended_early);
    assert!(echo.starts_with("GET /a?b=c HTTP/1.1\r\n"), "{echo}");
    assert!(echo.contains(&format!("user-agent: {}", posylka::wire::USER_AGENT)), "{echo}");
    assert!(echo.contains("x-mine: 1"), "{echo}");
    assert!(answered.headers.contains(&("x-kind".to_owned(), "echo".to_owned())));
}

#[tokio::test]
async fn a_trickle_ends_with_the_time_given() {
    let url = serve(|_, mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx").await;
        let mut ticks = tokio::time::interval(std::time::Duration::from_millis(5));
        while stream.write_all(b"x").await.is_ok() {
            ticks.tick().await;
        }
    })
    .await;
    let request = Request { timeout: SignedDuration::from_millis(60), ..get(&url) };
    let error = Wire::new(true).ask(&request, None).await.unwrap_err();
    assert_eq!(error, WireError::TimedOut);
    assert_eq!(error.outcome().kind(), OutcomeKind::Unavailable);
}

#[tokio::test]
async fn a_server_that_never_answers_ends_with_the_time_given() {
    let url = serve(|_, stream| async move {
        std::future::pending::<()>().await;
        drop(stream);
    })
    .await;
    let request = Request { timeout: SignedDuration::from_millis(40), ..get(&url) };
    assert_eq!(Wire::new(true).ask(&request, None).await.unwrap_err(), WireError::TimedOut);
}

fn moved(to: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n").into_bytes()
}

#[tokio::test]
async fn redirects_stay_on_the_definitions_hosts_and_end() {
    let circle = say(moved("/again")).await;
    assert_eq!(Wire::new(true).ask(&get(&circle), None).await.unwrap_err(), WireError::Circle);

    let away = say(moved("https://elsewhere.example/x?key=1")).await;
    let error = Wire::new(false).ask(&get(&away), None).await.unwrap_err();
    assert_eq!(error, WireError::ForbiddenHost("elsewhere.example".to_owned()));

    for to in ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:1"] {
        let url = say(moved(to)).await;
        let error = Wire::new(true).ask(&get(&url), None).await.unwrap_err();
        assert!(matches!(error, WireError::ForbiddenScheme(_)), "{to}: {error}");
    }
}

#[tokio::test]
async fn a_redirect_inside_the_hosts_is_followed() {
    let there = say(page("", b"found")).await;
    let port = there.rsplit(':').next().unwrap();
    let url = say(moved(&format!("http://localhost:{port}/y"))).await;
    let mut request = get(&url);
    request.hosts.push("localhost".to_owned());
    assert_eq!(Wire::new(true).ask(&request, None).await.unwrap().body, b"found");
    request.redirects = 0;
    assert_eq!(Wire::new(true).ask(&request, None).await.unwrap().status, 302);
    request.redirects = 1;
    request.hosts.pop();
    let error = Wire::new(true).ask(&request, None).await.unwrap_err();
    assert_eq!(error, WireError::ForbiddenHost("localhost".to_owned()));
}

#[tokio::test]
async fn a_door_that_sets_a_cookie_is_knocked_at_twice_and_no_more() {
    let url = serve(|head, mut stream| async move {
        let door =
            "HTTP/1.1 302 Found\r\nLocation: /\r\nSet-Cookie: seen=1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        let answer = if head.contains("seen=1") { page("", b"found") } else { door.as_bytes().to_vec() };
        stream.write_all(&answer).await.unwrap();
    })
    .await;
    let mut request = get(&format!("{url}/"));
    request.redirects = 0;
    assert_eq!(Wire::new(true).ask(&request, None).await.unwrap().body, b"found");

    let url = serve(|_, mut stream| async move {
        let door =
            "HTTP/1.1 302 Found\r\nLocation: /\r\nSet-Cookie: seen=1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        stream.write_all(door.as_bytes()).await.unwrap();
    })
    .await;
    let mut request = get(&format!("{url}/"));
    request.redirects = 0;
    assert_eq!(Wire::new(true).ask(&request, None).await.unwrap().status, 302, "once, not for ever");
}

#[tokio::test]
async fn a_key_is_not_carried_to_another_origin() {
    let there = serve(|head, mut stream| async move {
        stream.write_all(&page("", head.as_bytes())).await.unwrap();
    })
    .await;
    let url = say(moved(&there)).await;
    let mut request = get(&url);
    request.headers.push(("Authorization".to_owned(), "Bearer abc".to_owned()));
    let echo = String::from_utf8(Wire::new(true).ask(&request, None).await.unwrap().body).unwrap();
    assert!(!echo.contains("abc"), "{echo}");
}

#[tokio::test]
async fn a_gzip_bomb_and_a_huge_body_are_refused_at_the_limit() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![b' '; 20_000_000]).unwrap();
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < 50_000);
    for answer in [page("Content-Encoding: gzip\r\n", &bomb), page("", &vec![b' '; 10_000_000])] {
        let url = say(answer).await;
        let error = Wire::new(true).ask(&get(&url), None).await.unwrap_err();
        assert_eq!(error, WireError::TooLarge { max: 100_000 });
        assert_eq!(error.outcome().kind(), OutcomeKind::Unreadable);
    }
}

#[tokio::test]
async fn gzip_that_ends_early_is_early() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(&(0..20_000u32).flat_map(u32::to_le_bytes).collect::<Vec<u8>>()).unwrap();
    let mut packed = packer.finish().unwrap();
    packed.truncate(packed.len() / 2);
    let url = say(page("Content-Encoding: gzip\r\n", &packed)).await;
    assert!(Wire::new(true).ask(&get(&url), None).await.unwrap().ended_early);
}

#[tokio::test]
async fn a_russian_page_in_cp1251_comes_in_utf_8_and_invalid_bytes_come_as_they_are() {
    let url = say(page("Content-Type: text/html; charset=windows-1251\r\n", &[0xc2, 0xf0, 0xf3])).await;
    assert_eq!(Wire::new(true).ask(&get(&url), None).await.unwrap().body, "Вру".as_bytes());
    let url = say(page("Content-Type: application/json\r\n", b"{\"a\":\"\xff\xfe\"}")).await;
    assert_eq!(Wire::new(true).ask(&get(&url), None).await.unwrap().body, b"{\"a\":\"\xff\xfe\"}");
}

#[tokio::test]
async fn nobody_there_is_offline_and_the_error_keeps_the_key_to_itself() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/x?token=hush", listener.local_addr().unwrap());
    drop(listener);
    let keyed = Request { secret: true, ..get(&url) };
    let error = Wire::new(true).ask(&keyed, None).await.unwrap_err();
    let told = format!("{error} {error:?} {keyed:?}");
    assert!(matches!(error, WireError::Offline(_)), "{error}");
    assert!(!told.contains("hush"), "{told}");
    assert!(matches!(error.outcome(), Outcome::Unreached(_)));
}

#[tokio::test]
async fn a_secret_is_not_sent_in_the_clear_and_the_test_clock_keeps_us_at_home() {
    let request = Request { secret: true, ..get("http://carrier.example/") };
    assert_eq!(Wire::new(false).ask(&request, None).await.unwrap_err(), WireError::PlainHttpSecret);
    let error = Wire::new(true).ask(&get("https://carrier.example/"), None).await.unwrap_err();
    assert_eq!(error, WireError::NotLoopback("carrier.example".to_owned()));
    let error =
        Wire::new(true).ask(&get("http://127.0.0.1:1/"), Some("socks5://proxy.example:1080")).await.unwrap_err();
    assert_eq!(error, WireError::NotLoopback("proxy.example".to_owned()));
    let error = Wire::new(false).ask(&get("http://127.0.0.1:1/"), Some("no proxy")).await.unwrap_err();
    assert!(matches!(error, WireError::Proxy(_)), "{error}");
}

#[tokio::test]
async fn cookies_live_for_one_exchange() {
    let url = serve(|head, mut stream| async move {
        stream.write_all(&page("Set-Cookie: visit=7; Path=/\r\n", head.as_bytes())).await.unwrap();
    })
    .await;
    let wire = Wire::new(true);
    let exchange = wire.exchange(None, None);
    exchange.ask(&get(&url)).await.unwrap();
    let second = String::from_utf8(exchange.ask(&get(&url)).await.unwrap().body).unwrap();
    assert!(second.contains("cookie: visit=7"), "{second}");
    let stranger = String::from_utf8(wire.ask(&get(&url), None).await.unwrap().body).unwrap();
    assert!(!stranger.contains("cookie"), "{stranger}");
}

#[tokio::test]
async fn a_post_goes_through_the_sources_own_proxy() {
    let proxy = serve(|head, mut stream| async move {
        let mut body = [0; 2];
        stream.read_exact(&mut body).await.unwrap();
        stream.write_all(&page("", &[head.as_bytes(), &body].concat())).await.unwrap();
    })
    .await;
    let request = Request {
        method: Method::Post,
        body: Some("{}".to_owned()),
        hosts: vec!["localhost".to_owned()],
        ..get("http://localhost:9/through")
    };
    let echo = Wire::new(true).ask(&request, Some(&proxy)).await.unwrap();
    let echo = String::from_utf8(echo.body).unwrap();
    assert!(echo.starts_with("POST http://localhost:9/through HTTP/1.1") && echo.ends_with("{}"), "{echo}");
}

#[tokio::test]
async fn without_a_bus_a_desktop_letter_waits() {
    let letter = Letter::new(1, "moved", "3", "Наушники", "<b>в пути</b>");
    let nowhere = Desktop { bus: Some("unix:path=/nonexistent/posylka-bus".to_owned()), ..Desktop::default() };
    for desktop in [nowhere, Desktop { bus: None, ..Desktop::default() }] {
        let error = desktop.deliver(&letter).await.unwrap_err();
        assert!(matches!(error, NotifyError::Unreachable(_)), "{error}");
    }
}

#[tokio::test]
async fn a_bus_that_says_nothing_is_given_up_within_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bus");
    let _silent = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let limit = SignedDuration::from_millis(50);
    let desktop = Desktop { bus: Some(format!("unix:path={}", path.display())), timeout: limit };
    let error = desktop.deliver(&Letter::new(1, "moved", "3", "t", "b")).await.unwrap_err();
    assert!(matches!(error, NotifyError::Unreachable(_)), "{error}");
}

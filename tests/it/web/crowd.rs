//! Many readers at once, slow ones and broken ones.

use std::{
    fmt::Write as _,
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    thread,
};

use super::{NUMBER, Site, ask, number};
use crate::cli::{
    until,
    watch::{self, carriers, clock},
};

/// Readers who ask and never finish, who send what is no request, who go away in the middle.
fn crowd(address: SocketAddr, each: usize) -> Vec<TcpStream> {
    let mut held = Vec::new();
    for nth in 0..each {
        for said in [
            format!("GET /?nth={nth} HTTP/1.1\r\nHost: slow\r\nX: "),
            "POST /add HTTP/1.1\r\nHost: slow\r\nContent-Length: 5000000\r\n\r\ntext=".to_owned(),
            format!("\u{16}\u{3}\u{1} no request {nth}\r\n\r\n"),
            "GET / HTTP/1.1\r\nHost: gone\r\n\r\n".to_owned(),
        ] {
            let mut stream = TcpStream::connect(address).unwrap();
            // Who is refused at once may be gone before all is said.
            let _ = stream.write_all(said.as_bytes());
            if said.contains("gone") {
                let _ = stream.shutdown(Shutdown::Both);
            } else {
                held.push(stream);
            }
        }
    }
    held
}

#[test]
fn two_hundred_at_once_and_whoever_asks_rightly_is_answered() {
    let site = Site::new();
    site.add(NUMBER, "Headphones");
    let device = site.signed_in();
    let held = crowd(site.address(), 50);
    assert_eq!(held.len(), 150);
    let (address, cookie) = (site.address(), device.cookie());
    let normal: Vec<_> = (0..50)
        .map(|nth| {
            let cookie = cookie.clone();
            let path = ["/", "/parcels/1", "/pickup", "/api/v1/parcels"][nth % 4];
            thread::spawn(move || ask(address, "GET", path, &[("Cookie", &cookie)], b"").status())
        })
        .collect();
    // Meanwhile others use the database: a deed of the terminal waits for no reader.
    for nth in 0..10 {
        site.add(&number(nth), "Another");
    }
    let answered = normal.into_iter().filter_map(|it| it.join().ok()).filter(|status| *status == 200).count();
    assert_eq!(answered, 50);
    assert_eq!(site.app().in_sight().unwrap().len(), 11);
    // Each of the others is answered or sent away in the end, and the page stands.
    drop(held);
    assert_eq!(site.get("/healthz", &[]).status(), 200);
}

#[test]
fn a_head_without_end_and_a_body_without_end_are_cut() {
    let site = Site::new();
    let mut long = String::from("GET / HTTP/1.1\r\nHost: long\r\n");
    for nth in 0..4000 {
        write!(long, "X-{nth}: {}\r\n", "a".repeat(100)).unwrap();
    }
    let mut stream = TcpStream::connect(site.address()).unwrap();
    let _ = stream.write_all(long.as_bytes());
    let mut said = String::new();
    let _ = stream.read_to_string(&mut said);
    assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "{said}");
    let device = site.signed_in();
    let body = vec![b'a'; 7_000_000];
    assert_eq!(device.send_as("/add", &[], &body).status(), 413);
    assert_eq!(site.get("/healthz", &[]).status(), 200);
}

#[test]
fn the_daemon_asks_on_while_readers_crowd_its_page() {
    let home = watch::home();
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    watch::configure(&home, carriers(watch::STORY, clock(&home)), "cat >> letters");
    let config = home.path("config/posylka/config.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, format!("{text}[web]\nlisten = \"{free}\"\n")).unwrap();
    let mut daemon = home.daemon();
    let held = until("the page of the daemon", || TcpStream::connect(free).ok().map(|_| crowd(free, 50)));
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let (over, reader) = (stop.clone(), free);
    let reading = thread::spawn(move || {
        let mut count = 0;
        while !over.load(std::sync::atomic::Ordering::Relaxed) {
            count += usize::from(ask(reader, "GET", "/healthz", &[], b"").status() == 200);
        }
        count
    });
    until("the end of the story", || (home.json("show 1")["stage"] == "delivered").then_some(()));
    stop.store(true, std::sync::atomic::Ordering::Relaxed);
    assert!(reading.join().unwrap() > 20);
    // As many scans as without any reader.
    assert_eq!(home.json("show 1")["events"].as_array().unwrap().len(), 12);
    drop(held);
    daemon.signal("TERM");
    assert_eq!(daemon.ended().code(), Some(0), "{}", daemon.log());
}

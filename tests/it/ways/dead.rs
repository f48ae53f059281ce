//! A way out that is dead is seen, though another one takes over; that it is dead and that it is back is told once each.

use std::sync::{
    Arc,
    atomic::{AtomicU16, Ordering},
};

use jiff::Timestamp;
use posylka::{
    app::{
        App,
        views::status::{DaemonLife, Status, status},
    },
    notify::{Channel, Letter, Telegram},
};
use tokio::{io::AsyncWriteExt, net::TcpListener};

use super::{line, read, secret};
use crate::daemon::{HEADPHONES, World};

/// A bot's server whose answer can be changed meanwhile.
async fn bot() -> (Channel, Arc<AtomicU16>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let status = Arc::new(AtomicU16::new(200));
    let said = Arc::clone(&status);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            read(&mut stream).await;
            let status = said.load(Ordering::SeqCst);
            let body = if status == 200 { r#"{"ok":true}"# } else { r#"{"ok":false,"description":"Forbidden"}"# };
            let reply = format!("HTTP/1.1 {status} x\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            let _ = stream.write_all(reply.as_bytes()).await;
        }
    });
    (Channel::Telegram(Telegram { line: line(), base_url, chat: "1".into(), token: secret("1:x") }), status)
}

fn of_channels(letters: &[Letter]) -> Vec<&str> {
    letters.iter().map(|it| it.key.as_str()).filter(|key| key.starts_with("channel:")).collect()
}

fn seen(world: &World, now: &str) -> Status {
    let now: Timestamp = now.parse().unwrap();
    let mut app = App::open(world.setup(&world.ear.0), now, true).unwrap();
    status(&mut app, DaemonLife::default()).unwrap()
}

#[tokio::test]
async fn a_dead_way_is_seen_though_another_takes_over_and_told_when_it_dies_and_when_it_is_back() {
    for dead in [403, 503] {
        let (telegram, answer) = bot().await;
        let mut world = World::of(HEADPHONES).await;
        world.before = vec![telegram];
        world.add();
        let ear = world.ear.0.clone();
        answer.store(dead, Ordering::SeqCst);
        world.watch_until("2026-02-09T00:00:00Z", &ear).await;
        let letters = world.heard();
        assert!(letters.len() >= 4, "the other one tells everything: {letters:?}");
        assert!(
            matches!(of_channels(&letters)[..], [key] if key.starts_with("channel:telegram:fails:")),
            "{letters:?}"
        );
        let fails = letters.iter().find(|it| it.key.starts_with("channel:")).unwrap();
        assert!(fails.body.contains(&dead.to_string()), "{}", fails.body);
        let now = seen(&world, "2026-02-09T00:00:00Z");
        let health = &now.channels[0];
        assert_eq!((health.channel.as_str(), health.last_good, health.in_trouble), ("telegram", None, true));
        assert!(health.failures >= 3 && health.since.is_some(), "{health:?}");
        let need = now.needs_you.iter().find(|it| it.title == "telegram").unwrap();
        assert!(need.what.contains(&dead.to_string()), "{}", need.what);

        answer.store(200, Ordering::SeqCst);
        world.watch_until("2026-02-12T00:00:00Z", &ear).await;
        let now = seen(&world, "2026-02-12T00:00:00Z");
        assert!(now.channels[0].last_good.is_some() && now.channels[0].failures == 0, "{:?}", now.channels);
        assert!(!now.needs_you.iter().any(|it| it.title == "telegram"));
        let keys: Vec<String> = world.shown().into_iter().map(|(key, ..)| key).collect();
        let told = keys.iter().filter(|key| key.starts_with("channel:"));
        assert_eq!(told.count(), 2, "{keys:?}");
        assert!(keys.iter().any(|key| key.starts_with("channel:telegram:back:")), "{keys:?}");
    }
}

#[tokio::test]
async fn where_no_other_way_works_nothing_is_told_of_it_but_it_is_seen() {
    let (telegram, answer) = bot().await;
    let mut world = World::of(HEADPHONES).await;
    world.before = vec![telegram];
    world.add();
    answer.store(403, Ordering::SeqCst);
    let (deaf, ear) = tokio::sync::mpsc::unbounded_channel();
    drop(ear);
    world.watch_until("2026-02-06T00:00:00Z", &deaf).await;
    let now = seen(&world, "2026-02-06T00:00:00Z");
    assert!(now.channels.iter().all(|it| it.failures > 0), "{:?}", now.channels);
    assert!(now.needs_you.iter().any(|it| it.title == "telegram"));
    answer.store(200, Ordering::SeqCst);
    world.watch_until("2026-02-12T00:00:00Z", &deaf).await;
    let keys: Vec<String> = world.shown().into_iter().map(|(key, ..)| key).collect();
    assert!(keys.len() >= 4, "{keys:?}");
    assert!(!keys.iter().any(|key| key.starts_with("channel:telegram:")), "what was not told has no end: {keys:?}");
}

//! Without a connection nobody is asked: nothing is spent, and nobody waits long once it is back. And a source that hangs
//! holds up nobody but itself.

use std::{
    collections::BTreeSet,
    io::Read,
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use jiff::SignedDuration;

use super::counted::{Counted, at, shortest_floor};
use crate::cli::{
    Home, until,
    watch::{STORY, carriers},
};

const NUMBERS: usize = 25;

/// Who knows one carrier only cannot tell whose fault it is; the day's few asks are kept for when somebody hears them.
#[tokio::test]
async fn a_day_on_the_train_spends_no_quota_and_is_over_within_the_hour() {
    let mut world = Counted::open(Vec::new(), |_| None).await;
    world.redefine("batch = 10", "batch = 10\nper_day = 3");
    world.unplug().await;
    world.import(0..NUMBERS, "2026-02-01T00:00:00Z");
    world.watch_until("2026-02-01T20:00:00Z").await;
    assert_eq!(world.asks(), []);
    let tries = world.store().reading(|tx| tx.health()).unwrap()[0].failures;
    assert!((5..=40).contains(&tries), "{tries} tries in twenty hours");
    world.plug_in().await;
    world.watch_until("2026-02-01T21:15:00Z").await;
    let asks = world.asks();
    let asked: BTreeSet<&String> = asks.iter().flat_map(|(_, numbers)| numbers).collect();
    assert_eq!((asks.len(), asked.len()), (3, NUMBERS), "{asks:?}");
    let took = asks[2].0.duration_since(at("2026-02-01T20:00:00Z"));
    eprintln!("20 hours offline: {tries} tries, and {} after it all {NUMBERS} numbers were asked for", took);
}

/// A number that was answered before the journey is not asked for again because of it.
#[tokio::test]
async fn the_floor_counts_from_the_last_answer() {
    let mut world = Counted::open(Vec::new(), |_| None).await;
    world.import(0..NUMBERS, "2026-02-01T00:00:00Z");
    for hour in 1..=60 {
        if hour % 3 == 0 {
            world.unplug().await
        } else if hour % 3 == 1 && hour > 1 {
            world.plug_in().await
        };
        let now = at("2026-02-01T00:00:00Z") + SignedDuration::from_hours(hour);
        world.watch_until(&now.to_string()).await;
        world.refresh(now);
    }
    let asks = world.asks();
    assert!(shortest_floor(&asks) >= SignedDuration::from_hours(6), "{}", shortest_floor(&asks));
    let asked = asks.iter().map(|(_, numbers)| numbers.len()).sum::<usize>();
    assert!(asked >= 7 * NUMBERS, "asked for {asked} numbers in sixty hours");
}

/// A carrier that takes every connection and says nothing; how many it took, and how many of those were given up.
fn mute() -> (String, Arc<[AtomicUsize; 2]>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let counts: Arc<[AtomicUsize; 2]> = Arc::default();
    let log = Arc::clone(&counts);
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            log[0].fetch_add(1, Ordering::SeqCst);
            let log = Arc::clone(&log);
            thread::spawn(move || {
                while stream.read(&mut [0; 1_024]).is_ok_and(|read| read > 0) {}
                log[1].fetch_add(1, Ordering::SeqCst);
            });
        }
    });
    (base, counts)
}

/// All that another carrier has to be asked is asked and heard while the first ask of the one that hangs is still open.
#[test]
fn one_that_hangs_holds_up_nobody_else() {
    // Ten minutes in every real second: the pace of the post is kept, and a hanging ask lasts longer than all the rest.
    let clock = "2026-02-19T00:00:00Z@600";
    let home = Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", clock), ("PATH", "/usr/bin:/bin")]);
    let (base, counts) = mute();
    home.text("add LP00123456789012 LP00123456789026");
    let numbers: Vec<String> = (0..8).map(crate::kill::life::domestic).collect();
    home.text(&format!("add {} --carrier russian-post", numbers.join(" ")));
    let post = carriers(STORY, || at("2026-03-01T00:00:00Z"));
    let sources = [("cainiao", base), ("russian-post", format!("http://{post}"))];
    let sources = sources.map(|(id, base)| format!("[carriers.{id}]\nbase_url = \"{base}\"\n"));
    home.write("config/posylka/config.toml", &format!("[notify]\nchannels = []\n{}", sources.concat()));
    let daemon = home.daemon();
    until("the ask that hangs", || (counts[0].load(Ordering::SeqCst) > 0).then_some(()));
    let answered = |number: &String| home.text(&format!("explain {number}")).contains("last answer: does not know");
    until("an answer for every number of the post", || numbers.iter().all(answered).then_some(()));
    let [taken, given_up] = [0, 1].map(|it| counts[it].load(Ordering::SeqCst));
    assert_eq!((taken, given_up), (1, 0), "the first ask still hangs: {}", daemon.log());
}

//! The real daemon, killed by SIGKILL at random moments while carriers answer, notices go out and its user does things,
//! and compared with what a shadow knows: what the carriers served, what the user did, what was told.
//!
//! 50 times in `cargo test`; `KILLS=1000 cargo test --test it kill` is the long form, in rounds of fifty. `SEED=n` repeats
//! a run: the moments, and what the user does.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    net::SocketAddr,
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use jiff::{Timestamp, ToSpan, civil::date};
use posylka::{
    daemon::clock::Clock,
    demo::{
        Life,
        life::What,
        stage::{self, Stage},
    },
    model::ParcelId,
    store::{Migrate, Store, StoreError},
};
use serde_json::Value;

use crate::cli::Home;

/// 16 hours in every real second: a round of fifty kills is about two weeks of many parcels.
const CLOCK: &str = "2026-03-01T00:00:00Z@60000";
/// Kills in one round, and parcels in it; so many are there from the start.
const ROUND: u32 = 50;
const PARCELS: usize = 36;
const AT_FIRST: usize = 24;
/// Each letter in a file of its own: one that was cut short harms no other.
const SCRIPT: &str = "cat > letters/$$-$(date +%N)";

/// Small and repeatable: a linear congruential generator.
struct Dice(u64);

impl Dice {
    fn below(&mut self, many: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % many
    }
}

fn figure(name: &str, without: u64) -> u64 {
    std::env::var(name).ok().map_or(without, |text| text.parse().unwrap())
}

#[test]
fn however_often_it_is_killed_nothing_is_lost() {
    let (kills, seed) = (figure("KILLS", u64::from(ROUND)), figure("SEED", 20_260_301));
    let begun = Instant::now();
    let mut left = kills;
    while left > 0 {
        let now = left.min(ROUND.into());
        let seed = seed.wrapping_add(left);
        Round::play(now, seed).compare(now, seed);
        left -= now;
    }
    eprintln!("killed {kills} times in {:.1} s, seed {seed}: nothing lost", begun.elapsed().as_secs_f64());
}

/// What the user did and was told that it is done.
#[derive(Default)]
struct Shadow {
    titles: BTreeMap<usize, String>,
    received: BTreeSet<usize>,
    muted: BTreeSet<usize>,
    acts: u32,
}

/// A round that is over.
struct Round {
    home: Home,
    lives: Vec<Life>,
    shadow: Shadow,
}

impl Round {
    fn play(kills: u64, seed: u64) -> Round {
        let home = Home::with(&[("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", CLOCK), ("PATH", "/usr/bin:/bin")]);
        fs::create_dir(home.path("letters")).unwrap();
        let numbers: Vec<String> = (0..AT_FIRST).map(placeholder).collect();
        home.text(&format!("add {}", numbers.join(" ")));
        let lives: Vec<Life> = (0..PARCELS).map(life).collect();
        configure(&home, perform(lives.clone(), &home));
        let over = AtomicBool::new(false);
        let shadow = thread::scope(|scope| {
            let user = scope.spawn(|| live(&home, &over, Dice(seed)));
            let mut dice = Dice(seed ^ 0xdead);
            for _ in 0..kills {
                let daemon = home.daemon();
                thread::sleep(Duration::from_millis(30 + dice.below(370)));
                daemon.signal("KILL");
            }
            over.store(true, Ordering::SeqCst);
            user.join().unwrap()
        });
        let round = Round { home, lives, shadow };
        round.settle(seed);
        round
    }

    /// Lets the daemon alone until everything the carriers have to say is heard and told.
    fn settle(&self, seed: u64) {
        let mut daemon = self.home.daemon();
        let begun = Instant::now();
        loop {
            let missing = self.missing();
            let owed =
                self.store().reading(|tx| Ok::<_, StoreError>(tx.outbox()?.iter().map(|it| it.owed).sum::<u32>()));
            if missing.is_empty() && owed.unwrap() == 0 {
                break;
            }
            let log = || daemon.log();
            assert!(begun.elapsed() < Duration::from_secs(120), "seed {seed}: never heard {missing:?}\n{}", log());
            thread::sleep(Duration::from_millis(100));
        }
        daemon.signal("TERM");
        assert_eq!(daemon.ended().code(), Some(0), "{}", daemon.log());
    }

    fn store(&self) -> Store {
        Store::open(&self.home.data().join("posylka.db"), Migrate::No).unwrap()
    }

    /// The parcels there should be: those of the start, and those the user was told are added.
    fn parcels(&self) -> BTreeMap<usize, ParcelId> {
        let listed = self.store().reading(|tx| tx.list()).unwrap();
        let known = |index: &usize| *index < AT_FIRST || self.shadow.titles.contains_key(index);
        let of = |index: usize| {
            let number = placeholder(index);
            let mut found = listed.iter().filter(|it| it.legs.iter().any(|leg| leg.key.number.as_str() == number));
            let parcel = found.next().unwrap_or_else(|| panic!("parcel {number} is lost"));
            assert!(found.next().is_none(), "parcel {number} is there twice");
            (index, parcel.parcel.id)
        };
        (0..PARCELS).filter(known).map(of).collect()
    }

    /// Scans the carriers served and the store lacks. A parcel the user has is asked for no more.
    fn missing(&self) -> Vec<String> {
        let mut store = self.store();
        let mut missing = Vec::new();
        for (index, id) in self.parcels().into_iter().filter(|(index, _)| !self.shadow.received.contains(index)) {
            let case = store.reading(|tx| tx.case(id)).unwrap().unwrap();
            let heard: BTreeSet<String> = case
                .entries
                .iter()
                .map(|it| scan(&it.event.wall.to_string(), it.leg.number.as_str(), &it.event.code))
                .collect();
            missing.extend(self.truth(index).difference(&heard).cloned());
        }
        missing
    }

    /// Every scan of a life.
    fn truth(&self, index: usize) -> BTreeSet<String> {
        let scans = self.lives[index].lines.iter().filter_map(|line| match &line.what {
            What::Scan(it) => Some(scan(&line.wall.to_string(), it.number.as_str(), &it.code)),
            _ => None,
        });
        scans.collect()
    }

    fn compare(&self, kills: u64, seed: u64) {
        let mut store = self.store();
        assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
        let muted: BTreeSet<ParcelId> = store.reading(|tx| tx.muted()).unwrap().into_iter().map(|(id, _)| id).collect();
        let (letters, repeats) = self.letters();
        let parcels = self.parcels();
        // What came about after all was told, and before the daemon had ended, waits for the next one.
        let owed = store.reading(|tx| tx.owed(Timestamp::MAX)).unwrap();
        let waits = |key: &str, id: &ParcelId| owed.iter().any(|it| it.parcel == Some(*id) && it.notice.key == key);
        for (index, id) in &parcels {
            let case = store.reading(|tx| tx.case(*id)).unwrap().unwrap();
            let walls =
                case.entries.iter().map(|it| scan(&it.event.wall.to_string(), it.leg.number.as_str(), &it.event.code));
            let walls: Vec<String> = walls.collect();
            let once: BTreeSet<&String> = walls.iter().collect();
            assert_eq!(once.len(), walls.len(), "seed {seed}: a scan is there twice: {walls:?}");
            assert!(once.iter().all(|scan| self.truth(*index).contains(*scan)), "seed {seed}: invented: {walls:?}");
            if let Some(title) = self.shadow.titles.get(index) {
                assert_eq!(&case.parcel.title, title, "seed {seed}: a title is lost");
            }
            assert_eq!(case.parcel.received.is_some(), self.shadow.received.contains(index), "seed {seed}: {index}");
            assert_eq!(muted.contains(id), self.shadow.muted.contains(index), "seed {seed}: {index}");
            for notice in store.reading(|tx| tx.notices_of(*id)).unwrap() {
                let told = letters.contains(&(id.to_string(), notice.key.clone()));
                assert!(told || waits(&notice.key, id), "seed {seed}: {} of parcel {id} was never told", notice.key);
            }
        }
        assert_eq!(store.reading(|tx| tx.parcels()).unwrap().len(), parcels.len(), "seed {seed}: parcels nobody added");
        assert!(repeats as u64 <= kills, "seed {seed}: {repeats} letters repeated by {kills} kills");
        let acts = self.shadow.acts;
        eprintln!(
            "{kills} kills: {} parcels, {acts} acts, {} notices, {repeats} repeated",
            parcels.len(),
            letters.len()
        );
        assert!(acts >= 5 && letters.len() > PARCELS, "seed {seed}: too little happened to prove anything");
    }

    /// What was told, by parcel and key, and how many letters said something a second time.
    fn letters(&self) -> (BTreeSet<(String, String)>, usize) {
        let (mut told, mut seen, mut repeats) = (BTreeSet::new(), BTreeSet::new(), 0);
        for file in fs::read_dir(self.home.path("letters")).unwrap() {
            // One that was cut short was not told.
            let Ok(letter) = serde_json::from_slice::<Value>(&fs::read(file.unwrap().path()).unwrap()) else {
                continue;
            };
            let many = letter["notice"]["of"].as_array().cloned().unwrap_or_else(|| vec![letter.clone()]);
            let text = |it: &Value, name: &str| it[name].as_str().unwrap_or_default().to_owned();
            told.extend(many.iter().map(|it| (text(it, "parcel"), text(it, "key"))));
            let fresh = many.iter().map(|it| (it["id"].as_u64(), letter["repeat"].as_u64(), letter["at"].to_string()));
            let again = fresh.map(|mark| !seen.insert((mark.0, mark.1))).collect::<Vec<_>>();
            repeats += usize::from(again.contains(&true));
        }
        (told, repeats)
    }
}

fn scan(wall: &str, number: &str, code: &str) -> String {
    format!("{wall} {number} {code}")
}

/// The number a parcel sets out under.
fn placeholder(index: usize) -> String {
    format!("LP{:014}", 700_000_000 + index)
}

/// The number it has in Russia.
pub fn domestic(index: usize) -> String {
    let serial = format!("1010007{index:06}");
    let sum: u32 = serial.bytes().enumerate().map(|(at, digit)| u32::from(digit - b'0') * [3, 1][at % 2]).sum();
    format!("{serial}{}", (10 - sum % 10) % 10)
}

/// A scan every day or so; every third parcel goes on at the Russian Post.
fn life(index: usize) -> Life {
    let (number, domestic) = (placeholder(index), domestic(index));
    let mut wall = date(2026, 3, 1).at(6, 0, 0, 0) + i64::try_from(index * 37).unwrap().minutes();
    let mut script = format!("title Parcel {index}\n");
    let mut write = |rest: String| {
        script.push_str(&format!("{} {rest}\n", wall.strftime("%Y-%m-%d %H:%M")));
        wall += 19.hours();
    };
    let codes = ["PU_PICKUP_SUCCESS", "SC_INBOUND_SUCCESS", "CC_EX_SUCCESS", "LH_DEPART", "LH_ARRIVE", "CC_IM_SUCCESS"];
    for code in codes {
        write(format!("cainiao {number} {code} \"Scanned\" at Shenzhen"));
    }
    let goes_on = index.is_multiple_of(3);
    let names = if goes_on { format!("names {domestic}") } else { String::new() };
    write(format!("cainiao {number} CC_HO_OUT_SUCCESS \"Departed from customs\" {names}"));
    for code in ["8:3", "8:4", "8:2"].iter().filter(|_| goes_on) {
        write(format!("russian-post {domestic} {code} \"Сортировка\" at \"102976\""));
    }
    Life::read("killed", &script).unwrap()
}

/// Plays the carriers on the home's own clock.
fn perform(lives: Vec<Life>, home: &Home) -> SocketAddr {
    let clock = Clock::open(&home.data(), Some(CLOCK), None, true).unwrap();
    let now = move || -> Timestamp { clock.now() };
    let (opened, address) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            opened.send(stage::open(Stage { lives, now: Box::new(now) }).await.unwrap()).unwrap();
            std::future::pending::<()>().await;
        });
    });
    address.recv().unwrap()
}

fn configure(home: &Home, address: SocketAddr) {
    let sources = stage::PLAYED.iter().map(|id| format!("[carriers.{id}]\nbase_url = \"http://{address}\"\n"));
    let text = format!(
        "[notify]\nchannels = [\"command\"]\n[notify.command]\nprogram = [\"/bin/sh\", \"-c\", '''{SCRIPT}''']\n{}",
        sources.collect::<String>()
    );
    home.write("config/posylka/config.toml", &text);
}

/// The user, who does one thing after the other until all is over. What is done holds from then on.
fn live(home: &Home, over: &AtomicBool, mut dice: Dice) -> Shadow {
    let mut shadow = Shadow::default();
    let mut next = AT_FIRST;
    while !over.load(Ordering::SeqCst) {
        shadow.acts += 1;
        let (index, acts) = (usize::try_from(dice.below(AT_FIRST as u64)).unwrap(), shadow.acts);
        let number = placeholder(index);
        match dice.below(6) {
            0 | 1 if next < PARCELS => {
                home.text(&format!("add {} --title 'Added {acts}'", placeholder(next)));
                shadow.titles.insert(next, format!("Added {acts}"));
                next += 1;
            }
            0..=2 => {
                home.text(&format!("edit {number} --title 'Titled {acts}'"));
                shadow.titles.insert(index, format!("Titled {acts}"));
            }
            3 if shadow.received.len() < 3 => {
                home.text(&format!("received {number}"));
                shadow.received.insert(index);
            }
            4 if shadow.muted.remove(&index) => drop(home.text(&format!("mute {number} --off"))),
            4 => {
                home.text(&format!("mute {number}"));
                shadow.muted.insert(index);
            }
            _ => drop(home.text("refresh")),
        }
    }
    // What waited comes now.
    for index in std::mem::take(&mut shadow.muted) {
        home.text(&format!("mute {} --off", placeholder(index)));
    }
    shadow
}

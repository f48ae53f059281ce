//! The real daemon, killed by SIGKILL at random moments while carriers answer, notices go out and its user does things,
//! and compared with what a shadow knows: what the carriers served, what the user did, what was told. And the same where
//! the power fails instead: see [`power`].
//!
//! 50 times in `cargo test`; `KILLS=1000 cargo test --test it kill` is the long form, in rounds of fifty. `SEED=n` repeats
//! a run: the moments, and what the user does.

pub mod life;
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod power;
mod round;
mod user;

use std::{
    fs,
    net::SocketAddr,
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use posylka::{
    clock::Clock,
    demo::{
        Life,
        loopback_carriers::{self, Stage},
    },
};

use self::{
    life::{PARCELS, life},
    round::Round,
    user::live,
};
use crate::cli::Home;

/// 16 hours in every real second: a round of fifty kills is about two weeks of many parcels.
const CLOCK: &str = "2026-03-01T00:00:00Z@60000";
/// Kills in one round.
const ROUND: u32 = 50;
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

/// The user ends with the round, also where it fails.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
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
        let (round, of) = (play(now, seed), format!("seed {seed}"));
        round.settle(&of);
        let told = round.compare(&of);
        let (acts, letters, repeats) = (round.shadow.acts, told.letters.len(), told.repeats);
        eprintln!("{now} kills: {acts} acts, {letters} notices, {repeats} repeated");
        assert!(repeats as u64 <= now, "{of}: {repeats} letters repeated by {now} kills");
        assert!(acts >= 5 && letters > PARCELS, "{of}: too little happened to prove anything");
        left -= now;
    }
    eprintln!("killed {kills} times in {:.1} s, seed {seed}: nothing lost", begun.elapsed().as_secs_f64());
}

fn play(kills: u64, seed: u64) -> Round {
    let home = at_home(&[]);
    user::begin(&home);
    let lives: Vec<Life> = (0..PARCELS).map(life).collect();
    configure(&home, perform(lives.clone(), &home), SCRIPT);
    let over = AtomicBool::new(false);
    let shadow = thread::scope(|scope| {
        let user = scope.spawn(|| live(&home, &over, Dice(seed), |_| ()));
        let ends = Over(&over);
        let mut dice = Dice(seed ^ 0xdead);
        for _ in 0..kills {
            let daemon = home.daemon();
            thread::sleep(Duration::from_millis(30 + dice.below(370)));
            daemon.signal("KILL");
        }
        drop(ends);
        user.join().unwrap()
    });
    Round { home, lives, shadow }
}

/// A home of somebody who reads English, where letters can be kept.
fn at_home(more: &[(&'static str, &str)]) -> Home {
    let surroundings = [("LANG", "en_US.UTF-8"), ("POSYLKA_CLOCK", CLOCK), ("PATH", "/usr/bin:/bin")];
    let home = Home::with(&[&surroundings, more].concat());
    fs::create_dir(home.path("letters")).unwrap();
    home
}

/// The home's own clock.
fn clock(home: &Home) -> impl Fn() -> Timestamp + Send + Sync + 'static {
    let clock = Clock::open(&home.data(), Some(CLOCK), None, true).unwrap();
    move || clock.now()
}

/// Plays the carriers on the home's own clock.
fn perform(lives: Vec<Life>, home: &Home) -> SocketAddr {
    let now = Box::new(clock(home));
    in_background(|| loopback_carriers::open(Stage { lives, now }))
}

/// Opens a server that runs until the tests are over.
fn in_background<F>(open: impl FnOnce() -> F + Send + 'static) -> SocketAddr
where
    F: Future<Output = std::io::Result<SocketAddr>>,
{
    let (opened, address) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            opened.send(open().await.unwrap()).unwrap();
            std::future::pending::<()>().await;
        });
    });
    address.recv().unwrap()
}

/// Where the carriers are asked, and what is done with a letter.
fn configure(home: &Home, address: SocketAddr, script: &str) {
    let sources =
        loopback_carriers::PLAYED.iter().map(|id| format!("[carriers.{id}]\nbase_url = \"http://{address}\"\n"));
    let text = format!(
        "[notify]\nchannels = [\"command\"]\n[notify.command]\nprogram = [\"/bin/sh\", \"-c\", '''{script}''']\n{}",
        sources.collect::<String>()
    );
    home.write("config/posylka/config.toml", &text);
}

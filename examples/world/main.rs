//! A world to measure posylka in: lives of parcels from China to Russia are drawn from a seed, the carriers' answers are
//! written in their own formats, and what posylka said is set against what was true:
//! `cargo run --release --example world -- --seed 1 --lives 10000 [--index I] [--json]`.
//!
//! Beside every twentieth life one more is lived by orders that travel together in one parcel, and beside every hundredth
//! one by the real daemon with channels that die for days: both with the real database and what a person's commands do.
//!
//! `--index` replays one life aloud. Ends with 1 where a promise is broken.

mod answers;
mod channels;
mod dice;
mod fate;
mod hand_on;
mod joined;
mod messages;
mod play;
mod score;
mod spelling;
mod truth;
mod turned;
mod turns;
mod wrong;

use std::{collections::BTreeMap, path::Path, process::ExitCode};

use anyhow::{Context, bail};
use jiff::tz::{Offset, TimeZone};
use posylka::{
    app::Setup,
    carriers::Secrets,
    config::{Config, Folders},
    notify::{Channel, InProcess},
    text::Lang,
};

use play::{Setting, play};
use score::{COUNTERS, Score};

/// What is asked for.
struct Wanted {
    seed: u64,
    lives: u64,
    index: Option<u64>,
    json: bool,
}

/// The same program without and with the user's key to the post.
struct World {
    open: Setup,
    keyed: Setup,
    /// With somebody who is told.
    told: Setup,
    seed: u64,
}

fn main() -> anyhow::Result<ExitCode> {
    let wanted = wanted(std::env::args().skip(1))?;
    let world = World {
        open: setup(false, Vec::new())?,
        keyed: setup(true, Vec::new())?,
        told: setup(false, vec![here()])?,
        seed: wanted.seed,
    };
    let score = match wanted.index {
        Some(index) => world.score(index..index + 1, true),
        None => world.score_all(wanted.lives),
    };
    if wanted.json {
        let counts: BTreeMap<_, _> = COUNTERS.iter().map(|name| (*name, score.count(name))).collect();
        println!("{}", serde_json::json!({ "seed": wanted.seed, "counts": counts, "wrong": score.wrong }));
    } else {
        COUNTERS.iter().for_each(|name| println!("{name:24} {:>9}", score.count(name)));
    }
    let broken = score.broken();
    for name in &broken {
        eprintln!("broken: {name}, in lives {:?}", score.wrong.get(name).map_or(&[][..], |it| it));
    }
    Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn wanted(args: impl Iterator<Item = String>) -> anyhow::Result<Wanted> {
    let mut wanted = Wanted { seed: 1, lives: 1_000, index: None, json: false };
    let mut args = args;
    while let Some(arg) = args.next() {
        let mut number = || -> anyhow::Result<u64> {
            let value = args.next().with_context(|| format!("{arg} needs a number"))?;
            value.parse().with_context(|| format!("{arg} {value}"))
        };
        match arg.as_str() {
            "--seed" => wanted.seed = number()?,
            "--lives" => wanted.lives = number()?,
            "--index" => wanted.index = Some(number()?),
            "--json" => wanted.json = true,
            _ => bail!("world [--seed N] [--lives N] [--index I] [--json]"),
        }
    }
    Ok(wanted)
}

/// Somebody who is told what is owed, without a word going anywhere.
fn here() -> Channel {
    Channel::InProcess(InProcess(tokio::sync::mpsc::unbounded_channel().0))
}

fn setup(keyed: bool, channels: Vec<Channel>) -> anyhow::Result<Setup> {
    let nowhere = Some(Path::new("/nonexistent"));
    let config = Config { zone: Some(TimeZone::fixed(Offset::constant(3))), ..Config::default() };
    let key: Secrets = ["login", "password"].map(|name| (name.to_owned(), "world".to_owned())).into();
    let secrets = if keyed { BTreeMap::from([("russian-post-api".into(), key)]) } else { BTreeMap::new() };
    Setup::new(config, Folders::choose(nowhere, nowhere)?, Lang::En, secrets, channels, 1)
}

impl World {
    fn score_all(&self, lives: u64) -> Score {
        let threads = std::thread::available_parallelism().map_or(1, |it| it.get() as u64);
        let share = lives.div_ceil(threads);
        let part = |n: u64| (n * share).min(lives)..((n + 1) * share).min(lives);
        std::thread::scope(|scope| {
            let parts: Vec<_> = (0..threads).map(|n| scope.spawn(move || self.score(part(n), false))).collect();
            let mut all = Score::default();
            parts.into_iter().for_each(|it| all.join(it.join().expect("a life does not panic")));
            all
        })
    }

    fn score(&self, lives: std::ops::Range<u64>, aloud: bool) -> Score {
        let mut score = Score::default();
        for index in lives {
            let truth = fate::life(&self.open.knowledge.norms, self.seed, index);
            let setup = if truth.keyed { &self.keyed } else { &self.open };
            if aloud {
                println!("{truth:#?}");
            }
            let played = play(&Setting { setup, aloud }, &truth);
            if aloud {
                println!("{:#?}", played.said);
                played.line().iter().for_each(|it| println!("{it}"));
            }
            score.take(&truth, &played, index);
            joined::live(&self.told, self.seed, index, aloud, &mut score).unwrap_or_else(|fault| {
                panic!("life {index} of orders that travel together: {fault:#}");
            });
            channels::live(self.seed, index, aloud, &mut score).unwrap_or_else(|fault| {
                panic!("life {index} of channels that die: {fault:#}");
            });
        }
        score
    }
}

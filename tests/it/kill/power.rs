//! The power fails. A round is played while everything that happens to the database's files is written down; then the
//! disk is made as it may be after a cut at any moment, and what the user was told is done must be in it.
//!
//! 300 cuts in `cargo test`; `CUTS=5000 cargo test --test it power` is the long form. `SEED=n` repeats what the user does
//! and the cuts; the moments of a round are the machine's.

mod disk;
mod found;
mod log;

use std::{
    collections::BTreeSet,
    fs,
    net::SocketAddr,
    sync::atomic::AtomicBool,
    thread,
    time::{Duration, Instant},
};

use axum::{Router, http::Uri};
use jiff::Timestamp;
use posylka::{
    clock::ANCHOR,
    demo::{Life, answers},
    model::Number,
};
use serde_json::Value;

use self::{
    disk::{Disk, Files},
    found::{Expected, check},
    log::{Log, Pen, Record, What, lay},
};
use super::{
    Dice, Over, SCRIPT, at_home, clock, configure, figure, in_background,
    life::{PARCELS, life},
    perform,
    round::{Letter, Round, letters},
    user::{self, Shadow, live},
};
use crate::cli::Home;

/// So many daemons, and letters of theirs, make a round.
const STARTS: usize = 8;
const TOLD: usize = 20;
/// Keeps a letter, and writes that down.
const TOLD_SCRIPT: &str =
    "it=$$-$(date +%N) && cat > letters/$it && printf 'l %s %d 0 0 %s\\n' $it $$ $(date +%s%N) >> $POWER_LOG";
/// So many disks are given to a daemon that goes on from there.
const SETTLED: usize = 4;

/// What was played: the log, what the user saw done by and by, and what stands on the disk in the end.
struct Played {
    records: Vec<Record>,
    shadows: Vec<Shadow>,
    files: Files,
    home: Home,
    lives: Vec<Life>,
    letters: Vec<Letter>,
    /// The processes that were daemons.
    daemons: BTreeSet<u32>,
}

#[test]
fn whenever_the_power_fails_nothing_is_lost_that_is_done() {
    let (cuts, seed) = (figure("CUTS", 300), figure("SEED", 20_260_401));
    let Some(log) = Log::open() else { return };
    let begun = Instant::now();
    let played = Played::play(&log, seed);
    played.count();
    let mut disk = Disk::default();
    played.records.iter().enumerate().for_each(|(place, record)| disk.take(place, record));
    assert!(disk.live() == played.files, "the log has missed something that happened to the files");
    let (took, begun) = (begun.elapsed().as_secs_f64(), Instant::now());
    let (faults, settled) = thread::scope(|scope| {
        let settled = scope.spawn(|| played.settle(seed));
        (played.cut(cuts, seed), settled.join())
    });
    let first = faults[..faults.len().min(20)].join("\n");
    assert!(faults.is_empty(), "seed {seed}: {} of {cuts} cuts\n{first}", faults.len());
    assert!(settled.is_ok(), "seed {seed}: a daemon that goes on after a cut does not find everything");
    let cut = begun.elapsed().as_secs_f64();
    eprintln!("played in {took:.1} s, cut {cuts} times in {cut:.1} s, gone on from {SETTLED} of them: nothing lost");
}

impl Played {
    fn play(log: &Log, seed: u64) -> Played {
        let [shim, path] = log.surroundings();
        let home = at_home(&[(shim.0, &shim.1), (path.0, &path.1)]);
        fs::create_dir(home.path("data")).unwrap();
        let pen = log.pen();
        user::begin(&home);
        pen.done();
        let lives: Vec<Life> = (0..PARCELS).map(life).collect();
        configure(&home, ask_me(lives.clone(), &home, log.pen()), TOLD_SCRIPT);
        let over = AtomicBool::new(false);
        let mut shadows = vec![Shadow::default()];
        let daemons = thread::scope(|scope| {
            let user = scope.spawn(|| {
                live(&home, &over, Dice(seed), |shadow| {
                    pen.done();
                    shadows.push(shadow.clone());
                })
            });
            let ends = Over(&over);
            let daemons = run_daemons(&home, log, Dice(seed ^ 0xdead));
            drop(ends);
            user.join().unwrap();
            daemons
        });
        let (records, files, letters) = (log.read(), files(&home), letters(&home));
        Played { records, shadows, files, home, lives, letters, daemons }
    }

    /// Says what the round was worth.
    fn count(&self) {
        let many = |of: &dyn Fn(&Record) -> bool| self.records.iter().filter(|it| of(it)).count();
        let synced = |it: &Record| it.what == What::SyncEnded;
        let (records, letters, acts) = (self.records.len(), self.letters.len(), self.shadows.len() - 1);
        let (commits, syncs) = (many(&Record::commits), many(&synced));
        let asks = many(&|it| it.what == What::Asked);
        let wals = many(&|it| it.what == What::Created && it.name.ends_with("-wal"));
        eprintln!(
            "{records} records: {commits} commits, {syncs} syncs, {wals} write-ahead logs; {acts} acts, {asks} asks, \
             {letters} letters"
        );
        let working = self.working();
        let each = |of: &dyn Fn(&Record) -> bool| working.iter().filter(|it| of(it)).count() as f64 / asks as f64;
        eprintln!(
            "a daemon at work: {:.1} commits and {:.1} syncs for every ask",
            each(&Record::commits),
            each(&synced)
        );
        assert!(acts >= 10 && asks >= 10 && wals >= 3, "too little happened to prove anything");
    }

    /// What daemons wrote once they had asked for the first time: before that, they look at everything.
    fn working(&self) -> Vec<&Record> {
        let (mut daemon, mut asked) = (0, false);
        let works = |record: &&Record| {
            if self.daemons.contains(&record.process) && record.process != daemon {
                (daemon, asked) = (record.process, false);
            }
            asked |= record.what == What::Asked;
            asked && record.process == daemon
        };
        self.records.iter().filter(works).collect()
    }

    /// Cuts the power so many times, and says what was lost.
    fn cut(&self, cuts: u64, seed: u64) -> Vec<String> {
        let mut dice = Dice(seed ^ 0xcafe);
        let (mut disk, mut faults, mut taken) = (Disk::default(), Vec::new(), 0);
        let mut expected = Expected::new(&self.lives, &self.shadows, &self.letters);
        for place in places(&self.records, cuts, &mut dice) {
            for (at, record) in self.records.iter().enumerate().take(place).skip(taken) {
                disk.take(at, record);
                expected.take(record);
            }
            taken = place;
            // A disk in memory, where there is one: what is done there need not last.
            let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
            lay(folder.path(), &disk.cut(&mut dice));
            if let Err(fault) = check(folder.path(), &expected) {
                faults.push(format!("cut at {place}, after {} acts: {fault}", expected.done()));
            }
        }
        faults
    }

    /// Cuts the power some more times, and lets a daemon go on from what is left.
    fn settle(&self, seed: u64) {
        let mut dice = Dice(seed ^ 0xbeef);
        thread::scope(|scope| {
            for nth in 1..=SETTLED {
                let hundredths = nth * 100 - usize::try_from(dice.below(25)).unwrap();
                let place = self.records.len() * hundredths / (100 * SETTLED);
                let (mut disk, mut expected) =
                    (Disk::default(), Expected::new(&self.lives, &self.shadows, &self.letters));
                for (at, record) in self.records[..place].iter().enumerate() {
                    disk.take(at, record);
                    expected.take(record);
                }
                let files = disk.cut(&mut dice);
                scope.spawn(move || self.go_on(&files, &expected, self.records[place - 1].at));
            }
        });
    }

    /// The power comes back: everything is heard and told in the end, as if nothing had been.
    fn go_on(&self, files: &Files, expected: &Expected<'_>, at: Timestamp) {
        let of = format!("cut after {} acts", expected.done());
        let home = at_home(&[]);
        lay(&home.data(), files);
        let mut shadow = check(&home.data(), expected).unwrap_or_else(|fault| panic!("{of}: {fault}")).clone();
        resume(&self.home, &home, at);
        for name in expected.told() {
            fs::copy(self.home.path("letters").join(name), home.path("letters").join(name)).unwrap();
        }
        configure(&home, perform(self.lives.clone(), &home), SCRIPT);
        shadow.unmute(&home, |_| ());
        let round = Round { home, lives: self.lives.clone(), shadow };
        round.settle(&of);
        let told = round.compare(&of);
        eprintln!("{of}: {} notices, {} repeated", told.letters.len(), told.repeats);
        assert!(told.repeats <= self.daemons.len(), "{of}: {} letters repeated", told.repeats);
    }
}

/// One daemon after the other, at least until enough was told; which processes they were. Every other one is killed, the
/// rest are asked to end.
fn run_daemons(home: &Home, log: &Log, mut dice: Dice) -> BTreeSet<u32> {
    let (begun, mut daemons) = (Instant::now(), BTreeSet::new());
    while daemons.len() < STARTS || letters(home).len() < TOLD {
        assert!(begun.elapsed() < Duration::from_secs(120), "too little happens to prove anything");
        let mut daemon = home.daemon();
        daemons.insert(daemon.pid());
        thread::sleep(Duration::from_millis(200 + dice.below(1_600)));
        let held = (daemons.len() % 2 == 1).then(|| log.hold());
        daemon.signal(if held.is_some() { "KILL" } else { "TERM" });
        daemon.ended();
    }
    daemons
}

/// Moments for cuts, in order: some anywhere, most near those where something is decided.
fn places(records: &[Record], cuts: u64, dice: &mut Dice) -> Vec<usize> {
    let decides: [&dyn Fn(&Record) -> bool; 7] = [
        &|_| true,
        &|it| matches!(it.what, What::SyncBegun | What::SyncEnded),
        &|it| matches!(it.what, What::Created | What::Unlinked | What::Cut),
        &|it| it.what == What::Written && it.name == "posylka.db",
        &|it| it.what == What::Asked,
        &|it| it.what == What::Done,
        &|it| it.what == What::Told,
    ];
    let places_of = |decides: &&dyn Fn(&Record) -> bool| -> Vec<usize> {
        (0..records.len()).filter(|place| decides(&records[*place])).collect()
    };
    let all: Vec<_> = decides.iter().map(places_of).filter(|places| !places.is_empty()).collect();
    let mut one = |many: usize| usize::try_from(dice.below(many as u64)).unwrap();
    let near = (0..cuts).map(|_| {
        let some = &all[one(all.len())];
        (some[one(some.len())] + one(4)).min(records.len())
    });
    let mut places: Vec<usize> = near.collect();
    places.sort_unstable();
    places
}

/// The clock of a home goes on in another, as it stood at a moment.
fn resume(from: &Home, to: &Home, at: Timestamp) {
    let text = fs::read(from.data().join(ANCHOR)).unwrap();
    let mut anchor: Value = serde_json::from_slice(&text).unwrap();
    let anchored: Timestamp = anchor["anchored"].as_str().unwrap().parse().unwrap();
    anchor["anchored"] = (anchored + Timestamp::now().duration_since(at)).to_string().into();
    fs::write(to.data().join(ANCHOR), anchor.to_string()).unwrap();
}

/// What stands in the data folder of a home.
fn files(home: &Home) -> Files {
    let name = |name: &str| Some((name.to_owned(), fs::read(home.data().join(name)).ok()?));
    ["posylka.db", "posylka.db-journal", "posylka.db-wal"].into_iter().filter_map(name).collect()
}

/// Plays the carriers on the home's own clock, and writes down every ask.
fn ask_me(lives: Vec<Life>, home: &Home, pen: Pen) -> SocketAddr {
    let now = clock(home);
    let answer = move |uri: Uri| {
        let named = |it: &str| it.strip_prefix("mailNos=").or(it.strip_prefix("track-numbers=")).map(str::to_owned);
        let numbers = uri.query().and_then(|it| it.split('&').find_map(named)).unwrap_or_default().replace("%2C", ",");
        let now = now();
        pen.asked(now, &numbers);
        let numbers: Vec<Number> = numbers.split(',').map(|it| Number::new(it).unwrap()).collect();
        let said = match uri.path().ends_with("detail.json") {
            true => answers::cainiao(&lives, &numbers, now),
            false => answers::russian_post(&lives, &numbers[0], now),
        };
        std::future::ready(([("content-type", "application/json")], said))
    };
    in_background(|| async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let answer = std::sync::Arc::new(answer);
        let router = Router::new().fallback(move |uri: Uri| answer(uri));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(address)
    })
}

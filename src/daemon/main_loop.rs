//! The loop: due, ask, read, digest, commit; deliver. The schedule is a column of the database, so restarts and suspended
//! laptops need no code of their own: short ticks of wall time, never a long sleep.

use std::{path::PathBuf, pin::Pin, sync::Arc};

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc;
use tracing::{info, warn};

use super::{
    delivery::letters,
    in_flight::{Done, InFlight},
    one_round::{self, OneRound},
    signs_of_life::{nudge::Nudges, weekly},
    wakeups::Wakeups,
};
use crate::{
    app::{
        Setup,
        actions::remove,
        look::{
            ask::{self, AskResult},
            book::{self, Ask},
            hear::{self, Hearing},
        },
        tell,
    },
    clock::Clock,
    notify::ButtonListener,
    store::{Migrate, Store, StoreError},
    wire::Wire,
};

/// A clock that steps back further than this was wrong before.
const SET_BACK: SignedDuration = SignedDuration::from_mins(1);

/// What the daemon is told from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// End.
    Stop,
    /// Read the configuration anew.
    Reload,
}

/// The configuration while it is read anew.
pub type Reloading = Pin<Box<dyn Future<Output = anyhow::Result<Setup>>>>;

/// Reads the configuration anew.
pub type Reload = Box<dyn Fn() -> Reloading>;

/// The daemon. It is the only one on its data folder: whoever makes one holds the lock.
pub struct Daemon {
    /// Configuration and all that follows from it.
    pub setup: Arc<Setup>,
    /// Reads the configuration anew.
    pub reload: Reload,
    /// The database.
    pub store: Store,
    /// The way to the carriers.
    pub wire: Arc<Wire>,
    /// What time it is.
    pub clock: Clock,
    /// Where the moment of the last look is written; nowhere without.
    pub runtime: Option<PathBuf>,
}

impl Daemon {
    /// One for these folders, whose lock the caller holds: the database is brought up to date.
    pub fn open(setup: Setup, reload: Reload, clock: Clock) -> Result<Daemon, StoreError> {
        Ok(Daemon {
            store: Store::open(&setup.folders.database(), Migrate::Yes)?,
            runtime: Some(setup.folders.runtime.clone()),
            setup: Arc::new(setup),
            reload,
            wire: Arc::new(Wire::new(clock.is_test())),
            clock,
        })
    }

    /// Runs until told to stop, or until a leaping clock has reached its end. A database that is busy or full ends
    /// nothing: it is said once, and tried again at the next tick.
    pub async fn run(self, signals: mpsc::Receiver<Signal>) -> anyhow::Result<()> {
        self.run_until(signals, None).await.map(drop)
    }

    /// Runs while something is due: one round. Returns whether somebody was asked and nobody was in reach.
    pub async fn run_once(self, signals: mpsc::Receiver<Signal>) -> anyhow::Result<bool> {
        self.run_until(signals, Some(OneRound::new())).await
    }

    async fn run_until(mut self, mut signals: mpsc::Receiver<Signal>, once: Option<OneRound>) -> anyhow::Result<bool> {
        let (presses, mut pressed) = mpsc::unbounded_channel();
        let mut in_flight = InFlight::new(ButtonListener::new(presses));
        let mut wakeups = Wakeups::new(self.clock.now());
        let mut page = once.is_none().then(|| self.page()).flatten();
        let nudges = self.runtime.as_deref().map(Nudges::open).unwrap_or_default();
        if self.clock.check(wakeups.since).is_ok() {
            self.begin(false)?;
            wakeups.begun = true;
        }
        let mut outlets = self.outlets(once.is_none());
        loop {
            let now = self.clock.now();
            wakeups.signing = self.sign_of_life(&wakeups, in_flight.reach.since(), now);
            let looked = self.look(&mut in_flight, &mut wakeups, now);
            wakeups.survive(looked, now, self.clock.leaps())?;
            self.beat(&mut in_flight, &wakeups, now);
            if once.as_ref().is_some_and(|once| once.is_over(&in_flight, &wakeups, now)) {
                self.store.within(|tx| tx.came(one_round::LAST, now))?;
                break;
            }
            if in_flight.tasks.is_empty() && self.clock.leaps() {
                match wakeups.wake {
                    Some(wake) if self.clock.leap_to(wake.max(now + SignedDuration::from_secs(1)))? => continue,
                    _ => break,
                }
            }
            let sleep = tokio::time::sleep(self.clock.real(wakeups.wait(now)));
            tokio::select! {
                Some(done) = in_flight.tasks.join_next() => {
                    let meanwhile = std::iter::from_fn(|| in_flight.tasks.try_join_next());
                    let all: Result<Vec<Done>, _> = std::iter::once(done).chain(meanwhile).collect();
                    let all = all.context("a task of the daemon failed");
                    let taken = all.and_then(|all| self.take_in_all(&mut in_flight, all));
                    wakeups.wake = None;
                    wakeups.survive(taken, now, self.clock.leaps())?;
                }
                signal = signals.recv() => match signal {
                    Some(Signal::Reload) => {
                        let read = self.read_anew().await;
                        drop(page.take());
                        page = self.page();
                        outlets.clear();
                        outlets = self.outlets(once.is_none());
                        wakeups.wake = None;
                        wakeups.survive(read, now, self.clock.leaps())?;
                    }
                    Some(Signal::Stop) | None => {
                        let left = self.take_leave(&mut in_flight).await;
                        wakeups.survive(left, now, self.clock.leaps())?;
                        break;
                    }
                },
                Some((letter, press)) = pressed.recv() => {
                    let done = self.pressed(letter, press);
                    wakeups.wake = None;
                    wakeups.survive(done, now, self.clock.leaps())?;
                }
                () = nudges.next() => wakeups.wake = None,
                () = sleep => {}
            }
        }
        let now = self.clock.now();
        outlets.into_iter().for_each(|it| it.finish(now));
        self.no_more_signs();
        Ok(in_flight.is_alone())
    }

    /// Works if something is due, if somebody else has written, or if the clock was set back: then whatever was planned by
    /// the wrong clock is planned anew.
    fn look(&mut self, in_flight: &mut InFlight, wakeups: &mut Wakeups, now: Timestamp) -> anyhow::Result<()> {
        self.clock.check(now)?;
        let set_back = wakeups.last.duration_since(now) > SET_BACK;
        wakeups.look(now);
        if set_back || !wakeups.begun {
            self.begin(set_back)?;
            wakeups.begun = true;
        }
        let elsewhere = self.setup.moved();
        let anew = set_back || elsewhere.is_some();
        if let Some(setup) = elsewhere {
            info!("The time zone has changed");
            self.setup = Arc::new(setup);
            self.begin(true)?;
        }
        let written = self.store.data_version()?;
        if anew || wakeups.seen != Some(written) || wakeups.wake.is_none_or(|wake| wake <= now) {
            wakeups.wake = self.work(in_flight, wakeups, now)?;
            wakeups.seen = Some(written);
        }
        Ok(())
    }

    /// Does what is due, and says when something will be next.
    fn work(
        &mut self,
        in_flight: &mut InFlight,
        wakeups: &mut Wakeups,
        now: Timestamp,
    ) -> anyhow::Result<Option<Timestamp>> {
        let setup = Arc::clone(&self.setup);
        let passed = self.store.within(|tx| tell::pass(tx, &setup, now))?;
        self.draft(&passed)?;
        // Some at a time: asks go on between them.
        let more = (passed.len() >= tell::TOGETHER).then_some(now);
        let words = self.store.within(|tx| {
            remove::forget_old(tx, now)?;
            weekly::nobody_in_reach(tx, &setup, in_flight.reach.since(), now)?;
            weekly::weekly(tx, &setup, now)
        })?;
        let again = match in_flight.room(self.clock.leaps(), now) {
            0 => in_flight.reach.waits_until(now),
            most => self.ask(in_flight, most, now)?,
        };
        let mail = self.fetch(in_flight, now)?;
        let copy = self.back_up(in_flight, now)?;
        let owed = match self.first_round(in_flight, wakeups, now)? {
            Some(over) => Some(over),
            None => self.deliver(in_flight, now)?,
        };
        let due = self.store.reading(|tx| tx.next_due())?;
        // What is due and could not be asked now waits for `again`, or for what is under way.
        let due = due.filter(|due| *due > now);
        wakeups.next_letter = owed;
        wakeups.next_look = [more, again, mail, copy, due, words].into_iter().flatten().min();
        Ok(wakeups.next_look.into_iter().chain(owed).min())
    }

    /// Until when letters wait at the longest: what was due when we woke is asked first, and they say what came of it.
    fn first_round(
        &mut self,
        in_flight: &InFlight,
        wakeups: &mut Wakeups,
        now: Timestamp,
    ) -> anyhow::Result<Option<Timestamp>> {
        if let Some((woke, over)) = wakeups.letters_wait(now)
            && (!in_flight.hosts.is_empty() || self.store.reading(|tx| tx.next_ask())?.is_some_and(|due| due <= woke))
        {
            return Ok(Some(over));
        }
        wakeups.woke = None;
        Ok(None)
    }

    /// Looks for messages where the user wants that.
    fn fetch(&mut self, in_flight: &mut InFlight, now: Timestamp) -> anyhow::Result<Option<Timestamp>> {
        for coming in in_flight.mail.due(&self.setup, &mut self.store, self.clock.is_test(), now)? {
            in_flight.tasks.spawn(async { Done::Mail(coming.await) });
        }
        Ok(in_flight.mail.next())
    }

    fn ask(&mut self, in_flight: &mut InFlight, most: usize, now: Timestamp) -> anyhow::Result<Option<Timestamp>> {
        let setup = Arc::clone(&self.setup);
        let round = self.store.within(|tx| book::book(tx, &setup, &in_flight.hosts, most, now))?;
        for ask in round.asks {
            in_flight.hosts.insert(ask.host.clone());
            let (setup, wire) = (Arc::clone(&self.setup), Arc::clone(&self.wire));
            in_flight.tasks.spawn(async move {
                let came = ask::send(&setup, &wire, &ask).await;
                Done::Answered(ask, came)
            });
        }
        Ok(round.again)
    }

    /// Takes in what ended meanwhile: answers together, for each commit costs.
    fn take_in_all(&mut self, in_flight: &mut InFlight, all: Vec<Done>) -> anyhow::Result<()> {
        let mut answers = Vec::new();
        let mut others = Ok(());
        for done in all {
            match done {
                Done::Answered(ask, came) => answers.push((ask, came)),
                other => others = others.and(self.take_in(in_flight, other)),
            }
        }
        self.take_in_answers(in_flight, answers).and(others)
    }

    fn take_in_answers(&mut self, in_flight: &mut InFlight, answers: Vec<(Ask, AskResult)>) -> anyhow::Result<()> {
        let mut heard = Vec::new();
        for (ask, came) in answers {
            in_flight.hosts.remove(&ask.host);
            match in_flight.heard_of(&ask, &came, self.clock.now()) {
                Some(again) => hear::not_sent(&mut self.store, &ask, &came, again)?,
                None => heard.push(Hearing::of(&self.setup, ask, came)),
            }
        }
        let now = self.clock.now();
        if heard.iter().any(|it| !it.came.unreached()) {
            weekly::in_reach_again(&mut self.store, &self.setup, now)?;
        }
        let followed = hear::hear_all(&mut self.store, &self.setup, &heard, now)?;
        if followed.ended {
            self.learn()?;
        }
        self.try_mending(in_flight, &heard)?;
        self.draft(&followed.told)
    }

    pub(super) fn take_in(&mut self, in_flight: &mut InFlight, done: Done) -> anyhow::Result<()> {
        match done {
            Done::Answered(ask, came) => self.take_in_answers(in_flight, vec![(ask, came)]),
            Done::Mail(brought) => {
                let now = self.clock.now();
                let told = in_flight.mail.take_in(brought, &self.setup, &mut self.store, now)?;
                self.draft(&told)
            }
            Done::Delivered(bundle, result) => {
                let (setup, now) = (Arc::clone(&self.setup), self.clock.now());
                in_flight.delivery.end(&bundle, &result, now);
                Ok(self.store.within(|tx| letters::note(tx, &setup, &bundle, &result, now))?)
            }
            Done::Copied(came) => Ok(self.copied(in_flight, &came)?),
            Done::Mended(source, tried) => self.take_in_mended(in_flight, &source, tried),
            Done::Beaten(result) => {
                if let Err(fault) = result {
                    warn!("The heartbeat could not be sent: {fault}");
                }
                Ok(())
            }
        }
    }
}

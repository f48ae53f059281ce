//! The loop: due, ask, read, digest, commit; deliver. The schedule is a column of the database, so restarts and suspended
//! laptops need no code of their own: short ticks of wall time, never a long sleep.

use std::{path::PathBuf, pin::Pin, sync::Arc};

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc;
use tracing::{debug, error, info, warn};

use super::{
    Setup, alive,
    ask::{self, Came, Said},
    claim,
    clock::Clock,
    post,
    pulse::Pulse,
    rhythm::Rhythm,
    round::{self, Ask},
    tell,
    under_way::{Done, UnderWay},
};
use crate::{
    config::Draft,
    model::{Act, DisputeState, NoticeKind, ParcelId, Ruling, Stage, Step, Told},
    notify::Ears,
    store::{Store, StoreError, Tx},
    wire::Wire,
};

/// So many parcels are looked at in one transaction: each costs a wait for the disk, and a command waits for each.
const TOGETHER: usize = 50;
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

/// Reads the configuration anew.
pub type Reload = Box<dyn Fn() -> Pin<Box<dyn Future<Output = anyhow::Result<Setup>>>>>;

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
    /// Where the pulse is left; none is left without.
    pub runtime: Option<PathBuf>,
}

impl Daemon {
    /// Runs until told to stop, or until a leaping clock has reached its end. A database that is busy or full ends
    /// nothing: it is said once, and tried again at the next tick.
    pub async fn run(mut self, mut signals: mpsc::Receiver<Signal>) -> anyhow::Result<()> {
        let (presses, mut pressed) = mpsc::unbounded_channel();
        let mut under_way = UnderWay::new(Ears::new(presses));
        let mut rhythm = Rhythm::new(self.clock.now());
        if self.clock.check(rhythm.since).is_ok() {
            self.begin()?;
            rhythm.begun = true;
        }
        loop {
            let now = self.clock.now();
            rhythm.pulsing = self.pulse(&rhythm, under_way.reach.since(), now);
            let looked = self.look(&mut under_way, &mut rhythm, now);
            rhythm.survive(looked, now, self.clock.leaps())?;
            self.beat(&mut under_way, &rhythm, now);
            if under_way.tasks.is_empty() && self.clock.leaps() {
                match rhythm.wake {
                    Some(wake) if self.clock.leap_to(wake.max(now + SignedDuration::from_secs(1)))? => continue,
                    _ => break,
                }
            }
            let sleep = tokio::time::sleep(self.clock.real(rhythm.wait(now)));
            tokio::select! {
                Some(done) = under_way.tasks.join_next() => {
                    let done = done.context("a task of the daemon failed");
                    let taken = done.and_then(|done| self.take_in(&mut under_way, done));
                    rhythm.wake = None;
                    rhythm.survive(taken, now, self.clock.leaps())?;
                }
                signal = signals.recv() => match signal {
                    Some(Signal::Reload) => {
                        let read = self.read_anew().await;
                        rhythm.wake = None;
                        rhythm.survive(read, now, self.clock.leaps())?;
                    }
                    Some(Signal::Stop) | None => {
                        let left = self.take_leave(&mut under_way).await;
                        rhythm.survive(left, now, self.clock.leaps())?;
                        break;
                    }
                },
                Some((letter, press)) = pressed.recv() => {
                    let done = self.pressed(letter, press);
                    rhythm.wake = None;
                    rhythm.survive(done, now, self.clock.leaps())?;
                }
                () = sleep => {}
            }
        }
        self.pulse_off();
        Ok(())
    }

    /// Works if something is due, if somebody else has written, or if the clock was set back: then whatever was planned by
    /// the wrong clock is planned anew.
    fn look(&mut self, under_way: &mut UnderWay, rhythm: &mut Rhythm, now: Timestamp) -> anyhow::Result<()> {
        self.clock.check(now)?;
        let set_back = rhythm.last.duration_since(now) > SET_BACK;
        rhythm.last = now;
        if set_back || !rhythm.begun {
            self.begin()?;
            rhythm.begun = true;
        }
        let elsewhere = self.setup.moved();
        let anew = set_back || elsewhere.is_some();
        if let Some(setup) = elsewhere {
            info!("The time zone has changed");
            self.setup = Arc::new(setup);
            self.tell_all()?;
        }
        let written = self.store.data_version()?;
        if anew || rhythm.seen != Some(written) || rhythm.wake.is_none_or(|wake| wake <= now) {
            rhythm.wake = self.work(under_way, now)?;
            rhythm.seen = Some(written);
        }
        Ok(())
    }

    /// Does what is due, and says when something will be next.
    fn work(&mut self, under_way: &mut UnderWay, now: Timestamp) -> anyhow::Result<Option<Timestamp>> {
        let setup = Arc::clone(&self.setup);
        let passed = self.store.within(|tx| tell::pass(tx, &setup, now))?;
        self.draft(&passed)?;
        let words = self.store.within(|tx| {
            alive::alone(tx, &setup, under_way.reach.since(), now)?;
            alive::weekly(tx, &setup, now)
        })?;
        let again = match under_way.room(self.clock.leaps(), now) {
            0 => under_way.reach.waits_until(now),
            most => self.ask(under_way, most, now)?,
        };
        let mail = self.fetch(under_way, now)?;
        let owed = self.deliver(under_way, now)?;
        let due = self.store.reading(|tx| tx.next_due())?;
        // What is due and could not be asked now waits for `again`, or for what is under way.
        let due = due.filter(|due| *due > now);
        Ok([again, mail, owed, due, words].into_iter().flatten().min())
    }

    /// Looks for messages where the user wants that.
    fn fetch(&mut self, under_way: &mut UnderWay, now: Timestamp) -> anyhow::Result<Option<Timestamp>> {
        for coming in under_way.mail.due(&self.setup, &mut self.store, self.clock.is_test(), now)? {
            under_way.tasks.spawn(async { Done::Mail(coming.await) });
        }
        Ok(under_way.mail.next())
    }

    fn ask(&mut self, under_way: &mut UnderWay, most: usize, now: Timestamp) -> anyhow::Result<Option<Timestamp>> {
        let setup = Arc::clone(&self.setup);
        let round = self.store.within(|tx| round::book(tx, &setup, &under_way.hosts, most, now))?;
        for ask in round.asks {
            under_way.hosts.insert(ask.host.clone());
            let (setup, wire) = (Arc::clone(&self.setup), Arc::clone(&self.wire));
            under_way.tasks.spawn(async move {
                let came = ask::send(&setup, &wire, &ask).await;
                Done::Answered(ask, came)
            });
        }
        Ok(round.again)
    }

    pub(super) fn take_in(&mut self, under_way: &mut UnderWay, done: Done) -> anyhow::Result<()> {
        match done {
            Done::Answered(ask, came) => {
                under_way.hosts.remove(&ask.host);
                if let Some(again) = under_way.heard_of(&ask, &came, self.clock.now()) {
                    return self.offline(&ask, &came, again);
                }
                let said = ask::read(&self.setup, &ask, &came);
                self.hear(&ask, &came, &said)
            }
            Done::Mail(brought) => {
                let now = self.clock.now();
                let told = under_way.mail.take_in(brought, &self.setup, &mut self.store, now)?;
                self.draft(&told)
            }
            Done::Delivered(bundle, result) => {
                let (setup, now) = (Arc::clone(&self.setup), self.clock.now());
                under_way.delivery.end(&bundle, &result, now);
                Ok(self.store.within(|tx| post::note(tx, &setup, &bundle, &result, now))?)
            }
            Done::Beaten(result) => {
                if let Err(fault) = result {
                    warn!("The heartbeat could not be sent: {fault}");
                }
                Ok(())
            }
        }
    }

    /// Our own connection is gone. Nobody is blamed, and no parcel hears of it.
    fn offline(&mut self, ask: &Ask, came: &Came, again: Timestamp) -> anyhow::Result<()> {
        self.store.within(|tx| {
            ask::take_back(tx, ask, came)?;
            ask.legs.iter().try_for_each(|(parcel, leg)| tx.postpone(*parcel, leg, again))
        })?;
        Ok(())
    }

    /// Takes in what a source said, number by number, in one transaction.
    fn hear(&mut self, ask: &Ask, came: &Came, said: &[Said]) -> anyhow::Result<()> {
        let (setup, now) = (Arc::clone(&self.setup), self.clock.now());
        let note = |tx: &Tx<'_>| -> Result<_, StoreError> {
            ask::take_back(tx, ask, came)?;
            let (mut told, mut ended) = (Vec::new(), false);
            for (number, outcome) in said {
                for (parcel, leg) in ask.legs.iter().filter(|(_, leg)| leg.number == *number) {
                    let source = ask.source.clone();
                    let answer = Told::Answer { leg: leg.clone(), source, outcome: outcome.clone() };
                    if let Some(ruling) = tell::tell(tx, &setup, *parcel, &answer, now)? {
                        log(*parcel, &ruling);
                        ended |= !ruling.fresh.is_empty() && ruling.verdict.stage >= Stage::Delivered;
                        told.push(*parcel);
                    }
                }
            }
            let notice = ask::note(tx, &setup, ask, came, said, now)?;
            if let Some(notice) = &notice {
                tx.announce(notice, &setup.channel_names())?;
            }
            Ok((told, notice, ended))
        };
        // An answer can be asked for again. How long a source wants to be left alone cannot.
        let (told, notice, ended) = match said.iter().all(|(_, outcome)| outcome.kind().answered()) {
            true => self.store.within_lightly(note)?,
            false => self.store.within(note)?,
        };
        match notice.map(|it| it.kind) {
            Some(NoticeKind::SourceFails { outcome, detail, .. }) => warn!(source = %ask.source, "{outcome}: {detail}"),
            Some(_) => info!(source = %ask.source, "It answers again"),
            None => {}
        }
        for (number, outcome) in said.iter().filter(|(_, outcome)| !outcome.kind().answered()) {
            debug!(source = %ask.source, number = %short(number.as_str()), "{}: {}", outcome.kind(), outcome.detail());
        }
        if ended {
            self.learn()?;
        }
        self.draft(&told)
    }

    /// Writes the dossiers that the advice calls for, where the user wants that done without asking.
    fn draft(&mut self, parcels: &[ParcelId]) -> anyhow::Result<()> {
        if self.setup.config.dispute.draft != Draft::Auto {
            return Ok(());
        }
        parcels.iter().try_for_each(|id| self.write_dossier(*id))
    }

    /// Writes the dossier of a parcel, where the advice calls for one that is not written yet.
    pub(super) fn write_dossier(&mut self, id: ParcelId) -> anyhow::Result<()> {
        let setup = Arc::clone(&self.setup);
        let now = self.clock.now();
        let Some(evidence) = self.store.reading(|tx| claim::wanted(tx, id, now))? else { return Ok(()) };
        match evidence.write(&setup) {
            Ok(folder) => {
                info!(parcel.id = %id, "Wrote the dossier of parcel {id} to {}", folder.display());
                let drafted = Told::User(Act::Disputed { step: Step::new(DisputeState::Drafted, now) });
                self.store.within(|tx: &Tx<'_>| tell::tell(tx, &setup, id, &drafted, now))?;
            }
            // Nothing is lost: the claim is not marked as drafted, and the next look tries again.
            Err(fault) => error!(parcel.id = %id, "The dossier of parcel {id} could not be written: {fault:#}"),
        }
        Ok(())
    }

    /// Looks at everything once: what is thought may be older than the rules or the configuration, or of a clock that was
    /// ahead.
    fn begin(&mut self) -> anyhow::Result<()> {
        let (channels, now) = (self.setup.all_channels(), self.clock.now());
        let gaps = self.setup.registry.iter().map(|it| self.setup.gap(it));
        let longest_gap = gaps.max().unwrap_or_default();
        let ahead = self.store.within(|tx| {
            tx.reroute(&channels)?;
            tx.set_back(longest_gap, now)
        })?;
        if let Some(ahead) = ahead {
            warn!("The clock was ahead by {} hours; what was planned by it is planned anew", ahead.as_hours());
        }
        self.learn()?;
        self.tell_all()
    }

    /// What all parcels teach: worked out at the start, and again when one has ended.
    fn learn(&mut self) -> anyhow::Result<()> {
        let (setup, now) = (Arc::clone(&self.setup), self.clock.now());
        self.setup = Arc::new(self.store.reading(|tx| tell::learn(tx, &setup, now))?);
        Ok(())
    }

    fn tell_all(&mut self) -> anyhow::Result<()> {
        let (setup, now) = (Arc::clone(&self.setup), self.clock.now());
        let parcels = self.store.reading(|tx| tx.parcels())?;
        for some in parcels.chunks(TOGETHER) {
            self.store
                .within(|tx| some.iter().try_for_each(|id| tell::tell(tx, &setup, *id, &Told::Time, now).map(drop)))?;
        }
        self.draft(&parcels)
    }

    async fn read_anew(&mut self) -> anyhow::Result<()> {
        match (self.reload)().await {
            Ok(setup) => {
                self.setup = Arc::new(setup);
                info!("The configuration is read anew");
                self.begin()
            }
            Err(fault) => {
                error!("The configuration stays as it was: {fault:#}");
                Ok(())
            }
        }
    }

    /// Returns whether the pulse was left; where it cannot be, that is said once.
    fn pulse(&self, rhythm: &Rhythm, alone_since: Option<Timestamp>, now: Timestamp) -> bool {
        let Some(runtime) = &self.runtime else { return true };
        let _ = sd_notify::notify(false, &[sd_notify::NotifyState::Watchdog]);
        let left = Pulse { since: rhythm.since, last_tick: now, alone_since }.write(runtime);
        match &left {
            Err(fault) if rhythm.pulsing => warn!("The pulse cannot be left in {}: {fault}", runtime.display()),
            Ok(()) if !rhythm.pulsing => info!("The pulse is left in {} again", runtime.display()),
            _ => {}
        }
        left.is_ok()
    }

    fn pulse_off(&self) {
        if let Some(runtime) = &self.runtime {
            let _ = sd_notify::notify(false, &[sd_notify::NotifyState::Stopping]);
            let _ = Pulse::clear(runtime);
        }
    }
}

fn log(parcel: ParcelId, ruling: &Ruling) {
    let fresh = ruling.fresh.len();
    if fresh > 0 {
        info!(parcel.id = %parcel, fresh, stage = %ruling.verdict.stage, "Heard {fresh} new events of parcel {parcel}");
    }
}

/// Numbers are private: the log shows their ends.
fn short(number: &str) -> String {
    match number.len() {
        0..=8 => number.to_owned(),
        len => format!("{}…{}", &number[..4], &number[len - 4..]),
    }
}

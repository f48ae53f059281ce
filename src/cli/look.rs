//! A look that the person at the terminal waits for.

use std::{
    collections::BTreeSet,
    io::{IsTerminal, stderr},
    time::Duration,
};

use jiff::Timestamp;
use tokio::time::{Instant, sleep, sleep_until};

use super::{
    global::Global,
    open::{self, Opened},
    output::{aside, log_if_wanted},
};
use crate::{
    app::{
        App, Setup,
        actions::add::NotAdded,
        look::{
            awaited::Awaited,
            foreground::{LookFor, Seen, Step, Time},
            unwatched::Unwatched,
        },
        views::looked_at::{About, LookedAt, looked_at},
    },
    clock::Clock,
    daemon::nudge,
    model::{Number, ParcelId},
    text::Arg,
    wire::Wire,
};

/// Nobody waits longer.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often the database is looked at for what the daemon has heard.
const EACH: Duration = Duration::from_millis(50);

/// What a command that looks works with.
pub(super) struct Looking {
    pub app: App,
    clock: Clock,
    daemon: bool,
}

impl Looking {
    /// Opens everything; the secrets too where somebody is to be asked.
    pub(super) async fn open(global: &Global, asks: bool) -> anyhow::Result<Looking> {
        log_if_wanted();
        let setup = if asks { open::setup_with_secrets(global).await? } else { open::setup(global)? };
        let Opened { mut app, clock, daemon } = open::opened(setup)?;
        open::see_only(&mut app, global)?;
        Ok(Looking { app, clock, daemon })
    }

    /// Whether nobody is asked but this machine.
    pub(super) fn at_home(&self) -> bool {
        self.clock.is_test()
    }

    /// Lets the daemon look now, if one runs.
    pub(super) fn nudge(&self) {
        if self.daemon {
            nudge::nudge(&self.app.setup.folders);
        }
    }

    /// Looks for parcels that are due, or for all: the daemon does where one runs, and is waited for. Says what brought
    /// nothing, with its cure.
    pub(super) async fn look(
        &mut self,
        parcels: Option<&[ParcelId]>,
        before: Awaited,
    ) -> anyhow::Result<Vec<LookedAt>> {
        let began = self.app.now;
        let at_home = self.at_home();
        let seen = match self.daemon && !self.clock.leaps() {
            true => {
                self.wait_for_daemon(before).await?;
                None
            }
            false => {
                let mut waiting = Waiting::new(self.clock.clone());
                let wire = Wire::new(at_home);
                Some(self.app.look(&wire, LookFor { parcels, at_home }, &mut waiting, &mut progress).await?)
            }
        };
        let ids = match parcels {
            Some(ids) => ids.to_vec(),
            None => self.app.in_sight()?,
        };
        let health = self.app.health()?;
        let about = About { began, seen: seen.as_ref(), health: &health, at_home };
        let looked = looked_at(&mut self.app, &ids, about)?;
        say(&self.app, seen.as_ref(), &looked, parcels.is_some(), "posylka refresh");
        Ok(looked)
    }

    /// Looks for numbers that nobody keeps.
    pub(super) async fn look_unwatched(
        self,
        new: &NotAdded,
        numbers: &str,
    ) -> anyhow::Result<(Unwatched, Vec<LookedAt>)> {
        let (began, at_home) = (self.app.now, self.at_home());
        let mut unwatched = Unwatched::new(self.app, new)?;
        let mut waiting = Waiting::new(self.clock);
        let seen = unwatched.look(&Wire::new(at_home), at_home, &mut waiting, &mut progress).await?;
        let (ids, health) = (unwatched.parcels.clone(), unwatched.health()?);
        let about = About { began, seen: Some(&seen), health: &health, at_home };
        let looked = looked_at(&mut unwatched.app, &ids, about)?;
        say(&unwatched.app, Some(&seen), &looked, true, &format!("posylka track {numbers}"));
        Ok((unwatched, looked))
    }

    async fn wait_for_daemon(&mut self, mut awaited: Awaited) -> anyhow::Result<()> {
        self.nudge();
        let end = Instant::now() + PATIENCE;
        let mut told = !stderr().is_terminal();
        while self.app.still_waits(&mut awaited, self.clock.now())? {
            if !std::mem::replace(&mut told, true) {
                aside(&self.app.label("look-daemon"));
            }
            if Instant::now() >= end {
                aside(&self.app.label("look-daemon-late"));
                break;
            }
            sleep(EACH).await;
        }
        self.app.now = self.clock.now();
        Ok(())
    }
}

/// The time as whoever waits at the terminal has it.
struct Waiting {
    clock: Clock,
    end: Instant,
}

impl Waiting {
    fn new(clock: Clock) -> Waiting {
        Waiting { clock, end: Instant::now() + PATIENCE }
    }
}

impl Time for Waiting {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn leaps(&self) -> bool {
        self.clock.leaps()
    }

    fn comes(&self, at: Timestamp) -> bool {
        self.clock.reaches(at) && Instant::now() + self.clock.real(at.duration_since(self.now())) <= self.end
    }

    async fn until(&mut self, at: Timestamp) {
        if self.clock.leaps() {
            // It goes no further than `comes` has said.
            let _ = self.clock.leap_to(at);
            return;
        }
        sleep(self.clock.real(at.duration_since(self.now()))).await;
    }

    fn over(&self) -> impl Future<Output = ()> + 'static {
        sleep_until(self.end)
    }
}

/// Says on the way who is asked and what came, to whoever sits at a terminal.
fn progress(setup: &Setup, step: Step<'_>) {
    if !stderr().is_terminal() {
        return;
    }
    let name = |source| setup.registry.source(source).map(|it| setup.name_of(&it.of)).unwrap_or_default();
    let say = |phrase: &str, args: &[(&str, Arg<'_>)]| aside(&setup.phrases.phrase(phrase, args));
    match step {
        Step::Asks(ask) => {
            let numbers = ask.numbers.iter().map(Number::as_str).collect::<Vec<_>>().join(", ");
            say("look-asks", &[("source", name(&ask.source).into()), ("numbers", numbers.into())]);
        }
        Step::Came(ask, said) => {
            for (number, outcome) in said {
                let scans = outcome.heard().map_or(0, |heard| heard.events.len());
                let args = [
                    ("source", name(&ask.source).into()),
                    ("number", number.as_str().into()),
                    ("outcome", setup.phrases.outcome(outcome.kind()).into()),
                    ("scans", scans.into()),
                ];
                say("look-came", &args);
            }
        }
        Step::Waits(at) => {
            let at = at.to_zoned(setup.knowledge.zone.clone()).strftime("%H:%M:%S").to_string();
            say("look-waits", &[("at", at.into())]);
        }
    }
}

/// A line with the cure for what brought nothing new: of one failure of a carrier one. What was answered a while ago is said
/// of numbers that were named.
fn say(app: &App, seen: Option<&Seen>, looked: &[LookedAt], named: bool, again: &str) {
    if let Some(seen) = seen.filter(|seen| seen.is_alone()) {
        let hosts: BTreeSet<&str> = seen.missed.iter().map(String::as_str).collect();
        let hosts = hosts.into_iter().collect::<Vec<_>>().join(", ");
        aside(&app.phrase("look-alone", &[("hosts", hosts.into()), ("command", again.into())]));
    }
    let (mut failed, mut lines) = (BTreeSet::new(), BTreeSet::new());
    for it in looked {
        let Some(line) = &it.said else { continue };
        let wanted = match it.outcome {
            Some(kind) if kind.answered() => named,
            None if named => true,
            kind => failed.insert((&it.carrier, kind)),
        };
        if wanted && lines.insert(line) {
            aside(line);
        }
    }
}

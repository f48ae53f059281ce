//! Keeps the sensors at a broker up to date, on a thread and a connection of its own. What is kept there and should not be is taken
//! away, be it from before we came. A broker that stays away is the user's business: they are told once, and once more when it is
//! back; then everything is said anew.

use std::{
    collections::VecDeque,
    sync::{
        Arc,
        mpsc::{Receiver, TryRecvError},
    },
    time::Duration,
};

use jiff::{SignedDuration, Timestamp, civil::Date};
use tokio::{sync::mpsc::UnboundedReceiver, time::MissedTickBehavior};
use tracing::{error, info, warn};

use super::{Daemon, nudge, outlet_thread::OutletThread};
use crate::{
    app::{App, Setup},
    clock::Clock,
    config::{BROKER_PASSWORD, Mqtt},
    model::{Outlet, SourceId},
    notify::broker::{self, AtBroker, Heard},
    publish::sensors::{self, Messages, OFFLINE, ONLINE, Topics},
};

/// How often it is looked whether anything has changed.
const TICK: Duration = Duration::from_millis(500);
/// Between two times that messages are made: changes come in swarms.
const GAP: SignedDuration = SignedDuration::from_secs(5);
/// A broker that is away for so long is the user's business; one that starts anew is not.
const AWAY: SignedDuration = SignedDuration::from_mins(10);
/// How long the last words may take.
const LAST_WORDS: Duration = Duration::from_secs(3);

impl Daemon {
    /// Keeps sensors up to date from now on, where the configuration names a broker.
    pub(super) fn sensors(&self) -> Option<OutletThread> {
        let settings = self.setup.config.mqtt.clone()?;
        let (setup, clock) = (Arc::clone(&self.setup), self.clock.clone());
        OutletThread::start("sensors", move |stopped| {
            if let Err(fault) = keep(&setup, &clock, settings, stopped) {
                error!("There are no sensors: {fault:#}");
            }
        })
    }
}

fn keep(setup: &Setup, clock: &Clock, settings: Mqtt, stopped: &Receiver<Timestamp>) -> anyhow::Result<()> {
    let mut app = App::open(setup.clone(), clock.now(), false)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (topics, (source, key)) = (Topics::of(&settings), BROKER_PASSWORD);
    let password = setup.secrets_of(&SourceId::from(source)).get(key).cloned();
    let name = format!("posylka-{}", app.feed_id()?);
    runtime.block_on(async {
        let will = (topics.availability(), OFFLINE);
        let folder = &setup.folders.config;
        let spoken = broker::speak(&settings, password.as_deref(), folder, &name, (&will.0, will.1));
        let (at, heard) = spoken.map_err(anyhow::Error::msg)?;
        let sensors = Sensors {
            app,
            clock: clock.clone(),
            settings,
            topics,
            at,
            wanted: None,
            waiting: VecDeque::new(),
            connected: false,
            seen: None,
            lost: None,
        };
        sensors.run(heard, stopped).await;
        Ok(())
    })
}

struct Sensors {
    app: App,
    clock: Clock,
    settings: Mqtt,
    topics: Topics,
    at: AtBroker,
    /// What should stand at the broker; not known yet without.
    wanted: Option<Messages>,
    /// What is to be said as soon as there is room.
    waiting: VecDeque<(String, Vec<u8>)>,
    connected: bool,
    /// What messages were made of last, by the figure of the database and the day, and when.
    seen: Option<(i64, Date, Timestamp)>,
    /// Since when the broker is away.
    lost: Option<Timestamp>,
}

impl Sensors {
    async fn run(mut self, mut heard: UnboundedReceiver<Heard>, stopped: &Receiver<Timestamp>) {
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        self.look();
        loop {
            tokio::select! {
                heard = heard.recv() => match heard {
                    Some(heard) => self.hear(heard),
                    None => return,
                },
                _ = tick.tick() => match stopped.try_recv() {
                    Err(TryRecvError::Empty) => self.look(),
                    // Another thread goes on: what stands there is right, and so is that it is kept up to date.
                    Err(TryRecvError::Disconnected) => return self.at.leave().await,
                    Ok(_) => return self.last_words(heard).await,
                },
            }
            self.say();
        }
    }

    fn hear(&mut self, heard: Heard) {
        match heard {
            Heard::Connected => {
                info!("The broker {} has let us in", self.settings.host);
                (self.connected, self.lost) = (true, None);
                self.at.ask(&self.topics.ours());
                self.waiting = self.wanted.clone().unwrap_or_default().into_iter().collect();
                self.waiting.push_back((self.topics.availability(), ONLINE.as_bytes().to_vec()));
                self.tell(None);
            }
            // What nobody wants any more goes, whoever has left it there.
            Heard::Kept(topic) => {
                let unwanted = self.wanted.as_ref().is_some_and(|it| !it.contains_key(&topic));
                if unwanted && topic != self.topics.availability() {
                    self.waiting.push_back((topic, Vec::new()));
                }
            }
            Heard::Lost(why) => {
                let now = self.clock.now();
                if self.lost.is_none() {
                    warn!("The broker {} is out of reach: {why}", self.settings.host);
                }
                let since = *self.lost.get_or_insert(now);
                self.connected = false;
                if now.duration_since(since) >= AWAY {
                    self.tell(Some(&why));
                }
            }
        }
    }

    /// Tells the user that the broker is away, or back; each once.
    fn tell(&mut self, why: Option<&str>) {
        self.app.now = self.clock.now();
        let told = match why {
            Some(why) => self.app.outlet_fails(Outlet::Broker, &format!("{}: {why}", self.settings.host)),
            None => self.app.outlet_works(Outlet::Broker),
        };
        match told {
            Ok(true) => nudge::nudge(&self.app.setup.folders),
            Ok(false) => {}
            Err(fault) => warn!("How the broker does cannot be told: {fault}"),
        }
    }

    /// Makes messages where something has changed.
    fn look(&mut self) {
        let now = self.clock.now();
        self.app.now = now;
        let today = self.app.today();
        let (Ok(version), last) = (self.app.data_version(), self.seen) else { return };
        let fresh = |(.., at): (i64, Date, Timestamp)| (at..at.saturating_add(GAP).unwrap_or(at)).contains(&now);
        if last.is_some_and(|it| (it.0, it.1) == (version, today) || fresh(it)) {
            return;
        }
        self.seen = Some((version, today, now));
        self.app.forget_lessons();
        match sensors::messages(&mut self.app, &self.settings) {
            Ok(messages) => self.want(messages),
            Err(fault) => warn!("What sensors say cannot be made: {fault:#}"),
        }
    }

    /// What should stand at the broker from now on: what is new or other is said, what is gone is taken away.
    fn want(&mut self, messages: Messages) {
        let before = self.wanted.take().unwrap_or_default();
        if self.connected {
            let gone = before.keys().filter(|topic| !messages.contains_key(*topic));
            self.waiting.extend(gone.map(|topic| (topic.clone(), Vec::new())));
            let other = messages.iter().filter(|(topic, payload)| before.get(*topic) != Some(payload));
            self.waiting.extend(other.map(|(topic, payload)| (topic.clone(), payload.clone())));
        }
        self.wanted = Some(messages);
    }

    fn say(&mut self) {
        while self.connected
            && let Some((topic, payload)) = self.waiting.front()
            && self.at.keep(topic, payload.clone())
        {
            self.waiting.pop_front();
        }
    }

    /// Says that nobody keeps sensors up to date any more, and goes.
    async fn last_words(mut self, mut heard: UnboundedReceiver<Heard>) {
        if !self.connected {
            return;
        }
        self.look();
        self.waiting.push_back((self.topics.availability(), OFFLINE.as_bytes().to_vec()));
        let all = async {
            while !self.waiting.is_empty() {
                self.say();
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            self.at.leave().await;
            while heard.recv().await.is_some_and(|it| !matches!(it, Heard::Lost(_))) {}
        };
        let _ = tokio::time::timeout(LAST_WORDS, all).await;
    }
}

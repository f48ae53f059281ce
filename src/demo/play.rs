//! Plays lives on the real daemon: the real database in a folder of its own, the real wire, the real definitions, against
//! the [`stage`](super::stage), with the clock that leaps. Whenever the person of a life does something, the daemon is
//! stopped at that moment, the act is told as a command would, and the daemon goes on.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{Timestamp, tz::TimeZone};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use super::{
    life::{Life, Line, MOSCOW},
    loopback_carriers::{self, Stage},
    person,
};
use crate::{
    app::Setup,
    clock::Clock,
    config::{Config, DisputeSettings, Draft, Folders, NormsSettings, Notify, SourceSettings},
    daemon::{Daemon, lock::Lock},
    model::{ParcelId, SourceId},
    notify::{Channel, Desktop, InProcess, Letter},
    store::{Migrate, Store},
    text::Lang,
    wire::Wire,
};

/// The same seed spreads the asks alike in every run.
const SEED: u64 = 1;
/// When the lives begin and when they are over.
const BEGINS: &str = "2026-02-01T00:00:00Z";
const ENDS: &str = "2026-05-10T00:00:00Z";

/// `POSYLKA_CLOCK` and `POSYLKA_CLOCK_END` of a demo's folder.
pub fn clock() -> (String, String) {
    (format!("{BEGINS}@leap"), ENDS.to_owned())
}

/// Where it is played, and to whom.
pub struct Play {
    data: PathBuf,
    lang: Lang,
    desktop: Option<Desktop>,
    address: SocketAddr,
    to: UnboundedSender<Letter>,
    letters: UnboundedReceiver<Letter>,
}

impl Play {
    /// Opens the stage. `desktop` is the desktop, if its notification service answers.
    pub async fn open(data: &Path, lang: Lang, desktop: Option<Desktop>, lives: &[Life]) -> anyhow::Result<Play> {
        std::fs::create_dir_all(data)?;
        let folder = data.to_owned();
        let now = move || clock_until(&folder, ENDS).map_or(Timestamp::UNIX_EPOCH, |clock| clock.now());
        let address = loopback_carriers::open(Stage { lives: lives.to_vec(), now: Box::new(now) }).await?;
        let (to, letters) = mpsc::unbounded_channel();
        Ok(Play { data: data.to_owned(), lang, desktop, address, to, letters })
    }

    /// Plays the lives from the first line to the last, tells every notice as it happens, and returns the setup and the
    /// moment at which all is over.
    pub async fn run(mut self, lives: &[Life], tell: &mut dyn FnMut(&Letter)) -> anyhow::Result<(Setup, Timestamp)> {
        let mut acts: Vec<(usize, &Line)> = Vec::new();
        for (index, life) in lives.iter().enumerate() {
            acts.extend(life.lines.iter().filter(|line| line.what.is_act()).map(|line| (index, line)));
        }
        acts.sort_by_key(|(life, line)| (line.at, *life, line.row));
        let mut parcels: Vec<Option<ParcelId>> = vec![None; lives.len()];
        let (setup, wire) = (Arc::new(self.setup()?), Arc::new(Wire::new(true)));
        for (index, line) in acts {
            self.watch_until(&setup, &wire, line.at, tell).await?;
            let mut store = Store::open(&setup.folders.database(), Migrate::Yes)?;
            store.within(|tx| person::acts(tx, &setup, &lives[index], line, &mut parcels[index]))?;
        }
        let end: Timestamp = ENDS.parse()?;
        self.watch_until(&setup, &wire, end, tell).await?;
        Ok((self.setup()?, end))
    }

    /// Runs the daemon until a moment.
    async fn watch_until(
        &mut self,
        setup: &Arc<Setup>,
        wire: &Arc<Wire>,
        end: Timestamp,
        tell: &mut dyn FnMut(&Letter),
    ) -> anyhow::Result<()> {
        let _lock = Lock::take(&self.data).await?;
        let daemon = Daemon {
            store: Store::open(&setup.folders.database(), Migrate::Yes)?,
            setup: Arc::clone(setup),
            reload: Box::new(|| Box::pin(async { anyhow::bail!("the demo has no configuration to read") })),
            wire: Arc::clone(wire),
            clock: clock_until(&self.data, &end.to_string())?,
            runtime: None,
        };
        let (_never, signals) = mpsc::channel(1);
        let watch = daemon.run(signals);
        tokio::pin!(watch);
        loop {
            tokio::select! {
                Some(letter) = self.letters.recv() => tell(&letter),
                ended = &mut watch => {
                    while let Ok(letter) = self.letters.try_recv() {
                        tell(&letter);
                    }
                    return ended;
                }
            }
        }
    }

    fn setup(&self) -> anyhow::Result<Setup> {
        let base = format!("http://{}", self.address);
        let on_stage = |id: &&str| {
            (SourceId::from(*id), SourceSettings { base_url: Some(base.clone()), ..SourceSettings::default() })
        };
        let config = Config {
            zone: Some(TimeZone::fixed(MOSCOW)),
            dispute: DisputeSettings { draft: Draft::Auto, ..DisputeSettings::default() },
            // Lives of different people: none learns from another.
            norms: NormsSettings { learn: false },
            notify: Notify { every: true, ..Notify::default() },
            carriers: loopback_carriers::PLAYED.iter().map(on_stage).collect(),
            ..Config::default()
        };
        let folders = Folders::choose(Some(&self.data), Some(&self.data))?;
        let here = std::iter::once(Channel::InProcess(InProcess(self.to.clone())));
        let channels = here.chain(self.desktop.clone().map(Channel::Desktop)).collect();
        Setup::new(config, folders, self.lang, BTreeMap::new(), channels, SEED)
    }
}

fn clock_until(data: &Path, end: &str) -> anyhow::Result<Clock> {
    let (clock, _) = clock();
    // The clock is shared with whoever looks at the folder later, so it lies where theirs would.
    Ok(Clock::open(data, Some(&clock), Some(end), false)?)
}

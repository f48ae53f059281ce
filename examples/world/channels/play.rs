//! Plays it: the daemon in pieces of two days, on the same folder.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{Arc, Mutex},
};

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use posylka::{
    app::Setup,
    clock::Clock,
    config::{Config, Folders, SourceSettings},
    daemon::{Daemon, delivery::letters},
    demo::{
        Life,
        life::{MOSCOW, What},
        loopback_carriers::{self, Stage},
        person,
    },
    model::{Notice, ParcelId, SourceId},
    store::{Migrate, Store},
    text::Lang,
    wire::Wire,
};
use tokio::sync::mpsc;

use super::{
    fate::Fated,
    servers::{self, Brought, Log},
};

/// So long the daemon runs before it is stopped and begun anew.
const PIECE: SignedDuration = SignedDuration::from_hours(48);

/// A life as the channels' servers saw it.
pub struct Played {
    /// What was brought to them, by time.
    pub log: Vec<Brought>,
    /// The notices that came about.
    pub notices: BTreeMap<i64, Told>,
    /// Pieces in which a notice was to be repeated: it was told before, has a deadline, and held at both ends.
    pub to_repeat: Vec<(i64, Timestamp, Timestamp)>,
}

/// What became of a notice, by the database.
pub struct Told {
    pub notice: Notice,
    /// When the person said that they had seen it.
    pub seen: Option<Timestamp>,
    /// Whether it no longer held before anybody told it.
    pub withdrawn: bool,
    /// When it was first told.
    pub shown: Option<Timestamp>,
}

/// The clock of a folder as another process sees it.
fn clock(folder: &Path) -> Clock {
    until(folder, "2027-12-01T00:00:00Z").expect("the folder's clock")
}

fn until(folder: &Path, end: &str) -> anyhow::Result<Clock> {
    let begins = std::fs::read_to_string(folder.join("begins"))?;
    Ok(Clock::open(folder, Some(&format!("{begins}@leap")), Some(end), false)?)
}

/// Plays a life to its end.
pub async fn play(fated: &Fated, aloud: bool) -> anyhow::Result<Played> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("begins"), fated.begins.to_string())?;
    let life = Life::read("channels", &fated.life).map_err(|fault| anyhow::anyhow!("{fault}"))?;
    let here = folder.path().to_owned();
    let stage = Stage { lives: vec![life.clone()], now: Box::new(move || clock(&here).now()) };
    let carriers = loopback_carriers::open(stage).await?;
    let log: Log = Arc::new(Mutex::new(Vec::new()));
    let mut channels = Vec::new();
    for (nth, name) in fated.names.iter().enumerate() {
        channels.push(servers::open(name, nth, fated.deaths[nth].clone(), folder.path(), &log, clock).await?);
    }
    let base = format!("http://{carriers}");
    let moved =
        |id: &&str| (SourceId::from(*id), SourceSettings { base_url: Some(base.clone()), ..SourceSettings::default() });
    let config = Config {
        zone: Some(TimeZone::fixed(MOSCOW)),
        carriers: loopback_carriers::PLAYED.iter().map(moved).collect(),
        ..Config::default()
    };
    let folders = Folders::choose(Some(folder.path()), Some(folder.path()))?;
    let setup = Arc::new(Setup::new(config, folders, Lang::En, BTreeMap::new(), channels, 1)?);
    let mut play =
        Play { fated, setup, folder: folder.path(), wire: Arc::new(Wire::new(true)), log, held: BTreeSet::new() };
    play.live(&life, aloud).await
}

struct Play<'a> {
    fated: &'a Fated,
    setup: Arc<Setup>,
    folder: &'a Path,
    wire: Arc<Wire>,
    log: Log,
    /// What had a deadline and was told when the last piece ended.
    held: BTreeSet<i64>,
}

impl Play<'_> {
    async fn live(&mut self, life: &Life, aloud: bool) -> anyhow::Result<Played> {
        let mut parcel = None;
        for line in life.lines.iter().filter(|line| matches!(line.what, What::Add { .. })) {
            self.watch_until(line.at).await?;
            self.store()?.within(|tx| person::acts(tx, &self.setup, life, line, &mut parcel))?;
        }
        let mut ends: Vec<Timestamp> = self.fated.seen.clone();
        let mut at = self.fated.begins + PIECE;
        while at < self.fated.ends {
            ends.push(at);
            at += PIECE;
        }
        ends.sort_unstable();
        let (mut to_repeat, mut last) = (Vec::new(), self.fated.begins);
        for end in ends {
            self.watch_until(end).await?;
            let held = self.that_hold(end)?;
            to_repeat.extend(held.intersection(&self.held).map(|id| (*id, last, end)));
            self.held = held;
            last = end;
            if self.fated.seen.contains(&end) {
                self.store()?.within(|tx| tx.acknowledge(None, end))?;
            }
        }
        let log = self.log.lock().expect("one thread").clone();
        let notices = self.notices()?;
        if aloud {
            notices.iter().for_each(|(id, it)| println!("{id} {} {} seen {:?}", it.notice.at, it.notice.key, it.seen));
            log.iter().for_each(|it| println!("{it:?}"));
        }
        Ok(Played { log, notices, to_repeat })
    }

    fn store(&self) -> anyhow::Result<Store> {
        Ok(Store::open(&self.setup.folders.database(), Migrate::Yes)?)
    }

    async fn watch_until(&self, end: Timestamp) -> anyhow::Result<()> {
        let daemon = Daemon {
            setup: Arc::clone(&self.setup),
            reload: Box::new(|| Box::pin(async { anyhow::bail!("nothing is read anew here") })),
            store: self.store()?,
            wire: Arc::clone(&self.wire),
            clock: until(self.folder, &end.to_string())?,
            runtime: None,
        };
        let (_never, signals) = mpsc::channel(1);
        daemon.run(signals).await
    }

    /// What was told, has a deadline, still holds and was not seen.
    fn that_hold(&self, now: Timestamp) -> anyhow::Result<BTreeSet<i64>> {
        let (notices, mut store) = (self.notices()?, self.store()?);
        let case = store.reading(|tx| tx.case(ParcelId(1)))?;
        let today = self.setup.knowledge.day(now);
        let holds = |it: &Told| letters::holds(&it.notice, case.as_ref(), today);
        let held = notices.into_iter().filter(|(_, it)| {
            it.notice.insists() && !it.withdrawn && it.seen.is_none() && it.shown.is_some() && holds(it)
        });
        Ok(held.map(|(id, _)| id).collect())
    }

    fn notices(&self) -> anyhow::Result<BTreeMap<i64, Told>> {
        let sql = rusqlite::Connection::open(self.setup.folders.database())?;
        let mut rows = sql.prepare("SELECT id, key, kind, urgent, at, acked, withdrawn, shown FROM notices")?;
        let mut notices = BTreeMap::new();
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let at =
                |name| Ok::<_, anyhow::Error>(row.get::<_, Option<String>>(name)?.map(|it| it.parse()).transpose()?);
            let kind = serde_json::from_str(&row.get::<_, String>("kind")?)?;
            let born: Option<Timestamp> = at("at")?;
            let notice = Notice {
                key: row.get("key")?,
                kind,
                urgent: row.get("urgent")?,
                at: born.unwrap_or(Timestamp::UNIX_EPOCH),
            };
            let withdrawn = row.get("withdrawn")?;
            notices.insert(row.get("id")?, Told { notice, seen: at("acked")?, withdrawn, shown: at("shown")? });
        }
        Ok(notices)
    }
}

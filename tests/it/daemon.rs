//! The real daemon on loopback carriers: the real database in a temporary folder, the real wire, the leaping clock, and an
//! ear in place of the desktop.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use jiff::{Timestamp, tz::TimeZone};
use posylka::{
    app::Setup,
    clock::Clock,
    config::{Carriers, Config, Folders, Mend, Notify, SourceSettings},
    daemon::Daemon,
    demo::{
        self, Life, Play,
        life::{Expect, MOSCOW, What},
        loopback_carriers::{self, Stage},
        person,
    },
    model::{OutcomeKind, ParcelId, SourceId},
    notify::{Channel, InProcess, Letter},
    store::{Migrate, Store, StoreError},
    text::Lang,
    wire::Wire,
};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

/// Everything a story expects to be told is delivered, and nothing that it expects not to be told.
#[tokio::test]
async fn the_lives_of_the_demo_reach_a_human() {
    let folder = tempfile::tempdir().unwrap();
    let lives = demo::lives().unwrap();
    let mut heard: Vec<Letter> = Vec::new();
    let play = Play::open(&folder.path().join("data"), Lang::Ru, None, &lives).await.unwrap();
    let (setup, _) = play.run(&lives, &mut |letter| heard.push(letter.clone())).await.unwrap();
    let mut store = Store::open(&setup.folders.database(), Migrate::No).unwrap();
    let listed = store.reading(|tx| tx.list(posylka::store::Which::All)).unwrap();
    assert_eq!(listed.len(), lives.len());
    for life in &lives {
        let parcel = listed.iter().find(|it| it.parcel.title == life.title).unwrap();
        let id = parcel.parcel.id.to_string();
        let told = |key: &str, by: Timestamp| {
            let says = |it: &Letter| match it.json["of"].as_array() {
                Some(of) => of.iter().any(|it| it["parcel"] == *id && it["key"].as_str().unwrap().starts_with(key)),
                None => it.parcel == id && it.key.starts_with(key),
            };
            heard.iter().any(|it| says(it) && it.at.is_some_and(|at| at <= by))
        };
        for line in &life.lines {
            if let What::Expect(Expect::Told(key, wanted)) = &line.what {
                assert_eq!(told(key, line.at), *wanted, "{} line {}: {key}", life.name, line.row);
            }
        }
    }
    let mut ids: Vec<u32> = heard.iter().map(|it| it.id).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "a notice was told twice");
    assert!(store.reading(|tx| tx.outbox()).unwrap().is_empty());
    assert!(setup.folders.dossiers().join("2").join("claim.ru.txt").is_file());
}

/// A world of one life, in which the daemon can be run in pieces.
pub struct World {
    pub folder: tempfile::TempDir,
    lives: Vec<Life>,
    address: std::net::SocketAddr,
    pub ear: (UnboundedSender<Letter>, UnboundedReceiver<Letter>),
    /// `[notify]`
    pub notify: Notify,
    /// Channels before the ear.
    pub before: Vec<Channel>,
    /// `[carriers] mend`
    pub mend: Mend,
}

impl World {
    pub async fn of(life: &str) -> World {
        World::of_lives(&[life]).await
    }

    pub async fn of_lives(lives: &[&str]) -> World {
        let folder = tempfile::tempdir().unwrap();
        let lives: Vec<Life> = lives.iter().map(|life| Life::read("test", life).unwrap()).collect();
        let data = folder.path().to_owned();
        let now = move || clock(&data, "2027-01-01T00:00:00Z").now();
        let address = loopback_carriers::open(Stage { lives: lives.clone(), now: Box::new(now) }).await.unwrap();
        let (ear, notify, before) = (mpsc::unbounded_channel(), Notify::default(), Vec::new());
        World { folder, lives, address, ear, notify, before, mend: Mend::Tell }
    }

    pub fn setup(&self, ear: &UnboundedSender<Letter>) -> Setup {
        let base = format!("http://{}", self.address);
        let moved = |id: &&str| {
            (SourceId::from(*id), SourceSettings { base_url: Some(base.clone()), ..SourceSettings::default() })
        };
        let config = Config {
            zone: Some(TimeZone::fixed(MOSCOW)),
            carriers: Carriers { mend: self.mend, ..loopback_carriers::PLAYED.iter().map(moved).collect() },
            notify: self.notify.clone(),
            ..Config::default()
        };
        let folders = Folders::choose(Some(self.folder.path()), Some(self.folder.path())).unwrap();
        let channels = self.before.iter().cloned().chain([Channel::InProcess(InProcess(ear.clone()))]).collect();
        Setup::new(config, folders, Lang::En, BTreeMap::new(), channels, 1).unwrap()
    }

    pub fn store(&self) -> Store {
        Store::open(&self.folder.path().join("posylka.db"), Migrate::Yes).unwrap()
    }

    pub fn add(&self) -> ParcelId {
        self.add_all()[0]
    }

    pub fn add_all(&self) -> Vec<ParcelId> {
        let setup = self.setup(&self.ear.0);
        let added = self.lives.iter().map(|life| {
            let mut parcel = None;
            for line in life.lines.iter().filter(|line| matches!(line.what, What::Add { .. })) {
                let add = |tx: &posylka::store::Tx<'_>| person::acts(tx, &setup, life, line, &mut parcel);
                self.store().within(add).unwrap();
            }
            parcel.unwrap()
        });
        added.collect()
    }

    pub async fn watch_until(&self, end: &str, ear: &UnboundedSender<Letter>) {
        let daemon = Daemon {
            setup: Arc::new(self.setup(ear)),
            reload: Box::new(|| Box::pin(async { anyhow::bail!("not in this test") })),
            store: self.store(),
            wire: Arc::new(Wire::new(true)),
            clock: clock(self.folder.path(), end),
            runtime: None,
        };
        let (_signals, receiver) = mpsc::channel(1);
        daemon.run(receiver).await.unwrap();
    }

    /// When each notice was first shown, by key, and whether it was urgent.
    pub fn shown(&self) -> Vec<(String, bool, Timestamp)> {
        let sql = rusqlite::Connection::open(self.folder.path().join("posylka.db")).unwrap();
        let mut rows =
            sql.prepare("SELECT key, urgent, shown FROM notices WHERE shown IS NOT NULL ORDER BY shown, id").unwrap();
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?.parse().unwrap()));
        rows.query_map([], row).unwrap().map(Result::unwrap).collect()
    }

    pub fn heard(&mut self) -> Vec<Letter> {
        std::iter::from_fn(|| self.ear.1.try_recv().ok()).collect()
    }
}

pub fn clock(data: &Path, end: &str) -> Clock {
    Clock::open(data, Some("2026-02-01T00:00:00Z@leap"), Some(end), false).unwrap()
}

pub const HEADPHONES: &str = "
2026-02-01 order aliexpress-ru 8190000000000027 protection 75 days
2026-02-01 add LP00123456789012
2026-02-02 14:20 cainiao LP00123456789012 PU_PICKUP_SUCCESS \"Received by logistics company\"
2026-02-04 01:40 cainiao LP00123456789012 LH_DEPART \"Departed from departure country/region\"
2026-02-08 09:00 cainiao LP00123456789012 CC_HO_OUT_SUCCESS \"Departed from customs\" names 10100064123459
2026-02-08 12:30 russian-post 10100064123459 8:3 \"Arrived\" at \"102976\"
2026-02-10 10:15 russian-post 10100064123459 8:2 \"Arrived\" at \"420005\"
";

#[tokio::test]
async fn what_was_committed_and_not_delivered_is_delivered_later_and_once() {
    let mut world = World::of(HEADPHONES).await;
    world.add();
    let (deaf, ear) = mpsc::unbounded_channel();
    drop(ear);
    world.watch_until("2026-02-11T00:00:00Z", &deaf).await;
    let mut owed: Vec<i64> =
        world.store().reading(|tx| tx.owed(Timestamp::MAX)).unwrap().iter().map(|it| it.id).collect();
    assert!(owed.len() >= 4, "{owed:?}");
    owed.sort_unstable();
    let ear = world.ear.0.clone();
    world.watch_until("2026-02-12T00:00:00Z", &ear).await;
    let of = |it: &Letter| match it.json["of"].as_array() {
        Some(of) => of.iter().filter_map(|it| it["id"].as_i64()).collect(),
        None => vec![i64::from(it.id)],
    };
    let mut arrived: Vec<i64> = world.heard().iter().flat_map(of).collect();
    arrived.sort_unstable();
    assert_eq!(arrived, owed);
    world.watch_until("2026-02-13T00:00:00Z", &ear).await;
    assert!(world.heard().is_empty());
}

#[tokio::test]
async fn a_restart_asks_nothing_again_and_loses_nothing() {
    let mut whole = World::of(HEADPHONES).await;
    let mut pieces = World::of(HEADPHONES).await;
    let (one, two) = (whole.add(), pieces.add());
    let ear = whole.ear.0.clone();
    whole.watch_until("2026-02-11T00:00:00Z", &ear).await;
    let ear = pieces.ear.0.clone();
    for hour in (1..=34).map(|piece| piece * 7 + 1) {
        let end = "2026-02-01T01:00:00Z".parse::<Timestamp>().unwrap() + jiff::SignedDuration::from_hours(hour);
        pieces.watch_until(&end.to_string(), &ear).await;
    }
    let keys = |letters: Vec<Letter>| letters.into_iter().map(|it| it.key).collect::<Vec<_>>();
    assert_eq!(keys(whole.heard()), keys(pieces.heard()));
    let case = |world: &World, id| world.store().reading(|tx| tx.case(id)).unwrap().unwrap();
    let (one, two) = (case(&whole, one), case(&pieces, two));
    assert_eq!(one.legs, two.legs);
    assert_eq!(one.entries, two.entries);
}

#[tokio::test]
async fn a_source_that_says_when_is_asked_then_and_not_before() {
    let life = format!("{HEADPHONES}\n2026-02-02 fails cainiao slow-down\n2026-02-05 works cainiao\n");
    let mut world = World::of(&life).await;
    let id = world.add();
    let ear = world.ear.0.clone();
    world.watch_until("2026-02-04T23:00:00Z", &ear).await;
    let health = world.store().reading(|tx| tx.health()).unwrap();
    let cainiao = health.iter().find(|it| it.source.as_str() == "cainiao").unwrap();
    assert_eq!(cainiao.last_outcome, Some(OutcomeKind::SlowDown));
    let refused = cainiao.outcomes.iter().find(|(kind, _)| *kind == OutcomeKind::SlowDown).unwrap().1;
    assert!((3..=86).contains(&refused), "asked {refused} times in three days, an hour apart at the least");
    let case = world.store().reading(|tx| tx.case(id)).unwrap().unwrap();
    assert!(case.entries.is_empty() && case.verdict.flags.is_empty(), "{:?}", case.verdict);
    world.watch_until("2026-02-11T00:00:00Z", &ear).await;
    let keys: Vec<String> = world.heard().into_iter().map(|it| it.key).collect();
    assert!(keys.iter().any(|key| key == "moved:ready-for-pickup"), "{keys:?}");
}

#[tokio::test]
async fn a_blocked_source_is_told_once_and_once_when_it_is_back() {
    let life = format!("{HEADPHONES}\n2026-02-02 fails cainiao blocked\n2026-02-06 works cainiao\n");
    let mut world = World::of(&life).await;
    world.add();
    let ear = world.ear.0.clone();
    world.watch_until("2026-02-05T00:00:00Z", &ear).await;
    let of_source = |letters: Vec<Letter>| {
        letters.into_iter().filter(|it| it.key.starts_with("source:")).map(|it| (it.key, it.title)).collect::<Vec<_>>()
    };
    let told = of_source(world.heard());
    assert_eq!(told, [("source:cainiao:fails:2026-02-02".to_owned(), "Cainiao".to_owned())]);
    world.watch_until("2026-02-12T00:00:00Z", &ear).await;
    let told = of_source(world.heard());
    assert!(matches!(&told[..], [(key, _)] if key.starts_with("source:cainiao:back:")), "{told:?}");
}

/// Each piece is another daemon: what was told is remembered, and only an answer ends it.
#[tokio::test]
async fn a_trouble_that_changes_its_kind_has_not_ended() {
    let life = format!(
        "{HEADPHONES}\n2026-02-02 fails cainiao blocked\n2026-02-04 fails cainiao unavailable\n\
         2026-02-06 fails cainiao blocked\n2026-02-07 works cainiao\n"
    );
    let mut world = World::of(&life).await;
    world.add();
    let ear = world.ear.0.clone();
    let mut told = Vec::new();
    for day in ["04", "06", "07", "12"] {
        world.watch_until(&format!("2026-02-{day}T08:00:00Z"), &ear).await;
        let of_source = world.heard().into_iter().map(|it| it.key).filter(|key| key.starts_with("source:"));
        told.push(of_source.map(|key| key[..key.len() - 3].to_owned()).collect::<Vec<_>>());
    }
    assert_eq!(told, [vec!["source:cainiao:fails:2026-02"], vec![], vec![], vec!["source:cainiao:back:2026-02"]]);
}

/// With nobody in reach the parcels hear nothing and no source is blamed.
#[tokio::test]
async fn our_own_connection_is_nobodys_fault() {
    let life = HEADPHONES
        .replace("LP00123456789012", "RB123456785CN")
        .replace("add RB123456785CN", "add RB123456785CN at cainiao");
    let mut world = World::of(&life).await;
    let id = world.add();
    let setup = world.setup(&world.ear.0);
    let link = posylka::model::Act::Linked {
        leg: posylka::model::LegKey {
            number: posylka::model::Number::new("80087260001011").unwrap(),
            carrier: "russian-post".into(),
        },
    };
    let told = posylka::model::Told::User(link);
    let at = "2026-02-01T10:00:00Z".parse().unwrap();
    world.store().within(|tx| posylka::app::tell::tell(tx, &setup, id, &told, at)).unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = listener.local_addr().unwrap();
    drop(listener);
    let somebody = std::mem::replace(&mut world.address, nobody);
    let ear = world.ear.0.clone();
    world.watch_until("2026-02-10T00:00:00Z", &ear).await;
    let health = world.store().reading(|tx| tx.health()).unwrap();
    assert!(health.iter().map(|it| it.failures).sum::<u32>() <= 1, "{health:?}");
    let case = world.store().reading(|tx| tx.case(id)).unwrap().unwrap();
    assert!(case.verdict.flags.is_empty(), "{:?}", case.verdict);
    let told: Vec<String> = world.heard().into_iter().map(|it| it.key).collect();
    assert_eq!(told, ["nobody-in-reach:2026-02-01"], "the user hears of it once");
    world.address = somebody;
    world.watch_until("2026-02-10T12:00:00Z", &ear).await;
    let case = world.store().reading(|tx| tx.case(id)).unwrap().unwrap();
    assert!(!case.entries.is_empty());
    let told: Vec<String> = world.heard().into_iter().map(|it| it.key).filter(|key| key.contains("reach")).collect();
    assert_eq!(told, ["in-reach:2026-02-10"], "and once of its end");
}

#[tokio::test]
async fn a_parcel_removed_while_it_is_asked_for_stays_removed() {
    let world = World::of(HEADPHONES).await;
    let id = world.add();
    let ear = world.ear.0.clone();
    world.watch_until("2026-02-03T00:00:00Z", &ear).await;
    let gone: Result<bool, StoreError> = world.store().within(|tx| tx.remove(id));
    assert!(gone.unwrap());
    world.watch_until("2026-02-11T00:00:00Z", &ear).await;
    assert!(world.store().reading(|tx| tx.parcels()).unwrap().is_empty());
}

/// A source that shows no scans where it has shown some is not believed: it counts as unreadable, and what it showed stays.
#[tokio::test]
async fn a_source_that_forgets_its_scans_is_not_believed() {
    let added: Vec<&str> = HEADPHONES.lines().take(3).collect();
    let forgetful = format!("{}\n2026-02-01 announced cainiao LP00123456789012\n", added.join("\n"));
    let empty = World::of(&forgetful).await;
    let last = |world: &World| {
        let health = world.store().reading(|tx| tx.health()).unwrap();
        health.iter().find(|it| it.source.as_str() == "cainiao").unwrap().last_outcome
    };
    empty.add();
    empty.watch_until("2026-02-03T00:00:00Z", &empty.ear.0).await;
    assert_eq!(last(&empty), Some(OutcomeKind::NoHistory), "it has shown nothing yet, and may be empty");

    let mut world = World::of(HEADPHONES).await;
    let id = world.add();
    world.watch_until("2026-02-06T00:00:00Z", &world.ear.0).await;
    let entries = |world: &World| world.store().reading(|tx| tx.case(id)).unwrap().unwrap().entries;
    let before = entries(&world);
    assert_eq!(before.len(), 2);
    let data = world.folder.path().to_owned();
    let now = Box::new(move || clock(&data, "2027-01-01T00:00:00Z").now());
    let lives = vec![Life::read("test", &forgetful).unwrap()];
    world.address = loopback_carriers::open(Stage { lives, now }).await.unwrap();
    world.watch_until("2026-02-08T00:00:00Z", &world.ear.0).await;
    assert_eq!(last(&world), Some(OutcomeKind::Unreadable));
    assert_eq!(entries(&world), before);
}

//! A carrier on loopback that counts: who asked for what, and when by the product's clock.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use jiff::{SignedDuration, Timestamp};
use posylka::{
    app::Setup,
    carriers::Registry,
    clock::Clock,
    config::{Config, Folders, SourceSettings},
    daemon::Daemon,
    demo::{Life, answers},
    model::{Act, Asks, Facts, Flow, Leg, LegKey, LegState, Number, ParcelId, Role, SourceId, Told, Witness},
    notify::{Channel, InProcess},
    store::{Migrate, NewParcel, Store},
    text::Lang,
    wire::Wire,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    sync::mpsc,
    task::JoinHandle,
};

/// One ask: when, and for which numbers.
pub type Ask = (Timestamp, Vec<String>);

/// What the carrier does at a moment: a status and headers instead of an answer.
pub type Weather = fn(Timestamp) -> Option<&'static str>;

/// A world of parcels at one carrier, in which the daemon is run in pieces.
pub struct Counted {
    folder: tempfile::TempDir,
    address: SocketAddr,
    counter: Counter,
    counting: JoinHandle<()>,
    ear: mpsc::UnboundedSender<posylka::notify::Letter>,
    pub heard: mpsc::UnboundedReceiver<posylka::notify::Letter>,
}

/// The carrier itself.
#[derive(Clone)]
struct Counter {
    data: PathBuf,
    lives: Vec<Life>,
    weather: Weather,
    asks: Arc<Mutex<Vec<Ask>>>,
}

impl Counter {
    async fn count(self, listener: TcpListener) {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let Ok(byte) = stream.read_u8().await else { break };
                head.push(byte);
            }
            let head = String::from_utf8(head).unwrap();
            let now = clock(&self.data, "2030-01-01T00:00:00Z").now();
            let numbers = asked_for(&head);
            self.asks.lock().unwrap().push((now, numbers.clone()));
            let asked: Vec<Number> = numbers.iter().map(|it| Number::new(it).unwrap()).collect();
            let (status, body) = match (self.weather)(now) {
                Some(status) => (status, String::new()),
                None => ("200 OK\r\nContent-Type: application/json", answers::cainiao(&self.lives, &asked, now)),
            };
            let reply =
                format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
            // A daemon that is stopped hangs up.
            let _ = stream.write_all(reply.as_bytes()).await;
        }
    }
}

pub const BEGINS: &str = "2026-02-01T00:00:00Z";

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The number of a parcel.
pub fn number(index: usize) -> String {
    format!("LP{:014}", 800_000_000 + index)
}

impl Counted {
    /// A carrier that knows these lives, and none of any other number.
    pub async fn open(lives: Vec<Life>, weather: Weather) -> Counted {
        let folder = tempfile::tempdir().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (ear, heard) = mpsc::unbounded_channel();
        let counter = Counter { data: folder.path().to_owned(), lives, weather, asks: Arc::default() };
        let counting = tokio::spawn(counter.clone().count(listener));
        Counted { folder, address, counter, counting, ear, heard }
    }

    /// Our own connection is gone: nobody is reached.
    pub async fn unplug(&mut self) {
        self.counting.abort();
        let _ = (&mut self.counting).await;
    }

    /// It is back.
    pub async fn plug_in(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.counting = tokio::spawn(self.counter.clone().count(listener));
    }

    /// The user's own definition of the carrier, a piece of it put otherwise.
    pub fn redefine(&self, piece: &str, otherwise: &str) {
        let text = Registry::embedded_text(&"cainiao".into()).unwrap();
        assert!(text.contains(piece), "{piece}");
        let own = self.folder.path().join("carriers");
        std::fs::create_dir_all(&own).unwrap();
        std::fs::write(own.join("cainiao.toml"), text.replacen(piece, otherwise, 1)).unwrap();
    }

    pub fn store(&self) -> Store {
        Store::open(&self.folder.path().join("posylka.db"), Migrate::Yes).unwrap()
    }

    pub fn setup(&self) -> Setup {
        let base = format!("http://{}", self.address);
        // The next of its sources is asked at the same place: its asks count too.
        let moved = SourceSettings { base_url: Some(base), ..SourceSettings::default() };
        let config =
            Config { carriers: [(SourceId::from("cainiao"), moved)].into_iter().collect(), ..Config::default() };
        let folders = Folders::choose(Some(self.folder.path()), Some(self.folder.path())).unwrap();
        let channels = vec![Channel::InProcess(InProcess(self.ear.clone()))];
        Setup::new(config, folders, Lang::En, BTreeMap::new(), channels, 1).unwrap()
    }

    /// Imports parcels in one go, as `add -` does.
    pub fn import(&self, range: std::ops::Range<usize>, now: &str) {
        let now = at(now);
        let mut store = self.store();
        let done = store.within(|tx| {
            for index in range {
                let leg = leg(&number(index), now);
                let (title, orders) = (format!("Parcel {index}"), Vec::new());
                tx.add(&NewParcel { title, added: now, orders, legs: vec![leg], due_at: now, postcode: None })?;
            }
            Ok::<_, posylka::store::StoreError>(())
        });
        done.unwrap();
    }

    /// The user is impatient with every parcel.
    pub fn refresh(&self, now: Timestamp) {
        let setup = self.setup();
        let mut store = self.store();
        let ids: Vec<ParcelId> = store.reading(|tx| tx.parcels()).unwrap();
        for id in ids {
            let told = Told::User(Act::Refresh);
            store.within(|tx| posylka::app::tell::tell(tx, &setup, id, &told, now)).unwrap();
        }
    }

    /// A new daemon, until a moment.
    pub async fn watch_until(&self, end: &str) {
        self.watch_by(clock(self.folder.path(), end)).await.unwrap();
    }

    /// A new daemon by a clock of its own, which is wrong, between two moments.
    pub async fn watch_wrongly(&self, begin: &str, end: &str) -> anyhow::Result<()> {
        let apart = tempfile::tempdir().unwrap();
        let wrong = Clock::open(apart.path(), Some(&format!("{begin}@leap")), Some(end), false).unwrap();
        self.watch_by(wrong).await
    }

    async fn watch_by(&self, clock: Clock) -> anyhow::Result<()> {
        let daemon = Daemon {
            setup: Arc::new(self.setup()),
            reload: Box::new(|| Box::pin(async { anyhow::bail!("not in this test") })),
            store: self.store(),
            wire: Arc::new(Wire::new(true)),
            clock,
            runtime: None,
        };
        let (_signals, receiver) = mpsc::channel(1);
        daemon.run(receiver).await
    }

    /// The machine sleeps until a moment.
    pub fn sleep_until(&self, moment: &str) {
        clock(self.folder.path(), "2030-01-01T00:00:00Z").leap_to(at(moment)).unwrap();
    }

    pub fn asks(&self) -> Vec<Ask> {
        self.counter.asks.lock().unwrap().clone()
    }
}

pub fn clock(data: &std::path::Path, end: &str) -> Clock {
    Clock::open(data, Some(&format!("{BEGINS}@leap")), Some(end), false).unwrap()
}

fn leg(number: &str, now: Timestamp) -> Leg {
    Leg {
        key: LegKey { number: Number::new(number).unwrap(), carrier: "cainiao".into() },
        role: Role::Placeholder,
        state: LegState::Current,
        flow: Flow::Replaced,
        witness: Witness { by: "user".into(), place: String::new(), of: None, at: now },
        facts: Facts::default(),
        evidence: Default::default(),
        codes: Default::default(),
        asks: Asks::new(now),
    }
}

/// The numbers of `GET /global/detail.json?mailNos=A,B&... HTTP/1.1`.
fn asked_for(head: &str) -> Vec<String> {
    let path = head.split_whitespace().nth(1).unwrap_or_default();
    let url = reqwest::Url::parse(&format!("http://h{path}")).unwrap();
    let found = url.query_pairs().find(|(key, _)| key == "mailNos").map(|(_, value)| value.into_owned());
    found.unwrap_or_default().split(',').filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// The shortest time between two asks, whatever they are for.
pub fn shortest_gap(asks: &[Ask]) -> SignedDuration {
    asks.windows(2).map(|pair| pair[1].0.duration_since(pair[0].0)).min().unwrap_or(SignedDuration::MAX)
}

/// The shortest time between two asks for one number.
pub fn shortest_floor(asks: &[Ask]) -> SignedDuration {
    let mut last: BTreeMap<&str, Timestamp> = BTreeMap::new();
    let mut shortest = SignedDuration::MAX;
    for (at, numbers) in asks {
        for number in numbers {
            if let Some(before) = last.insert(number, *at) {
                shortest = shortest.min(at.duration_since(before));
            }
        }
    }
    shortest
}

//! An aggregator on loopback that wants to know more of a number, and counts what it is asked: before the user has told it,
//! after, and later on.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex},
};

use posylka::{
    app::{
        App, Setup,
        actions::{
            add::{Purchase, given_numbers::GivenNumbers},
            edit::Edit,
        },
        views::status::{DaemonLife, status},
    },
    config::{Config, Folders, SourceSettings},
    daemon::Daemon,
    model::{ParcelId, SourceId},
    store::{Migrate, Store},
    text::Lang,
    wire::Wire,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::mpsc,
};

use super::counted::{BEGINS, at, clock};

const NUMBER: &str = "ZXQ00000012345";

/// What was asked: the last piece of the path, and the body.
type Asked = (String, String);

/// It takes a number only with this piece in what it is told of it, and refuses others with this code.
struct Wants {
    piece: &'static str,
    code: i32,
}

async fn aggregator(wants: Wants) -> (String, Arc<Mutex<Vec<Asked>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
    let heard = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            answer(stream, &wants, &heard).await;
        }
    });
    (address, asked)
}

async fn answer(stream: TcpStream, wants: &Wants, heard: &Mutex<Vec<Asked>>) {
    let mut stream = BufReader::new(stream);
    let (mut path, mut length, mut line) = (String::new(), 0, String::new());
    while stream.read_line(&mut line).await.is_ok_and(|read| read > 2) {
        if path.is_empty() {
            path = line.split_whitespace().nth(1).unwrap().rsplit('/').next().unwrap().to_owned();
        }
        let small = line.to_ascii_lowercase();
        length = small.strip_prefix("content-length:").map_or(length, |it| it.trim().parse().unwrap());
        line.clear();
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.unwrap();
    let body = String::from_utf8(body).unwrap();
    let event = r#"{"time_iso":"2026-02-03T04:05:06Z","description":"Departed","sub_status":"InTransit_Other"}"#;
    let (accepted, rejected) = match path.as_str() {
        "register" if body.contains(wants.piece) => (format!(r#"{{"number":"{NUMBER}"}}"#), String::new()),
        "register" => (String::new(), format!(r#"{{"number":"{NUMBER}","error":{{"code":{}}}}}"#, wants.code)),
        _ => {
            let info = format!(r#"{{"tracking":{{"providers":[{{"events":[{event}]}}]}}}}"#);
            (format!(r#"{{"number":"{NUMBER}","track_info":{info}}}"#), String::new())
        }
    };
    heard.lock().unwrap().push((path, body));
    let said = format!(r#"{{"code":0,"data":{{"accepted":[{accepted}],"rejected":[{rejected}]}}}}"#);
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", said.len());
    let _ = stream.write_all(format!("{head}{said}").as_bytes()).await;
}

fn setup(folder: &Path, base: &str) -> Setup {
    let source = SourceId::from("17track");
    let moved = SourceSettings { base_url: Some(base.to_owned()), ..SourceSettings::default() };
    let config = Config { carriers: [(source.clone(), moved)].into_iter().collect(), ..Config::default() };
    let folders = Folders::choose(Some(folder), Some(folder)).unwrap();
    let secrets = BTreeMap::from([(source, BTreeMap::from([("key".to_owned(), "hush".to_owned())]))]);
    Setup::new(config, folders, Lang::En, secrets, Vec::new(), 1).unwrap()
}

async fn watch_until(folder: &Path, base: &str, end: &str) {
    let daemon = Daemon {
        setup: Arc::new(setup(folder, base)),
        reload: Box::new(|| Box::pin(async { anyhow::bail!("not in this test") })),
        store: Store::open(&folder.join("posylka.db"), Migrate::Yes).unwrap(),
        wire: Arc::new(Wire::new(true)),
        clock: clock(folder, end),
        runtime: None,
    };
    let (_signals, receiver) = mpsc::channel(1);
    daemon.run(receiver).await.unwrap();
}

fn app(folder: &Path, base: &str, now: &str) -> App {
    App::open(setup(folder, base), at(now), true).unwrap()
}

fn purchase(app: &App) -> Purchase {
    Purchase {
        seller: None,
        title: None,
        carrier: Some(app.find_whose("17track").unwrap()),
        shop: app.find_shop(None).unwrap(),
        order: None,
        price: None,
        ordered: None,
        shipped: None,
        promised: None,
        protection_ends: None,
        postcode: None,
        to_forwarder: false,
        sure: false,
    }
}

fn add(app: &mut App) -> ParcelId {
    let mut given = GivenNumbers::default();
    given.typed(app, NUMBER, true).unwrap();
    let purchase = purchase(app);
    app.add(given, &purchase).unwrap().parcels[0]
}

/// How often it was told of the number, and how often it was asked.
fn counted(asked: &Mutex<Vec<Asked>>) -> (usize, usize) {
    let asked = asked.lock().unwrap();
    let registered = asked.iter().filter(|(path, _)| path == "register").count();
    (registered, asked.len() - registered)
}

fn needed(app: &mut App) -> Vec<String> {
    status(app, DaemonLife::default()).unwrap().needs_you.into_iter().map(|it| it.what).collect()
}

#[tokio::test]
async fn whose_a_number_is_is_told_once_and_not_at_every_ask() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (base, asked) = aggregator(Wants { piece: r#""carrier":3011,"#, code: -18019903 }).await;
    let id = add(&mut app(folder, &base, BEGINS));
    watch_until(folder, &base, "2026-02-06T00:00:00Z").await;
    assert_eq!(counted(&asked), (1, 0), "a week passes before the same question is put again");
    let mut before = app(folder, &base, "2026-02-06T00:00:00Z");
    let cure = format!("posylka edit {id} --carrier 17track:CODE");
    assert!(needed(&mut before).iter().any(|it| it.contains(&cure)), "{:?}", needed(&mut before));

    let code = Some(before.find_code("17track:3011").unwrap());
    before.edit(id, Edit { code, ..Edit::default() }).unwrap();
    assert!(needed(&mut before).is_empty(), "{:?}", needed(&mut before));
    watch_until(folder, &base, "2026-02-06T00:10:00Z").await;
    assert_eq!(counted(&asked), (2, 1), "at once");

    watch_until(folder, &base, "2026-02-16T00:00:00Z").await;
    let (registered, answers) = counted(&asked);
    assert!(registered == 2 && answers > 10, "{registered} {answers}");
    assert!(asked.lock().unwrap()[1..].iter().all(|(_, body)| body.contains(r#""carrier":3011"#)));
    assert!(asked.lock().unwrap().iter().all(|(_, body)| !body.contains("param")));

    let mut after = app(folder, &base, "2026-02-16T00:00:00Z");
    let code = Some(after.find_code("17track:3011").unwrap());
    after.edit(id, Edit { code, ..Edit::default() }).unwrap();
    watch_until(folder, &base, "2026-02-17T00:00:00Z").await;
    assert_eq!(counted(&asked).0, 2, "the same code once more is no news");

    let mut undone = app(folder, &base, "2026-02-17T00:00:00Z");
    undone.undo(Some(id)).unwrap();
    watch_until(folder, &base, "2026-02-18T00:00:00Z").await;
    assert_eq!(counted(&asked).0, 3);
    assert!(!asked.lock().unwrap().last().unwrap().1.contains("carrier"));
}

#[tokio::test]
async fn a_postcode_is_told_to_the_source_that_wants_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (base, asked) = aggregator(Wants { piece: r#""param":"140150""#, code: -18010019 }).await;
    let id = add(&mut app(folder, &base, BEGINS));
    watch_until(folder, &base, "2026-02-03T00:00:00Z").await;
    assert_eq!(counted(&asked), (1, 0));
    let mut before = app(folder, &base, "2026-02-03T00:00:00Z");
    let cure = format!("posylka edit {id} --postcode POSTCODE");
    assert!(needed(&mut before).iter().any(|it| it.contains(&cure)), "{:?}", needed(&mut before));

    before.edit(id, Edit { postcode: Some(Some("140150".to_owned())), ..Edit::default() }).unwrap();
    watch_until(folder, &base, "2026-02-03T00:10:00Z").await;
    assert_eq!(counted(&asked), (2, 1), "at once");
    watch_until(folder, &base, "2026-02-13T00:00:00Z").await;
    let (registered, answers) = counted(&asked);
    assert!(registered == 2 && answers > 10, "{registered} {answers}");
    let told = asked.lock().unwrap().iter().filter(|(_, body)| body.contains("140150")).count();
    assert_eq!(told, 1, "what it was told once it is not told again");
}

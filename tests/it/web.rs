//! The page and the API over real sockets.

mod api;
mod browser;
mod crowd;
mod doors;
mod driver;
mod pages;
mod people;
mod phone;
mod shop;

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use posylka::{
    app::{
        App, Setup,
        actions::{add::Purchase, paste::Pasted},
        views::status::DaemonLife,
    },
    config::{Config, Folders, Web},
    model::{Lang, ParcelId, PersonId, Scope},
    web::{self, Host, Running},
};
use serde_json::Value;

/// A number whose check digit holds, and whom nobody asks: it is only watched.
pub const NUMBER: &str = "RB123456785CN";

/// Who runs the page: the time stands still until it is moved.
struct Desk {
    now: Mutex<Timestamp>,
    watched: AtomicBool,
}

impl Host for Desk {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    fn daemon(&self) -> DaemonLife {
        DaemonLife { alive: self.watched.load(Ordering::Relaxed), ..DaemonLife::default() }
    }

    fn nudge(&self) {}

    fn at_home(&self) -> bool {
        true
    }
}

/// A page that is served to the test alone, in English, on 1 March 2026 in Moscow.
pub struct Site {
    pub setup: Setup,
    desk: Arc<Desk>,
    running: Running,
    _folder: tempfile::TempDir,
}

impl Site {
    pub fn new() -> Site {
        Site::with(Web::default())
    }

    pub fn with(web: Web) -> Site {
        Site::speaking(web, Some(Lang::En))
    }

    pub fn speaking(web: Web, language: Option<Lang>) -> Site {
        Site::of(Config { web, language, ..Config::default() })
    }

    pub fn of(config: Config) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::choose(Some(folder.path()), Some(folder.path())).unwrap();
        let zone = Some(TimeZone::fixed(jiff::tz::offset(3)));
        let (config, language) = (Config { zone, ..config }, config.language);
        let setup =
            Setup::new(config, folders, language.unwrap_or(Lang::En), Default::default(), Vec::new(), 1).unwrap();
        let now = "2026-03-01T09:00:00Z".parse().unwrap();
        // A daemon watches, as far as the page knows: it asks nobody itself.
        let desk = Arc::new(Desk { now: Mutex::new(now), watched: AtomicBool::new(true) });
        App::open(setup.clone(), now, true).unwrap();
        let running = web::start(setup.clone(), desk.clone(), SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        Site { setup, desk, running, _folder: folder }
    }

    pub fn address(&self) -> SocketAddr {
        self.running.address
    }

    /// The parcels, as another program that has the database open sees them.
    pub fn app(&self) -> App {
        App::open(self.setup.clone(), self.desk.now(), false).unwrap()
    }

    pub fn later(&self, span: SignedDuration) {
        *self.desk.now.lock().unwrap() += span;
    }

    pub fn nobody_watches(&self) {
        self.desk.watched.store(false, Ordering::Relaxed);
    }

    /// Adds a parcel.
    pub fn add(&self, text: &str, title: &str) -> ParcelId {
        let purchase = Purchase { title: Some(title.to_owned()), ..nothing_said() };
        match self.app().paste(text, &purchase).unwrap() {
            Pasted::Numbers(added) => added.parcels[0],
            other => panic!("{text}: {other:?}"),
        }
    }

    pub fn token(&self, scope: Scope) -> String {
        self.app().make_token("a program", scope).unwrap()
    }

    /// A device that is signed in.
    pub fn signed_in(&self) -> Device<'_> {
        self.signed_in_as(&[])
    }

    /// One that is signed in as somebody.
    pub fn signed_in_as(&self, person: &[&str]) -> Device<'_> {
        let mut app = self.app();
        app.see_only(person.iter().map(|it| PersonId::from(*it)).collect());
        let link = app.make_link().unwrap();
        let secret = app.sign_in(&link, "a test").unwrap().unwrap();
        let form = app.session(&secret).unwrap().unwrap().credential.form;
        Device { site: self, secret, form }
    }

    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask("GET", path, headers, b"")
    }

    pub fn post(&self, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        self.ask("POST", path, headers, body)
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        ask(self.address(), method, path, headers, body)
    }
}

pub fn nothing_said() -> Purchase {
    Purchase { sure: false, ..Purchase::untold(posylka::model::ShopId::from("aliexpress-com")) }
}

/// One request on a connection of its own.
pub fn ask(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let own = |name: &str| headers.iter().any(|(given, _)| given.eq_ignore_ascii_case(name));
    let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    if !own("host") {
        head.push_str(&format!("Host: {address}\r\n"));
    }
    headers.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
    let sent = stream.write_all(format!("{head}\r\n").as_bytes()).and_then(|()| stream.write_all(body));
    let (mut whole, mut piece, mut read) = (Vec::new(), vec![0; 64 * 1024], Ok(1));
    // Not everybody closes a connection when asked to.
    while read.as_ref().is_ok_and(|count| *count > 0) && (method == "HEAD" || !is_whole(&whole)) {
        read = stream.read(&mut piece);
        whole.extend_from_slice(&piece[..*read.as_ref().unwrap_or(&0)]);
    }
    let end = whole.windows(4).position(|it| it == b"\r\n\r\n");
    let end = end.unwrap_or_else(|| panic!("{method} {path}: no answer: {sent:?} {read:?}"));
    let head = String::from_utf8(whole[..end].to_vec()).unwrap();
    Answer { head, body: whole[end + 4..].to_vec() }
}

fn is_whole(answer: &[u8]) -> bool {
    let Some(end) = answer.windows(4).position(|it| it == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    length.is_some_and(|length| answer.len() >= end + 4 + length)
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn status(&self) -> u16 {
        self.head.split(' ').nth(1).unwrap().parse().unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines.find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    pub fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|fault| panic!("{fault}: {}", self.text()))
    }

    /// The secret it gives a browser.
    pub fn secret(&self) -> Option<&str> {
        self.header("set-cookie")?.strip_prefix("posylka=")?.split(';').next().filter(|it| !it.is_empty())
    }
}

/// A browser that is signed in.
pub struct Device<'a> {
    pub site: &'a Site,
    pub secret: String,
    pub form: String,
}

impl Device<'_> {
    pub fn cookie(&self) -> String {
        format!("posylka={}", self.secret)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.site.get(path, &[("Cookie", &self.cookie())])
    }

    /// Sends a form of ours.
    pub fn send(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs = fields.iter().copied().chain([("form", self.form.as_str())]);
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        self.send_as(path, &[], body.as_bytes())
    }

    pub fn send_as(&self, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let (cookie, kind) = (self.cookie(), "application/x-www-form-urlencoded");
        let own: Vec<(&str, &str)> =
            headers.iter().copied().chain([("Cookie", cookie.as_str()), ("Content-Type", kind)]).collect();
        self.site.post(path, &own, body)
    }
}

/// A number of a registered letter whose check digit holds.
pub fn number(nth: u32) -> String {
    let digits: Vec<u32> = format!("{nth:08}").chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits.iter().zip([8, 6, 4, 2, 3, 5, 9, 7]).map(|(digit, weight)| digit * weight).sum();
    let check = match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        digit => digit,
    };
    format!("RB{nth:08}{check}CN")
}

//! A real browser without a screen, driven as WebDriver says.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

use super::ask;
use crate::cli::until;

/// How an element is called in what WebDriver says.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser. It ends with its test.
pub struct Browser {
    driver: Child,
    address: SocketAddr,
    session: String,
    _profile: tempfile::TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = std::panic::catch_unwind(|| self.call("DELETE", "", &Value::Null));
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A driver that was started. It ends with this.
struct Started(Option<Child>);

/// Starts a driver, where one is installed.
fn start() -> Option<Started> {
    let mut command = Command::new("chromedriver");
    command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    Some(Started(Some(command.spawn().ok()?)))
}

impl Started {
    /// The driver with its port and the rest of what it says; nothing where it ended without listening.
    fn listening(mut self) -> Option<(Child, u16, impl Iterator<Item = String> + Send + 'static)> {
        let mut lines = BufReader::new(self.0.as_mut()?.stdout.take()?).lines().map_while(Result::ok);
        let port =
            lines.find_map(|line| line.split("successfully on port ").nth(1)?.trim_end_matches('.').parse().ok())?;
        Some((self.0.take()?, port, lines))
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        if let Some(mut driver) = self.0.take() {
            let _ = driver.kill();
            let _ = driver.wait();
        }
    }
}

impl Browser {
    /// A browser; `None`, with a word about it, where none is installed. On CI one is. `hosts` are found at an address of this
    /// machine; nothing else is found at all.
    pub fn open(scripts: bool, hosts: &[(&str, SocketAddr)]) -> Option<Browser> {
        let missing = !["/usr/bin/chromium", "/usr/bin/google-chrome"].iter().any(|it| Path::new(it).exists());
        let Some(first) = start().filter(|_| !missing) else {
            assert!(std::env::var_os("CI").is_none(), "chromium and chromedriver are not installed");
            eprintln!("skipped: not installed: chromium, chromedriver");
            return None;
        };
        // It takes a free port twice, for both kinds of addresses, and ends where another has it by then.
        let mut tries = std::iter::once(first).chain(std::iter::from_fn(start)).take(10);
        let (driver, port, lines) = tries.find_map(Started::listening).expect("chromedriver says its port");
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        // Its further words are read and dropped, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Browser { driver, address, session: String::new(), _profile: profile };
        browser.begin(scripts, hosts);
        Some(browser)
    }

    fn begin(&mut self, scripts: bool, hosts: &[(&str, SocketAddr)]) {
        let found = hosts.iter().map(|(host, at)| format!("MAP {host} {at}, ")).collect::<String>();
        let options = json!({
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-features=HttpsUpgrades",
                "--lang=en-GB", format!("--user-data-dir={}", self._profile.path().display()),
                format!("--host-resolver-rules={found}MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
            ],
            "prefs": {
                "intl.accept_languages": "en-GB,en",
                "profile.default_content_setting_values": { "javascript": if scripts { 1 } else { 2 } },
            },
        });
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "performance": "ALL" },
            "unhandledPromptBehavior": "ignore",
        } } });
        let begun = self.whole("POST", "/session", &wanted);
        self.session = begun["sessionId"].as_str().expect("a session").to_owned();
    }

    fn whole(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if method == "POST" { body.to_string() } else { String::new() };
        let kind = [("Content-Type", "application/json")];
        let answer = ask(self.address, method, path, &kind, body.as_bytes());
        let said = answer.json()["value"].clone();
        assert!(answer.status() == 200, "{method} {path} {body}: {said:#}");
        said
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        self.whole(method, &format!("/session/{}{path}", self.session), body)
    }

    pub fn go(&self, url: &str) {
        self.call("POST", "/url", &json!({ "url": url }));
    }

    pub fn url(&self) -> String {
        self.call("GET", "/url", &Value::Null).as_str().unwrap().to_owned()
    }

    /// As wide as a phone, a tablet or a desk.
    pub fn wide(&self, width: u32) {
        let metrics = json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600 });
        let command = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": metrics });
        self.call("POST", "/goog/cdp/execute", &command);
    }

    /// Every element of a path (XPath).
    pub fn all(&self, path: &str) -> Vec<String> {
        let found = self.call("POST", "/elements", &json!({ "using": "xpath", "value": path }));
        found.as_array().unwrap().iter().map(|it| it[ELEMENT].as_str().unwrap().to_owned()).collect()
    }

    pub fn one(&self, path: &str) -> String {
        self.all(path).into_iter().next().unwrap_or_else(|| panic!("no {path} on {}:\n{}", self.url(), self.text()))
    }

    pub fn click(&self, path: &str) {
        let element = self.one(path);
        self.call("POST", &format!("/element/{element}/click"), &json!({}));
    }

    /// What stands on the page, as it is seen.
    pub fn text(&self) -> String {
        let body = self.call("POST", "/element", &json!({ "using": "css selector", "value": "body" }));
        let id = body[ELEMENT].as_str().unwrap();
        self.call("GET", &format!("/element/{id}/text"), &Value::Null).as_str().unwrap().to_owned()
    }

    pub fn run(&self, script: &str, with: &[Value]) -> Value {
        self.call("POST", "/execute/sync", &json!({ "script": script, "args": with }))
    }

    /// Fills a form that is sent to a path, and sends it by its first button. What is folded is opened first.
    pub fn send(&self, action: &str, fields: &[(&str, &str)]) {
        let form = format!("(//form[@action='{action}'])[1]");
        for folded in
            self.all(&format!("{form}/ancestor::details[not(@open)]/summary | {form}//details[not(@open)]/summary"))
        {
            self.call("POST", &format!("/element/{folded}/click"), &json!({}));
        }
        for (name, value) in fields {
            let field = format!("{form}//*[@name='{name}']");
            let element = self.one(&field);
            let kind = self.call("GET", &format!("/element/{element}/property/type"), &Value::Null);
            match kind.as_str().unwrap_or_default() {
                "select-one" => self.click(&format!("{field}/option[@value='{value}']")),
                "checkbox" => self.click(&field),
                kind => {
                    if kind != "file" {
                        self.call("POST", &format!("/element/{element}/clear"), &json!({}));
                    }
                    self.call("POST", &format!("/element/{element}/value"), &json!({ "text": value }));
                }
            }
        }
        let before = self.one("/html");
        self.click(&format!("{form}//button[not(@hidden)]"));
        // The answer is there once the page that was sent is gone.
        let stands = format!("/session/{}/element/{before}/name", self.session);
        until("the page after the form", || {
            (ask(self.address, "GET", &stands, &[], b"").status() != 200).then_some(())
        });
        self.one("/html/body//main");
    }

    /// The addresses that were asked since this was last asked.
    pub fn asked(&self) -> Vec<String> {
        let log = self.call("POST", "/se/log", &json!({ "type": "performance" }));
        let said =
            log.as_array().unwrap().iter().filter_map(|it| serde_json::from_str::<Value>(it["message"].as_str()?).ok());
        let sent = said.filter(|it| it["message"]["method"] == "Network.requestWillBeSent");
        sent.filter_map(|it| it["message"]["params"]["request"]["url"].as_str().map(str::to_owned)).collect()
    }
}

//! Notices on a real desktop: a session bus, dunst and a screen that nobody sees.

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::fs::{PermissionsExt, symlink},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use jiff::SignedDuration;
use posylka::notify::{Desktop, Letter, NotifyError};
use serde_json::Value;

use crate::cli::{
    Daemon, Home, PATIENCE, until,
    watch::{carriers, owed},
};

/// A program that ends with its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended with the screen or the bus.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A bus of its own. Programs end in the order of their fields.
struct Bus {
    address: String,
    _daemon: Running,
    folder: tempfile::TempDir,
}

/// A bus with a notification service that shows what it is told.
struct Session {
    _dunst: Running,
    display: String,
    _screen: Running,
    bus: Bus,
}

/// Starts a program; `None`, with a word about it, where it is not installed. On CI everything is.
fn start(program: &str, command: &mut Command) -> Option<Running> {
    match command.stdin(Stdio::null()).spawn() {
        Ok(child) => Some(Running(child)),
        Err(error) if std::env::var_os("CI").is_some() => panic!("{program}: {error}"),
        Err(_) => {
            eprintln!("skipped: not installed: {program}");
            None
        }
    }
}

impl Bus {
    fn open() -> Option<Bus> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bus");
        // No service folders: nobody answers on this bus unless a test starts somebody.
        let config = format!(
            "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" \
             \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\
             <busconfig><type>session</type><listen>unix:path={}</listen><policy context=\"default\">\
             <allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/>\
             </policy></busconfig>",
            path.display()
        );
        let file = folder.path().join("bus.conf");
        fs::write(&file, config).unwrap();
        let mut command = Command::new("dbus-daemon");
        command.arg("--config-file").arg(file).args(["--nofork", "--print-address=1"]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut daemon = start("dbus-daemon", &mut command)?;
        let mut address = String::new();
        BufReader::new(daemon.0.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Some(Bus { address: address.trim().to_owned(), _daemon: daemon, folder })
    }
}

impl Session {
    fn open() -> Option<Session> {
        Session::on(Bus::open()?)
    }

    /// On a bus that is there already.
    fn on(bus: Bus) -> Option<Session> {
        let mut command = Command::new("Xvfb");
        // It chooses a free display itself and says which.
        command.args(["-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"]);
        let mut screen = start("Xvfb", command.stdout(Stdio::piped()).stderr(Stdio::null()))?;
        let mut number = String::new();
        BufReader::new(screen.0.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let display = format!(":{}", number.trim());
        let config = bus.folder.path().join("dunstrc");
        // Asked which button to press, it presses the one that is written in `press`.
        let press = bus.folder.path().join("press");
        fs::write(&press, "#!/bin/sh\ngrep \"$(cat \"$0.label\")\" | head -n 1\n").unwrap();
        fs::set_permissions(&press, fs::Permissions::from_mode(0o755)).unwrap();
        let settings = format!(
            "[global]\nmarkup = full\nfont = Sans 14\nwidth = 600\nheight = 300\nshow_indicators = yes\n\
             format = \"<b>%s</b>\\n%b\"\nhistory_length = 20\ndmenu = {}\n",
            press.display()
        );
        fs::write(&config, settings).unwrap();
        let mut command = Command::new("dunst");
        command.arg("-config").arg(config).env("DISPLAY", &display).env("DBUS_SESSION_BUS_ADDRESS", &bus.address);
        let dunst = start("dunst", command.stdout(Stdio::null()).stderr(Stdio::null()))?;
        Some(Session { _dunst: dunst, display, _screen: screen, bus })
    }

    fn dunstctl(&self, arguments: &[&str]) -> String {
        let output = Command::new("dunstctl")
            .args(arguments)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus.address)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Presses the button with this label, as its user would choose it.
    fn press(&self, label: &str) {
        fs::write(self.bus.folder.path().join("press.label"), label).unwrap();
        self.dunstctl(&["context"]);
    }

    /// How many notifications are on the screen.
    fn shown(&self) -> String {
        self.dunstctl(&["count", "displayed"])
    }

    /// Puts everything away, and says what it was: summary and body, the last first.
    fn history(&self) -> Vec<(String, String)> {
        self.dunstctl(&["close-all"]);
        let said: Value = until("the history", || {
            let said: Value = serde_json::from_str(&self.dunstctl(&["history"])).ok()?;
            (self.shown() == "0").then_some(said)
        });
        let text = |it: &Value, name: &str| it[name]["data"].as_str().unwrap_or_default().to_owned();
        said["data"][0].as_array().unwrap().iter().map(|it| (text(it, "summary"), text(it, "body"))).collect()
    }

    /// A picture of the screen for whoever wants to look, where `POSYLKA_SCREENSHOT` names a file for it.
    fn picture(&self) {
        if let Some(path) = std::env::var_os("POSYLKA_SCREENSHOT").map(PathBuf::from) {
            let taken = Command::new("import").args(["-display", &self.display, "-window", "root"]).arg(path).status();
            assert!(taken.unwrap().success());
        }
    }
}

/// Waits until the notification service answers.
async fn ready(desktop: &Desktop) {
    let begun = Instant::now();
    while !desktop.answers().await {
        assert!(begun.elapsed() < PATIENCE, "dunst does not come up");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// A scan whose words hold markup, which is taken out on reading, and signs that are markup to whoever lets them.
const STORY: &str = r#"
2026-02-02 add LP00123456789012
2026-02-03 cainiao LP00123456789012 PU_PICKUP_SUCCESS "Received by logistics company"
2026-02-20 cainiao LP00123456789012 LH_ARRIVE "Прибыло <b>сюда</b> & <img src=x> 5 < 6"
"#;

/// The bus is the session's of whoever notifies, so the whole program does it.
#[tokio::test]
async fn notices_appear_as_text_and_a_repeat_replaces_its_original() {
    let Some(session) = Session::open() else { return };
    ready(&Desktop { bus: Some(session.bus.address.clone()), ..Desktop::default() }).await;
    let clock = [("LANG", "ru_RU.UTF-8"), ("POSYLKA_CLOCK", "2026-02-21T00:00:00Z@1000")];
    let home = Home::with(&[clock[0], clock[1], ("DBUS_SESSION_BUS_ADDRESS", &session.bus.address)]);
    let address = carriers(STORY, || "2026-02-21T00:00:00Z".parse().unwrap());
    home.write("config/posylka/config.toml", &format!("[carriers.cainiao]\nbase_url = \"http://{address}\"\n"));
    home.text("add LP00123456789012 --title 'Наушники <i>&'");
    let _daemon = home.daemon();
    until("the scans", || (home.json("show 1")["stage"] == "imported").then_some(()));
    until("the notices", || (owed(&home) == 0).then_some(()));
    let shown = session.shown();
    assert_ne!(shown, "0");
    session.picture();
    // As after a crash between delivery and its mark: all of it is owed once more.
    let sql = rusqlite::Connection::open(home.data().join("posylka.db")).unwrap();
    sql.busy_timeout(PATIENCE).unwrap();
    sql.execute("INSERT INTO outbox (notice, channel) SELECT id, 'desktop' FROM notices", []).unwrap();
    until("the repeats", || (owed(&home) == 0).then_some(()));
    assert_eq!(session.shown(), shown, "the same id is the same notification");
    let told = session.history();
    assert_eq!(told.len().to_string(), shown, "{told:?}");
    let arrived: Vec<_> = told.iter().filter(|(_, body)| body.contains("— Прибыло")).collect();
    let [(summary, body)] = arrived[..] else { panic!("not once: {told:?}") };
    assert!(body.contains("— Прибыло сюда &amp; 5 &lt; 6"), "{body}");
    assert!(summary.starts_with("Наушники <i>&: прибыло в страну"), "{summary}");
}

/// It waits to be collected, and four days later it goes back.
const EXPIRING: &str = r#"
2026-02-02 add LP00123456789012
2026-02-03 cainiao LP00123456789012 PU_PICKUP_SUCCESS "Received by logistics company"
2026-02-08 cainiao LP00123456789012 CC_HO_OUT_SUCCESS "Departed from customs" names 10100064123459
2026-02-08 12:30 russian-post 10100064123459 8:3 "Прибыло" at "102976"
2026-02-08 13:15 russian-post 10100064123459 8:2 "Прибыло в место вручения" at "420005"
"#;

/// A home with that parcel, on a bus, and its daemon.
fn expiring(bus: &Bus) -> (Home, Daemon) {
    let clock = [("LANG", "ru_RU.UTF-8"), ("POSYLKA_CLOCK", "2026-02-22T00:00:00Z@1000")];
    let home = Home::with(&[clock[0], clock[1], ("DBUS_SESSION_BUS_ADDRESS", &bus.address)]);
    let address = carriers(EXPIRING, || "2026-02-22T00:00:00Z".parse().unwrap());
    let sources = ["cainiao", "russian-post"].map(|id| format!("[carriers.{id}]\nbase_url = \"http://{address}\"\n"));
    home.write("config/posylka/config.toml", &sources.concat());
    home.text("add LP00123456789012 --title Наушники");
    let daemon = home.daemon();
    (home, daemon)
}

fn reminders(home: &Home) -> u64 {
    home.run("status --json").json()["outbox"][0]["reminders"].as_u64().unwrap_or(0)
}

#[tokio::test]
async fn a_button_is_pressed_and_no_reminder_follows() {
    let Some(session) = Session::open() else { return };
    ready(&Desktop { bus: Some(session.bus.address.clone()), ..Desktop::default() }).await;
    let (home, daemon) = expiring(&session.bus);
    until("a reminder that is arranged for", || (reminders(&home) == 1).then_some(()));
    session.picture();
    session.press("Понятно");
    daemon.logs("ack was pressed on notice");
    until("no reminder", || (reminders(&home) == 0).then_some(()));
}

/// A home without a bus that is named, in which pages and folders are opened by writing them down.
fn at_the_door(session: &Session) -> Home {
    let clock = [("LANG", "ru_RU.UTF-8"), ("POSYLKA_CLOCK", "2026-02-22T00:00:00Z@1000")];
    let home = Home::with(&[clock[0], clock[1], ("PATH", "bin:/usr/bin:/bin")]);
    symlink(session.bus.folder.path().join("bus"), home.path("run/bus")).unwrap();
    fs::create_dir(home.path("bin")).unwrap();
    let opener = home.write("bin/xdg-open", "#!/bin/sh\necho \"$1\" > opened.new && mv opened.new opened\n");
    fs::set_permissions(opener, fs::Permissions::from_mode(0o755)).unwrap();
    home.write("config/posylka/config.toml", "[carriers.cainiao]\noff = true\n");
    home
}

#[tokio::test]
async fn a_draft_that_is_pressed_lies_open_before_its_user() {
    let Some(session) = Session::open() else { return };
    ready(&Desktop { bus: Some(session.bus.address.clone()), ..Desktop::default() }).await;
    let home = at_the_door(&session);
    home.text("add LP00123456789012 --title Куртка --order 8190000000000027 --protection-ends 2026-02-23");
    let daemon = home.daemon();
    until("the advice, on the bus that nobody named", || (session.shown() != "0").then_some(()));
    session.press("Подготовить спор");
    daemon.logs("draft was pressed on notice");
    let opened = until("the folder", || fs::read_to_string(home.path("opened")).ok());
    assert_eq!(opened.trim(), home.data().join("dossiers/1").display().to_string());
    assert!(home.data().join("dossiers/1/claim.ru.txt").is_file());
}

#[tokio::test]
async fn a_desktop_that_comes_late_is_told_what_waited() {
    let Some(bus) = Bus::open() else { return };
    let (home, _daemon) = expiring(&bus);
    let failed = |home: &Home| home.run("status --json").json()["outbox"][0]["error"].is_string();
    until("a notice that nobody takes", || failed(&home).then_some(()));
    let Some(session) = Session::on(bus) else { return };
    until("every notice", || (owed(&home) == 0).then_some(()));
    assert_ne!(session.shown(), "0");
}

#[tokio::test]
async fn a_bus_without_a_service_is_unreachable_at_once() {
    let Some(bus) = Bus::open() else { return };
    let desktop = Desktop { bus: Some(bus.address.clone()), timeout: SignedDuration::from_secs(10) };
    let begun = Instant::now();
    let fault = desktop.deliver(&Letter::new(1, "k", "1", "t", "b")).await.unwrap_err();
    assert!(matches!(&fault, NotifyError::Unreachable(said) if said.contains("no notification service")), "{fault}");
    assert!(!desktop.answers().await);
    assert!(begun.elapsed() < Duration::from_secs(9), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_bus_that_is_gone_is_unreachable_at_once() {
    let Some(bus) = Bus::open() else { return };
    let desktop = Desktop { bus: Some(bus.address.clone()), ..Desktop::default() };
    drop(bus);
    let begun = Instant::now();
    let fault = desktop.deliver(&Letter::new(1, "k", "1", "t", "b")).await.unwrap_err();
    assert!(matches!(fault, NotifyError::Unreachable(_)), "{fault}");
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
}

//! A broker of Debian's for a test.

use std::{
    collections::BTreeMap,
    fs,
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
};

use crate::cli::until;

/// Whom it lets in.
pub const USER: &str = "house";
pub const PASSWORD: &str = "open sesame";

const CERTIFICATES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/secure/tls");

/// A broker that forgets everything when it stops.
pub struct Mosquitto {
    pub port: u16,
    tls: bool,
    folder: tempfile::TempDir,
    running: Option<Child>,
}

impl Mosquitto {
    /// Nothing, said aloud, where the program is not installed; where tests run for all, it must be.
    pub fn start(tls: bool) -> Option<Mosquitto> {
        let program = ["/usr/sbin/mosquitto", "/usr/bin/mosquitto"].into_iter().find(|it| Path::new(it).exists());
        if program.is_none() || !Path::new("/usr/bin/mosquitto_sub").exists() {
            assert!(std::env::var_os("CI").is_none(), "mosquitto and mosquitto-clients are not installed");
            eprintln!("SKIPPED: mosquitto and mosquitto-clients are not installed");
            return None;
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut broker = Mosquitto { port, tls, folder: tempfile::tempdir().unwrap(), running: None };
        broker.configure();
        broker.again();
        Some(broker)
    }

    fn configure(&self) {
        let passwords = self.folder.path().join("passwords");
        let made = Command::new("mosquitto_passwd").args(["-b", "-c"]).arg(&passwords).args([USER, PASSWORD]).status();
        assert!(made.unwrap().success());
        let mut config = format!(
            "listener {} 127.0.0.1\nallow_anonymous false\npassword_file {}\nuser root\n",
            self.port,
            passwords.display()
        );
        if self.tls {
            config += &format!("certfile {CERTIFICATES}/site.pem\nkeyfile {CERTIFICATES}/site.key\n");
        }
        fs::write(self.folder.path().join("broker.conf"), config).unwrap();
    }

    /// Starts it, with nothing in it.
    pub fn again(&mut self) {
        let program = if Path::new("/usr/sbin/mosquitto").exists() { "/usr/sbin/mosquitto" } else { "mosquitto" };
        let mut command = Command::new(program);
        command.arg("-c").arg(self.folder.path().join("broker.conf"));
        self.running = Some(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        until("the broker", || TcpStream::connect(("127.0.0.1", self.port)).ok());
    }

    pub fn stop(&mut self) {
        if let Some(mut running) = self.running.take() {
            running.kill().unwrap();
            running.wait().unwrap();
        }
    }

    /// All it keeps, by topic.
    pub fn kept(&self) -> BTreeMap<String, String> {
        let mut command = Command::new("mosquitto_sub");
        command.args(["-h", "localhost", "-p", &self.port.to_string(), "-u", USER, "-P", PASSWORD]);
        command.args(["-t", "#", "-F", "%t %p", "--retained-only", "-W", "1"]);
        if self.tls {
            command.args(["--cafile", &format!("{CERTIFICATES}/ca.pem")]);
        }
        let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
        said.lines()
            .filter_map(|it| it.split_once(' '))
            .map(|(topic, said)| (topic.to_owned(), said.to_owned()))
            .collect()
    }
}

impl Drop for Mosquitto {
    fn drop(&mut self) {
        self.stop();
    }
}

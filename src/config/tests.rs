use std::{os::unix::fs::PermissionsExt, path::Path};

use super::*;

/// A configuration folder with this `config.toml`.
fn with(text: &str) -> (tempfile::TempDir, Folders) {
    let folder = tempfile::tempdir().unwrap();
    let folders = Folders::choose(Some(folder.path()), Some(folder.path())).unwrap();
    fs::write(&folders.file, text).unwrap();
    fs::set_permissions(&folders.file, fs::Permissions::from_mode(0o644)).unwrap();
    (folder, folders)
}

fn load(text: &str) -> Result<Config, ConfigError> {
    Config::load(&with(text).1)
}

fn load_kept(text: &str) -> (tempfile::TempDir, Folders, Result<Config, ConfigError>) {
    let (folder, folders) = with(text);
    let config = Config::load(&folders);
    (folder, folders, config)
}

const FULL: &str = r#"
language = "ru"
zone = "Asia/Vladivostok"
home = "RU"
shop = "aliexpress-com"
[dispute]
draft = "auto"
[notify]
channels = ["command", "desktop"]
quiet = "* 22-23,0-7 * * *"
[notify.desktop]
timeout = "3s"
[notify.command]
program = ["/bin/true", "--now"]
[carriers.cainiao]
off = true
base_url = "http://127.0.0.1:8080/"
proxy = "socks5://me:hush@127.0.0.1:1080"
gap = "1m 30s"
[secrets.russian-post-api]
login = { env = "LOGIN" }
password = { credential = "password" }
"#;

#[test]
fn every_key_is_read() {
    let (_folder, _, config) = load_kept(FULL);
    let config = config.unwrap();
    assert_eq!((config.language(Some("en_US")), config.zone().iana_name()), (Lang::Ru, Some("Asia/Vladivostok")));
    assert_eq!((config.shop.as_str(), config.dispute.draft), ("aliexpress-com", Draft::Auto));
    assert_eq!(config.notify.channels, [ChannelName::Command, ChannelName::Desktop]);
    assert_eq!(config.notify.command.as_ref().unwrap().timeout, SignedDuration::from_secs(5));
    let cainiao = config.source(&SourceId::from("cainiao")).unwrap();
    assert_eq!(cainiao.base_url.as_deref(), Some("http://127.0.0.1:8080"));
    assert_eq!(cainiao.gap, Some(SignedDuration::from_secs(90)));
    assert_eq!(cainiao.proxy.as_ref().unwrap().expose(), "socks5://me:hush@127.0.0.1:1080");
    assert!(!format!("{config:?}").contains("hush"));
}

#[test]
fn no_file_is_the_default_unless_it_was_named() {
    let folder = tempfile::tempdir().unwrap();
    let folders = Folders::choose(Some(folder.path()), Some(folder.path())).unwrap();
    let config = Config::load(&folders).unwrap();
    assert_eq!(config, Config::default());
    assert_eq!((config.language(Some("ru_RU.UTF-8")), config.language(None)), (Lang::Ru, Lang::En));
    assert_eq!(load("").unwrap(), config);
    let named = Folders::choose(Some(&folder.path().join("my.toml")), Some(folder.path())).unwrap();
    assert_eq!(named.carriers(), folder.path().join("carriers"));
    assert!(matches!(Config::load(&named), Err(ConfigError::File { .. })));
}

#[test]
fn what_is_wrong_is_told_with_place_and_cure() {
    for (text, place, cure) in [
        ("langauge = \"ru\"", ":1:1: ", "`language`"),
        ("\n  zone = \"Mars\"", ":2:10: ", "Europe/Moscow"),
        ("home = \"Russia\"", ":1:8: ", "\"RU\""),
        ("language = \"de\"", ":1:12: ", "ru, en"),
        ("[notify]\nquiet = \"22-8\"", ":2:9: ", "22-23,0-7"),
        ("[notify]\nchannels = [\"desktop\", \"pigeon\"]", ":2:12: ", "desktop, command"),
        ("[notify.desktop]\ntimeout = \"-5s\"", ":2:11: ", "\"5s\""),
        ("[notify.command]\nprogram = []", ":2:11: ", "/usr/local/bin"),
        ("[carriers.x]\nbase_url = \"http://h/path\"", ":2:12: ", "http://127.0.0.1:8080"),
        ("[carriers.x]\nproxy = \"hush\"", ":2:9: ", "socks5h://"),
        ("[carriers.x]\ngap = \"never\"", ":2:7: ", "\"10s\""),
        ("[secrets.x]\nlogin = { files = \"hush\" }", ":2:9: ", "credential ="),
        ("[secrets.x]\nlogin = 123456", ":2:9: ", "credential ="),
        ("[secrets.x]\nlogin = \"hush", ":2:", ""),
        ("[dispute]\nlongest = 20", ":2:11: ", "150 to 20000"),
        ("home = 7", ":1:8: ", "string"),
    ] {
        let error = load(text).unwrap_err().to_string();
        assert!(error.contains("config.toml") && error.contains(place) && error.contains(cure), "{text}: {error}");
        assert!(!error.contains("hush") && !error.contains("123456"), "{error}");
    }
    let error = load("[notify]\nchannels = [\"command\"]").unwrap_err().to_string();
    assert!(error.contains("[notify.command]"), "{error}");
}

#[test]
fn a_secret_may_stand_in_a_file_of_ones_own_only() {
    let text = "[secrets.x]\nlogin = \"hush\"";
    let (_folder, folders, config) = load_kept(text);
    let error = config.unwrap_err().to_string();
    assert!(error.contains("chmod 600") && !error.contains("hush"), "{error}");
    fs::set_permissions(&folders.file, fs::Permissions::from_mode(0o600)).unwrap();
    let config = Config::load(&folders).unwrap();
    assert!(!format!("{config:?}").contains("hush"));
}

#[tokio::test]
async fn secrets_are_had_from_everywhere_and_a_missing_one_is_named() {
    let text = r#"
        [secrets.x]
        a = { file = "a.txt" }
        b = { command = ["/bin/sh", "-c", "printf 'b-value\n'"] }
        c = { env = "SET" }
        d = { credential = "d" }
        [secrets.y]
        e = { env = "UNSET" }
        f = { file = "/nonexistent/f" }
        g = { command = ["/bin/false"] }
        h = { credential = "empty" }
    "#;
    let (folder, _, config) = load_kept(text);
    let place = |name: &str| folder.path().join(name);
    for (name, value) in [("a.txt", "a-value\r\n"), ("d", "d-value"), ("empty", "\n")] {
        fs::write(place(name), value).unwrap();
        fs::set_permissions(place(name), fs::Permissions::from_mode(0o640)).unwrap();
    }
    let around = Surroundings {
        config: folder.path().to_owned(),
        credentials: Some(folder.path().to_owned()),
        var: |name| (name == "SET").then(|| "c-value".to_owned()),
    };
    let revealed = config.unwrap().reveal(&around).await;
    let had: Vec<_> =
        revealed.secrets[&SourceId::from("x")].iter().map(|(n, s)| format!("{n}={}", s.expose())).collect();
    assert_eq!(had, ["a=a-value", "b=b-value", "c=c-value", "d=d-value"]);
    assert_eq!(revealed.exposed, [place("a.txt")]);
    let troubles: Vec<_> = revealed.troubles.iter().map(ToString::to_string).collect();
    assert_eq!(troubles.len(), 4, "{troubles:?}");
    assert!(troubles.iter().all(|line| line.starts_with("[secrets.y] ")), "{troubles:?}");
    assert!(!format!("{revealed:?}").contains("-value"));
}

#[test]
fn a_data_folder_of_its_own_is_its_own_runtime_folder() {
    let folders = Folders::choose(Some(Path::new("/c")), Some(Path::new("/d"))).unwrap();
    assert_eq!(folders.runtime, Path::new("/d"));
    assert_eq!(folders.database(), Path::new("/d/posylka.db"));
    assert_eq!(folders.dossiers(), Path::new("/d/dossiers"));
    assert_eq!((folders.file.as_path(), folders.rules()), (Path::new("/c/config.toml"), PathBuf::from("/c/rules")));
}

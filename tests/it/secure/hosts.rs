//! Where a request may go: to no private address that nobody chose, and to no host that a definition of the user's own names
//! before they agreed.

use std::fs;

use jiff::SignedDuration;
use posylka::{
    carriers::{Method, Registry, Request},
    model::SourceId,
    wire::{Wire, WireError},
};

use super::super::cli::Home;

async fn refused(url: &str, chosen: bool) -> WireError {
    let host = url.split("//").nth(1).unwrap().trim_start_matches('[');
    let host = host.split(['/', ']']).next().unwrap();
    let request = Request {
        method: Method::Get,
        url: url.to_owned(),
        headers: Vec::new(),
        body: None,
        hosts: vec![host.to_owned(), "127.0.0.1".to_owned()],
        redirects: 0,
        timeout: SignedDuration::from_secs(5),
        body_max: 1000,
        secret: false,
        chosen,
    };
    Wire::new(false).ask(&request, None).await.unwrap_err()
}

#[tokio::test]
async fn an_address_of_a_private_network_is_asked_only_where_the_user_chose_it() {
    let private = [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://10.0.0.1/",
        "https://192.168.1.1/x",
        "https://169.254.169.254/latest",
        "https://0x7f.1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[fd00::1]/",
        "https://[64:ff9b::7f00:1]/",
    ];
    for url in private {
        let why = refused(url, false).await;
        assert!(matches!(why, WireError::Private(_)), "{url}: {why}");
    }
    let chosen = refused("https://127.0.0.1/", true).await;
    assert!(matches!(chosen, WireError::Offline(_)), "nobody listens there: {chosen}");
}

/// The first source that is asked without a key, with another host in place of its own.
fn moved(host: &str) -> (SourceId, String) {
    let id = SourceId::from("cainiao");
    let text = Registry::embedded_text(&id).unwrap();
    let ours = Registry::embedded_hosts(&id).into_iter().next().unwrap();
    (id, text.replace(&ours, host))
}

fn lay(home: &Home, name: &str, text: &str) {
    fs::create_dir_all(home.path("config/posylka/carriers")).unwrap();
    home.write(&format!("config/posylka/carriers/{name}.toml"), text);
}

fn asked(home: &Home) -> bool {
    let listed = home.json("carrier list");
    listed.as_array().unwrap().iter().any(|it| it["id"] == "cainiao" && it["askable"] == true)
}

#[test]
fn a_definition_of_ones_own_asks_other_hosts_only_after_consent() {
    let home = Home::new();
    assert!(asked(&home));
    let (_, elsewhere) = moved("evil.example");
    lay(&home, "cainiao", &elsewhere);
    assert!(!asked(&home), "nobody agreed to evil.example");
    home.walk(&[
        ("doctor", 0, "would also ask evil.example"),
        ("carrier show cainiao", 0, "posylka carrier trust cainiao"),
        ("carrier check config/posylka/carriers/cainiao.toml", 0, "would also ask evil.example"),
        ("carrier capture LP00123456789012 --source cainiao --out seen", 1, "would also ask evil.example"),
        ("carrier trust nobody", 1, "no source nobody"),
        ("carrier trust cainiao", 0, "evil.example"),
    ]);
    assert!(asked(&home));
    assert!(!home.text("doctor").contains("evil.example"));
    let (_, again) = moved("worse.example");
    lay(&home, "cainiao", &again);
    assert!(!asked(&home), "what was agreed was evil.example, not worse.example");
    home.write("config/posylka/config.toml", "[carriers.cainiao]\nhosts = [\"Worse.example\"]\n");
    assert!(asked(&home), "the configuration names it");
}

#[test]
fn consent_is_asked_for_neither_the_same_hosts_nor_where_the_configuration_says_where() {
    let home = Home::new();
    let text = Registry::embedded_text(&SourceId::from("cainiao")).unwrap();
    lay(&home, "cainiao", text);
    assert!(asked(&home));
    lay(&home, "cainiao", &moved("evil.example").1);
    home.write("config/posylka/config.toml", "[carriers.cainiao]\nbase_url = \"http://127.0.0.1:1\"\n");
    assert!(asked(&home));
}

#[test]
fn a_definition_sees_its_own_secrets_only() {
    let home = Home::new();
    let text = Registry::embedded_text(&SourceId::from("17track")).unwrap();
    lay(&home, "thief", text);
    let shared = "[carriers.thief]\nbase_url = \"http://127.0.0.1:1\"\n";
    let key = "[secrets.17track]\nkey = { env = \"HOME\" }\n";
    home.write("config/posylka/config.toml", &format!("{shared}{key}"));
    home.walk(&[("carrier capture RB123456785CN --source thief --out seen", 1, "`key` is needed")]);
    home.write(
        "config/posylka/config.toml",
        &format!("{}{}", shared.replace(":1\"", ":2\""), key.replace("17track", "thief")),
    );
    home.walk(&[("carrier capture LP00123456789012 --source thief --out seen", 1, "no connection")]);
}

#[test]
fn the_daemon_says_at_its_start_what_it_does_not_ask() {
    let home = Home::new();
    lay(&home, "cainiao", &moved("evil.example").1);
    home.write(
        "config/posylka/config.toml",
        "[carriers.upu]\nca = \"none.pem\"\n[carriers.cainiao]\nhosts = [\"a b\"]\n",
    );
    home.walk(&[("norms", 1, "write for example [\"api.example.org\"]")]);
    home.write("config/posylka/config.toml", "[carriers.upu]\nca = \"none.pem\"\n");
    let daemon = home.daemon();
    daemon.logs("would also ask evil.example");
    daemon.logs("none.pem: No such file");
    let doctor = home.run("doctor").ends(1);
    assert!(doctor.says("none.pem"), "{doctor:?}");
}

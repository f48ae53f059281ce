//! ntfy, Telegram, VK, a webhook and the heartbeat: what they are sent, and what becomes of what they answer.

use posylka::notify::{Channel, Heartbeat, Letter, Line, NotifyError, Ntfy, SIGNATURE, Telegram, Vk, Webhook};
use serde_json::Value;

use super::{letter, line, secret, server};

const HUSH: &str = "123:hush-hush";

/// One of each, at this server.
fn all(base_url: &str, line: &Line) -> Vec<Channel> {
    let (line, base_url, token) = (line.clone(), base_url.to_owned(), secret(HUSH));
    vec![
        Channel::Ntfy(Ntfy {
            line: line.clone(),
            base_url: base_url.clone(),
            topic: "parcels".into(),
            token: Some(token.clone()),
        }),
        Channel::Telegram(Telegram {
            line: line.clone(),
            base_url: base_url.clone(),
            chat: "42".into(),
            token: token.clone(),
        }),
        Channel::Vk(Vk { line: line.clone(), base_url: base_url.clone(), peer: 42, token }),
        Channel::Webhook(Webhook {
            line,
            url: secret(&format!("{base_url}/in?key={HUSH}")),
            secret: Some(secret("sign")),
        }),
    ]
}

#[tokio::test]
async fn each_is_asked_as_its_server_wants() {
    let (address, mut requests) = server("200 OK", r#"{"ok":true,"response":5}"#).await;
    for channel in all(&address, &line()) {
        channel.deliver(&letter()).await.unwrap();
    }
    let ntfy = requests.recv().await.unwrap();
    let said: Value = serde_json::from_str(&ntfy.body).unwrap();
    assert!(ntfy.head.starts_with("POST / HTTP/1.1\r\n") && ntfy.head.contains(&format!("Bearer {HUSH}")), "{ntfy:?}");
    assert_eq!((&said["topic"], &said["priority"]), (&"parcels".into(), &4.into()));
    assert_eq!((&said["sequence_id"], &said["title"]), (&"posylka-7".into(), &"Наушники <b>&".into()));
    assert_eq!(said["click"], "https://example.org/?a=1&b=2");

    let telegram = requests.recv().await.unwrap();
    let said: Value = serde_json::from_str(&telegram.body).unwrap();
    assert!(telegram.head.starts_with(&format!("POST /bot{HUSH}/sendMessage ")), "{telegram:?}");
    assert_eq!((&said["chat_id"], &said["parse_mode"]), (&"42".into(), &Value::Null), "plain text is no markup");
    let plain = "Наушники <b>&\n*Прибыло* _в_ [страну](http://x) & <i>\nhttps://example.org/?a=1&b=2";
    assert_eq!((said["text"].as_str(), &said["disable_notification"]), (Some(plain), &false.into()));

    let vk = requests.recv().await.unwrap();
    let url = reqwest::Url::parse(&format!("http://h/?{}", vk.body)).unwrap();
    let field = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    assert!(vk.head.starts_with("POST /method/messages.send "), "{vk:?}");
    assert_eq!(field("message").as_deref(), Some(plain));
    assert_eq!((field("random_id").as_deref(), field("peer_id").as_deref()), (Some("7"), Some("42")));
    assert_eq!(field("access_token").as_deref(), Some(HUSH));

    let webhook = requests.recv().await.unwrap();
    let said: Value = serde_json::from_str(&webhook.body).unwrap();
    assert!(webhook.head.contains(&format!("{SIGNATURE}: sha256=")), "{webhook:?}");
    assert!(webhook.head.contains("idempotency-key: posylka-7-0"), "{webhook:?}");
    assert_eq!((&said["key"], &said["urgent"], &said["repeat"]), (&"moved:imported".into(), &true.into(), &0.into()));
    assert_eq!(said.get("buttons"), None);
}

#[tokio::test]
async fn a_long_letter_is_cut_to_what_the_server_takes() {
    let (address, mut requests) = server("200 OK", r#"{"ok":true,"response":5}"#).await;
    let long = Letter::new(7, "k", "1", "t", &"Ж😀".repeat(40_000));
    for channel in all(&address, &line()).into_iter().take(3) {
        channel.deliver(&long).await.unwrap();
        let request = requests.recv().await.unwrap();
        // Percent-encoded, each byte is three.
        assert!(request.body.len() < 12_500, "{}: {}", channel.name(), request.body.len());
    }
}

#[tokio::test]
async fn what_passes_by_itself_is_tried_again_and_what_does_not_is_refused() {
    let echo = "bad token 123:hush-hush\u{202e}";
    for (status, answer, refused) in [
        ("401 Unauthorized", echo, true),
        ("404 Not Found", "", true),
        ("302 Found", "", true),
        ("429 Too Many Requests", "slow down", false),
        ("503 Service Unavailable", echo, false),
    ] {
        let (address, _requests) = server(status, answer).await;
        for channel in all(&address, &line()) {
            let fault = channel.deliver(&letter()).await.unwrap_err();
            assert_eq!(matches!(fault, NotifyError::Refused(_)), refused, "{}: {fault}", channel.name());
            let told = format!("{fault} {fault:?}");
            assert!(told.contains(&status[..3]) && !told.contains("hush"), "{}: {told}", channel.name());
        }
    }
}

#[tokio::test]
async fn vk_refuses_inside_a_200() {
    for (answer, refused) in [
        (r#"{"error":{"error_code":901,"error_msg":"Can't send messages without permission"}}"#, true),
        (r#"{"error":{"error_code":5,"error_msg":"User authorization failed"}}"#, true),
        (r#"{"error":{"error_code":6,"error_msg":"Too many requests per second"}}"#, false),
        ("<html>", false),
    ] {
        let (address, _requests) = server("200 OK", answer).await;
        let vk = all(&address, &line()).swap_remove(2);
        let fault = vk.deliver(&letter()).await.unwrap_err();
        assert_eq!(matches!(fault, NotifyError::Refused(_)), refused, "{fault}");
    }
}

#[tokio::test]
async fn a_page_in_place_of_telegram_is_no_delivery() {
    for answer in ["<html>Access is restricted</html>", "", r#"{"ok":false,"description":"no"}"#] {
        let (address, _requests) = server("200 OK", answer).await;
        let telegram = all(&address, &line()).swap_remove(1);
        let fault = telegram.deliver(&letter()).await.unwrap_err();
        assert!(matches!(fault, NotifyError::Unreachable(_)), "{answer}: {fault}");
    }
}

#[tokio::test]
async fn nobody_there_and_nobody_answering_end_within_the_limit_and_keep_the_key() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", silent.local_addr().unwrap());
    let short = Line { timeout: jiff::SignedDuration::from_millis(80), ..line() };
    for address in [address.as_str(), "http://127.0.0.1:1"] {
        for channel in all(address, &short) {
            let fault = channel.deliver(&letter()).await.unwrap_err();
            let told = format!("{fault} {fault:?} {channel:?}");
            assert!(matches!(fault, NotifyError::Unreachable(_)), "{}: {told}", channel.name());
            assert!(!told.contains("hush"), "{}: {told}", channel.name());
            assert!(!told.contains("error sending request"), "{}: {told}", channel.name());
        }
    }
}

#[tokio::test]
async fn the_test_clock_keeps_letters_at_home_and_keys_travel_encrypted() {
    let open = Line { loopback_only: false, ..line() };
    for (line, base, why) in [
        (line(), "https://notify.example", "test clock"),
        (open, "http://notify.example", "https"),
        (Line { proxy: Some(secret("socks5h://proxy.example:1080")), ..line() }, "http://127.0.0.1:9", "test clock"),
    ] {
        for channel in all(base, &line) {
            let fault = channel.deliver(&letter()).await.unwrap_err();
            assert!(matches!(&fault, NotifyError::Refused(said) if said.contains(why)), "{}: {fault}", channel.name());
        }
    }
}

#[tokio::test]
async fn a_letter_goes_through_the_channels_own_proxy() {
    let (proxy, mut requests) = server("200 OK", r#"{"ok":true}"#).await;
    let through = Line { proxy: Some(secret(&proxy)), ..line() };
    let telegram = all("http://localhost:9", &through).swap_remove(1);
    telegram.deliver(&letter()).await.unwrap();
    let head = requests.recv().await.unwrap().head;
    assert!(head.starts_with("POST http://localhost:9/bot"), "{head}");
}

#[tokio::test]
async fn the_heartbeat_is_one_call() {
    let (address, mut requests) = server("200 OK", "OK").await;
    let heartbeat = Heartbeat { line: line(), url: secret(&format!("{address}/ping/hush")) };
    heartbeat.beat().await.unwrap();
    assert!(requests.recv().await.unwrap().head.starts_with("GET /ping/hush HTTP/1.1"));
}

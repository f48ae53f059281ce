//! What a phone sends in by itself.

use std::fs;

use jiff::SignedDuration;
use posylka::{app::views::parcel::details, model::Scope};

use super::{Answer, NUMBER, Site};

const DOMESTIC: &str = "10100064123459";

fn bring(site: &Site, token: &str, kind: &str, body: &[u8]) -> Answer {
    let bearer = format!("Bearer {token}");
    site.post("/api/v1/messages", &[("Authorization", &bearer), ("Content-Type", kind)], body)
}

#[test]
fn an_sms_that_comes_hours_late_is_told_once_and_dated_right_and_its_code_is_nowhere() {
    let site = Site::new();
    let id = site.add(DOMESTIC, "Mug");
    let token = site.token(Scope::Tell);
    let body = r#"{"from":"Pochta","text":"Отправление 10100064123459 ждёт вас в отделении 101000. Код получения 48213","sentStamp":"1772259300000","receivedStamp":"1772350000000"}"#;
    for _ in 0..3 {
        let answer = bring(&site, &token, "application/json; charset=utf-8", body.as_bytes());
        assert_eq!((answer.status(), answer.text()), (200, r#"{"taken":1,"left":0}"#));
    }
    let shown = details(&mut site.app(), id).unwrap();
    assert_eq!(shown.parcel.stage.word(), "ready-for-pickup");
    assert_eq!(shown.events.len(), 1);
    assert_eq!(shown.events[0].told.wall.to_string(), "2026-02-28T09:15:00");
    let kept = fs::read(site.setup.folders.database()).unwrap();
    let kept = [kept, fs::read(site.setup.folders.database().with_extension("db-wal")).unwrap_or_default()].concat();
    for word in ["48213", "Код получения", "ждёт вас"] {
        assert!(!kept.windows(word.len()).any(|it| it == word.as_bytes()), "{word} was kept");
    }
}

#[test]
fn who_brings_messages_and_orders_learns_nothing_of_parcels() {
    let site = Site::new();
    site.add(NUMBER, "Headphones");
    let token = site.token(Scope::Tell);
    let said = |number: &str| {
        let text = format!("Your parcel {number} is ready for pick-up at Sample street 1");
        let answer = bring(&site, &token, "text/plain", text.as_bytes());
        (answer.status(), answer.text().to_owned())
    };
    let known = said(NUMBER);
    assert_eq!(known, (200, r#"{"taken":1,"left":0}"#.to_owned()));
    for other in [super::number(77), "nothing of the kind".to_owned()] {
        assert_eq!(said(&other), known);
    }
    let orders = |order: &str, status: &str| {
        let body = format!(r#"[{{"order":"{order}","title":"Mug","price":"5 EUR","status":"{status}"}}]"#);
        let bearer = format!("Bearer {token}");
        let answer = site.post("/api/v1/orders", &[("Authorization", &bearer)], body.as_bytes());
        (answer.status(), answer.text().to_owned())
    };
    let new = orders("8190000000000601", "Awaiting delivery");
    assert_eq!(new, (200, r#"{"taken":1,"passed":0,"unreadable":0}"#.to_owned()));
    assert_eq!(orders("8190000000000601", "Awaiting delivery"), new);
    let over = (200, r#"{"taken":0,"passed":1,"unreadable":0}"#.to_owned());
    assert_eq!(orders("8190000000000601", "Completed"), over);
    assert_eq!(orders("8190000000000602", "Completed"), over);
}

#[test]
fn what_is_no_message_is_refused_with_a_reason_and_costs_nothing() {
    let site = Site::new();
    let token = site.token(Scope::Tell);
    for body in ["", " \n", "{}", "[]", r#"{"event":"system:ping"}"#, r#"{"text":"%SMSRB"}"#] {
        let answer = bring(&site, &token, "application/json", body.as_bytes());
        assert_eq!((answer.status(), answer.json()["error"].as_str()), (422, Some("web-no-message")), "{body}");
    }
    let large = vec![b'a'; 7_000_000];
    assert_eq!(bring(&site, &token, "text/plain", &large).status(), 413);
    // Fields in the address, and nothing in the body.
    let bearer = format!("Bearer {token}");
    let there = format!("/api/v1/messages?from=Pochta&text=Parcel+{NUMBER}+is+here");
    assert_eq!(site.post(&there, &[("Authorization", &bearer)], b"").status(), 200);
}

#[test]
fn a_token_that_was_taken_away_brings_nothing_more() {
    let site = Site::new();
    let token = site.token(Scope::Tell);
    assert_eq!(bring(&site, &token, "text/plain", b"Hello").status(), 200);
    let mut app = site.app();
    let id = app.credentials().unwrap().1[0].id;
    app.revoke(id).unwrap();
    assert_eq!(bring(&site, &token, "text/plain", b"Hello").status(), 401);
    site.later(SignedDuration::from_mins(1));
    assert_eq!(bring(&site, &token, "text/plain", b"Hello").status(), 401);
}

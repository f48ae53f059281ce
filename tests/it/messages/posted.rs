//! What programs on a phone send on, in the shapes they have: `fixtures/messages/posted/<case>.post`, which is a head and a body,
//! and the messages in it, `<case>.read`, as they are once the codes are gone.

use std::{fmt::Write, fs, path::Path};

use jiff::{civil::date, tz::TimeZone};
use posylka::import::messages::{
    RawMessage, Wording,
    posted::{self, MOST, Posted},
};

use crate::layers::source::walk;

fn lines(wording: &Wording, posted: &Posted) -> String {
    let zone = TimeZone::fixed(jiff::tz::offset(3));
    let letter = RawMessage::of(wording, posted.text.as_bytes()).unwrap();
    let sent = posted.sent.and_then(|it| it.at(&zone)).map(|it| it.to_zoned(zone.clone()).datetime().to_string());
    let sender = posted.sender.clone().unwrap_or_default();
    format!("from: {sender}\nsent: {}\n{}\n\n", sent.unwrap_or_default(), letter.text)
}

#[test]
fn what_phones_send_on_is_read_as_written_down() {
    let wording = Wording::embedded().unwrap();
    let (mut faults, mut files) = (String::new(), Vec::new());
    walk(Path::new("fixtures/messages/posted"), "post", &mut files);
    assert!(files.len() >= 30, "{files:?}");
    for file in files {
        let whole = fs::read(&file).unwrap();
        let end = whole.windows(1).position(|it| it == b"\n").unwrap();
        let kind = str::from_utf8(&whole[..end]).unwrap();
        let body = &whole[if kind.is_empty() { end + 1 } else { end + 2 }..];
        let (found, left) = posted::read(&wording, kind.trim_start_matches("Content-Type: "), body, date(2026, 3, 1));
        assert_eq!(left, 0, "{}", file.display());
        let read: String = found.iter().map(|it| lines(&wording, it)).collect();
        let right = file.with_extension("read");
        let wanted = fs::read_to_string(&right).unwrap_or_default();
        if read != wanted {
            if std::env::var_os("WRITE_READINGS").is_some() {
                fs::write(&right, &read).unwrap();
            }
            writeln!(faults, "{}\n--- wanted\n{wanted}--- read\n{read}", file.display()).unwrap();
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn a_hostile_body_costs_nothing_but_itself() {
    let wording = Wording::embedded().unwrap();
    let read = |kind: &str, body: &[u8]| posted::read(&wording, kind, body, date(2026, 3, 1));
    let deep = format!("{}\"text\"{}", "{\"a\":".repeat(50_000), "}".repeat(50_000));
    let quotes = format!("{{\"text\":\"{}", "\"".repeat(200_000));
    let parts = format!("--a\r\n{}", "Content-Disposition: form-data; name=x\r\n\r\n--a\r\n".repeat(20_000));
    for body in [deep.as_bytes(), quotes.as_bytes(), parts.as_bytes(), &[0, 159, 146, 150], &[0xff; 4000]] {
        assert!(read("application/json", body).0.len() <= MOST);
        assert!(read("multipart/form-data; boundary=a", body).0.len() <= MOST);
    }
    let many: Vec<String> = (0..500).map(|nth| format!("{{\"text\":\"message {nth}\"}}")).collect();
    let (found, left) = read("application/json", format!("[{}]", many.join(",")).as_bytes());
    assert_eq!((found.len(), left), (MOST, 400));
}

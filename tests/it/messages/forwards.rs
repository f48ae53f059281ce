//! Mails that were forwarded by hand, with and without the user's own addresses known.

use jiff::{civil::date, tz::TimeZone};
use posylka::{
    carriers::Registry,
    import::messages::{RawMessage, Templates, read},
    model::{Message, Status},
};

const QUOTED: &str = "---------- Forwarded message ---------\nFrom: AliExpress <transaction@notice.aliexpress.com>\n\
                      Date: Mon, Feb 16, 2026 at 5:10 PM\nSubject: Package LP00123456789012 has been delivered\n\
                      To: <me@example.org>\n\n> Your package LP00123456789012 was left with you.\n> Ship to (+7) 9161234567\n";

fn mail(from: &str, body: &str) -> String {
    format!(
        "From: {from}\r\nTo: parcels@example.org\r\nSubject: Fwd: look\r\nDate: Fri, 20 Feb 2026 09:00:00 +0000\r\n\r\n{body}"
    )
}

fn message(own: &[&str], bytes: &str) -> Message {
    let own: Vec<String> = own.iter().map(|it| (*it).to_owned()).collect();
    let templates = Templates::embedded().unwrap().of_user(&own);
    let letter = RawMessage::of(templates.wording(), bytes.as_bytes()).unwrap();
    let now = date(2026, 2, 20).at(12, 0, 0, 0);
    read(&templates, &Registry::embedded().unwrap(), &letter, &TimeZone::UTC, now)
}

#[test]
fn a_forward_is_read_as_what_the_quoted_sender_wrote_on_its_day() {
    for own in [&[][..], &["Me@example.org"]] {
        let read = message(own, &mail("me@example.org", QUOTED));
        assert_eq!(read.suspicions, [], "{own:?}");
        assert_eq!(read.sender, "transaction@notice.aliexpress.com");
        let event = read.event.unwrap();
        assert_eq!((event.status, event.wall.date()), (Some(Status::Delivered), date(2026, 2, 16)));
        let numbers: Vec<&str> = read.numbers.iter().map(|it| it.number.as_str()).collect();
        assert_eq!(numbers, ["LP00123456789012"]);
    }
}

#[test]
fn what_somebody_else_forwards_is_suspicious_where_the_users_addresses_are_known() {
    let read = message(&["me@example.org"], &mail("stranger@example.com", QUOTED));
    assert_eq!((read.suspicions.len(), &read.event), (1, &None), "{read:?}");
}

#[test]
fn a_forward_under_a_forged_name_stays_suspicious() {
    let forged = format!("Authentication-Results: x; dmarc=fail\r\n{}", mail("me@example.org", QUOTED));
    let read = message(&["me@example.org"], &forged);
    assert!(!read.suspicions.is_empty() && read.event.is_none(), "{read:?}");
}

#[test]
fn a_mail_of_a_known_sender_is_never_taken_for_a_forward() {
    let body = format!("Package LP00123456789022: in local transit\n\n{QUOTED}");
    let read = message(&[], &mail("transaction@notice.aliexpress.com", &body));
    assert_eq!(read.sender, "transaction@notice.aliexpress.com");
    assert!(read.numbers.iter().any(|it| it.number.as_str() == "LP00123456789022"), "{read:?}");
}

#[test]
fn a_forward_of_a_forward_is_opened_to_its_end() {
    let twice =
        format!("---------- Forwarded message ---------\nFrom: Anna <anna@example.net>\nSubject: Fwd: x\n\n{QUOTED}");
    assert_eq!(message(&[], &mail("me@example.org", &twice)).sender, "transaction@notice.aliexpress.com");
}

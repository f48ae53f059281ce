//! What messages say, of kinds seen in public: `fixtures/public/messages.tsv`. Its head says how a line is read.

use std::{fmt::Write, fs};

use jiff::{civil::date, tz::TimeZone};
use posylka::{
    carriers::Registry,
    import::messages::{RawMessage, Templates, read},
    model::{Message, Reason, Status},
};

struct Row<'a> {
    id: &'a str,
    from: &'a str,
    text: String,
    wanted: [&'a str; 6],
}

fn row(line: &str) -> Row<'_> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [id, from, text, status, reason, numbers, order, until, place, ..] = cells[..] else { panic!("{line}") };
    Row { id, from, text: text.replace("\\n", "\n"), wanted: [status, reason, numbers, order, until, place] }
}

fn message(templates: &Templates, registry: &Registry, row: &Row<'_>) -> Message {
    let mut letter = RawMessage::of(templates.wording(), row.text.as_bytes()).unwrap();
    if row.from != "forward" {
        letter.sender = row.from.to_lowercase();
        letter.mail = row.from.contains('@');
    }
    read(templates, registry, &letter, &TimeZone::UTC, date(2026, 3, 5).at(20, 0, 0, 0))
}

/// What is wrong with a reading; nothing where all of it is right.
fn faults(row: &Row<'_>, message: &Message) -> Vec<String> {
    let [status, reason, numbers, orders, until, place] = row.wanted;
    let event = message.event.as_ref();
    let mut faults = Vec::new();
    let mut hold = |name: &str, holds: bool, read: String| {
        if !holds {
            faults.push(format!("{name} {read}"));
        }
    };
    let told = event.and_then(|it| it.status).map(|status| (status, event.and_then(|it| it.reason)));
    let said = match told {
        None => (String::new(), String::new()),
        Some((Status::Note, Some(why @ (Reason::Cancelled | Reason::Refunded)))) => (why.to_string(), String::new()),
        Some((Status::CustomsHeld, Some(Reason::DutyUnpaid))) => ("duty".to_owned(), String::new()),
        Some((status, why)) => (status.to_string(), why.map(|why| why.to_string()).unwrap_or_default()),
    };
    let hand = ["handed-over", "renumbered"];
    let same =
        said.0 == status || row.id.starts_with("hand-") && hand.contains(&status) && hand.contains(&said.0.as_str());
    hold("status", same, said.0.clone());
    hold("reason", !same || said.1 == reason, said.1);
    let read: Vec<&str> = message.numbers.iter().map(|it| it.number.as_str()).collect();
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let mut sorted = (
        read.iter().map(|it| plain(it)).collect::<Vec<_>>(),
        numbers.split(' ').filter(|it| !it.is_empty()).map(plain).collect::<Vec<_>>(),
    );
    sorted.0.sort_unstable();
    sorted.1.sort_unstable();
    hold("numbers", sorted.0 == sorted.1, read.join(" "));
    let known: Vec<&str> = orders.split(' ').filter(|it| !it.is_empty()).collect();
    hold("order", message.orders.iter().all(|it| known.contains(&it.as_str())), message.orders.join(" "));
    let aliexpress = known.iter().all(|it| it.len() != 16 || message.orders.iter().any(|order| order == it));
    hold("order missing", aliexpress, String::new());
    let day = message.facts.hold_until.map(|day| day.to_string()).unwrap_or_default();
    hold("until", day == until, day);
    let at = event.map(|it| it.place.as_str()).unwrap_or_default();
    let front = place.strip_prefix("на ").or_else(|| place.strip_prefix("the ")).unwrap_or(place);
    hold("place", at == place || at == front, at.to_owned());
    faults
}

#[test]
fn messages_seen_in_public_are_read_right() {
    let (templates, registry) = (Templates::embedded().unwrap(), Registry::embedded().unwrap());
    let file = fs::read_to_string("fixtures/public/messages.tsv").unwrap();
    let lines: Vec<&str> = file.lines().filter(|line| !line.starts_with('#') && !line.starts_with("id\t")).collect();
    let (mut wrong, mut count) = (String::new(), 0);
    for line in &lines {
        let row = row(line);
        let message = message(&templates, &registry, &row);
        let faults = match row.id.starts_with("imit-") {
            true if message.event.is_none() && message.numbers.is_empty() => Vec::new(),
            true => vec![format!("{:?}", message.event)],
            false => faults(&row, &message),
        };
        if !faults.is_empty() {
            count += 1;
            writeln!(wrong, "{} {}\n    wanted {:?}\n    read   {}", row.id, row.text, row.wanted, faults.join("; "))
                .unwrap();
        }
    }
    assert!(lines.len() >= 350);
    assert!(wrong.is_empty(), "{count} of {} are wrong\n{wrong}", lines.len());
}

//! What sentences say: banks of them with the right readings, both sides of each turn.

use std::{fmt::Write, fs};

use jiff::{civil::date, tz::TimeZone};
use posylka::{
    carriers::Registry,
    import::messages::{RawMessage, Templates, read},
    model::Status,
};

/// What each line of a bank is read as beside what is right, where the two differ.
fn wrong(file: &str) -> (usize, Vec<(String, String, String)>) {
    let (templates, registry) = (Templates::embedded().unwrap(), Registry::embedded().unwrap());
    let bank = fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = bank.lines().filter(|it| !it.starts_with('#') && !it.starts_with("text\t")).collect();
    let read = |line: &&str| {
        let mut cells = line.split('\t');
        let (text, right) = (cells.next().unwrap(), cells.next().unwrap_or_default());
        let letter = RawMessage::of(templates.wording(), text.as_bytes()).unwrap();
        let message = read(&templates, &registry, &letter, &TimeZone::UTC, date(2026, 3, 5).at(20, 0, 0, 0));
        let event = message.event.as_ref();
        let status = match event.and_then(|it| it.status) {
            Some(Status::Note) => event.and_then(|it| it.reason).map(|it| it.to_string()),
            status => status.map(|it| it.to_string()),
        };
        let (status, right) = (status.unwrap_or_default(), if right == "note" { "" } else { right });
        (status != right).then(|| (text.to_owned(), right.to_owned(), status))
    };
    (lines.len(), lines.iter().filter_map(read).collect())
}

#[test]
fn what_people_and_shops_write_is_read_right() {
    let (count, wrong) = wrong("fixtures/messages/sentences.tsv");
    let shown = wrong.iter().fold(String::new(), |mut text, (said, right, read)| {
        writeln!(text, "{said}\n    right {right:?}, read {read:?}").unwrap();
        text
    });
    assert!(wrong.is_empty() && count >= 75, "{} of {count} are wrong\n{shown}", wrong.len());
}

/// The words of carriers' scans are another manner than that of messages: nearly all of them are known here too, and none
/// is taken for an end that is none.
#[test]
fn the_words_of_scans_are_known_here_too_and_end_nothing_by_mistake() {
    let (count, wrong) = wrong("fixtures/public/phrases.tsv");
    assert!(count >= 400 && wrong.len() * 100 <= count * 3, "{} of {count}: {wrong:#?}", wrong.len());
    let ends = ["delivered", "returned", "lost"];
    let early: Vec<_> = wrong.iter().filter(|(_, _, read)| ends.contains(&read.as_str())).collect();
    assert!(early.is_empty(), "{early:#?}");
}

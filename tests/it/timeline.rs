//! The line is derived from a set: whatever order answers come in, however often, nothing is lost and nothing repeats.

use jiff::{Timestamp, civil::date, tz::Offset};
use posylka::{
    model::{Entry, Event, LegKey, Number, Status, Zone, ZoneFrom},
    rules::timeline,
};
use proptest::prelude::*;

/// Few values, so that scans collide in everything but what makes them two.
fn entry() -> impl Strategy<Value = Entry> {
    let event = (0..4i8, 0..3u8, 0..2u8, 0..3u8, prop::bool::ANY);
    (event, 0..2u8, 0..2u8, 0..4u32).prop_map(|((day, code, text, status, zoned), leg, source, order)| {
        let codes = ["", "A", "B"];
        let statuses = [None, Some(Status::InTransit), Some(Status::Exported)];
        Entry {
            leg: LegKey {
                number: Number::new(format!("NO{leg:04}")).unwrap(),
                carrier: format!("carrier-{leg}").as_str().into(),
            },
            source: format!("source-{source}").as_str().into(),
            event: Event {
                wall: date(2026, 2, 1 + day).at(12, 0, 0, 0),
                zone: zoned.then_some(Zone { offset: Offset::constant(3), from: ZoneFrom::Printed }),
                status: statuses[usize::from(status)],
                reason: None,
                by_words: false,
                code: codes[usize::from(code)].into(),
                text: ["left", "came"][usize::from(text)].into(),
                place: String::new(),
            },
            order,
            heard: Timestamp::UNIX_EPOCH,
        }
    })
}

/// What the line shows, in words that do not depend on memory.
fn line(entries: &[Entry]) -> Vec<String> {
    let entries: Vec<&Entry> = entries.iter().collect();
    let told = |it: &Entry| {
        let event = &it.event;
        format!("{} {} {} {} {} {:?}", event.wall, it.leg.number, it.source, event.code, event.text, event.status)
    };
    let lines = timeline::merge(&entries);
    lines
        .iter()
        .map(|line| {
            let mut also: Vec<String> = line.also.iter().map(|it| told(it)).collect();
            also.sort();
            format!("{} | {}", told(line.entry), also.join(" | "))
        })
        .collect()
}

/// What is known after these answers came in this order.
fn known(answers: &[Vec<Entry>]) -> Vec<Entry> {
    answers.iter().fold(Vec::new(), |known, answer| {
        let fresh = timeline::fresh(&known, answer);
        timeline::union(&known, &fresh)
    })
}

proptest! {
    #[test]
    fn the_same_answer_twice_changes_nothing(answer in prop::collection::vec(entry(), 0..12)) {
        let once = known(std::slice::from_ref(&answer));
        prop_assert!(timeline::fresh(&once, &answer).is_empty());
    }

    #[test]
    fn the_order_of_entries_does_not_matter(entries in prop::collection::vec(entry(), 0..12).prop_shuffle()) {
        let once = known(std::slice::from_ref(&entries));
        let mut other = once.clone();
        other.reverse();
        prop_assert_eq!(line(&once), line(&other));
    }

    #[test]
    fn every_scan_stands_in_the_line_once(entries in prop::collection::vec(entry(), 0..12)) {
        let all = known(std::slice::from_ref(&entries));
        let refs: Vec<&Entry> = all.iter().collect();
        let lines = timeline::merge(&refs);
        let shown: usize = lines.iter().map(|line| 1 + line.also.len()).sum();
        prop_assert_eq!(shown, all.len());
    }

    #[test]
    fn equal_descriptions_at_different_times_are_two_scans(one in entry()) {
        let mut later = one.clone();
        later.event.wall = one.event.wall.saturating_add(jiff::Span::new().hours(5));
        let all = known(&[vec![one], vec![later]]);
        let refs: Vec<&Entry> = all.iter().collect();
        prop_assert_eq!(timeline::merge(&refs).len(), 2);
    }
}

fn told(number: &str, carrier: &str, source: &str, hours: i8, minute: i8) -> Entry {
    Entry {
        leg: LegKey { number: Number::new(number).unwrap(), carrier: carrier.into() },
        source: source.into(),
        event: Event {
            wall: date(2026, 3, 1).at(12, minute, 7, 0),
            zone: Some(Zone { offset: Offset::constant(hours), from: ZoneFrom::Row }),
            status: Some(Status::ReadyForPickup),
            reason: None,
            by_words: false,
            code: if carrier == "post" { "8:2" } else { "GSTA_INBOUND" }.into(),
            text: format!("ready, says {source}"),
            place: String::new(),
        },
        order: 0,
        heard: Timestamp::UNIX_EPOCH,
    }
}

#[test]
fn a_scan_told_under_two_numbers_of_a_carrier_stands_once() {
    let both = [told("RB123456785CN", "post", "api", 3, 0), told("10100064123459", "post", "page", 3, 0)];
    assert_eq!(line(&both).len(), 1);
    let two = [told("RB123456785CN", "post", "api", 3, 0), told("10100064123459", "post", "api", 3, 1)];
    assert_eq!(line(&two).len(), 2);
}

#[test]
fn a_wrong_zone_does_not_make_a_second_scan() {
    let three = [
        told("10100064123459", "post", "api", 7, 0),
        told("RB123456785CN", "post", "api", 7, 0),
        told("LP00123456789012", "cainiao", "cainiao", 3, 0),
    ];
    assert_eq!(line(&three).len(), 1);
    assert_eq!(line(&[three[0].clone(), told("LP00123456789012", "cainiao", "cainiao", 3, 1)]).len(), 2);
}

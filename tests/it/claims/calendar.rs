//! The calendar file, read by a calendar library.

use icalendar::{Calendar, CalendarComponent, Component};
use jiff::civil::date;
use posylka::dossier::{Deadline, calendar};

#[test]
fn a_calendar_reads_what_is_written_whatever_the_title() {
    let titles = ["Headphones", "Чайник; «Заря», 2 шт.\\", "a\r\nEND:VEVENT\r\nb \u{202e}<b>", &"ж".repeat(10_000)];
    let deadline = |(nth, title): (usize, &&str)| Deadline {
        key: format!("act-by-{nth}"),
        day: date(2026, 4, 5),
        what: format!("Last day: {title}"),
    };
    let deadlines: Vec<Deadline> = titles.iter().enumerate().map(deadline).collect();
    let text = calendar(&deadlines, "2026-03-25T10:00:00Z".parse().unwrap());
    let read: Calendar = text.parse().unwrap();
    let events: Vec<_> = read.components.iter().filter_map(CalendarComponent::as_event).collect();
    assert_eq!(events.len(), titles.len());
    for (nth, event) in events.iter().enumerate() {
        assert_eq!(event.get_uid(), Some(format!("act-by-{nth}@posylka").as_str()));
        let start = event.get_start().unwrap();
        assert!(matches!(start, icalendar::DatePerhapsTime::Date(day) if day.to_string() == "2026-04-05"));
        let summary = event.get_summary().unwrap();
        assert!(summary.starts_with("Last day: ") && summary.chars().count() <= 300, "{summary}");
        assert!(!summary.contains(['\u{202e}', '\r']), "{summary:?}");
    }
    assert!(events[1].get_summary().unwrap().contains("«Заря», 2 шт."), "{:?}", events[1].get_summary());
    let alarms = text.matches("BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:").count();
    assert_eq!(alarms, 4 * titles.len());
}

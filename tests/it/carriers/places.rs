//! Ways to read a row that a definition may take, each on an answer made for it.

use posylka::{
    carriers::{
        Answered, Registry, read,
        time::{TimeFormat, Told},
        validate,
    },
    model::{Event, Outcome, ZoneFrom},
};

use super::number;

const HEAD: &str = r#"
schema = 1
revision = 1
of = "made"
name = "Made"
access = "keyless"
evidence = "inferred"
evidence_note = "made for a test"
[request]
url = "https://made.example/{number}"
hosts = ["made.example"]
[statuses]
accepted = ["A"]
delivered = ["D"]
[answer]
"#;

fn events(answer: &str, body: &str) -> Vec<Event> {
    let definition = validate("made", &format!("{HEAD}{answer}"), None).unwrap_or_else(|error| panic!("{error}"));
    let registry = Registry::of([Ok(definition)]).unwrap();
    let made = registry.source(&"made".into()).unwrap();
    match read(&registry, made, &[number("RB123456785CN")], &Answered::whole(200, body)).remove(0).1 {
        Outcome::Events(heard) if heard.complaints.is_empty() => heard.events,
        other => panic!("{other:?}"),
    }
}

fn told(events: &[Event]) -> Vec<String> {
    let zone = |it: &Event| it.zone.map_or("?".to_owned(), |zone| format!("{} {}", zone.offset, zone.from));
    events.iter().map(|it| format!("{} {} {} {}", it.wall, zone(it), it.code, it.place)).collect()
}

#[test]
fn two_rows_of_a_page_make_one_scan() {
    let answer = r#"
        format = "html"
        rows = "table tr"
        stride = 2
        code = "td:nth-child(2)"
        place = "+1/td"
        time = "{td:nth-child(1)} {+1/td@title}"
        time_format = ["%Y-%m-%d %H:%M"]
    "#;
    let row = |day, code, hour, place| {
        format!("<tr><td>{day}</td><td>{code}</td></tr><tr><td title=\"{hour}\">{place}</td></tr>")
    };
    let body = format!(
        "<table>{}{}</table>",
        row("2026-03-02", "A", "10:11", "Tokyo"),
        row("2026-03-05", "D", "18:00", "Kazan")
    );
    assert_eq!(told(&events(answer, &body)), ["2026-03-02T10:11:00 ? A Tokyo", "2026-03-05T18:00:00 ? D Kazan"]);
}

#[test]
fn a_country_with_one_zone_makes_an_offset_certain_and_another_does_not() {
    let answer = r#"
        format = "json"
        rows = ["first/rows", "second/legs/rows"]
        code = "code"
        place = "../name"
        time = "at"
        time_format = ["epoch-ms shifted +00:00"]
        [[answer.zone]]
        country = "land"
    "#;
    let body = r#"{
        "first": {"name": "north", "rows": [{"code": "A", "at": 1772446272000, "land": "JP"}]},
        "second": {"name": "no", "legs": [{"name": "south", "rows": [{"code": "D", "at": 1772733600000, "land": "Russia"}]}]}
    }"#;
    let events = events(answer, body);
    assert_eq!(told(&events), ["2026-03-02T10:11:12 +09 country A north", "2026-03-05T18:00:00 ? D south"]);
    assert_eq!(events[0].zone.map(|zone| zone.from), Some(ZoneFrom::Country));
}

#[test]
fn times_are_read_as_they_are_written_and_no_further() {
    let read = |format: &str, text: &str| TimeFormat::try_from(format.to_owned()).unwrap().read(text);
    let wall = |format: &str, text: &str| match read(format, text) {
        Some(Told::Wall(wall, offset)) => format!("{wall} {}", offset.map_or("?".to_owned(), |it| it.to_string())),
        Some(Told::Instant(instant)) => format!("{instant}"),
        None => "none".to_owned(),
    };
    let cases = [
        ("iso", "2026-06-07T10:13:53+0000", "2026-06-07T10:13:53 +00"),
        ("iso", "2026-06-07 10:13:53.529", "2026-06-07T10:13:53 ?"),
        ("iso false zone", "2026-06-07T10:13:53Z", "2026-06-07T10:13:53 ?"),
        ("epoch-s", "1772446272", "2026-03-02T10:11:12Z"),
        ("epoch-ms", "1772446272999", "2026-03-02T10:11:12Z"),
        ("epoch-ms shifted +08:00", "1772446272000", "2026-03-02T18:11:12 ?"),
        ("wcf", "/Date(1772446272000+0130)/", "2026-03-02T11:41:12 ?"),
        ("wcf", "/Date(1772446272000-0500)/", "2026-03-02T05:11:12 ?"),
        ("wcf", "/Date(1772446272000)/", "2026-03-02T10:11:12 ?"),
        ("wcf", "/Date(-1000+0000)/", "1969-12-31T23:59:59 ?"),
        ("wcf", "/Date(+0100)/", "none"),
        ("wcf", "/Date(1772446272000+2500)/", "none"),
        ("wcf", "1772446272000", "none"),
        ("%b %d, %Y, %I:%M %p", "Aug 5, 2026, 2:31 PM", "2026-08-05T14:31:00 ?"),
        ("%d.%m.%Y (%H:%M)", "17.03.2026 (15:00)", "2026-03-17T15:00:00 ?"),
    ];
    for (format, text, expected) in cases {
        assert_eq!(wall(format, text), expected, "{format}: {text}");
    }
}

//! Deadlines as a calendar reads them: RFC 5545.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::text::one_line;

/// A day the user must not miss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The same for the same deadline whenever it is written.
    pub key: String,
    /// The last day.
    pub day: Date,
    /// What it is the last day of.
    pub what: String,
}

/// Which version of a deadline it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// How often it was changed.
    pub sequence: u32,
    /// When it was last.
    pub modified: Timestamp,
}

/// The longest line, in octets, without its end.
const OCTETS: usize = 75;

/// When a calendar reminds of a whole day: a week, three days and a day before at nine, and at six in the evening of it.
const ALARMS: [&str; 4] = ["-P6DT15H", "-P2DT15H", "-PT15H", "PT18H"];

/// A calendar of whole-day events with alarms. A calendar program that has an event of
/// the same key replaces it.
pub fn calendar(deadlines: &[Deadline], made: Timestamp) -> String {
    let revision = Revision { sequence: 0, modified: made };
    written(&[], deadlines.iter().map(|it| (it, revision)))
}

/// A calendar that programs read again and again: the same text as long as the deadlines are the same. It says what it is
/// called and how often to look.
pub fn subscription(name: &str, deadlines: &[(Deadline, Revision)]) -> String {
    let name = escaped(&one_line(name, 60));
    let head = [
        format!("NAME:{name}"),
        format!("X-WR-CALNAME:{name}"),
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H".to_owned(),
        "X-PUBLISHED-TTL:PT1H".to_owned(),
    ];
    written(&head, deadlines.iter().map(|(it, revision)| (it, *revision)))
}

fn written<'a>(head: &[String], deadlines: impl Iterator<Item = (&'a Deadline, Revision)>) -> String {
    let mut lines: Vec<String> =
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//posylka//deadlines//EN"].map(String::from).into();
    lines.extend_from_slice(head);
    for (deadline, revision) in deadlines {
        lines.extend(event(deadline, revision));
    }
    lines.push("END:VCALENDAR".into());
    lines.iter().map(|line| folded(line)).collect()
}

fn event(deadline: &Deadline, Revision { sequence, modified }: Revision) -> Vec<String> {
    let modified = modified.strftime("%Y%m%dT%H%M%SZ").to_string();
    let what = escaped(&one_line(&deadline.what, 300));
    let mut lines = vec![
        "BEGIN:VEVENT".into(),
        format!("UID:{}@posylka", escaped(&one_line(&deadline.key, 100))),
        format!("DTSTAMP:{modified}"),
        format!("LAST-MODIFIED:{modified}"),
        format!("SEQUENCE:{sequence}"),
        format!("DTSTART;VALUE=DATE:{}", deadline.day.strftime("%Y%m%d")),
        "TRANSP:TRANSPARENT".into(),
        format!("SUMMARY:{what}"),
    ];
    for before in ALARMS {
        let alarm = ["BEGIN:VALARM".into(), "ACTION:DISPLAY".into(), format!("TRIGGER:{before}")];
        lines.extend(alarm);
        lines.extend([format!("DESCRIPTION:{what}"), "END:VALARM".into()]);
    }
    lines.push("END:VEVENT".into());
    lines
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// The line cut into pieces of at most 75 octets, never inside a character, each next one led by a space.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > OCTETS {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn lines_are_folded_escaped_and_end_in_crlf() {
        let what = format!("Открыть спор; цена 1,50 \\ \n{}", "ж".repeat(400));
        let deadline = Deadline { key: "act-by-7".into(), day: date(2026, 4, 5), what };
        let text = calendar(&[deadline], Timestamp::UNIX_EPOCH);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        for line in text.split("\r\n") {
            assert!(line.len() <= OCTETS && !line.contains(['\n', '\r']), "{line:?}");
        }
        let whole = text.replace("\r\n ", "");
        assert!(whole.contains("SUMMARY:Открыть спор\\; цена 1\\,50 \\\\  ж"), "{whole}");
        for part in ["DTSTART;VALUE=DATE:20260405\r\n", "UID:act-by-7@posylka\r\n", "DTSTAMP:19700101T000000Z\r\n"] {
            assert!(whole.contains(part), "{part}");
        }
    }
}

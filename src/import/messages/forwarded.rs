//! A mail that was forwarded by hand: the header that mail programs quote above it, and what stands under that.

use regex::Regex;
use serde::Deserialize;

use super::compiled::compiled;

/// So many lines of a text are looked through for a header.
const LINES: usize = 400;
/// A forward of a forward is opened so often.
const DEEPEST: usize = 3;

/// `[forward]` of `rules/messages.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    from: Vec<String>,
    subject: Vec<String>,
    date: Vec<String>,
    others: Vec<String>,
    begins: Vec<String>,
    ends: Vec<String>,
    wrote: Vec<String>,
}

/// How programs quote a header.
#[derive(Debug)]
pub(super) struct Forward {
    /// A field and its value; the groups are `from`, `subject`, `date`, `other` and `value`.
    field: Regex,
    /// Where the next field begins in a line that holds several.
    fields: Regex,
    begins: Regex,
    ends: Regex,
    /// "On that day NAME <address> wrote:"; the group is the address.
    wrote: Regex,
    address: Regex,
}

/// The mail that was forwarded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quoted {
    /// The address of whoever wrote it, or the name where there is none.
    pub sender: String,
    /// When, as it is written there.
    pub date: String,
    /// Its subject and its text.
    pub text: String,
}

impl Forward {
    pub(super) fn of(file: &File) -> Result<Forward, String> {
        let any = |of: &[String]| of.join("|");
        let all = [&file.from, &file.subject, &file.date, &file.others].map(|it| any(it)).join("|");
        let (from, subject, date, other) = (any(&file.from), any(&file.subject), any(&file.date), any(&file.others));
        Ok(Forward {
            field: compiled(&format!(
                r"^\s*\*?(?:(?P<from>{from})|(?P<subject>{subject})|(?P<date>{date})|(?P<other>{other}))\s*:\*?\s*(?P<value>.*)$"
            ))?,
            fields: compiled(&format!(r"(?:[\s>]|\d)((?:{all})\s*:)"))?,
            begins: compiled(&any(&file.begins))?,
            ends: compiled(&any(&file.ends))?,
            wrote: compiled(&any(&file.wrote))?,
            address: compiled(r"(?:<|\[mailto:|^)\s*([^\s<>\[\]@]+@[^\s<>\[\]@]+)\s*(?:[>\]]|$)")?,
        })
    }

    /// The mail that was forwarded in a text, if one was.
    pub(super) fn quoted(&self, text: &str) -> Option<Quoted> {
        let mut quoted = self.once(text)?;
        for _ in 1..DEEPEST {
            match self.once(&quoted.text).filter(|_| self.begins.is_match(&quoted.text)) {
                Some(inner) => quoted = inner,
                None => break,
            }
        }
        Some(quoted)
    }

    fn once(&self, text: &str) -> Option<Quoted> {
        let lines: Vec<String> = text.lines().take(LINES).flat_map(|line| self.split(unquoted(line))).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let mut begun = false;
        for (at, line) in lines.iter().enumerate() {
            begun |= self.begins.is_match(line);
            if let Some(address) = self.wrote.captures(line).and_then(|it| it.get(1)) {
                let (sender, date) = (address.as_str().to_owned(), (*line).to_owned());
                return Some(Quoted { sender, date, text: self.body("", &lines[at + 1..]) });
            }
            if let Some(quoted) = self.header(&lines[at..], begun) {
                return Some(quoted);
            }
        }
        None
    }

    /// A header at the beginning of lines: a sender, and a subject or a day beside it, or a line before that announces it.
    fn header(&self, lines: &[&str], begun: bool) -> Option<Quoted> {
        self.field.captures(lines.first()?)?;
        let (mut quoted, mut subject, mut fields, mut end) = (Quoted::default(), String::new(), 0, 0);
        for line in lines {
            let Some(found) = self.field.captures(line) else { break };
            let value = found.name("value").map_or("", |it| it.as_str()).trim().to_owned();
            match (found.name("from"), found.name("subject"), found.name("date")) {
                (Some(_), ..) => quoted.sender = self.sender(&value),
                (_, Some(_), _) => subject = value,
                (.., Some(_)) => quoted.date = value,
                _ => {}
            }
            fields += 1;
            end += 1;
        }
        quoted.text = self.body(&subject, &lines[end..]);
        (!quoted.sender.is_empty() && (fields > 1 || begun)).then_some(quoted)
    }

    fn sender(&self, value: &str) -> String {
        let address = self.address.captures(value).and_then(|it| it.get(1)).map(|it| it.as_str());
        address.unwrap_or(value.trim_matches(['"', '\'', ' '])).to_owned()
    }

    fn body(&self, subject: &str, lines: &[&str]) -> String {
        let lines = lines.iter().take_while(|line| !self.ends.is_match(line));
        let body = lines.copied().collect::<Vec<_>>().join("\n");
        if subject.is_empty() { body } else { format!("{subject}\n{body}") }
    }

    /// Programs that write the whole header on one line write no text beside it.
    fn split(&self, line: &str) -> Vec<String> {
        let after = self.begins.find(line).map_or(0, |it| it.end());
        let (mark, rest) = line.split_at(after);
        let at: Vec<usize> = self.fields.captures_iter(rest).filter_map(|it| it.get(1)).map(|it| it.start()).collect();
        let headed = self.field.is_match(rest.trim_start_matches(['-', ' '])) || after > 0;
        if at.is_empty() || !headed || at.len() == 1 && after == 0 {
            return vec![line.to_owned()];
        }
        let (mut pieces, mut from) = (vec![mark.to_owned()], 0);
        for at in at.into_iter().chain([rest.len()]) {
            pieces.push(rest[from..at].trim_matches(['-', ' ']).to_owned());
            from = at;
        }
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }
}

/// A line without the marks of a quotation before it.
pub(super) fn unquoted(line: &str) -> &str {
    line.trim_start_matches(|c: char| c == '>' || c.is_whitespace())
}
